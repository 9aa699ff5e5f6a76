"""What JPEG did to a photo: how hard it was compressed, and whether its scan is torn."""

import io
from functools import cache

import numpy as np
from numpy.typing import NDArray
from PIL import Image

_BLOCK_PX = 8
_COLUMNS = 1000
_TORN_SHARE = 0.1


def jpeg_quality(image: Image.Image) -> int | None:
    """Quality setting, 1..100, at which libjpeg writes an equally coarse luminance table.

    Cameras use tables of their own, so this is the nearest common name for the table, not the
    number that stood in some dialogue.

    Parameters
    ----------
    image : PIL.Image.Image
        An opened JPEG.
    """
    tables: dict[int, list[int]] = getattr(image, "quantization", {})
    if 0 not in tables:
        return None
    return int(np.argmin(np.abs(_table_sums() - sum(tables[0])))) + 1


def looks_torn(pixels: NDArray[np.uint8]) -> bool:
    """Whether a decoded JPEG jumps along one row of its blocks as no other row does.

    A few wrong bytes in the scan shift brightness and place of all that follows. The decoder
    carries on without a word; what shows is a seam, exact to the pixel, between two rows of
    8 x 8 px blocks. Cameras blur real edges over two pixels or more, and the steps that heavy
    compression leaves between blocks are the same in all rows.

    Parameters
    ----------
    pixels : (H, W, 3) uint8 ndarray
        As stored, before EXIF turns it.
    """
    height, width = pixels.shape[:2]
    first = np.arange(_BLOCK_PX, height - 1, _BLOCK_PX)
    if not first.size:
        return False
    green = pixels[:, :: max(1, width // _COLUMNS), 1]
    before, last, here, after = (green[first + step].astype(np.int16) for step in (-2, -1, 0, 1))
    around = np.maximum(np.abs(last - before), np.abs(after - here))
    jumping = (np.abs(here - last) > 3 * around + 8).mean(axis=1)
    return bool(jumping.max() > max(_TORN_SHARE, 4 * np.percentile(jumping, 90)))


@cache
def _table_sums() -> NDArray[np.int64]:
    """Sum of libjpeg's luminance table at the qualities 1..100."""
    sums = []
    for quality in range(1, 101):
        buffer = io.BytesIO()
        Image.new("L", (8, 8)).save(buffer, "JPEG", quality=quality)
        sums.append(sum(Image.open(buffer).quantization[0]))  # type: ignore[attr-defined]  # JpegImageFile
    return np.array(sums)
