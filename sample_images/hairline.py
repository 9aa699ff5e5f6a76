"""Where hair begins: a signed distance above the hairline, irregular as hairlines are."""

import numpy as np

from sample_images.mesh import Floats
from sample_images.noise import fractal_noise
from sample_images.person import Person
from sample_images.raster import Pixels
from sample_images.shape import ramp

PROFILE_MM = (
    (-140.0, -45.0),
    (-70.0, -35.0),
    (-50.0, -5.0),
    (-32.0, 6.0),
    (-25.0, 0.0),
    (-17.0, 8.0),
    (-9.0, 30.0),
    (-2.0, 48.0),
    (7.0, 66.0),
    (16.0, 82.0),
    (24.0, 92.0),
    (34.0, 97.0),
    (60.0, 99.0),
)
"""Side view (z, y) of the hairline in mm: nape, behind the ear, sideburn, temple, forehead."""


def above_hairline(person: Person, chart: Pixels) -> Pixels:
    """Distance (n,) in mm above the hairline of chart points (n, 3); negative on the face."""
    stream = person.stream("hairline")
    level, recession, peak = stream.normal(0, 3), stream.uniform(0, 9), stream.uniform(0, 3)
    depth, height = np.array(PROFILE_MM).T
    x, y, z = chart.T
    distance = y - np.interp(z, depth, height) - level * ramp(40, 90, y)
    corner = np.exp(-(((abs(x) - 36) / 11) ** 2)) * ramp(0, 20, z) * ramp(50, 80, y)
    distance = distance - recession * corner + peak * np.exp(-((x / 9) ** 2)) * ramp(60, 90, y)
    seed = person.noise_seed("hairline")
    distance += 3.5 * fractal_noise(chart, per_mm=0.07, octaves=2, seed=seed)
    distance += 2.0 * fractal_noise(chart, per_mm=0.35, octaves=1, seed=seed + 1)
    return np.asarray(distance, dtype=np.float32)


def scalp_cover(person: Person, chart: Pixels) -> Pixels:
    """How much (n,) the scalp is darkened by the hair roots, 0..1."""
    cover = np.zeros(len(chart), dtype=np.float32)
    candidates = np.flatnonzero((chart[:, 1] > 80) | (chart[:, 2] < 20) & (chart[:, 1] > -60))
    if len(candidates):
        distance = above_hairline(person, chart[candidates])
        cover[candidates] = ramp(0.0, 15.0, distance)
    return cover


def density(distance: Pixels) -> Floats:
    """Share of hairs that grow at a distance above the hairline: thin at first, full at 10 mm."""
    return 0.08 * ramp(-5, -1, distance) + 0.92 * ramp(-1, 9, distance)
