"""Bytes of a photo to upright sRGB pixels."""

import hashlib
import io
import threading
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime

import cv2
import numpy as np
import pillow_heif
from numpy.typing import NDArray
from PIL import ExifTags, Image

from vision.colour import srgb_pixels
from vision.compression import jpeg_quality, looks_torn
from vision.errors import Refusal
from vision.memory import keep_memory

MAX_BYTES = 30 * 1024**2
MAX_PIXELS = 60_000_000
MAX_SIDE_PX = 16_000
# At 1.5 px/mm, the coarsest scale that is measured, a face of 200 mm fills 300 px.
MIN_SIDE_PX = 300

DRAWN_ON = {"Software": "Rhytid overlay"}
"""Text of PNG files in which lines were drawn on a photo, so that they are not measured as skin."""

# EXIF orientation: which of them swap rows and columns first, and what OpenCV is to flip then.
_TRANSPOSED = (5, 6, 7, 8)
_FLIPS = {2: 1, 3: -1, 4: 0, 6: 1, 7: -1, 8: 0}
_SIGNATURES = {"jpeg": b"\xff\xd8\xff", "png": b"\x89PNG\r\n\x1a\n"}
_HEIC_BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"mif1", b"msf1")
_OTHER_PICTURES = (b"GIF8", b"BM", b"II*\0", b"MM\0*", b"8BPS", b"\xff\x0a", b"%!PS")

