"""Form of the head at rest: an adult neutral face from anthropometry, and identity around it.

Head coordinates are millimetres: x to the image's right (the person's left), y up, z towards the
camera, the origin of MediaPipe's canonical face; pupils lie at y = 27. MediaPipe's canonical face
is wider and longer than people are and its mouth is open. It is brought to the means of Farkas,
Anthropometry of the Head and Face (1994): bizygomatic breadth 140, biocular breadth 90,
intercanthal breadth 33, palpebral fissure 29 x 10, pupil to gnathion 113 mm, lips closed.
"""

from functools import cache

import numpy as np
from numpy.typing import ArrayLike

from sample_images.contours import (
    EYE_CORNERS_INNER,
    EYE_CORNERS_OUTER,
    EYES,
    LOWER_INNER_LIP,
    UPPER_INNER_LIP,
)
from sample_images.mesh import Floats, HeadTopology, Ring, head_topology
from sample_images.person import Person
from vision.canonical import canonical_mesh

PUPIL_LEVEL_MM = 27.0
EYE_CENTRE_MM = (31.3, 27.0, 25.6)
EYEBALL_RADIUS_MM = 12.2
IRIS_RADIUS_MM = 5.85
SKULL_CENTRE_MM = (0.0, 34.0, -45.0)
SKULL_RADII_MM = (73.0, 100.0, 100.0)
SKULL_POWER = 2.4  # an ellipsoid, 2, is too pointed at the crown
SKULL_RING_STEPS = (0.06, 0.15, 0.27, 0.41, 0.56, 0.71, 0.86, 0.97)
IDENTITY_SPREAD = 0.8
SEX_DIFFERENCE = (
    ((46.0, -58.0), (20.0, 20.0), (-2.6, 1.4, 0.0)),  # jaw
    ((0.0, -80.0), (16.0, 10.0), (0.0, 1.2, -0.8)),  # chin
    ((24.0, 46.0), (22.0, 7.0), (0.0, 1.0, -1.6)),  # brow ridge
    ((0.0, -4.0), (9.0, 14.0), (0.0, 0.6, -1.2)),  # nose
    ((14.0, -9.0), (7.0, 8.0), (-0.7, 0.0, 0.0)),  # alae
    ((0.0, -46.0), (14.0, 4.0), (0.0, -0.7, 0.9)),  # lower lip
    ((0.0, -33.0), (12.0, 4.0), (0.0, 0.6, 0.6)),  # upper lip
    ((31.0, 33.0), (12.0, 3.5), (0.0, 0.4, 0.0)),  # upper lid
)
"""Half the difference between the sexes: bumps (centre, radii, shift in mm) of a woman."""


def ramp(low: float, high: float, value: ArrayLike) -> Floats:
    """Smooth step from 0 at `low` to 1 at `high`; `low` may exceed `high`."""
    t = np.clip((np.asarray(value, dtype=np.float64) - low) / (high - low), 0, 1)
    return np.asarray(t * t * (3 - 2 * t))


def bump(
    points: Floats,
    centre: tuple[float, float],
    radii: tuple[float, float],
    shift: tuple[float, float, float],
) -> Floats:
    """Gaussian displacement of the front of the face, mirrored to both sides.

    Parameters
    ----------
    points : (n, 3) float64 ndarray
        Head coordinates in mm.
    centre : (x, y) in mm
        On the left side; x = 0 gives one bump in the middle.
    radii : (x, y) in mm
        Standard deviations.
    shift : (x, y, z) in mm
        Displacement in the middle of the bump; x outwards.
    """
    moved = np.zeros_like(points)
    front = ramp(-60, -10, points[:, 2])
    for side in (1, -1) if centre[0] else (1,):
        along = (points[:, 0] - side * centre[0]) / radii[0]
        across = (points[:, 1] - centre[1]) / radii[1]
        weight = np.exp(-0.5 * (along**2 + across**2)) * front
        moved += weight[:, None] * np.array([side * shift[0], shift[1], shift[2]])
    return moved


