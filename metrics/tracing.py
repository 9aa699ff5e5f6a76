"""From line evidence to centre-lines: thinning, hysteresis, skeleton, sub-pixel polylines."""

from collections.abc import Iterator

import cv2
import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import convolve1d
from skimage.filters import apply_hysteresis_threshold
from skimage.measure import label, regionprops
from skimage.morphology import skeletonize

from metrics.evidence import LineEvidence
from metrics.profile import normals
from metrics.ridges import sample

DOUBTFUL, CERTAIN = 0.25, 0.5
"""A line must reach `CERTAIN` somewhere and stay above `DOUBTFUL` everywhere."""

SHORTEST_MM = 6.0
SPUR_MM = 1.5
BESIDE_MM = (0.8, 1.05, 1.3)
BESIDE_RATIO = 0.7
SIDEWAYS_PX = np.arange(-2.0, 2.01, 0.5)
ARM = 2  # of the parabola, in steps of SIDEWAYS_PX: one pixel
SMOOTHING = np.array([1, 4, 6, 4, 1]) / 16

EIGHT = np.ones((3, 3), np.uint8)
Pixel = tuple[int, int]


def trace_lines(
    evidence: LineEvidence, px_per_mm: float, *, certain: float = CERTAIN
) -> list[NDArray[np.float64]]:
    """Centre-lines in a frame.

    Parameters
    ----------
    evidence : LineEvidence
    px_per_mm : float
    certain : float
        Probability that a line reaches somewhere; it stays above `DOUBTFUL` everywhere.

    Returns
    -------
    list of (n, 2) float64 ndarray
        [x, y] in frame pixels, sub-pixel, one array per line without branches.
    """
    alone = without_parallels(evidence.probability, evidence.direction, px_per_mm)
    closed = cv2.dilate(alone, EIGHT)
    mask = apply_hysteresis_threshold(closed, DOUBTFUL, certain)
    skeleton = _skeleton(mask, px_per_mm)
    return [centred(path, evidence.strength) for path in walk(skeleton)]


def without_parallels(
    probability: NDArray[np.float32], direction: NDArray[np.float32], px_per_mm: float
) -> NDArray[np.float32]:
    """Clear ridge points beside which a clearly likelier line runs (one fold seen twice)."""
    rows, columns = np.nonzero(probability)
    angle = direction[rows, columns]
    widened = cv2.dilate(probability, EIGHT)
    height, width = probability.shape
    beside = np.zeros(rows.shape, np.float32)
    for distance in BESIDE_MM:
        for step in (distance * px_per_mm, -distance * px_per_mm):
            row = np.clip(np.round(rows + step * np.cos(angle)).astype(int), 0, height - 1)
            column = np.clip(np.round(columns - step * np.sin(angle)).astype(int), 0, width - 1)
            beside = np.maximum(beside, widened[row, column])
    alone = probability.copy()
    doubled = alone[rows, columns] < BESIDE_RATIO * beside
    alone[rows[doubled], columns[doubled]] = 0
    return alone


def _skeleton(mask: NDArray[np.bool_], px_per_mm: float) -> NDArray[np.bool_]:
    """One-pixel lines that are long enough, without spurs."""
    skeleton = _without_spurs(thinned(mask), SPUR_MM * px_per_mm)
    kept = np.zeros_like(skeleton)
    for piece in regionprops(label(skeleton, connectivity=2)):
        if np.hypot(*np.ptp(piece.coords, axis=0)) >= SHORTEST_MM * px_per_mm:
            kept[tuple(piece.coords.T)] = True
    return kept


