"""The face frame: an upright crop of the face at a fixed number of pixels per millimetre."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from vision.portrait import Portrait

OUTER_EYE_CORNERS = (33, 263)
MARGIN_MM = (8.0, 32.0, 8.0, 8.0)


@dataclass(frozen=True, eq=False)
class FaceFrame:
    """A face resampled to a fixed scale, eye line horizontal.

    Attributes
    ----------
    pixels : (h, w, 3) float32 ndarray
        sRGB values in 0..255.
    points : (478, 2) float64 ndarray
        Landmarks in frame pixels.
    px_per_mm : float
    to_photo : (2, 3) float64 ndarray
        Affine map from frame pixels to photo pixels; integers are pixel centres in both.
    """

    pixels: NDArray[np.float32]
    points: NDArray[np.float64]
    px_per_mm: float
    to_photo: NDArray[np.float64]

    @property
    def shape(self) -> tuple[int, int]:
        """Height and width in pixels."""
        return self.pixels.shape[0], self.pixels.shape[1]

    def in_photo(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        """Map (N, 2) frame points [x, y] to photo pixels."""
        return points @ self.to_photo[:, :2].T + self.to_photo[:, 2]


def face_frame(portrait: Portrait, *, px_per_mm: float) -> FaceFrame:
    """Resample a portrait into its face frame.

    Parameters
    ----------
    portrait : Portrait
    px_per_mm : float
        Scale of the frame. Photos finer than this are low-pass filtered first.
    """
    points = portrait.face.points[:, :2]
    right, left = points[OUTER_EYE_CORNERS[0]], points[OUTER_EYE_CORNERS[1]]
    angle = np.arctan2(left[1] - right[1], left[0] - right[0])
    ratio = px_per_mm * portrait.scale.mm_per_px
    cos, sin = ratio * np.cos(angle), ratio * np.sin(angle)
    turn = np.array([[cos, sin], [-sin, cos]])
    turned = points @ turn.T
    beside, above, _, below = (margin * px_per_mm for margin in MARGIN_MM)
    low = turned.min(0) - [beside, above]
    width, height = np.ceil(turned.max(0) + [beside, below] - low).astype(int)
    to_frame = np.hstack([turn, -low[:, None]])
    to_photo = cv2.invertAffineTransform(to_frame)
    pixels = portrait.photo.pixels
    if ratio < 0.8:
        pixels = cv2.GaussianBlur(pixels, (0, 0), 0.4 * np.sqrt(1 / ratio**2 - 1))
    pixels = cv2.warpAffine(
        pixels.astype(np.float32),
        to_frame,
        (int(width), int(height)),
        flags=cv2.INTER_CUBIC,
        borderMode=cv2.BORDER_REPLICATE,
    )
    return FaceFrame(np.clip(pixels, 0, 255), turned - low, px_per_mm, to_photo)
