"""How hard a JPEG was compressed."""

import io
from functools import cache

import numpy as np
from PIL import Image


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


@cache
def _table_sums() -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Sum of libjpeg's luminance table at the qualities 1..100."""
    sums = []
    for quality in range(1, 101):
        buffer = io.BytesIO()
        Image.new("L", (8, 8)).save(buffer, "JPEG", quality=quality)
        sums.append(sum(Image.open(buffer).quantization[0]))  # type: ignore[attr-defined]  # JpegImageFile
    return np.array(sums)
