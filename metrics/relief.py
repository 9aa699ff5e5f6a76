"""Skin relief as lines are seen in it: log lightness at one fixed detail, shading removed."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from vision.filters import blur
from vision.frame import FaceFrame

FRAME_PX_PER_MM = 3.0
"""Scale of the frame in which lines are sought; coefficients hold for this scale only."""

DETAIL_PX_PER_MM = 2.3
"""Every photo is reduced to the detail of a camera with this many pixels per millimetre, so that
a finer camera does not see finer lines; the traced photos have 2.0 to 2.3."""

PIXEL_SIGMA = 0.4
"""Standard deviation, in pixels, of the Gaussian that stands for one pixel's own blur."""

SHADING_MM = 3.0
DARKEST = 0.06
STEEPEST = 0.5


@dataclass(frozen=True, eq=False)
class Relief:
    """A face frame as the line filters read it.

    Attributes
    ----------
    lab : (h, w, 3) float32 ndarray
        CIELAB, D65, at the fixed detail.
    log_lightness : (h, w) float32 ndarray
        Natural logarithm of L*/100, bounded below.
    grooves : (h, w) float32 ndarray
        Log lightness less its surroundings, so that a line's depth does not depend on exposure.
    px_per_mm : float
    blur_mm : float
        Standard deviation of the blur that photo, frame and reduction together have.
    """

    lab: NDArray[np.float32]
    log_lightness: NDArray[np.float32]
    grooves: NDArray[np.float32]
    px_per_mm: float
    blur_mm: float


def log_luminance(lab: NDArray[np.float32]) -> NDArray[np.float32]:
    """Natural logarithm of relative luminance, (h, w), from CIELAB (h, w, 3).

    Luminance is the cube of (L* + 16) / 116 above L* = 8 (CIE 15); what is darker counts as that.
    Of it a groove takes a share, whatever the light and the tone of skin.
    """
    return np.asarray(3 * np.log((np.maximum(lab[..., 0], 8) + 16) / 116), np.float32)


def photo_px_per_mm(frame: FaceFrame) -> float:
    """Pixels per millimetre of the photo that a frame was cut from."""
    return float(frame.px_per_mm * np.sqrt(abs(np.linalg.det(frame.to_photo[:, :2]))))


def read_relief(frame: FaceFrame) -> Relief:
    """Bring a frame to the fixed detail and take the slow shading away."""
    target_mm = PIXEL_SIGMA / DETAIL_PX_PER_MM
    present_mm = PIXEL_SIGMA / min(photo_px_per_mm(frame), frame.px_per_mm)
    pixels = frame.pixels / np.float32(255)
    if present_mm < target_mm:
        missing_mm = float(np.sqrt(target_mm**2 - present_mm**2))
        pixels = blur(pixels, missing_mm * frame.px_per_mm)
    lab = np.asarray(cv2.cvtColor(np.clip(pixels, 0, 1), cv2.COLOR_RGB2LAB), np.float32)
    log_lightness = np.log(np.maximum(lab[..., 0] / 100, DARKEST))
    grooves = log_lightness - blur(log_lightness, SHADING_MM * frame.px_per_mm)
    return Relief(
        lab=lab,
        log_lightness=log_lightness,
        grooves=np.clip(grooves, -STEEPEST, STEEPEST),
        px_per_mm=frame.px_per_mm,
        blur_mm=max(present_mm, target_mm),
    )
