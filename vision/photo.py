"""Bytes of a photo to upright sRGB pixels."""

import hashlib
import io
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageOps

from vision.errors import Refusal


@dataclass(frozen=True, eq=False)
class Photo:
    """A decoded photo.

    Attributes
    ----------
    pixels : (H, W, 3) uint8 ndarray
        Upright sRGB.
    sha256 : str
        Digest of the original bytes, lower-case hexadecimal.
    captured_at : datetime or None
        Capture time from EXIF, with its zone where the camera wrote one.
    container : str
        ``"jpeg"``, ``"png"``, ``"heic"`` or ``"webp"``, by content.
    jpeg_quality : int or None
        Quality estimated from the quantisation tables; None when the file is not a JPEG.
    coloured : bool
        False for greyscale photos, of which no colour figure may be given.
    """

    pixels: NDArray[np.uint8]
    sha256: str
    captured_at: datetime | None = None
    container: str = "png"
    jpeg_quality: int | None = None
    coloured: bool = True

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels."""
        return self.pixels.shape[1], self.pixels.shape[0]


def read_photo(data: bytes) -> Photo | Refusal:
    """Decode the bytes of one photo."""
    try:
        image = ImageOps.exif_transpose(Image.open(io.BytesIO(data))).convert("RGB")
    except OSError:
        return Refusal("not_an_image", "This file is not a photo; send a JPEG, PNG, HEIC or WebP.")
    return Photo(np.array(image), hashlib.sha256(data).hexdigest())
