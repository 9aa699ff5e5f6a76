"""Which lines of several comparisons are the same line: by their place in the face."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components
from scipy.spatial import cKDTree

NEAR_MM = 1.5
LEAST_SHARED = 0.6
LARGEST_ANGLE_DEG = 30.0
SPACING_MM = 0.5

Path = NDArray[np.float64]


def same_lines(visits: Sequence[Sequence[Path]]) -> list[list[int]]:
    """Give every line of every visit a number; the same line has the same number at all visits.

    Two lines of different visits are the same when at least 60 % of the shorter one runs within
    1.5 mm of the other, in the same direction within 30 degrees. What is one line at any visit is
    one at all: parts that a gap divides at another visit share its number.

    Parameters
    ----------
    visits : sequence of sequences of (n, 2) float64 ndarray
        Centre-lines [x, y] in millimetres of one frame, such as the canonical face.

    Returns
    -------
    list of list of int
        A number for each line of each visit, from 0, in order of first appearance.
    """
    lines = [path for visit in visits for path in visit]
    if not lines:
        return [[] for _ in visits]
    visit_of = np.repeat(np.arange(len(visits)), [len(visit) for visit in visits])
    first, second = _same(lines, visit_of)
    graph = coo_array((np.ones(len(first)), (first, second)), shape=(len(lines), len(lines)))
    _, label = connected_components(graph, directed=False)
    order: dict[int, int] = {}
    numbers = [order.setdefault(int(group), len(order)) for group in label]
    bounds = np.cumsum([0, *(len(visit) for visit in visits)])
    return [numbers[start:stop] for start, stop in pairwise(bounds)]


def _same(
    lines: Sequence[Path], visit_of: NDArray[np.int64]
) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Pairs of lines of different visits that are the same."""
    walked = [_resampled(path) for path in lines]
    points = np.vstack([places for places, _ in walked])
    headings = np.concatenate([angle for _, angle in walked])
    counts = np.array([len(angle) for _, angle in walked])
    line = np.repeat(np.arange(len(lines)), counts)
    near = cKDTree(points).query_pairs(NEAR_MM, output_type="ndarray")
    near = np.vstack([near, near[:, ::-1]])
    here, there = line[near[:, 0]], line[near[:, 1]]
    # Lines have no sense of direction, so that headings are compared modulo half a turn.
    turned = np.abs((headings[near[:, 0]] - headings[near[:, 1]] + 90) % 180 - 90)
    kept = (visit_of[here] != visit_of[there]) & (turned < LARGEST_ANGLE_DEG)
    touched = np.unique(np.column_stack([near[kept, 0], there[kept]]), axis=0)
    pairs, shared = np.unique(
        np.column_stack([line[touched[:, 0]], touched[:, 1]]), axis=0, return_counts=True
    )
    same = shared >= LEAST_SHARED * counts[pairs[:, 0]]
    return pairs[same, 0], pairs[same, 1]


def _resampled(path: Path) -> tuple[Path, NDArray[np.float64]]:
    """Points every half millimetre, and the direction there in degrees."""
    along = np.concatenate([[0.0], np.cumsum(np.linalg.norm(np.diff(path, axis=0), axis=1))])
    stops = np.linspace(0, along[-1], max(2, int(along[-1] / SPACING_MM) + 1))
    places = np.column_stack([np.interp(stops, along, path[:, axis]) for axis in (0, 1)])
    step = np.gradient(places, axis=0)
    return places, np.degrees(np.arctan2(step[:, 1], step[:, 0]))
