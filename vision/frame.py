"""The face frame: an upright crop of the face at a fixed number of pixels per millimetre.

Integers are pixel centres throughout, in the frame as in the photo.
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from vision.portrait import Portrait
from vision.regions import EYE_CORNERS_OUTER
from vision.softened import BLUR_PER_PX, softened_part

MARGIN_MM = (8.0, 32.0, 8.0, 8.0)  # left, above (the forehead beyond the mesh), right, below


@dataclass(frozen=True, eq=False)
class FaceFrame:
    """A face resampled to a fixed scale, eye line horizontal.

    Attributes
    ----------
    pixels : (h, w, 3) float32 ndarray
        sRGB values in 0..255; beyond the photo its border is repeated.
    points : (478, 2) float64 ndarray
        Landmarks in frame pixels.
    px_per_mm : float
    to_photo : (2, 3) float64 ndarray
        Affine map from frame pixels to photo pixels.
    photo_size : (int, int) or None
        Width and height of the photo in pixels; None when every frame pixel lies in it.
    """

    pixels: NDArray[np.float32]
    points: NDArray[np.float64]
    px_per_mm: float
    to_photo: NDArray[np.float64]
    photo_size: tuple[int, int] | None = None

    @property
    def shape(self) -> tuple[int, int]:
        """Height and width in pixels."""
        return self.pixels.shape[0], self.pixels.shape[1]

    def in_photo(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        """Map (N, 2) frame points [x, y] to photo pixels."""
        return points @ self.to_photo[:, :2].T + self.to_photo[:, 2]

    def in_frame(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        """Map (N, 2) photo points [x, y] to frame pixels."""
        turn, shift = self.to_photo[:, :2], self.to_photo[:, 2]
        return np.asarray(np.linalg.solve(turn, (points - shift).T).T, np.float64)

    def photo_outline(self) -> NDArray[np.float64] | None:
        """Corners of the photo, (4, 2) in frame pixels; None when the frame lies within it."""
        if self.photo_size is None:
            return None
        right, below = np.array(self.photo_size) - 0.5
        corners = [(-0.5, -0.5), (right, -0.5), (right, below), (-0.5, below)]
        return self.in_frame(np.array(corners))


def face_frame(portrait: Portrait, *, px_per_mm: float) -> FaceFrame:
    """Resample a portrait into its face frame, low-passed to what that can show.

    Parameters
    ----------
    portrait : Portrait
    px_per_mm : float
        Scale of the frame.
    """
    points = portrait.face.points[:, :2]
    photo_px_per_mm = portrait.scale.px_per_mm
    right, left = points[list(EYE_CORNERS_OUTER)]
    angle = np.arctan2(left[1] - right[1], left[0] - right[0])
    cos, sin = np.cos(angle), np.sin(angle)
    turn = px_per_mm / photo_px_per_mm * np.array([[cos, sin], [-sin, cos]])
    turned = points @ turn.T
    beside, above, beyond, below = np.array(MARGIN_MM) * px_per_mm
    low = turned.min(axis=0) - np.array([beside, above])
    high = turned.max(axis=0) + np.array([beyond, below])
    width, height = np.ceil(high - low).astype(int).tolist()
    to_photo = cv2.invertAffineTransform(np.column_stack([turn, -low])).astype(np.float64)
    blur_mm2 = BLUR_PER_PX**2 * max(0.0, px_per_mm**-2 - photo_px_per_mm**-2)
    pixels = _resampled(
        portrait.photo.pixels, to_photo, (width, height), np.sqrt(blur_mm2) * photo_px_per_mm
    )
    return FaceFrame(pixels, turned - low, px_per_mm, to_photo, portrait.photo.size)


def _resampled(
    pixels: NDArray[np.uint8],
    to_photo: NDArray[np.float64],
    size: tuple[int, int],
    blur_px: float,
) -> NDArray[np.float32]:
    """Low-pass filter the needed part of a photo, sigma in photo pixels, and resample it."""
    width, height = size
    corners = np.array([[0, width, 0, width], [0, 0, height, height], [1, 1, 1, 1]], float)
    reach = np.ceil(3 * blur_px) + 3
    reached = to_photo @ corners
    part = softened_part(
        pixels, reached.min(axis=1) - reach, reached.max(axis=1) + reach, blur_px=blur_px
    )
    warped = cv2.warpAffine(
        part.pixels,
        part.map_to_part(to_photo),
        size,
        flags=cv2.INTER_CUBIC | cv2.WARP_INVERSE_MAP,
        borderMode=cv2.BORDER_REPLICATE,
    )
    return np.clip(np.asarray(warped, np.float32), 0, 255)
