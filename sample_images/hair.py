"""Scalp hair, brows, lashes and stubble of a person."""

import cv2
import numpy as np
from numpy.typing import NDArray

from sample_images.chart import Attachment, attach, closed_curve
from sample_images.contours import BROWS, LOWER_LIDS, UPPER_LIDS
from sample_images.hairline import above_hairline, density
from sample_images.light import unit
from sample_images.mesh import Floats, head_topology
from sample_images.noise import fractal_noise
from sample_images.parts import Body
from sample_images.person import HAIR_LAB, Person, linear_rgb
from sample_images.shape import ramp, template, template_surface
from sample_images.strands import Hug, Strands, grow

SCALP_HAIRS = 24000
STUBBLE_HAIRS = 14000
KNOT_MM = (0.0, 95.0, -140.0)


def _hair_rgb(person: Person) -> Floats:
    return linear_rgb(np.array(HAIR_LAB[person.hair_colour], dtype=np.float32)).astype(float)


def _scattered_roots(stream: np.random.Generator, count: int) -> Attachment:
    """Random roots, evenly over the upper head."""
    surface, triangles = template_surface(), head_topology().triangles
    corners = surface[triangles]
    upper = corners[..., 1].min(1) > -50
    area = np.linalg.norm(
        np.cross(corners[:, 1] - corners[:, 0], corners[:, 2] - corners[:, 0]), axis=1
    )
    share = area * upper * ((corners[..., 2].max(1) < 45) | (corners[..., 1].max(1) > 85))
    chosen = stream.choice(len(triangles), count, p=share / share.sum())
    return Attachment(triangles[chosen].astype(np.int64), stream.dirichlet([1, 1, 1], count))


def _subset(roots: Attachment, keep: NDArray[np.bool_]) -> Attachment:
    return Attachment(roots.vertices[keep], roots.weights[keep])


def scalp(person: Person, body: Body) -> Strands:
    """Hair of the head, cut short or tied back, thinning towards an irregular hairline."""
    stream = person.stream("scalp")
    roots = _scattered_roots(stream, SCALP_HAIRS)
    distance = above_hairline(person, roots.on(template_surface()).astype(np.float32))
    keep = stream.random(SCALP_HAIRS) < density(distance)
    roots, distance = _subset(roots, keep), distance[keep]
    count = len(distance)
    position, normal = roots.on(body.positions), unit(roots.on(body.normals))
    place = roots.on(template_surface()).astype(np.float32)
    clump = np.stack(
        [
            fractal_noise(place, per_mm=0.13, octaves=2, seed=person.noise_seed(f"clump {k}"))
            for k in range(3)
        ],
        axis=1,
    )
    young = ramp(8, -2, distance)
    if person.hair == "tied":
        comb = unit(np.array(KNOT_MM) - position)
        comb -= normal * (comb * normal).sum(1, keepdims=True)
        direction = unit(comb) + 0.04 * normal + 0.06 * clump
        direction += stream.normal(0, 0.03, (count, 3)) * (1 + 4 * young[:, None])
        length = (62 - 46 * young) * stream.uniform(0.8, 1.15, count)
        steps, pull, curl, hug = 14, (0.0, 0.0, -0.01), 0.015, Hug(1.008, 8.0)
    else:
        top = ramp(55, 95, place[:, 1])[:, None]
        part = np.tanh((position[:, :1] - 25) / 15)
        above = np.c_[0.75 * part, 0 * part + 0.15, 0 * part - 0.75]
        beside = np.c_[0 * part, 0 * part - 0.75, 0 * part - 0.6]
        comb = top * above + (1 - top) * beside
        comb -= 0.9 * normal * (comb * normal).sum(1, keepdims=True)
        direction = comb + normal * (0.17 + 0.25 * top) + 0.28 * clump
        direction += stream.normal(0, 0.10, (count, 3))
        length = (14 + 24 * ramp(30, 90, place[:, 1])) * (1 - 0.6 * young)
        length *= stream.uniform(0.7, 1.15, count)
        steps, pull, curl, hug = 11, (0.0, -0.016, -0.01), 0.05, Hug(1.045, 1.8)
    points = grow(
        position + 0.2 * normal,
        direction,
        length,
        stream,
        steps=steps,
        curl=curl,
        pull=pull,
        hug=hug,
    )
    shade = np.exp(stream.normal(0, 0.25, (count, 1)) + 0.35 * clump[:, :1])
    width = stream.uniform(0.13, 0.26, count) * (1 - 0.6 * young)
    return Strands(points, roots, _hair_rgb(person) * shade, width, 0.9, 0.8, 0.45, 6.0)


