"""Hairs as strands in space: how they grow and how they are drawn."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sample_images.camera import Shot
from sample_images.chart import Attachment
from sample_images.compiled import compiled
from sample_images.light import unit
from sample_images.mesh import Floats
from sample_images.raster import Pixels
from sample_images.shape import SKULL_CENTRE_MM, skull_shell
from sample_images.surface import VertexLight, rendering_px


@dataclass(frozen=True)
class Hug:
    """Return of hair to a shell about the skull, relative to its radius, with a strength."""

    shell: float
    strength: float


@dataclass(frozen=True, eq=False)
class Strands:
    """A bundle of hairs of one kind.

    Attributes
    ----------
    points : (n, k, 3) float64 ndarray
        From root to tip, head coordinates in mm.
    roots : Attachment
        Where they are rooted in the head sheet; their light is that of the root.
    colour : (n, 3) float64 ndarray
        Linear RGB reflectance.
    width_mm : (n,) float64 ndarray
        At the root; tips thin to a quarter.
    opacity : float
    gloss : float
    root_shade : float
        Brightness at the root relative to the tip.
    lift_mm : float
        How far in front of the skin a hair counts as when depth is tested.
    """

    points: Floats
    roots: Attachment
    colour: Floats
    width_mm: Floats
    opacity: float
    gloss: float
    root_shade: float
    lift_mm: float


def grow(
    roots: Floats,
    direction: Floats,
    length_mm: Floats,
    stream: np.random.Generator,
    *,
    steps: int,
    curl: float,
    pull: tuple[float, float, float] = (0, 0, 0),
    hug: Hug | None = None,
) -> Floats:
    """Points (n, steps, 3) of hairs that start at `roots`.

    Parameters
    ----------
    roots, direction : (n, 3) float64 ndarray
    length_mm : (n,) float64 ndarray
    stream : numpy Generator
    steps : int
    curl : float
        Random turning per step.
    pull : (x, y, z)
        Turning per step towards a common direction (weight).
    hug : Hug or None
    """
    points = np.empty((len(roots), steps, 3))
    position, heading = roots.copy(), unit(direction)
    stride = (length_mm / (steps - 1))[:, None]
    for step in range(steps):
        points[:, step] = position
        heading = heading + np.array(pull)
        heading += stream.normal(0, curl * np.sqrt(6 / steps), heading.shape)
        if hug:
            outward = unit(position - SKULL_CENTRE_MM)
            gap = hug.shell - skull_shell(position)[:, None]
            heading += outward * np.clip(gap, -0.25, 0.25) * hug.strength
        heading = unit(heading)
        position = position + heading * stride
    return points


@compiled
def _draw(picture: Pixels, depth: Pixels, path: Floats, width: Floats, colour: Floats) -> None:
    """Blend anti-aliased lines over a picture, hidden by nearer surfaces.

    `path` (n, k, 3) holds pixels and distance, `colour` (n, k, 4) RGB and opacity.
    """
    rows, columns = depth.shape
    for s in range(path.shape[0]):
        for k in range(path.shape[1] - 1):
            x0, y0, z0 = path[s, k, 0], path[s, k, 1], path[s, k, 2]
            dx, dy = path[s, k + 1, 0] - x0, path[s, k + 1, 1] - y0
            dz = path[s, k + 1, 2] - z0
            length = np.sqrt(dx * dx + dy * dy)
            count = int(max(abs(dx), abs(dy))) + 1
            if length < 1e-6 or count > 4000:
                continue
            steep = abs(dy) > abs(dx)
            slant = max(abs(dx), abs(dy)) / length
            for i in range(count):
                t = i / count
                x, y, z = x0 + t * dx, y0 + t * dy, z0 + t * dz
                thick = width[s, k] + t * (width[s, k + 1] - width[s, k])
                cover = min(1.0, thick) * colour[s, k, 3]
                half = max(thick, 1.0) / 2
                centre = x if steep else y
                reach = half / slant + 0.5
                for q in range(int(np.ceil(centre - reach)), int(np.floor(centre + reach)) + 1):
                    px = q if steep else int(np.round(x))
                    py = int(np.round(y)) if steep else q
                    if px < 0 or py < 0 or px >= columns or py >= rows or z > depth[py, px]:
                        continue
                    edge = min(1.0, half + 0.5 - abs(q - centre) * slant) * cover
                    for c in range(3):
                        tint = colour[s, k, c] + t * (colour[s, k + 1, c] - colour[s, k, c])
                        picture[py, px, c] += edge * (tint - picture[py, px, c])


def _lit_colour(strands: Strands, light: VertexLight, shot: Shot) -> Floats:
    """Colour and opacity (n, k, 4) of hairs: Kajiya and Kay (1989) under the light of the root."""
    count, steps, _ = strands.points.shape
    along = np.linspace(0, 1, steps)[None, :, None]
    tangent = unit(np.gradient(strands.points, axis=1)) @ shot.rotation.T
    root_normal = strands.roots.on(light.normals) @ shot.rotation.T
    colour = np.full((count, steps, 4), strands.opacity)
    base = strands.colour[:, None] * (strands.root_shade + (1 - strands.root_shade) * along)
    colour[..., :3] = base * np.clip(strands.roots.on(light.ambient), 0.1, 2)[:, None]
    seen = strands.roots.on(light.lamps)
    for number, lamp in enumerate(shot.light.lamps):
        towards = unit(lamp.direction)
        falls = np.clip((root_normal @ towards + 0.3) / 1.3, 0, 1) * np.maximum(
            seen[:, number], 0.15
        )
        reach = falls[:, None, None] * lamp.strength * np.array(lamp.colour)
        diffuse = np.sqrt(np.clip(1 - (tangent @ towards) ** 2, 0, 1))[..., None]
        half = unit(towards + np.array([0, 0, 1.0]))
        sheen = np.sqrt(np.clip(1 - (tangent @ half) ** 2, 0, 1))[..., None] ** 40
        colour[..., :3] += reach * (base * (0.35 + 0.65 * diffuse))
        colour[..., :3] += reach * (0.10 * strands.gloss * sheen * np.sqrt(along))
    return colour


def draw(
    picture: Pixels,
    depth: NDArray[np.float32],
    strands: Strands,
    light: VertexLight,
    shot: Shot,
) -> None:
    """Draw strands far to near into a picture (h, w, 3), in place.

    Parameters
    ----------
    picture : (h, w, 3) float32 ndarray
    depth : (h, w) float32 ndarray
        Of the solid surfaces.
    strands : Strands
    light : VertexLight
    shot : Shot
    """
    count, steps, _ = strands.points.shape
    placed = shot.placed(strands.points.reshape(-1, 3))
    path = rendering_px(shot.projected(placed), shot)
    path[:, 2] -= strands.lift_mm
    path = path.reshape(count, steps, 3)
    colour = _lit_colour(strands, light, shot)
    px_per_mm = shot.focal_px * shot.oversampling / shot.distance_mm
    thinning = 1 - 0.75 * np.linspace(0, 1, steps)
    width = strands.width_mm[:, None] * px_per_mm * thinning
    order = np.argsort(-path[..., 2].mean(1))
    _draw(picture, depth, path[order], width[order], colour[order])
