"""Photos on their way to the browser: always re-encoded and never larger than a screen needs."""

import base64
import io
from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from reports.fates import heat_map
from tracking.view import ViewLine

TALLEST_PX = 1200
JPEG_QUALITY = 86


def data_url(pixels: NDArray[np.uint8]) -> str:
    """Encode a picture as a ``data:`` address, so that no photo has a public one.

    Parameters
    ----------
    pixels : (h, w, 3) uint8 ndarray
        sRGB.

    Returns
    -------
    str
        A JPEG of at most `TALLEST_PX` on its longer side, without metadata.
    """
    picture = Image.fromarray(pixels)
    picture.thumbnail((TALLEST_PX, TALLEST_PX), Image.Resampling.LANCZOS)
    coded = io.BytesIO()
    picture.save(coded, "JPEG", quality=JPEG_QUALITY)
    return "data:image/jpeg;base64," + base64.b64encode(coded.getvalue()).decode("ascii")


def heat_url(lines: Iterable[ViewLine], size: tuple[int, int]) -> str:
    """Encode `reports.fates.heat_map` as a ``data:`` address."""
    coded = io.BytesIO()
    Image.fromarray(heat_map(lines, size)).save(coded, "PNG")
    return "data:image/png;base64," + base64.b64encode(coded.getvalue()).decode("ascii")
