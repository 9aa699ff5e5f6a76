"""Weak lines beside a deep fold: the foot of its bulge, and no lines of their own.

The cheek bulges over the nasolabial fold. Where the bulge ends, some millimetres beside the fold,
its shading answers the line filters, the more the more light grazes it.
"""

from collections.abc import Mapping, Sequence

import cv2
import numpy as np
from numpy.typing import NDArray
from scipy.spatial import KDTree

from metrics.profile import normals

FOLDS = frozenset({"nasolabial_left", "nasolabial_right"})
"""Regions that hold one fold each."""

BESIDE_MM, ALONG_DEGREES = 9.0, 30.0
MOSTLY = 0.5
LEAST_ODDS = 3.0
"""A companion's odds of being traced are smaller by at least this factor: a second fold is nearly
as likely as the first."""

Path = NDArray[np.float64]


def without_companions(
    paths: Sequence[Path],
    probability: NDArray[np.float32],
    regions: Mapping[str, NDArray[np.bool_]],
    px_per_mm: float,
) -> list[Path]:
    """Leave out lines that run beside a clearly likelier one of the same fold region.

    Parameters
    ----------
    paths : sequence of (n, 2) float64 ndarray
        Centre-lines, [x, y] in frame pixels.
    probability : (h, w) float32 ndarray
        Of the line evidence; crests are a pixel wide.
    regions : Mapping of str to (h, w) bool ndarray
        Lines that mostly lie outside `FOLDS` stay as they are.
    px_per_mm : float
    """
    crests = cv2.dilate(probability, np.ones((3, 3), np.uint8))
    companions: set[int] = set()
    for name in FOLDS & regions.keys():
        odds = {}
        for number, path in enumerate(paths):
            if _mean_under(path, regions[name]) > MOSTLY:
                chance = _mean_under(path, crests)
                odds[number] = chance / max(1 - chance, 1e-6)
        companions |= {
            number
            for number, own in odds.items()
            for other, others in odds.items()
            if others >= LEAST_ODDS * own
            and _share_beside(paths[number], paths[other], BESIDE_MM * px_per_mm) > MOSTLY
        }
    return [path for number, path in enumerate(paths) if number not in companions]


def _mean_under(path: Path, picture: NDArray[np.generic]) -> float:
    height, width = picture.shape
    columns, rows = np.rint(path).astype(int).T
    return float(np.mean(picture[np.clip(rows, 0, height - 1), np.clip(columns, 0, width - 1)]))


def _share_beside(path: Path, other: Path, reach_px: float) -> float:
    """Share of a path that has another beside it, neither behind an end nor across."""
    distance, nearest = KDTree(other).query(path)
    alongside = np.abs(np.sum(normals(path) * normals(other)[nearest], axis=1))
    inside = (nearest > 0) & (nearest < len(other) - 1)
    beside = inside & (distance < reach_px) & (alongside > np.cos(np.radians(ALONG_DEGREES)))
    return float(np.mean(beside))
