"""Decoded pictures of any mode and profile to 8-bit sRGB."""

import io
from dataclasses import dataclass
from functools import reduce
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageCms

# Stands where a picture is transparent: middle grey, which favours neither dark nor light skin.
# Translucent pixels keep the colour they store, since blending would thin the lines on them.
BACKGROUND = (128, 128, 128)
GREY_TOLERANCE = 3
STRIP_ROWS = 256

Channel = TypeVar("Channel", bound=np.generic)
_SRGB = ImageCms.createProfile("sRGB")


@dataclass(frozen=True, eq=False)
class SrgbPixels:
    """Pixels in sRGB.

    Attributes
    ----------
    pixels : (H, W, 3) uint8 ndarray
    coloured : bool
        False when red, green and blue are equal throughout.
    profile_readable : bool
        False when an embedded colour profile could not be used.
    """

    pixels: NDArray[np.uint8]
    coloured: bool
    profile_readable: bool


def brightest_channel(pixels: NDArray[Channel]) -> NDArray[Channel]:
    """Largest of the channels of (H, W, n) pixels; `numpy.max` takes far longer on a short axis."""
    return reduce(np.maximum, np.moveaxis(pixels, -1, 0))


def darkest_channel(pixels: NDArray[Channel]) -> NDArray[Channel]:
    """Smallest of the channels of (H, W, n) pixels."""
    return reduce(np.minimum, np.moveaxis(pixels, -1, 0))


def srgb_pixels(image: Image.Image) -> SrgbPixels | None:
    """Convert a loaded picture to sRGB; None when nothing in it is opaque."""
    profile = image.info.get("icc_profile")
    alpha = _alpha_of(image)
    if alpha is not None and not alpha.getbbox():
        return None
    opaque = _without_alpha(image)
    converted = _by_profile(opaque, profile) if profile else None
    rgb = converted or (opaque if opaque.mode == "RGB" else opaque.convert("RGB"))
    if alpha is not None:
        visible = alpha.point(lambda value: 255 if value else 0)
        rgb = Image.composite(rgb, Image.new("RGB", rgb.size, BACKGROUND), visible)
    pixels = _array_of(rgb)
    return SrgbPixels(pixels, _is_coloured(pixels), not profile or converted is not None)


def _array_of(image: Image.Image) -> NDArray[np.uint8]:
    """Pixels (H, W, 3) of an RGB picture, by strips: three times as fast as all at once."""
    width, height = image.size
    pixels = np.empty((height, width, 3), np.uint8)
    for top in range(0, height, STRIP_ROWS):
        below = min(top + STRIP_ROWS, height)
        pixels[top:below] = np.asarray(image.crop((0, top, width, below)))
    return pixels


def _alpha_of(image: Image.Image) -> Image.Image | None:
    if image.has_transparency_data and not image.mode.startswith("I"):
        return image.convert("RGBA").getchannel("A")
    return None


def _without_alpha(image: Image.Image) -> Image.Image:
    """Drop alpha, palette and 16-bit depth; keep the colour space the profile speaks of."""
    if image.mode.startswith(("I", "F")):
        # Pillow clips on converting 16-bit grey to 8 bit, so scale first: 65535 / 257 = 255.
        return Image.fromarray(np.rint(np.asarray(image) / 257).clip(0, 255).astype(np.uint8))
    if image.mode in {"RGB", "L", "CMYK", "LAB"}:
        return image
    return image.convert("L" if image.mode in {"1", "LA"} else "RGB")


def _by_profile(image: Image.Image, profile: bytes) -> Image.Image | None:
    try:
        transform = ImageCms.buildTransform(
            ImageCms.ImageCmsProfile(io.BytesIO(profile)), _SRGB, image.mode, "RGB"
        )
    except (ImageCms.PyCMSError, OSError, ValueError):
        return None
    if image.mode == "RGB" and _leaves_alone(transform):
        return image
    return ImageCms.applyTransform(image, transform)


def _leaves_alone(transform: ImageCms.ImageCmsTransform) -> bool:
    """Whether the profile is sRGB under another name, as most are; saves converting every pixel."""
    steps = np.linspace(0, 255, 9).astype(np.uint8)
    cube = np.stack(np.meshgrid(steps, steps, steps), -1).reshape(27, 27, 3)
    after = np.asarray(ImageCms.applyTransform(Image.fromarray(cube), transform))
    return bool(np.abs(after.astype(int) - cube).max() <= 1)


def _is_coloured(pixels: NDArray[np.uint8]) -> bool:
    sample = pixels[::8, ::8]
    chroma = brightest_channel(sample) - darkest_channel(sample)
    return bool(np.percentile(chroma, 99.9) > GREY_TOLERANCE)
