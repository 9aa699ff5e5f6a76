"""Light of a room: lamps with soft shadows and an ambient sky, evaluated at the vertices."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from sample_images.compiled import compiled
from sample_images.mesh import Floats
from sample_images.parts import Body
from sample_images.raster import FAR, Pixels, fill_depth

Colour = tuple[float, float, float]

AMBIENT_DIRECTIONS = 40
AMBIENT_MAP_PX = 224
LAMP_MAP_PX = 352
SHADOWED_CENTRE_MM = (0.0, 0.0, -45.0)
SHADOWED_RADIUS_MM = 180.0


@dataclass(frozen=True)
class Lamp:
    """A soft source at infinity.

    Attributes
    ----------
    direction : (x, y, z)
        Towards the lamp in camera axes: x to the image's right, y up, z to the camera.
    strength : float
        Irradiance on a surface that faces it; 1 is full exposure.
    half_angle_deg : float
        Angular radius; larger is softer.
    colour : (r, g, b)
        Linear, about 1.
    """

    direction: Colour
    strength: float = 0.7
    half_angle_deg: float = 14.0
    colour: Colour = (1.0, 0.97, 0.93)


@dataclass(frozen=True)
class Light:
    """Lamps and the light that comes from everywhere else.

    Attributes
    ----------
    lamps : tuple of Lamp
    ambient : float
        Radiance of the surroundings.
    ambient_colour : (r, g, b)
    overhead : float
        How much brighter the surroundings are above than at eye level.
    """

    lamps: tuple[Lamp, ...]
    ambient: float = 0.42
    ambient_colour: Colour = (0.95, 0.98, 1.04)
    overhead: float = 0.35


LIGHTS: dict[str, Light] = {
    "clinic": Light((Lamp((-0.42, 0.55, 0.75)),)),
    "left": Light((Lamp((-0.85, 0.35, 0.55), 0.8),)),
    "right": Light((Lamp((0.85, 0.35, 0.55), 0.8),)),
    "front": Light((Lamp((0.0, 0.15, 1.0), 0.6),)),
    "top": Light((Lamp((0.0, 0.9, 0.5), 0.85),)),
    "window": Light((Lamp((-0.9, 0.05, 0.5), 0.75, 26.0, (0.94, 0.98, 1.06)),), ambient=0.33),
    "two_lamps": Light((Lamp((-0.6, 0.4, 0.7), 0.42), Lamp((0.65, 0.35, 0.7), 0.36))),
}
"""Usual rooms; left and right are the image's."""


def unit(vectors: ArrayLike) -> Floats:
    """Scale (..., 3) vectors to length one."""
    vectors = np.asarray(vectors, dtype=np.float64)
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-12))


def turned(light: Light, degrees: float, *, strength: float = 1.0) -> Light:
    """The same room with its lamps moved around the vertical axis and dimmed."""
    angle = np.radians(degrees)
    lamps = []
    for lamp in light.lamps:
        x, y, z = lamp.direction
        moved = (x * np.cos(angle) + z * np.sin(angle), y, z * np.cos(angle) - x * np.sin(angle))
        direction = (float(moved[0]), y, float(moved[2]))
        lamps.append(Lamp(direction, lamp.strength * strength, lamp.half_angle_deg, lamp.colour))
    return Light(tuple(lamps), light.ambient, light.ambient_colour, light.overhead)


def sphere_directions(count: int) -> Floats:
    """Evenly spread unit vectors (count, 3) on a Fibonacci spiral."""
    index = np.arange(count) + 0.5
    height = 1 - 2 * index / count
    around = np.pi * (1 + 5**0.5) * index
    radius = np.sqrt(1 - height**2)
    return np.asarray(np.c_[radius * np.cos(around), height, radius * np.sin(around)])