def _inside(contour: Floats, stream: np.random.Generator, count: int, soft_mm: float) -> Floats:
    """Random chart points in a contour, thinning over `soft_mm` at its edge."""
    low, high = contour.min(0) - soft_mm, contour.max(0) + soft_mm
    points = stream.uniform(low, high, (4 * count, 2))
    outline = contour.astype(np.float32)
    depth = [cv2.pointPolygonTest(outline, (float(x), float(y)), True) for x, y in points]
    kept = stream.random(len(points)) < ramp(-soft_mm, soft_mm, np.array(depth))
    return np.asarray(points[kept][:count])


def brows(person: Person, body: Body) -> Strands:
    """Both brows: hairs fan upwards near the nose and sweep outwards along the arch."""
    stream = person.stream("brows")
    marks = template()
    slim, count = (0.62, 620) if person.sex == "female" else (1.0, 900)
    axes = [(marks[list(b), :2] + marks[list(b[::-1]), :2]) / 2 for b in BROWS]
    chart = np.vstack(
        [
            _inside(
                closed_curve(slim * marks[list(brow), :2] + (1 - slim) * axis, 160),
                stream,
                count,
                1.1,
            )
            for brow, axis in zip(BROWS, axes, strict=True)
        ]
    )
    side = np.sign(chart[:, 0])
    along = (abs(chart[:, 0]) - 12) / 42
    ridge = marks[list(BROWS[1])]
    top, low = ridge[:5], ridge[5:][::-1]
    middle = (top + low)[:, :2] / 2
    middle = middle[np.argsort(middle[:, 0])]
    upper = ramp(-2.5, 2.5, chart[:, 1] - np.interp(abs(chart[:, 0]), *middle.T))
    degrees = 34 * ramp(0.30, 0, along) + 14 - 36 * along - 28 * upper * ramp(0.1, 0.4, along)
    angle = np.radians(degrees + stream.normal(0, 9, len(chart)))
    roots = attach(chart)
    normal = unit(roots.on(body.normals))
    direction = np.c_[side * np.cos(angle), np.sin(angle), -0.35 * along] + 0.22 * normal
    direction -= 0.75 * normal * (direction * normal).sum(1, keepdims=True)
    length = stream.uniform(4.5, 7.5, len(chart)) * (1 - 0.3 * np.clip(along, 0, 1))
    points = grow(
        roots.on(body.positions) + 0.1 * normal, direction, length, stream, steps=5, curl=0.05
    )
    colour = np.minimum(0.75 * _hair_rgb(person), 0.16)
    colour = colour * np.exp(stream.normal(0, 0.2, (len(chart), 1)))
    width = stream.uniform(0.09, 0.16, len(chart))
    return Strands(points, roots, colour, width, 0.85, 0.2, 0.8, 2.5)


