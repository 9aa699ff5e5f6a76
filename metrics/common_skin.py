"""Colour and texture at the same places of both photos, with camera and light made equal.

What exposure, white balance, sharpness and noise do to a whole face is taken out. What is left is
how one region changed beside the rest of the face: without a grey card no photo tells a face that
became redder as a whole from another white balance.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

import cv2
import numpy as np
from numpy.typing import NDArray

from metrics.colour import NO_COLOUR, SkinColour, skin_colour
from metrics.matching import MatchedPair
from metrics.relief import photo_px_per_mm
from metrics.texture import SHADING_MM, Texture, skin_texture
from metrics.view import CLIPPED_ABOVE, CommonView
from vision.align import Alignment
from vision.colour import brightest_channel, darkest_channel
from vision.errors import Refusal
from vision.filters import masked_blur

DARKEST = 5
LEAST_SHARE_COLOURED, LEAST_COLOURED_CM2 = 0.6, 0.7
CLIPPED = Refusal(
    "clipped", "One photo is too bright or too dark here to show colour; expose it like the other."
)

Mask = NDArray[np.bool_]
Picture = NDArray[np.float32]
Pair = tuple[float, float]


@dataclass(frozen=True)
class ColourPair:
    """Colour of one region in two photos.

    Attributes
    ----------
    figures : Mapping of str to (float, float)
        Names as in `metrics.colour.SkinColour`; a* and the spreads are those at equal lightness.
    log_light : float
        Log ratio of the luminance of the later photo to that of the earlier one, beside the face.
    """

    figures: Mapping[str, Pair]
    log_light: float


@dataclass(frozen=True, eq=False)
class CommonSkin:
    """The skin that both photos of a pair show from a fair angle.

    Attributes
    ----------
    pixels : pair of (h, w, 3) float32 ndarray
        sRGB in 0..255, equal in sharpness and noise.
    details : pair of (h, w) float32 ndarray
        Detail of the log lightness, equal in contrast as well.
    shown, unclipped : (h, w) bool ndarray
        Skin, and that of it where no channel is at its end in either photo.
    coloured : bool
        Whether both photos have colours.
    regions : Mapping of str to (h, w) bool ndarray
    px_per_mm, photo_px_per_mm : float
        Scale of the frame, and of the coarser photo.
    """

    pixels: tuple[Picture, Picture]
    details: tuple[Picture, Picture]
    shown: Mask
    unclipped: Mask
    coloured: bool
    regions: Mapping[str, Mask]
    px_per_mm: float
    photo_px_per_mm: float

    @classmethod
    def of(
        cls,
        pair: MatchedPair,
        view: CommonView,
        alignment: Alignment,
        regions: Mapping[str, Mask],
    ) -> "CommonSkin":
        """Collect what colour and texture are read from."""
        shown = view.fair & pair.usable
        unclipped = shown.copy()
        for frame in (alignment.before, alignment.after):
            unclipped &= brightest_channel(frame.pixels) <= CLIPPED_ABOVE
            unclipped &= darkest_channel(frame.pixels) >= DARKEST
        return cls(
            pixels=_of_one_curve(pair),
            details=(pair.before, pair.after),
            shown=shown,
            unclipped=unclipped,
            coloured=all(photo.coloured for photo in alignment.photos),
            regions=regions,
            px_per_mm=pair.px_per_mm,
            photo_px_per_mm=min(map(photo_px_per_mm, (alignment.before, alignment.after))),
        )

    def colours(self, region: str) -> ColourPair | Refusal:
        """Colour of a region; codes ``no_colour``, and ``clipped`` where too little is left."""
        if not self.coloured:
            return NO_COLOUR
        shown = self.shown & self.regions[region]
        seen = self.unclipped & shown
        least_px = LEAST_COLOURED_CM2 * (10 * self.px_per_mm) ** 2
        if np.count_nonzero(seen) < max(LEAST_SHARE_COLOURED * np.count_nonzero(shown), least_px):
            return CLIPPED
        first, second = (
            skin_colour(lab, pixels, seen, px_per_mm=self.px_per_mm)
            for pixels, lab in self._balanced
        )
        return _at_equal_lightness(first, second)

    def textures(self, region: str) -> tuple[Texture, Texture] | Refusal:
        """Texture of a region; code ``too_coarse`` where a photo does not show it."""
        seen = self.shown & self.regions[region]
        found = [
            skin_texture(
                detail, seen, px_per_mm=self.px_per_mm, photo_px_per_mm=self.photo_px_per_mm
            )
            for detail in self._fine
        ]
        first, second = found
        if isinstance(first, Refusal):
            return first
        return second if isinstance(second, Refusal) else (first, second)

    @cached_property
    def _balanced(self) -> list[tuple[Picture, Picture]]:
        """Both photos in sRGB and CIELAB, no channel brighter in the median pixel of one of them.

        Medians of each photo would not do: where light moved, that of red and that of green lie in
        different places.
        """
        earlier, later = (np.maximum(pixels[self.unclipped], 1) for pixels in self.pixels)
        halfway = np.sqrt(np.median(later / earlier, axis=0))
        balanced = []
        for pixels, gain in zip(self.pixels, (halfway, 1 / halfway), strict=True):
            equal = np.clip(pixels * gain.astype(np.float32), 0, 255)
            lab = cv2.cvtColor(equal / np.float32(255), cv2.COLOR_RGB2LAB)
            balanced.append((equal, np.asarray(lab, np.float32)))
        return balanced

    @cached_property
    def _fine(self) -> list[Picture]:
        sigma_px = SHADING_MM * self.px_per_mm
        return [detail - masked_blur(detail, self.shown, sigma_px) for detail in self.details]


def _of_one_curve(pair: MatchedPair) -> tuple[Picture, Picture]:
    """Pixels of both photos as a camera halfway between both tone curves would have drawn them.

    A tone curve is nearly a power of the light over the range of a face, and multiplies the
    contrast of everything in it by one factor, which the match knows.
    """
    earlier, later = (
        255 * np.power(np.clip(frame.pixels, 0, 255) / 255, np.float32(np.exp(half * pair.gain)))
        for frame, half in zip(pair.frames, (0.5, -0.5), strict=True)
    )
    return np.asarray(earlier, np.float32), np.asarray(later, np.float32)


def _at_equal_lightness(first: SkinColour, second: SkinColour) -> ColourPair:
    # Above L* = 8 every term of CIELAB goes with the cube root of the light (CIE 15).
    roots = first.lightness + 16, second.lightness + 16
    middle = (roots[0] * roots[1]) ** 0.5
    scaled = {
        name: (
            getattr(first, name) * middle / roots[0],
            getattr(second, name) * middle / roots[1],
        )
        for name in ("redness", "lightness_spread", "redness_spread")
    }
    scaled["erythema_index"] = first.erythema_index, second.erythema_index
    return ColourPair(scaled, 3 * float(np.log(roots[1] / roots[0])))