def _lamp_samples(lamp: Lamp) -> Floats:
    """Seven directions over the disc of a lamp."""
    axis = unit(lamp.direction)
    across = unit(np.cross(axis, [0.0, 1.0, 0.01]))
    upward = np.cross(axis, across)
    around = np.arange(6) * np.pi / 3
    radius = np.where(np.arange(6) % 2, 0.55, 0.95) * np.tan(np.radians(lamp.half_angle_deg))
    disc = radius[:, None] * (np.cos(around)[:, None] * across + np.sin(around)[:, None] * upward)
    return unit(np.vstack([axis, axis + disc]))


@compiled
def _unshadowed(
    placed: Floats, facing: Floats, bias: float, depth: Pixels, visible: Pixels
) -> None:
    size = depth.shape[0]
    for i in range(placed.shape[0]):
        limit = placed[i, 2] - bias / max(facing[i], 0.25) - 0.5
        for k in range(4):
            x = int(np.round(placed[i, 0] + (k % 2) - 0.5))
            y = int(np.round(placed[i, 1] + (k // 2) - 0.5))
            if x < 0 or y < 0 or x >= size or y >= size or depth[y, x] > limit:
                visible[i] += 0.25


def visibility(body: Body, direction: Floats, *, map_px: int) -> Pixels:
    """How freely each vertex sees a far point, 0..1, by a depth map from there.

    Parameters
    ----------
    body : Body
    direction : (3,) float64 ndarray
        Unit vector in head axes.
    map_px : int
        Side of the depth map.
    """
    helper = np.array([1.0, 0, 0]) if abs(direction[1]) > 0.9 else np.array([0, 1.0, 0])
    across = unit(np.cross(helper, direction))
    axes = np.stack([across, np.cross(direction, across), -direction], axis=1)
    scale = map_px / (2 * SHADOWED_RADIUS_MM)
    placed = (body.positions - SHADOWED_CENTRE_MM) @ (axes * [scale, scale, 1])
    placed[:, :2] += map_px / 2
    depth = np.full((map_px, map_px), FAR, dtype=np.float32)
    fill_depth(placed, body.triangles, depth)
    visible = np.zeros(len(placed), dtype=np.float32)
    _unshadowed(placed, body.normals @ direction, 1.6 / scale, depth, visible)
    return visible


def ambient_visibility(body: Body) -> Pixels:
    """Cosine-weighted visibility (n, AMBIENT_DIRECTIONS) of the surroundings, in head axes."""
    directions = sphere_directions(AMBIENT_DIRECTIONS)
    seen = np.stack([visibility(body, d, map_px=AMBIENT_MAP_PX) for d in directions], axis=1)
    return np.asarray(seen * np.maximum(body.normals @ directions.T, 0), dtype=np.float32)


def ambient_irradiance(light: Light, seen: Pixels, rotation: Floats) -> Pixels:
    """Irradiance (n, 3) from the surroundings for a head turned by `rotation`."""
    directions = sphere_directions(AMBIENT_DIRECTIONS) @ rotation.T
    towards_camera = 0.55 + 0.45 * directions[:, 2]
    radiance = light.ambient * towards_camera * (1 + light.overhead * directions[:, 1]) + 0.12
    colour = radiance[:, None] * np.array(light.ambient_colour)
    return np.asarray(seen @ colour * (4 / AMBIENT_DIRECTIONS), dtype=np.float32)


def openness(body: Body, seen: Pixels) -> Pixels:
    """Ambient occlusion (n,): 1 where the whole hemisphere is free."""
    free = np.maximum(body.normals @ sphere_directions(AMBIENT_DIRECTIONS).T, 0).sum(1)
    return np.asarray(seen.sum(1) / np.maximum(free, 1e-6), dtype=np.float32)


def lamp_visibility(body: Body, lamp: Lamp, rotation: Floats) -> Pixels:
    """Share (n,) of a lamp that each vertex sees."""
    samples = _lamp_samples(lamp) @ rotation
    seen = [visibility(body, sample, map_px=LAMP_MAP_PX) for sample in samples]
    return np.asarray(np.mean(seen, axis=0), dtype=np.float32)