def _lash_row(
    lid: tuple[int, ...], body: Body, stream: np.random.Generator, *, upper: bool
) -> Strands:
    count = 130 if upper else 60
    place = stream.uniform(0.04, 0.93, count)
    step = place * (len(lid) - 1)
    first = np.minimum(step.astype(int), len(lid) - 2)
    share = step - first
    corners = np.array(lid)[np.c_[first, first + 1, first]]
    roots = Attachment(corners, np.c_[1 - share, share, 0 * share])
    position = roots.on(body.positions)
    centre = body.positions[list(lid)].mean(0)
    outward = (position[:, 0] - centre[0]) * 0.045 + np.sign(centre[0]) * 0.12
    rise = -0.15 if upper else -0.35
    direction = np.c_[outward, np.full(count, rise), np.ones(count)]
    direction += stream.normal(0, 0.10, (count, 3))
    longest = np.sin(np.pi * np.clip(0.9 * place + 0.12, 0, 1))
    low, high = (6.0, 8.5) if upper else (3.0, 4.5)
    length = stream.uniform(low, high, count) * (0.6 + 0.4 * longest)
    points = grow(
        position + np.array([0, 0, 0.1]),
        direction,
        length,
        stream,
        steps=6,
        curl=0.02,
        pull=(0, 0.30 if upper else -0.05, 0),
    )
    colour = np.tile([0.014, 0.011, 0.010], (count, 1))
    width = np.full(count, 0.11)
    return Strands(points, roots, colour, width, 0.85 if upper else 0.45, 0, 1.0, 5.0)


def _lid_line(lid: tuple[int, ...], body: Body) -> Strands:
    """The dark line of lash roots along the upper lid margin."""
    first = np.arange(len(lid) - 1)
    corners = np.array(lid)[np.c_[first, first + 1, first]]
    roots = Attachment(corners, np.tile([0.5, 0.5, 0.0], (len(first), 1)))
    ends = body.positions[np.array(lid)]
    points = np.stack([ends[:-1], (ends[:-1] + ends[1:]) / 2, ends[1:]], axis=1)
    points += np.array([0, 0, 0.3])
    colour = np.tile([0.022, 0.016, 0.014], (len(first), 1))
    return Strands(points, roots, colour, np.full(len(first), 0.7), 0.55, 0, 1.0, 3.0)


def lashes(person: Person, body: Body) -> tuple[Strands, ...]:
    """Upper and lower lashes of both eyes and the lines of their roots."""
    stream = person.stream("lashes")
    rows = []
    for upper, lower in zip(UPPER_LIDS, LOWER_LIDS, strict=True):
        rows += [
            _lid_line(upper, body),
            _lash_row(upper, body, stream, upper=True),
            _lash_row(lower, body, stream, upper=False),
        ]
    return tuple(rows)


def stubble(person: Person, body: Body) -> Strands:
    """Beard of a day on lip, chin and jaw."""
    stream = person.stream("stubble")
    chart = np.c_[stream.uniform(-64, 64, STUBBLE_HAIRS), stream.uniform(-85, -20, STUBBLE_HAIRS)]
    mouth = float(template()[13, 1])
    x, y = abs(chart[:, 0]), chart[:, 1]
    chin = np.exp(-((x / 36) ** 2) - ((y - mouth + 30) / 17) ** 2)
    lip = np.exp(-((x / 19) ** 2) - ((y - mouth - 13) / 5) ** 2)
    jaw = np.exp(-(((x - 50) / 13) ** 2) - ((y - mouth + 4) / 26) ** 2)
    lips = np.exp(-(((x / 22) ** 4) + ((y - mouth + 1) / 9) ** 4))
    share = np.clip(np.maximum(np.maximum(chin, lip), jaw) - 2 * lips, 0, 1) * person.stubble
    chart = chart[stream.random(STUBBLE_HAIRS) < share]
    roots = attach(chart)
    normal = unit(roots.on(body.normals))
    direction = 0.5 * normal + [0, -0.7, 0.1] + stream.normal(0, 0.25, normal.shape)
    length = stream.uniform(0.7, 1.6, len(chart))
    points = grow(roots.on(body.positions), direction, length, stream, steps=3, curl=0.1)
    colour = np.tile(0.9 * _hair_rgb(person), (len(chart), 1))
    return Strands(
        points, roots, colour, np.full(len(chart), 0.09), 0.7 * person.stubble, 0.1, 0.6, 1.5
    )


def hair_of(person: Person, body: Body) -> tuple[Strands, ...]:
    """All hair of a person, in drawing order."""
    beard = (stubble(person, body),) if person.stubble else ()
    return (scalp(person, body), *beard, brows(person, body), *lashes(person, body))