def _proportioned(points: Floats) -> Floats:
    """Breadth and height of an adult face."""
    x, y, z = points.T
    breadth = 1 - 0.085 * ramp(40, 78, abs(x))
    below = np.minimum(y - PUPIL_LEVEL_MM, 0)
    return np.asarray(np.c_[x * breadth, y - 0.06 * below, z])


def _open_eyes(points: Floats) -> Floats:
    """Fissure of 29 x 10 mm; the canonical one is 26 x 7."""
    moved = points.copy()
    for side in (-1, 1):
        along = points[:, 0] - side * EYE_CENTRE_MM[0]
        above = points[:, 1] - 26.2
        near = np.exp(-0.5 * ((along / 14.5) ** 2 + (above / 7.5) ** 2))
        middle = np.exp(-0.5 * (along / 10.5) ** 2)
        moved[:, 1] += 2.7 * near * middle * ramp(-0.2, 3.2, above)
        moved[:, 1] -= 0.8 * near * ramp(0, -3, above)
        moved[:, 0] += 0.15 * along * near
    moved[list(EYE_CORNERS_OUTER), 1] += 0.8
    moved[list(EYE_CORNERS_INNER), 1] -= 0.4
    return moved


def _close_mouth(points: Floats) -> Floats:
    """Bring the inner lip margins together and let the lips keep their height."""
    moved = points.copy()
    upper, lower = list(UPPER_INNER_LIP[1:-1]), list(LOWER_INNER_LIP[1:-1])
    gap = points[upper] - points[lower]
    moved[upper] -= 0.48 * gap
    moved[lower] += 0.48 * gap
    for index in (40, 39, 37, 0, 267, 269, 270):
        moved[index, 1] -= 0.6
    for index in (91, 181, 84, 17, 314, 405, 321):
        moved[index, 1] += 1.4
    moved[[37, 267], 1] += 0.5
    moved[[37, 267, 0], 2] += 0.4
    moved[[13, 82, 312], 1] -= 0.5
    moved[[14, 87, 317], 1] -= 0.4
    moved[[84, 314], 2] += 0.7
    return moved + bump(points, (24.2, -40.0), (5, 4), (0.4, 1.9, -0.5))


@cache
def template() -> Floats:
    """Landmarks (468, 3) of the average adult at rest, in mm; read-only."""
    vertices, _ = canonical_mesh()
    points = np.asarray(vertices * [1, -1, -1], dtype=np.float64)
    points = _proportioned(_close_mouth(_open_eyes(points)))
    points += bump(points, (20, 47), (15, 6), (0, -2.0, 0.3))
    points += bump(points, (48, 2), (12, 12), (0, 0, 1.5))
    points.flags.writeable = False
    return points


def landmarks_at_rest(person: Person) -> Floats:
    """Landmarks (468, 3) of one person at rest, in mm: the template with soft random features."""
    points = template().copy()
    sign = 1 if person.sex == "female" else -1
    for centre, radii, shift in SEX_DIFFERENCE:
        points += bump(points, centre, radii, (sign * shift[0], sign * shift[1], sign * shift[2]))
    g = person.stream("features").normal(0, IDENTITY_SPREAD, 14)
    points[:, 0] *= 1 + 0.02 * g[0]
    points[:, 1] = PUPIL_LEVEL_MM + (points[:, 1] - PUPIL_LEVEL_MM) * (1 + 0.015 * g[1])
    for centre, radii, shift in (
        ((13, -10), (8, 9), (0.7 * g[2], 0, 0)),  # nose width
        ((0, -8), (9, 12), (0, 0.5 * g[3], 1.5 * g[4])),  # nose tip
        ((0, 20), (7, 14), (0, 0, 1.0 * g[12])),  # nose bridge
        ((46, -55), (22, 22), (1.8 * g[5], g[6], 0)),  # jaw
        ((0, -78), (18, 12), (0, 1.5 * g[7], 1.5 * g[8])),  # chin
        ((46, -5), (15, 15), (g[9], 0, 1.2 * g[9])),  # cheek bones
        ((12, -38), (12, 7), (0.5 * g[10], 0, 0.7 * g[11])),  # lips
        ((30, 46), (18, 6), (0, 1.0 * g[13], 0.8 * g[13])),  # brow ridge
    ):
        points += bump(points, centre, radii, shift)
    return points


