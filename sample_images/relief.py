"""Height of the skin above the smooth mesh: grooves and folds, and the normals they bend."""

from collections.abc import Iterable
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from sample_images.camera import Shot
from sample_images.chart import attach
from sample_images.compiled import compiled
from sample_images.contours import UPPER_LIDS
from sample_images.grooves import Groove
from sample_images.mesh import Floats
from sample_images.parts import Body
from sample_images.raster import Pixels
from sample_images.shape import template
from sample_images.surface import Samples, rendering_px

PATH_STEP_MM = 0.5
TAPER = 0.22
RIM_SHARE = 0.22
RIM_SIGMAS = 2.4
BULGE_MM = 3.0
FOLD_REACH_MM = 10.0


@dataclass(frozen=True, eq=False)
class Course:
    """A groove as it lies on one body in one shot.

    Attributes
    ----------
    groove : Groove
    points : (k, 3) float64 ndarray
        Every half millimetre, head coordinates in mm.
    depth_mm : float
        With the expression of the shot.
    """

    groove: Groove
    points: Floats
    depth_mm: float

    @property
    def length_mm(self) -> float:
        """Length along the surface, grooves themselves not followed into their depth."""
        return float(np.linalg.norm(np.diff(self.points, axis=0), axis=1).sum())


@dataclass(frozen=True, eq=False)
class Relief:
    """Height (n,) in mm and cavity (n,), 0 for open skin to about 3 in a sharp furrow."""

    height: Pixels
    cavity: Pixels


def course(groove: Groove, body: Body, shot: Shot, *, depth_scale: float = 1.0) -> Course:
    """Lay a groove on a body."""
    path = attach(groove.path(200)).on(body.positions)
    along = np.r_[0, np.cumsum(np.linalg.norm(np.diff(path, axis=0), axis=1))]
    count = max(6, round(along[-1] / PATH_STEP_MM) + 1)
    steps = np.linspace(0, along[-1], count)
    points = np.stack([np.interp(steps, along, path[:, k]) for k in range(3)], axis=1)
    depth = depth_scale * groove.depth_at(shot.expression, shot.effort)
    return Course(groove, points, depth)


def anatomical_folds() -> tuple[Groove, ...]:
    """Lid creases and alar creases: folds that everyone has and that are not wrinkles."""
    folds = []
    marks = template()
    rise = np.array([0.9, 2.2, 2.9, 3.2, 2.9, 2.2, 1.1])
    for side, lid in zip((-1, 1), UPPER_LIDS, strict=True):
        crease = marks[list(lid[1:-1]), :2] + np.c_[0 * rise, rise]
        folds.append(Groove("", tuple(map(tuple, crease)), 0.8, 0.55))
        wing = ((16.0, -1.5), (18.6, -4.6), (19.2, -8.8), (17.0, -13.0))
        folds.append(Groove("", tuple((side * x, y) for x, y in wing), 0.7, 0.9))
    return tuple(folds)


@compiled
def _nearest(
    index: NDArray[np.int32], positions: Pixels, path: Floats, radius_px: float, found: Pixels
) -> None:
    """Squared distance, place along the path and side of it for the pixels of a window.

    `path` (k, 5) holds x, y in window pixels and the position in mm; `found` is (3, h, w).
    """
    height, width = index.shape
    for s in range(path.shape[0] - 1):
        tx, ty = path[s + 1, 2] - path[s, 2], path[s + 1, 3] - path[s, 3]
        tz = path[s + 1, 4] - path[s, 4]
        norm = tx * tx + ty * ty + tz * tz
        left = max(int(min(path[s, 0], path[s + 1, 0]) - radius_px), 0)
        right = min(int(max(path[s, 0], path[s + 1, 0]) + radius_px) + 1, width - 1)
        top = max(int(min(path[s, 1], path[s + 1, 1]) - radius_px), 0)
        bottom = min(int(max(path[s, 1], path[s + 1, 1]) + radius_px) + 1, height - 1)
        for y in range(top, bottom + 1):
            for x in range(left, right + 1):
                i = index[y, x]
                if i < 0:
                    continue
                px = positions[i, 0] - path[s, 2]
                py = positions[i, 1] - path[s, 3]
                pz = positions[i, 2] - path[s, 4]
                t = min(1.0, max(0.0, (px * tx + py * ty + pz * tz) / norm))
                qx, qy, qz = px - t * tx, py - t * ty, pz - t * tz
                squared = qx * qx + qy * qy + qz * qz
                if squared < found[0, y, x]:
                    found[0, y, x] = squared
                    found[1, y, x] = (s + t) / (path.shape[0] - 1)
                    found[2, y, x] = 1.0 if tx * qy - ty * qx > 0 else -1.0