def thinned(mask: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """One-pixel skeleton by the method of Lee et al. (1994).

    Zhang and Suen's, the default of scikit-image, deletes diagonal lines of even thickness.
    """
    return np.asarray(skeletonize(mask, method="lee") > 0)


def _neighbours(skeleton: NDArray[np.bool_]) -> NDArray[np.uint8]:
    ones = skeleton.astype(np.uint8)
    count = cv2.boxFilter(ones, -1, (3, 3), normalize=False, borderType=cv2.BORDER_CONSTANT)
    return np.asarray((count - ones) * ones)


def _without_spurs(skeleton: NDArray[np.bool_], shortest_px: float) -> NDArray[np.bool_]:
    """Remove branches shorter than `shortest_px` that end freely on one side."""
    neighbours = _neighbours(skeleton)
    junctions = (neighbours > 2).astype(np.uint8)
    beside_junction = cv2.dilate(junctions, np.ones((5, 5), np.uint8)) > 0
    branches = label(skeleton & (cv2.dilate(junctions, EIGHT) == 0), connectivity=2)
    pruned = skeleton.copy()
    for branch in regionprops(branches):
        at = tuple(branch.coords.T)
        if branch.area < shortest_px and beside_junction[at].any() and (neighbours[at] == 1).any():
            pruned[at] = False
    return thinned(pruned)


def walk(skeleton: NDArray[np.bool_]) -> Iterator[NDArray[np.float64]]:
    """Follow a skeleton from its ends, straight on at junctions; yield (n, 2) [x, y] paths."""
    left = {(int(row), int(column)) for row, column in np.argwhere(skeleton)}
    ends = [(int(row), int(column)) for row, column in np.argwhere(_neighbours(skeleton) == 1)]
    every = set(left)
    for start in ends + sorted(left):
        if start not in left:
            continue
        path = _follow(start, left)
        joints = [p for p in _around(path[0]) if p in every and p not in path[:3]]
        path = joints[:1] + path
        if len(path) > 1:
            yield np.array(path, float)[:, ::-1]


def _around(pixel: Pixel) -> list[Pixel]:
    row, column = pixel
    return [(row + i, column + j) for i in (-1, 0, 1) for j in (-1, 0, 1) if i or j]


def _follow(start: Pixel, left: set[Pixel]) -> list[Pixel]:
    """Walk on from `start`, taking the pixels walked out of `left`."""
    path = [start]
    left.discard(start)
    while True:
        onward = [pixel for pixel in _around(path[-1]) if pixel in left]
        if not onward:
            return path
        step = onward[0] if len(onward) == 1 else _straightest(path, onward)
        left.discard(step)
        path.append(step)


def _straightest(path: list[Pixel], onward: list[Pixel]) -> Pixel:
    heading = np.subtract(path[-1], path[max(0, len(path) - 4)])
    steps = np.subtract(onward, path[-1])
    return onward[int(np.argmax(steps @ heading / np.linalg.norm(steps, axis=1)))]


def centred(path: NDArray[np.float64], strength: NDArray[np.float32]) -> NDArray[np.float64]:
    """Move a pixel path sideways onto the crest of the filter response, and smooth it.

    The crest is found by a parabola through the response across the line.
    """
    smooth = _smoothed(path)
    normal = normals(smooth)
    at = smooth[:, None] + SIDEWAYS_PX[:, None] * normal[:, None]
    response = sample(strength, at[..., 0], at[..., 1], cubic=True)
    middle = response[:, ARM:-ARM].argmax(1) + ARM
    every = np.arange(len(path))
    before, here, after = (response[every, middle + step] for step in (-ARM, 0, ARM))
    bend = np.minimum(before - 2 * here + after, -1e-6)
    offset = SIDEWAYS_PX[middle] + np.clip(0.5 * (before - after) / bend, -0.5, 0.5)
    return _smoothed(smooth + offset[:, None] * normal)


def _smoothed(path: NDArray[np.float64]) -> NDArray[np.float64]:
    """Smooth a path along itself, its two ends kept."""
    if len(path) < len(SMOOTHING):
        return path
    smooth = convolve1d(path, SMOOTHING, axis=0, mode="nearest")
    smooth[[0, -1]] = path[[0, -1]]
    return np.asarray(smooth)
