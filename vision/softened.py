"""The needed part of a photo, low-passed and shrunk to the detail that is asked for."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from vision.filters import blur

# Blur per pixel of the coarser grid. Passes 0.55 of the contrast at its Nyquist frequency (area
# averaging: 0.64) and 0.09 at twice that, where area averaging has its zero.
BLUR_PER_PX = 0.35


@dataclass(frozen=True, eq=False)
class SoftenedPart:
    """A cut-out of a photo whose pixels are means of whole blocks.

    Attributes
    ----------
    pixels : (h, w, 3) float32 ndarray, 0..255
    block : int
        Side of a block in photo pixels.
    origin : (2,) float64 ndarray
        Middle of the first block, photo pixels [x, y].
    """

    pixels: NDArray[np.float32]
    block: int
    origin: NDArray[np.float64]

    def map_to_part(self, to_photo: NDArray[np.float64]) -> NDArray[np.float64]:
        """Turn an affine map into the photo, (2, 3) or (3, 3), into a (2, 3) map into the part."""
        to_part = to_photo[:2].copy()
        to_part[:, 2] -= self.origin
        return to_part / self.block


def softened_part(
    pixels: NDArray[np.uint8],
    low: NDArray[np.float64],
    high: NDArray[np.float64],
    *,
    blur_px: float,
) -> SoftenedPart:
    """Cut a rectangle out of a photo and low-pass it.

    Parameters
    ----------
    pixels : (H, W, 3) uint8 ndarray
    low, high : (2,) float64 ndarray
        Corners [x, y] in photo pixels; what lies outside the photo is left out.
    blur_px : float
        Standard deviation of the low-pass filter in photo pixels.
    """
    limits = np.array(pixels.shape[1::-1])
    x0, y0 = np.clip(np.floor(low), 0, limits - 1).astype(int)
    x1, y1 = np.clip(np.ceil(high) + 1, 1, limits).astype(int)
    # Whole blocks are averaged first; what is left keeps nearly twice the detail asked for.
    block = max(1, int(1.5 * blur_px))
    crop = pixels[y0 : y0 + max(1, (y1 - y0) // block) * block]
    crop = crop[:, x0 : x0 + max(1, (x1 - x0) // block) * block]
    shrunk = (max(1, crop.shape[1] // block), max(1, crop.shape[0] // block))
    part = np.asarray(cv2.resize(crop, shrunk, interpolation=cv2.INTER_AREA), np.float32)
    left_px2 = max(0.0, blur_px**2 - (block**2 - 1) / 12)
    part = blur(part, float(np.sqrt(left_px2)) / block)
    return SoftenedPart(part, block, np.array([x0, y0]) + (block - 1) / 2)
