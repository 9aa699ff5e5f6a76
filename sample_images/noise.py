"""Solid noise: value noise and cell (Worley) noise of a point in space, repeatable by seed."""

import numpy as np
from numpy.typing import NDArray

from sample_images.compiled import compiled
from sample_images.raster import Pixels


@compiled
def _hash(x: int, y: int, z: int, seed: int) -> float:
    """Pseudo-random value in 0..1 of a lattice cell."""
    h = np.uint32(x * 73856093) ^ np.uint32(y * 19349663)
    h = h ^ np.uint32(z * 83492791) ^ np.uint32(seed * 2654435761)
    h = np.uint32((h ^ (h >> np.uint32(13))) * np.uint32(1274126177))
    h = np.uint32((h ^ (h >> np.uint32(16))) * np.uint32(2246822519))
    return float((h ^ (h >> np.uint32(15))) & np.uint32(0xFFFFFF)) / 16777216.0


@compiled
def _add_value_noise(
    points: Pixels, per_mm: float, amplitude: float, seed: int, out: Pixels
) -> None:
    for i in range(points.shape[0]):
        px, py, pz = points[i, 0] * per_mm, points[i, 1] * per_mm, points[i, 2] * per_mm
        x, y, z = int(np.floor(px)), int(np.floor(py)), int(np.floor(pz))
        u, v, w = px - x, py - y, pz - z
        u, v, w = u * u * (3 - 2 * u), v * v * (3 - 2 * v), w * w * (3 - 2 * w)
        total = 0.0
        for dz in range(2):
            a = _hash(x, y, z + dz, seed)
            b = _hash(x + 1, y, z + dz, seed)
            c = _hash(x, y + 1, z + dz, seed)
            d = _hash(x + 1, y + 1, z + dz, seed)
            plane = a + u * (b - a) + v * (c - a + u * (d - c - b + a))
            total += (w if dz else 1 - w) * plane
        out[i] += amplitude * (2 * total - 1)


def fractal_noise(
    points: Pixels, *, per_mm: float, octaves: int, seed: int, gain: float = 0.5
) -> Pixels:
    """Sum of value noise over octaves, scaled to -1..1.

    Parameters
    ----------
    points : (n, 3) float32 ndarray
        Positions in mm.
    per_mm : float
        Lattice cells per mm of the coarsest octave.
    octaves, seed : int
    gain : float
        Amplitude of an octave relative to the one before.
    """
    out = np.zeros(len(points), dtype=np.float32)
    weights = gain ** np.arange(octaves)
    for octave, weight in enumerate(weights / weights.sum()):
        _add_value_noise(points, per_mm * 2**octave, float(weight), seed + 7 * octave, out)
    return out


@compiled
def _cells(points: Pixels, per_mm: float, seed: int, out: Pixels) -> None:
    for i in range(points.shape[0]):
        px, py, pz = points[i, 0] * per_mm, points[i, 1] * per_mm, points[i, 2] * per_mm
        x, y, z = int(np.floor(px)), int(np.floor(py)), int(np.floor(pz))
        nearest = 9.0
        for dx in range(-1, 2):
            for dy in range(-1, 2):
                for dz in range(-1, 2):
                    a, b, c = x + dx, y + dy, z + dz
                    ex = a + _hash(a, b, c, seed) - px
                    ey = b + _hash(a, b, c, seed + 1) - py
                    ez = c + _hash(a, b, c, seed + 2) - pz
                    nearest = min(nearest, ex * ex + ey * ey + ez * ez)
        out[i] = np.sqrt(nearest)


def cell_distance(points: Pixels, *, per_mm: float, seed: int) -> Pixels:
    """Distance (n,) to the nearest random cell point, in cells (Worley 1996)."""
    out = np.empty(len(points), dtype=np.float32)
    _cells(points, per_mm, seed, out)
    return out


@compiled
def _bilinear(maps: Pixels, x: Pixels, y: Pixels, out: Pixels) -> None:
    height, width, count = maps.shape
    for i in range(x.shape[0]):
        px = min(max(x[i], 0.0), width - 1.001)
        py = min(max(y[i], 0.0), height - 1.001)
        left, top = int(px), int(py)
        u, v = px - left, py - top
        for k in range(count):
            upper = maps[top, left, k] * (1 - u) + maps[top, left + 1, k] * u
            lower = maps[top + 1, left, k] * (1 - u) + maps[top + 1, left + 1, k] * u
            out[i, k] = upper * (1 - v) + lower * v


def sample_maps(maps: Pixels, x: NDArray[np.float32], y: NDArray[np.float32]) -> Pixels:
    """Bilinear samples (n, k) of stacked maps (h, w, k) at pixel positions."""
    out = np.empty((len(x), maps.shape[2]), dtype=np.float32)
    _bilinear(maps, x, y, out)
    return out