def _smooth(edge: float, value: Pixels) -> Pixels:
    t = np.clip(value / edge, 0, 1)
    return np.asarray(t * t * (3 - 2 * t))


def taper(along: Pixels) -> Pixels:
    """Share of its depth that a groove has at each place along it, 0 to 1 from end to end."""
    return np.asarray(_smooth(TAPER, along) * _smooth(TAPER, 1 - along))


def _press(line: Course, samples: Samples, shot: Shot, relief: Relief) -> None:
    """Add one groove to the relief."""
    groove = line.groove
    reach = FOLD_REACH_MM if groove.fold_mm else 5.5 * groove.sigma_mm
    placed = shot.placed(line.points)
    path = rendering_px(shot.projected(placed), shot)
    radius = reach * shot.focal_px * shot.oversampling / float(path[:, 2].min())
    height, width = samples.shape
    low = np.clip(path[:, :2].min(0) - radius - 1, 0, [width - 1, height - 1]).astype(int)
    high = np.clip(path[:, :2].max(0) + radius + 2, 0, [width, height]).astype(int)
    window = samples.index[low[1] : high[1], low[0] : high[0]]
    found = np.zeros((3, *window.shape), dtype=np.float32)
    found[0] = reach**2
    _nearest(window, samples.position, np.hstack([path[:, :2] - low, placed]), radius, found)
    near = found[0] < reach**2
    hit = window[near]
    distance, along, side = np.sqrt(found[0][near]), found[1][near], found[2][near]

    fullness = taper(along)
    sigma = groove.sigma_mm * (0.6 + 0.4 * fullness)
    valley = np.exp(-0.5 * (distance / sigma) ** 2) * fullness
    rim = np.exp(-0.5 * (distance / sigma - RIM_SIGMAS) ** 2) * fullness
    raised = line.depth_mm * (RIM_SHARE * rim - valley)
    if groove.fold_mm:
        outer = side * np.sign(groove.polyline[0][0])
        signed = outer * distance
        raised += (
            groove.fold_mm
            * (line.depth_mm / groove.depth_mm)
            * np.exp(-0.5 * ((signed - BULGE_MM) / 2.0) ** 2)
            * fullness
            * _smooth(1.8, signed + 0.2)
        )
    own = samples.on_head[hit]
    relief.height[hit[own]] += raised[own]
    sharpness = min(line.depth_mm / groove.sigma_mm, 3.0) * (1.0 if groove.region else 0.25)
    relief.cavity[hit[own]] = np.maximum(relief.cavity[hit[own]], sharpness * valley[own])


def groove_relief(lines: Iterable[Course], samples: Samples, shot: Shot) -> Relief:
    """Relief of all grooves of a shot."""
    count = len(samples.pixels)
    relief = Relief(np.zeros(count, dtype=np.float32), np.zeros(count, dtype=np.float32))
    for line in lines:
        if line.depth_mm > 0:
            _press(line, samples, shot, relief)
    return relief


def _slope(picture: Pixels, along_x: int, along_y: int) -> Pixels:
    slope = cv2.Sobel(picture, cv2.CV_32F, along_x, along_y, ksize=3, scale=1 / 8)
    return np.asarray(slope, dtype=np.float32)


def bent_normals(height: Pixels, skin: Pixels, samples: Samples, shot: Shot) -> Pixels:
    """Normals (n, 3) of the skin with its relief: surface gradient of Mikkelsen (2010).

    Parameters
    ----------
    height : (n,) float32 ndarray
        Relief in mm.
    skin : (n,) float32 ndarray
        1 where the relief counts, 0 on eyes and cloth.
    samples : Samples
    shot : Shot
    """
    picture = samples.image(height)
    slope_x = samples.at(_slope(picture, 1, 0))
    slope_y = samples.at(_slope(picture, 0, 1))
    normal = samples.normal
    footprint = samples.at(samples.depth) / np.float32(shot.focal_px * shot.oversampling)
    towards = np.where(abs(normal[:, 2]) < 0.15, 0.15, normal[:, 2])
    zero = np.zeros_like(footprint)
    right = np.stack([footprint, zero, -footprint * normal[:, 0] / towards], axis=1)
    down = np.stack([zero, -footprint, footprint * normal[:, 1] / towards], axis=1)
    across_down, across_right = np.cross(down, normal), np.cross(normal, right)
    area = (right * across_down).sum(1)
    gradient = slope_x[:, None] * across_down + slope_y[:, None] * across_right
    gradient *= (skin * np.clip((abs(normal[:, 2]) - 0.12) / 0.2, 0, 1) * np.sign(area))[:, None]
    bent = abs(area)[:, None] * normal - gradient
    bent /= np.maximum(np.linalg.norm(bent, axis=1, keepdims=True), 1e-9)
    return np.asarray(bent, dtype=np.float32)
