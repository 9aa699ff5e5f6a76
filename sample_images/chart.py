"""The chart: the front view of the template face, where lines, hair roots and skin are placed."""

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray
from scipy.interpolate import CubicSpline, make_interp_spline

from sample_images.mesh import Floats, head_topology
from sample_images.raster import rasterise
from sample_images.shape import template_surface

LEFT_MM, TOP_MM = -100.0, 150.0
WIDTH_MM, HEIGHT_MM = 200.0, 270.0
LOOKUP_PX_PER_MM = 2.0


@dataclass(frozen=True, eq=False)
class Attachment:
    """Points fixed to the head sheet, so that they move with identity and expression.

    Attributes
    ----------
    vertices : (n, 3) int64 ndarray
        Corners of the triangle under each point.
    weights : (n, 3) float64 ndarray
        Barycentric weights of the corners.
    """

    vertices: NDArray[np.int64]
    weights: Floats

    def on(self, values: NDArray[np.floating]) -> Floats:
        """Interpolate per-vertex `values` (vertices, k) at the points, (n, k)."""
        return np.asarray((values[self.vertices] * self.weights[..., None]).sum(1))


@cache
def _front() -> NDArray[np.int32]:
    """Index of the triangle seen from the front at each chart pixel."""
    placed = template_surface() - [LEFT_MM, TOP_MM, 1000]
    placed = placed * [LOOKUP_PX_PER_MM, -LOOKUP_PX_PER_MM, -1]
    size = int(HEIGHT_MM * LOOKUP_PX_PER_MM), int(WIDTH_MM * LOOKUP_PX_PER_MM)
    return rasterise(placed, head_topology().triangles, *size).triangle


def attach(points: Floats) -> Attachment:
    """Fix chart points (n, 2), x and y in mm on the template, to the front of the head."""
    front, triangles = _front(), head_topology().triangles
    column = np.rint((points[:, 0] - LEFT_MM) * LOOKUP_PX_PER_MM).astype(int)
    row = np.rint((TOP_MM - points[:, 1]) * LOOKUP_PX_PER_MM).astype(int)
    found = front[np.clip(row, 0, front.shape[0] - 1), np.clip(column, 0, front.shape[1] - 1)]
    vertices = triangles[found].astype(np.int64)
    a, b, c = np.moveaxis(template_surface()[vertices][..., :2], 1, 0)
    area = _cross(b - a, c - a)
    second = _cross(points - a, c - a) / area
    third = _cross(b - a, points - a) / area
    weights = np.clip(np.c_[1 - second - third, second, third], -0.5, 1.5)
    return Attachment(vertices, weights / weights.sum(1, keepdims=True))


def _cross(first: Floats, second: Floats) -> Floats:
    """Signed area of the parallelograms of (n, 2) vectors."""
    return first[:, 0] * second[:, 1] - first[:, 1] * second[:, 0]


def curve(points: Floats, count: int) -> Floats:
    """Evenly sampled spline (count, k) through open control points (n, k)."""
    points = np.asarray(points, dtype=float)
    along = np.r_[0, np.cumsum(np.linalg.norm(np.diff(points, axis=0), axis=1))]
    spline = make_interp_spline(along, points, k=min(3, len(points) - 1))
    return np.asarray(spline(np.linspace(0, along[-1], count)))


def closed_curve(points: Floats, count: int) -> Floats:
    """Sampled periodic spline (count, k) through control points (n, k) of a contour."""
    closed = np.vstack([points, points[:1]])
    along = np.r_[0, np.cumsum(np.linalg.norm(np.diff(closed, axis=0), axis=1))]
    return np.asarray(
        CubicSpline(along, closed, bc_type="periodic")(np.linspace(0, along[-1], count))
    )
