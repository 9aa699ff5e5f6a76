"""Faces drawn for tests: canonical geometry, random texture, lines of known depth; no renderer."""

from dataclasses import dataclass
from hashlib import sha256

import cv2
import numpy as np
from numpy.typing import NDArray

from vision.canonical import canonical_mesh
from vision.landmarks import Face, Pose
from vision.photo import Photo
from vision.portrait import Portrait
from vision.regions import BROWS, EYES, IRIS_RINGS, LIPS
from vision.scale import IRIS_DIAMETER_MM, Scale

PX_PER_MM = 3.0
SIZE = (760, 1000)
CENTRE = (380.0, 560.0)
IRIS_CENTRES_MM = ((-31.5, -27.0), (31.5, -27.0))


def landmarks() -> NDArray[np.float64]:
    """Canonical mesh and irises, (478, 3) in pixels of the drawing."""
    mesh = canonical_mesh()[0] * PX_PER_MM
    points = np.zeros((478, 3))
    points[:468] = mesh
    radius = IRIS_DIAMETER_MM / 2
    around = ((0, 0), (radius, 0), (0, -radius), (-radius, 0), (0, radius))
    for first, (x, y) in zip((468, 473), IRIS_CENTRES_MM, strict=True):
        for offset, (dx, dy) in enumerate(around):
            points[first + offset, :2] = np.array([x + dx, y + dy]) * PX_PER_MM
    points[:, :2] += CENTRE
    return points


def grid() -> NDArray[np.float64]:
    """Place x, y of every pixel of the drawing, (h, w, 2)."""
    y, x = np.mgrid[: SIZE[1], : SIZE[0]].astype(float)
    return np.dstack([x, y])


@dataclass(frozen=True)
class Line:
    """A groove: polyline in pixels of the drawing, depth in log lightness, sigma in mm."""

    path: tuple[tuple[float, float], ...]
    depth: float
    sigma_mm: float = 0.4


def forehead_lines(depth: float) -> tuple[Line, ...]:
    """Three lines across the forehead and two between the brows."""
    x, y = CENTRE
    across = [
        Line(tuple((x + dx, y - up * PX_PER_MM) for dx in range(-100, 101, 10)), depth)
        for up in (62.0, 70.0, 78.0)
    ]
    between = [
        Line(tuple((x + side * 22, y - up * PX_PER_MM) for up in range(36, 52)), depth)
        for side in (-1, 1)
    ]
    return (*across, *between)


def drawn(*, seed: int = 0, lines: tuple[Line, ...] = ()) -> NDArray[np.float64]:
    """Log lightness (h, w) of a face: textured skin, dark brows, eyes and lips, and the lines."""
    rng = np.random.default_rng(seed)
    width, height = SIZE
    log = np.zeros((height, width))
    for sigma, strength in ((1.2, 0.02), (3.0, 0.02), (12.0, 0.03)):
        grain = cv2.GaussianBlur(rng.normal(0, 1, (height, width)), (0, 0), sigma)
        log += strength * grain / grain.std()
    points = landmarks()[:, :2]
    for outline, depth in (
        *((eye, 0.9) for eye in EYES),
        *((brow, 0.7) for brow in BROWS),
        *((ring, 1.2) for ring in IRIS_RINGS),
        (LIPS, 0.4),
    ):
        mask = np.zeros((height, width), np.uint8)
        cv2.fillPoly(mask, [np.round(points[list(outline)]).astype(np.int32)], 1)
        log -= depth * cv2.GaussianBlur(mask.astype(float), (0, 0), 1.0)
    for line in lines:
        drawing = np.ones((height, width), np.uint8)
        cv2.polylines(drawing, [np.round(line.path).astype(np.int32)], False, 0)
        distance = cv2.distanceTransform(drawing, cv2.DIST_L2, 5) / PX_PER_MM
        log -= line.depth * np.exp(-0.5 * (distance / line.sigma_mm) ** 2)
    return log


def portrait(
    log: NDArray[np.float64],
    *,
    to_drawing: NDArray[np.float64] | None = None,
    scores: dict[str, float] | None = None,
    noise: float = 0.0,
    grain: int = 5,
) -> Portrait:
    """A portrait of a drawing.

    Parameters
    ----------
    log : (h, w) float64 ndarray
    to_drawing : (h, w, 2) float64 ndarray, optional
        Where each pixel of the photo lies in the drawing, x and y; default: where it is.
    scores : dict, optional
        Expression scores.
    noise : float
        Sensor noise in grey levels.
    grain : int
        Seed of that noise.
    """
    points = landmarks()
    colour = np.array([205.0, 160.0, 135.0])
    pixels = np.exp(log)[..., None] * colour
    if to_drawing is not None:
        x, y = (to_drawing[..., axis].astype(np.float32) for axis in (0, 1))
        pixels = cv2.remap(
            pixels.astype(np.float32), x, y, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REFLECT
        )
        points[:, :2] = _found(to_drawing, points[:, :2])
    pixels = pixels + np.random.default_rng(grain).normal(0, noise, pixels.shape)
    shown = np.clip(np.rint(pixels), 0, 255).astype(np.uint8)
    face = Face(points, np.eye(3), Pose(0.0, 0.0, 0.0), scores or {"browDownLeft": 0.0})
    widths = [np.linalg.norm(points[ring[0]] - points[ring[2]]) for ring in IRIS_RINGS]
    scale = Scale(IRIS_DIAMETER_MM / float(np.mean(widths)))
    return Portrait(Photo(shown, sha256(shown).hexdigest()), face, scale)


def _found(to_drawing: NDArray[np.float64], points: NDArray[np.float64]) -> NDArray[np.float64]:
    """Invert a smooth map at some points by fixed-point iteration."""
    places = points.copy()
    height, width = to_drawing.shape[:2]
    for _ in range(30):
        columns, rows = np.clip(np.round(places).astype(int), 0, [width - 1, height - 1]).T
        places = places + points - to_drawing[rows, columns]
    return places
