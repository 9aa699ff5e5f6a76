"""Supporting figures of one portrait: colour and texture by region, symmetry, tone and effort."""

from collections.abc import Mapping
from dataclasses import dataclass
from statistics import median

import numpy as np
from numpy.typing import NDArray

from metrics.colour import NO_COLOUR, SkinColour, Tone, ita_class, skin_colour
from metrics.density import too_little_skin
from metrics.relief import FRAME_PX_PER_MM, Relief, photo_px_per_mm, read_relief
from metrics.symmetry import Symmetry, measure_symmetry
from metrics.texture import Texture, fine_relief, skin_texture
from vision.errors import Refusal
from vision.expression import expression_efforts
from vision.frame import FaceFrame, face_frame
from vision.portrait import Portrait
from vision.regions import region_masks
from vision.skin import face_zone, visible_skin

ALGORITHM = "supporting/1.1.0"
TONE_SITES = ("forehead", "cheek_right", "cheek_left")
FEWEST_SITES = 2


@dataclass(frozen=True)
class RegionSupport:
    """Colour and texture of one region; what is None has a reason.

    Attributes
    ----------
    visible_area_cm2 : float
    colour : SkinColour or None
    colour_reason : Refusal or None
    texture : Texture or None
    texture_reason : Refusal or None
    """

    visible_area_cm2: float
    colour: SkinColour | None
    colour_reason: Refusal | None
    texture: Texture | None
    texture_reason: Refusal | None


@dataclass(frozen=True)
class SupportingFigures:
    """What one photo shows beside its lines.

    Attributes
    ----------
    algorithm : str
    regions : Mapping of str to RegionSupport
    tone : Tone or None
        Of the face: median angle of the forehead and both cheeks, as many as can be seen.
    tone_reason : Refusal or None
    symmetry : Symmetry or None
    symmetry_reason : Refusal or None
    efforts : Mapping of str to float
        0..1 by expression; frown is to be compared with equal frown.
    """

    algorithm: str
    regions: Mapping[str, RegionSupport]
    tone: Tone | None
    tone_reason: Refusal | None
    symmetry: Symmetry | None
    symmetry_reason: Refusal | None
    efforts: Mapping[str, float]


def supporting_figures(portrait: Portrait) -> SupportingFigures:
    """Measure what stands beside the lines of a portrait."""
    frame = face_frame(portrait, px_per_mm=FRAME_PX_PER_MM)
    view = _View(frame, read_relief(frame), visible_skin(frame), coloured=portrait.photo.coloured)
    zone = face_zone(frame)
    regions = {name: view.region(mask, zone & mask) for name, mask in region_masks(frame).items()}
    tone = face_tone(regions)
    symmetry = measure_symmetry(portrait.face, portrait.scale)
    return SupportingFigures(
        algorithm=ALGORITHM,
        regions=regions,
        tone=tone if isinstance(tone, Tone) else None,
        tone_reason=tone if isinstance(tone, Refusal) else None,
        symmetry=symmetry if isinstance(symmetry, Symmetry) else None,
        symmetry_reason=symmetry if isinstance(symmetry, Refusal) else None,
        efforts=expression_efforts(portrait.face),
    )


class _View:
    """One face frame with everything that every region needs."""

    def __init__(
        self, frame: FaceFrame, relief: Relief, skin: NDArray[np.bool_], *, coloured: bool
    ) -> None:
        self._frame, self._lab, self._skin, self._coloured = frame, relief.lab, skin, coloured
        self._fine = fine_relief(relief.lab, skin, px_per_mm=frame.px_per_mm)

    def region(self, mask: NDArray[np.bool_], expected: NDArray[np.bool_]) -> RegionSupport:
        """Figures of one region; `expected` is where it would show skin with nothing before it."""
        seen = mask & self._skin
        cm2 = (10 * self._frame.px_per_mm) ** 2
        visible_cm2 = float(seen.sum()) / cm2
        hidden = too_little_skin(float(expected.sum()) / cm2, visible_cm2)
        if hidden is not None:
            return RegionSupport(visible_cm2, None, hidden, None, hidden)
        px_per_mm = self._frame.px_per_mm
        texture = skin_texture(
            self._fine, seen, px_per_mm=px_per_mm, photo_px_per_mm=photo_px_per_mm(self._frame)
        )
        colour = None
        if self._coloured:
            colour = skin_colour(self._lab, self._frame.pixels, seen, px_per_mm=px_per_mm)
        return RegionSupport(
            visible_area_cm2=visible_cm2,
            colour=colour,
            colour_reason=None if self._coloured else NO_COLOUR,
            texture=texture if isinstance(texture, Texture) else None,
            texture_reason=texture if isinstance(texture, Refusal) else None,
        )


def face_tone(regions: Mapping[str, RegionSupport]) -> Tone | Refusal:
    """Tone of a face: median over forehead and both cheeks.

    Returns
    -------
    Tone or Refusal
        The sites' own reason, or ``too_little_visible_skin``, when fewer than two have a tone.
    """
    colours = [regions[site].colour for site in TONE_SITES if regions[site].colour]
    tones = [colour.tone for colour in colours if colour and colour.tone]
    if len(tones) >= FEWEST_SITES:
        ita_deg = median(tone.ita_deg for tone in tones)
        astray_deg = median(tone.ita_exposure_deg for tone in tones)
        return Tone(ita_deg, astray_deg, ita_class(ita_deg))
    reasons = [regions[site].colour_reason for site in TONE_SITES]
    reasons += [colour.tone_reason for colour in colours if colour]
    return next(reason for reason in reasons if reason is not None)