def eyeball_centres(landmarks: Floats) -> tuple[Floats, Floats]:
    """Centres of the right and left eyeball, following the fissures of a face at rest."""
    centres = []
    for side, contour in zip((-1, 1), EYES, strict=True):
        shift = (landmarks - template())[list(contour)].mean(0)
        centres.append(np.array(EYE_CENTRE_MM) * [side, 1, 1] + shift)
    return centres[0], centres[1]


def _eye_ring(ring: Ring, rim: Floats) -> Floats:
    centre = rim.mean(0)
    scale, depth = ((0.985, 1.3), (0.80, 4.2))[ring.step]
    inner = centre + (rim - centre) * scale
    return np.asarray(np.c_[inner[:, :2], rim[:, 2] - depth])


def _mouth_ring(ring: Ring, rim: Floats) -> Floats:
    towards, depth = ((0.1, 2.5), (0.0, 9.0))[ring.step]
    middle = rim[:, 1].mean()
    return np.asarray(
        np.c_[rim[:, 0], rim[:, 1] + towards * (middle - rim[:, 1]), rim[:, 2] - depth]
    )


def _shell(relative: Floats) -> Floats:
    """Which shell of the skull's superellipsoid (n, 3) points lie on; 1 is the skull."""
    return np.asarray((abs(relative) ** SKULL_POWER).sum(1) ** (1 / SKULL_POWER))


def skull_shell(points: Floats) -> Floats:
    """Relative distance (n,) of head coordinates from the skull's centre; 1 on the scalp."""
    return _shell((points - SKULL_CENTRE_MM) / SKULL_RADII_MM)


def _skull_ring(ring: Ring, rim: Floats) -> Floats:
    """Upper half along great circles of an ellipsoid, lower half back to the neck."""
    t = SKULL_RING_STEPS[ring.step]
    centre = np.array(SKULL_CENTRE_MM)
    radii = np.array(SKULL_RADII_MM) * [rim[:, 0].max() / 70.9, 1, 1]
    unit = (rim - centre) / radii
    distance = _shell(unit)
    polar = np.arccos(unit[:, 2] / np.linalg.norm(unit, axis=1))
    around = np.arctan2(unit[:, 1], unit[:, 0])
    polar += t * (np.pi - polar)
    distance = 1 + (distance - 1) * np.exp(-((t / 0.22) ** 1.3))
    direction = np.c_[np.sin(polar) * np.cos(around), np.sin(polar) * np.sin(around), np.cos(polar)]
    over = centre + radii * (distance / _shell(direction))[:, None] * direction

    back = t**0.85
    under = np.c_[
        rim[:, 0] * (1 - 0.30 * back) - np.sign(rim[:, 0]) * 5 * ramp(0, 0.12, t),
        rim[:, 1] + 3.5 * ramp(0, 0.1, t) + 22 * back,
        rim[:, 2] + (-95 - rim[:, 2]) * back,
    ]
    low = ramp(-15, -55, rim[:, 1])[:, None]
    return np.asarray(over * (1 - low) + under * low)


def cage(landmarks: Floats) -> Floats:
    """Cage vertices of the whole head grown from (468, 3) landmarks."""
    topology = head_topology()
    points = np.zeros((topology.cage_size, 3))
    points[: len(landmarks)] = landmarks
    for ring in topology.rings:
        rim = landmarks[ring.source]
        if ring.opening == "skull":
            points[ring.vertices] = _skull_ring(ring, rim)
        elif ring.opening == "mouth":
            points[ring.vertices] = _mouth_ring(ring, rim)
        else:
            points[ring.vertices] = _eye_ring(ring, rim)
    return points


def lid_margin(topology: HeadTopology) -> Floats:
    """Share (fine vertices,) of wet lid margin: 1 on the rings inside the eye openings."""
    marked = np.zeros((topology.cage_size, 1))
    for ring in topology.rings:
        if ring.opening.endswith("eye"):
            marked[ring.vertices] = 1
    return np.clip(topology.refine(marked).ravel(), 0, 1)


@cache
def template_surface() -> Floats:
    """Fine surface of the template in mm: the chart in which skin and lines are placed."""
    return head_topology().surface(cage(template()))
