"""Fine texture of one area of skin, by grey-level co-occurrence at distances in millimetres.

References
----------
.. [1] R. M. Haralick, K. Shanmugam, I. Dinstein, "Textural features for image classification",
   IEEE Trans. Syst. Man Cybern. SMC-3 (1973) 610-621.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from skimage.feature import graycomatrix, graycoprops

from metrics.relief import log_luminance
from vision.errors import Refusal
from vision.filters import box_of, masked_blur

DISTANCES_MM = (1.0, 2.0)
ANGLES_RAD = (0.0, np.pi / 4, np.pi / 2, 3 * np.pi / 4)
SHADING_MM = 1.5
STEP = 0.01
LEVELS = 64
LEAST_PX_PER_MM = 2.0


@dataclass(frozen=True)
class Texture:
    """Texture of one area; means over four directions and the distances of 1 and 2 mm.

    Attributes
    ----------
    roughness_percent : float
        Root mean square difference of luminance between places so far apart.
    homogeneity : float
        0..1; 1 when neighbours are alike.
    correlation : float
        -1..1; of neighbours.
    energy : float
        0..1; 1 when all skin is alike.
    """

    roughness_percent: float
    homogeneity: float
    correlation: float
    energy: float


def fine_relief(
    lab: NDArray[np.float32], skin: NDArray[np.bool_], *, px_per_mm: float
) -> NDArray[np.float32]:
    """Natural logarithm of luminance less its local mean over skin, shape (h, w).

    A gain of the light is a constant in it and vanishes, slow shading as well.

    Parameters
    ----------
    lab : (h, w, 3) float32 ndarray
        CIELAB.
    skin : (h, w) bool ndarray
    px_per_mm : float
    """
    light = log_luminance(lab)
    return np.asarray(light - masked_blur(light, skin, SHADING_MM * px_per_mm), np.float32)


def skin_texture(
    relief: NDArray[np.float32],
    mask: NDArray[np.bool_],
    *,
    px_per_mm: float,
    photo_px_per_mm: float,
) -> Texture | Refusal:
    """Texture of the skin under a mask.

    Parameters
    ----------
    relief : (h, w) float32 ndarray
        From `fine_relief`.
    mask : (h, w) bool ndarray
        Visible skin of the area; some of it.
    px_per_mm : float
        Scale of the frame.
    photo_px_per_mm : float
        Scale of the photo.

    Returns
    -------
    Texture or Refusal
        Code ``too_coarse``: the photo does not show fine texture.
    """
    if photo_px_per_mm < LEAST_PX_PER_MM:
        return Refusal(
            "too_coarse",
            f"The photo has {photo_px_per_mm:.1f} pixels per mm and fine texture needs "
            f"{LEAST_PX_PER_MM:.0f}; come closer or use a finer camera.",
        )
    box = box_of(mask)
    matrix = _co_occurrence(relief[box], mask[box], px_per_mm)
    contrast, homogeneity, correlation, energy = (
        float(graycoprops(matrix, name).mean())
        for name in ("contrast", "homogeneity", "correlation", "energy")
    )
    return Texture(100 * STEP * float(np.sqrt(contrast)), homogeneity, correlation, energy)


def _co_occurrence(
    relief: NDArray[np.float32], mask: NDArray[np.bool_], px_per_mm: float
) -> NDArray[np.float64]:
    """Symmetric co-occurrence matrices (levels, levels, distances, angles) within the mask.

    Levels below and above all that occur are left out: no figure asks how many there might be.
    """
    level = np.clip(np.rint(relief / STEP) + LEVELS // 2, 0, LEVELS - 1)
    outside = LEVELS  # one more level, whose row and column are dropped
    quantised = np.where(mask, level, outside).astype(np.uint8)
    distances_px = [round(distance * px_per_mm) for distance in DISTANCES_MM]
    counts = graycomatrix(quantised, distances_px, ANGLES_RAD, LEVELS + 1, symmetric=True)
    occurring = np.flatnonzero(counts[:LEVELS, :LEVELS].any(axis=(1, 2, 3)))
    levels = slice(occurring[0], occurring[-1] + 1) if occurring.size else slice(LEVELS)
    inside: NDArray[np.float64] = counts[levels, levels].astype(np.float64)
    return inside