keep_memory()
# HEIF is opened through Pillow like everything else, so that one set of rules holds for all.
pillow_heif.register_heif_opener()
_warnings_lock = threading.Lock()


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
    profile_readable : bool
        False when the file carries a colour profile that cannot be used; its values were then
        taken for sRGB.
    intact : bool
        False when a JPEG looks torn: it decodes, but not to the picture that was taken.
    """

    pixels: NDArray[np.uint8]
    sha256: str
    captured_at: datetime | None = None
    container: str = "png"
    jpeg_quality: int | None = None
    coloured: bool = True
    profile_readable: bool = True
    intact: bool = True

    @property
    def size(self) -> tuple[int, int]:
        """Width and height in pixels."""
        return self.pixels.shape[1], self.pixels.shape[0]


def read_photo(data: bytes) -> Photo | Refusal:
    """Decode the bytes of one photo.

    The type is told from the bytes, never from a name. Sizes are checked before anything is
    decoded. Of the metadata only the capture time is kept.

    Parameters
    ----------
    data : bytes
        A JPEG, PNG, HEIC or WebP file with one picture. Of the several pictures that phones store
        in one JPEG (depth, gain map) the first is read.

    Returns
    -------
    Photo or Refusal
        Codes: ``empty``, ``file_too_large``, ``not_an_image``, ``type_not_allowed``,
        ``more_than_one_picture``, ``too_small_side``, ``too_many_pixels``, ``damaged``,
        ``transparent``, ``drawn_on``.
    """
    if not data:
        return Refusal("empty", "This file is empty; send the photo again.")
    if len(data) > MAX_BYTES:
        return Refusal(
            "file_too_large",
            f"This file is larger than {MAX_BYTES // 1024**2} MB; export the photo as a JPEG.",
        )
    container = _container_of(data)
    if isinstance(container, Refusal):
        return container
    try:
        return _decode(data, container)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        return _too_many_pixels()
    except Exception:  # on hostile bytes decoders raise nearly anything, MemoryError included
        return Refusal(
            "damaged", "This photo is incomplete or damaged; send the original file again."
        )


def reduced(photo: Photo, longest_px: int) -> tuple[NDArray[np.uint8], float]:
    """Return the pixels of a photo with no side above `longest_px`, and by how much they shrank."""
    height, width = photo.pixels.shape[:2]
    zoom = min(1.0, longest_px / max(height, width))
    size = (max(1, round(width * zoom)), max(1, round(height * zoom)))
    smaller = block_means(photo.pixels, max(1, max(height, width) // longest_px))
    smaller = np.asarray(cv2.resize(smaller, size, interpolation=cv2.INTER_AREA), np.uint8)
    return smaller, zoom


def block_means(pixels: NDArray[np.uint8], factor: int) -> NDArray[np.uint8]:
    """Average blocks of `factor` times `factor` pixels, many times faster than a broken factor.

    What is left over at the right and below is dropped.
    """
    if factor == 1:
        return pixels
    height, width = (max(1, side // factor) for side in pixels.shape[:2])
    whole = pixels[: height * factor, : width * factor]
    means = cv2.resize(whole, (width, height), interpolation=cv2.INTER_AREA)
    return np.asarray(means, np.uint8)


def _container_of(data: bytes) -> str | Refusal:
    for container, signature in _SIGNATURES.items():
        if data.startswith(signature):
            return container
    if data.startswith(b"RIFF") and data[8:12] == b"WEBP":
        return "webp"
    if data[4:8] == b"ftyp" and data[8:12] in _HEIC_BRANDS and b"avif" not in data[8:40]:
        return "heic"
    if data[4:8] == b"ftyp" or data.startswith(_OTHER_PICTURES):
        return Refusal(
            "type_not_allowed",
            "This kind of picture is not read; export it as JPEG, PNG, HEIC or WebP.",
        )
    return Refusal("not_an_image", "This file is not a photo; send a JPEG, PNG, HEIC or WebP.")


def _decode(data: bytes, container: str) -> Photo | Refusal:
    if container == "png":
        with _open(data, container) as image:
            image.verify()  # load() alone passes pixel data with a wrong checksum
    with _open(data, container) as image:
        refusal = _unfit(image)
        if refusal is not None:
            return refusal
        quality = jpeg_quality(image) if container == "jpeg" else None
        image.load()
        with _pillow_warnings_silenced():
            exif = image.getexif()
            orientation = exif.get(ExifTags.Base.Orientation, 1)
            captured_at = _capture_time(exif)
        converted = srgb_pixels(image)
    if converted is None:
        return Refusal(
            "transparent", "This picture is fully transparent; export the photo as a JPEG."
        )
    return Photo(
        _upright(converted.pixels, orientation),
        hashlib.sha256(data).hexdigest(),
        captured_at,
        container,
        quality,
        converted.coloured,
        converted.profile_readable,
        intact=container != "jpeg" or not looks_torn(converted.pixels),
    )


def _open(data: bytes, container: str) -> Image.Image:
    formats = {"heic": ("HEIF",)}.get(container, (container.upper(),))
    with _pillow_warnings_silenced():
        return Image.open(io.BytesIO(data), formats=formats)


def _unfit(image: Image.Image) -> Refusal | None:
    short, long = sorted(image.size)
    if short < 1:
        raise ValueError("a picture without height")
    if getattr(image, "n_frames", 1) > 1 and image.format != "MPO":
        return Refusal(
            "more_than_one_picture",
            "This file holds several pictures or an animation; send one still photo.",
        )
    if DRAWN_ON.items() <= image.info.items():
        return Refusal(
            "drawn_on", "Rhytid drew lines on this picture; send the photo that it was drawn on."
        )
    if short < MIN_SIDE_PX:
        return Refusal(
            "too_small_side",
            f"This photo is only {short} px on its short side; send the original photo "
            f"with at least {MIN_SIDE_PX} px.",
        )
    if long > MAX_SIDE_PX or short * long > MAX_PIXELS:
        return _too_many_pixels()
    return None


def _too_many_pixels() -> Refusal:
    return Refusal(
        "too_many_pixels",
        f"This photo has more than {MAX_PIXELS // 1_000_000} megapixels or a side above "
        f"{MAX_SIDE_PX} px; send it at a smaller size.",
    )


def _upright(pixels: NDArray[np.uint8], orientation: int) -> NDArray[np.uint8]:
    turned = cv2.transpose(pixels) if orientation in _TRANSPOSED else pixels
    if orientation in _FLIPS:
        turned = cv2.flip(turned, _FLIPS[orientation])
    return turned.astype(np.uint8, copy=False)


@contextmanager
def _pillow_warnings_silenced() -> Iterator[None]:
    """Keep what Pillow thinks of odd headers off stderr; bombs stay errors."""
    with _warnings_lock, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        yield


def _capture_time(exif: Image.Exif) -> datetime | None:
    """Moment the shutter opened; aware when the camera wrote its offset from UTC."""
    tags = exif.get_ifd(ExifTags.IFD.Exif)
    moment = str(tags.get(ExifTags.Base.DateTimeOriginal, "")).strip("\0 ")
    offset = str(tags.get(ExifTags.Base.OffsetTimeOriginal, "")).strip("\0 ")
    for text, pattern in ((moment + offset, "%Y:%m:%d %H:%M:%S%z"), (moment, "%Y:%m:%d %H:%M:%S")):
        try:
            return datetime.strptime(text, pattern)
        except ValueError:
            continue
    return None
