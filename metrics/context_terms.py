"""What is seen around a ridge point: the terms that the second logistic model adds.

A line is a run of points that support each other, single-file and mostly alone; hair, pores and
crepe are many short pieces side by side. Lines also tend to have a partner on the other cheek.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from metrics.local_terms import Terms
from metrics.ridges import Ridges, sample
from vision.filters import blur, masked_blur, masked_blurs

AHEAD_MM = np.arange(0.6, 12.1, 0.6)
REACHES_MM = (3.0, 7.0, 12.0)
LATERAL_SIGMAS_MM = (0.3, 0.6, 1.0, 1.6)
CLUTTER_MM = (4.0, 10.0)
NEIGHBOURHOOD_MM = 3.0
MIRROR_CELL_MM = 2.0
MIRROR_HALF_MM, MIRROR_TOP_MM, MIRROR_ROWS = 90.0, -150.0, 125


def context_terms(
    ridges: Ridges,
    probability: NDArray[np.floating],
    skin: NDArray[np.bool_],
    coordinates: NDArray[np.float32],
    px_per_mm: float,
) -> Terms:
    """Terms of every ridge point that depend on the probabilities of the others.

    Parameters
    ----------
    ridges : Ridges
    probability : (n,) ndarray
        Of every ridge point, by the first model.
    skin : (h, w) bool ndarray
    coordinates : (h, w, 2) float32 ndarray
        Canonical [x, y] in mm.
    px_per_mm : float
    """
    probability = np.clip(probability, 1e-4, 1 - 1e-4)
    own = np.clip(np.log(probability / (1 - probability)), -7, 5)
    image = ridges.plane(probability)
    return {
        "local_evidence": own,
        **_along_terms(ridges, image, px_per_mm),
        **_clutter_terms(ridges, image, skin, px_per_mm),
        "mirror": _mirror_term(ridges, probability, coordinates),
    }


def _along_terms(ridges: Ridges, image: NDArray[np.float32], px_per_mm: float) -> Terms:
    """Mean probability ahead and behind, along the line, with a tolerance that grows outwards."""
    tolerance = 0.2 + 0.12 * AHEAD_MM
    levels = [_crest_blur(image, sigma * px_per_mm) for sigma in LATERAL_SIGMAS_MM]
    level = np.abs(np.subtract.outer(tolerance, LATERAL_SIGMAS_MM)).argmin(1)
    cos, sin = np.cos(ridges.angle), np.sin(ridges.angle)
    ends = []
    for sign in (1, -1):
        seen = [
            sample(
                levels[k],
                ridges.columns + sign * distance * px_per_mm * cos,
                ridges.rows + sign * distance * px_per_mm * sin,
            )
            for k, distance in zip(level, AHEAD_MM, strict=True)
        ]
        ends.append(np.cumsum(seen, axis=0))
    terms = {}
    for reach in REACHES_MM:
        steps = int(np.searchsorted(AHEAD_MM, reach + 1e-6))
        means = np.stack([end[steps - 1] / steps for end in ends])
        terms[f"better_end_{reach:g}mm"] = np.log(means.max(0) + 0.02)
        terms[f"worse_end_{reach:g}mm"] = np.log(means.min(0) + 0.02)
    return terms


def _crest_blur(image: NDArray[np.float32], sigma_px: float) -> NDArray[np.float32]:
    """Blur that leaves the height of a long straight line one pixel wide as it was."""
    return blur(image, sigma_px) * np.float32(np.sqrt(2 * np.pi) * sigma_px)


def _clutter_terms(
    ridges: Ridges, image: NDArray[np.float32], skin: NDArray[np.bool_], px_per_mm: float
) -> Terms:
    at = ridges.rows, ridges.columns
    terms = {}
    for radius in CLUTTER_MM:
        near = masked_blur(image, skin, radius * px_per_mm)
        terms[f"clutter_{radius:g}mm"] = np.log(near[at] + 0.001)
    strength = np.minimum(ridges.joint[at], 6)
    cos2, sin2 = np.cos(2 * ridges.angle), np.sin(2 * ridges.angle)
    planes = [ridges.plane(values) for values in (strength, strength * cos2, strength * sin2)]
    around = masked_blurs(planes, skin, NEIGHBOURHOOD_MM * px_per_mm)
    mass, mean_cos, mean_sin = (plane[at] for plane in around)
    mass = np.maximum(mass, 1e-6)
    return terms | {
        "ridge_density": np.log(mass + 0.01),
        "neighbours_along": (mean_cos * cos2 + mean_sin * sin2) / mass,
        "neighbours_agree": np.hypot(mean_cos, mean_sin) / mass,
    }


def _mirror_term(
    ridges: Ridges, probability: NDArray[np.floating], coordinates: NDArray[np.float32]
) -> NDArray[np.float32]:
    """Probability at the mirrored place of the other half face, within about 3 mm."""
    columns = int(2 * MIRROR_HALF_MM / MIRROR_CELL_MM)
    place = coordinates[ridges.rows, ridges.columns] - [-MIRROR_HALF_MM, MIRROR_TOP_MM]
    cells = (place / MIRROR_CELL_MM).astype(int)
    column = np.clip(cells[:, 0], 0, columns - 1)
    row = np.clip(cells[:, 1], 0, MIRROR_ROWS - 1)
    face = np.zeros((MIRROR_ROWS, columns), np.float32)
    np.maximum.at(face, (row, column), np.float32(probability))
    face = np.asarray(cv2.GaussianBlur(face, (0, 0), 3.0 / MIRROR_CELL_MM))
    return np.asarray(np.log(face[row, columns - 1 - column] + 0.01), np.float32)
