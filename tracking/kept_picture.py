"""How a picture that was made from a photo is kept: a JPEG without metadata."""

import io

import numpy as np
from numpy.typing import NDArray
from PIL import Image

JPEG_QUALITY = 92


def coded(pixels: NDArray[np.uint8]) -> bytes:
    """Encode (h, w, 3) sRGB pixels, every colour at full resolution."""
    stream = io.BytesIO()
    Image.fromarray(pixels).save(stream, "JPEG", quality=JPEG_QUALITY, subsampling=0)
    return stream.getvalue()


def decoded(data: bytes) -> NDArray[np.uint8]:
    """Decode what `coded` made."""
    return np.asarray(Image.open(io.BytesIO(data)), np.uint8)
