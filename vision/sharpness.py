"""The detail a photo really shows, which its pixel count does not tell."""

import cv2
import numpy as np
from numpy.typing import NDArray

from vision.landmarks import Face
from vision.regions import BROWS, EYES

# Finer detail than this is not looked for, so that a large photo costs no more than a small one.
WORKING_PX_PER_MM = 5.0
# Blur of the sharpest edges, one standard deviation, in a photo that uses its pixels well.
SHARP_BLUR_PX = 0.7
_MARGIN_MM = 4.0
_REBLUR_PX = 1.0
_STRONG_EDGES_PERCENTILE = 97
_SHARPEST_PERCENTILE = 25


def shown_px_per_mm(pixels: NDArray[np.uint8], face: Face, *, px_per_mm: float) -> float | None:
    """Resolution of a sharp photo that would show the same detail.

    The blur of the edges of lids, lashes, irises and brows is measured by how much weaker they
    grow when blurred once more: gradients of an edge of blur ``s`` fall by
    ``R = sqrt(s**2 + r**2) / s`` after a blur ``r``, hence ``s = r / sqrt(R**2 - 1)``.

    Parameters
    ----------
    pixels : (H, W, 3) uint8 ndarray
    face : Face
    px_per_mm : float
        Scale of the photo.

    Returns
    -------
    float or None
        Pixels per millimetre, at most `WORKING_PX_PER_MM` and at most about `px_per_mm`; None
        when the eyes lie outside the photo or show no edge.

    References
    ----------
    .. [1] Zhuo, Sim, "Defocus map estimation from a single image", Pattern Recognition 44 (2011),
       equation 6, :doi:`10.1016/j.patcog.2011.03.009`.
    """
    strip = _eye_strip(pixels, face, px_per_mm)
    if min(strip.shape[:2]) < 8:
        return None
    shrink = min(1.0, WORKING_PX_PER_MM / px_per_mm)
    if shrink < 1:
        small = cv2.resize(strip, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA)
        strip = small.astype(np.uint8, copy=False)
    light = cv2.cvtColor(strip, cv2.COLOR_RGB2GRAY).astype(np.float32)
    once = _gradient(light)
    twice = _gradient(cv2.GaussianBlur(light, (0, 0), _REBLUR_PX).astype(np.float32))
    edges = once >= max(float(np.percentile(once, _STRONG_EDGES_PERCENTILE)), 1e-3)
    if not edges.any():
        return None
    ratio = np.maximum(once[edges] / np.maximum(twice[edges], 1e-6), 1 + 1e-3)
    blur_px = np.percentile(_REBLUR_PX / np.sqrt(ratio**2 - 1), _SHARPEST_PERCENTILE)
    return float(px_per_mm * shrink * min(1.0, SHARP_BLUR_PX / blur_px))


def _eye_strip(pixels: NDArray[np.uint8], face: Face, px_per_mm: float) -> NDArray[np.uint8]:
    around = face.points[[index for ring in EYES + BROWS for index in ring], :2]
    margin = _MARGIN_MM * px_per_mm
    left, top = np.maximum(around.min(0) - margin, 0).astype(int)
    right, bottom = np.maximum(around.max(0) + margin, 0).astype(int)
    return pixels[top:bottom, left:right]


def _gradient(light: NDArray[np.float32]) -> NDArray[np.float64]:
    across, down = (cv2.Scharr(light, -1, *axis).astype(np.float64) for axis in ((1, 0), (0, 1)))
    return np.hypot(across, down) / 32
