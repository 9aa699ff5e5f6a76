"""Triangles to pixels: a depth-buffered rasteriser and attribute interpolation."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from sample_images.compiled import compiled
from sample_images.mesh import Floats

Pixels = NDArray[np.float32]
FAR = np.float32(1e9)


@dataclass(frozen=True, eq=False)
class Coverage:
    """Which triangle is seen at each pixel, and where in it.

    Attributes
    ----------
    triangle : (h, w) int32 ndarray
        -1 where nothing is seen.
    weights : (h, w, 2) float32 ndarray
        Perspective-correct weights of the second and third corner.
    depth : (h, w) float32 ndarray
        Distance along the viewing axis.
    """

    triangle: NDArray[np.int32]
    weights: Pixels
    depth: Pixels


@compiled
def _fill(
    vertices: Floats,
    triangles: NDArray[np.int32],
    triangle: NDArray[np.int32],
    weights: Pixels,
    depth: Pixels,
) -> None:
    height, width = depth.shape
    for t in range(triangles.shape[0]):
        a, b, c = triangles[t, 0], triangles[t, 1], triangles[t, 2]
        ax, ay, bx, by = vertices[a, 0], vertices[a, 1], vertices[b, 0], vertices[b, 1]
        cx, cy = vertices[c, 0], vertices[c, 1]
        area = (bx - ax) * (cy - ay) - (cx - ax) * (by - ay)
        if abs(area) < 1e-9:
            continue
        left = max(0, int(np.ceil(min(ax, bx, cx))))
        right = min(width - 1, int(np.floor(max(ax, bx, cx))))
        top = max(0, int(np.ceil(min(ay, by, cy))))
        bottom = min(height - 1, int(np.floor(max(ay, by, cy))))
        near_a, near_b, near_c = 1 / vertices[a, 2], 1 / vertices[b, 2], 1 / vertices[c, 2]
        for y in range(top, bottom + 1):
            for x in range(left, right + 1):
                wb = ((x - ax) * (cy - ay) - (cx - ax) * (y - ay)) / area
                wc = ((bx - ax) * (y - ay) - (x - ax) * (by - ay)) / area
                wa = 1 - wb - wc
                if wa < -1e-7 or wb < -1e-7 or wc < -1e-7:
                    continue
                z = 1 / (wa * near_a + wb * near_b + wc * near_c)
                if z < depth[y, x]:
                    depth[y, x] = z
                    triangle[y, x] = t
                    weights[y, x, 0] = wb * near_b * z
                    weights[y, x, 1] = wc * near_c * z


def rasterise(vertices: Floats, triangles: NDArray[np.int32], height: int, width: int) -> Coverage:
    """Draw triangles into a depth buffer.

    Parameters
    ----------
    vertices : (n, 3) float64 ndarray
        x and y in pixels (centres at integers) and positive depth.
    triangles : (m, 3) int32 ndarray
    height, width : int
    """
    seen = Coverage(
        np.full((height, width), -1, dtype=np.int32),
        np.zeros((height, width, 2), dtype=np.float32),
        np.full((height, width), FAR, dtype=np.float32),
    )
    _fill(vertices, triangles, seen.triangle, seen.weights, seen.depth)
    return seen


@compiled
def _blend(
    corners: NDArray[np.int32], weights: Pixels, attributes: Pixels, blended: Pixels
) -> None:
    for i in range(corners.shape[0]):
        a, b, c = corners[i, 0], corners[i, 1], corners[i, 2]
        wb, wc = weights[i, 0], weights[i, 1]
        for k in range(attributes.shape[1]):
            blended[i, k] = (
                (1 - wb - wc) * attributes[a, k] + wb * attributes[b, k] + wc * attributes[c, k]
            )


def interpolate(
    seen: Coverage,
    pixels: NDArray[np.int64],
    triangles: NDArray[np.int32],
    attributes: Pixels,
) -> Pixels:
    """Attributes (len(pixels), k) at flat pixel positions from those (n, k) of the vertices."""
    blended = np.empty((len(pixels), attributes.shape[1]), dtype=np.float32)
    corners = triangles[seen.triangle.ravel()[pixels]]
    _blend(corners, seen.weights.reshape(-1, 2)[pixels], attributes, blended)
    return blended


@compiled
def fill_depth(vertices: Floats, triangles: NDArray[np.int32], depth: Pixels) -> None:
    """Draw only the depth of triangles in parallel projection."""
    height, width = depth.shape
    for t in range(triangles.shape[0]):
        a, b, c = triangles[t, 0], triangles[t, 1], triangles[t, 2]
        ax, ay, bx, by = vertices[a, 0], vertices[a, 1], vertices[b, 0], vertices[b, 1]
        cx, cy = vertices[c, 0], vertices[c, 1]
        area = (bx - ax) * (cy - ay) - (cx - ax) * (by - ay)
        if abs(area) < 1e-9:
            continue
        for y in range(
            max(0, int(np.ceil(min(ay, by, cy)))),
            min(height - 1, int(np.floor(max(ay, by, cy)))) + 1,
        ):
            for x in range(
                max(0, int(np.ceil(min(ax, bx, cx)))),
                min(width - 1, int(np.floor(max(ax, bx, cx)))) + 1,
            ):
                wb = ((x - ax) * (cy - ay) - (cx - ax) * (y - ay)) / area
                wc = ((bx - ax) * (y - ay) - (x - ax) * (by - ay)) / area
                wa = 1 - wb - wc
                if wa < -1e-7 or wb < -1e-7 or wc < -1e-7:
                    continue
                z = wa * vertices[a, 2] + wb * vertices[b, 2] + wc * vertices[c, 2]
                depth[y, x] = min(depth[y, x], z)
