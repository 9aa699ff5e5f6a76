"""Colour of one area of skin: redness, tone and evenness, in CIELAB under D65, 2 degree observer.

Photos are not colorimeters. Redness in a* moves with exposure and white balance, the erythema index
with white balance only, and both mean most as a change of one region beside the rest of the face.
"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from vision.errors import Refusal
from vision.filters import box_of, masked_blurs

ItaClass = Literal["very_light", "light", "intermediate", "tan", "brown", "dark"]

ITA_LOWER_LIMITS_DEG: tuple[tuple[float, ItaClass], ...] = (
    (55.0, "very_light"),
    (41.0, "light"),
    (28.0, "intermediate"),
    (10.0, "tan"),
    (-30.0, "brown"),
)
EXPOSURE_ERROR = 0.2
PORES_MM = 1.0
GRID_MM = 1.0
NORMAL_INTERDECILE = 2.563  # standard deviations between the 10th and 90th percentile of a Gaussian
DARKEST_LINEAR = 1 / 4096
NO_COLOUR = Refusal("no_colour", "This photo is grey and shows no colour; send it in colour.")


@dataclass(frozen=True)
class Tone:
    """Individual typology angle of one colour.

    Attributes
    ----------
    ita_deg : float
    ita_exposure_deg : float
        How far the angle goes astray when the exposure is off by a fifth.
    ita_class : {"very_light", "light", "intermediate", "tan", "brown", "dark"}
        Of the colour in this photo. It is no Fitzpatrick phototype and none may be read from it.
    """

    ita_deg: float
    ita_exposure_deg: float
    ita_class: ItaClass


@dataclass(frozen=True)
class SkinColour:
    """Colour of one area; equations and sources in `docs/metrics.md`.

    Attributes
    ----------
    lightness, redness, yellowness : float
        Medians of L*, a* and b*.
    erythema_index : float
        100 log10 of red over green in linear light; exposure cancels.
    lightness_spread, redness_spread, yellowness_spread : float
        Unevenness of tone in units of L*, a* and b*.
    tone : Tone or None
    tone_reason : Refusal or None
        Why there is no tone.
    """

    lightness: float
    redness: float
    yellowness: float
    erythema_index: float
    lightness_spread: float
    redness_spread: float
    yellowness_spread: float
    tone: Tone | None
    tone_reason: Refusal | None


def ita_class(ita_deg: float) -> ItaClass:
    """Class of an individual typology angle; a limit belongs to the darker class.

    References
    ----------
    .. [1] A. Chardon, I. Cretois, C. Hourseau, "Skin colour typology and suntanning pathways",
       Int. J. Cosmet. Sci. 13 (1991) 191-208.
    .. [2] S. Del Bino, F. Bernerd, "Variations in skin colour and the biological consequences of
       ultraviolet radiation exposure", Br. J. Dermatol. 169 Suppl. 3 (2013) 33-40: six classes.
    """
    return next((name for limit, name in ITA_LOWER_LIMITS_DEG if ita_deg > limit), "dark")


def tone_of(lightness: float, yellowness: float) -> Tone | Refusal:
    """Individual typology angle, arctan((L* - 50) / b*), of a colour under D65, 2 degrees.

    Returns
    -------
    Tone or Refusal
        Code ``not_skin_coloured``: at b* of 0 or less the angle has no meaning.
    """
    if yellowness <= 0:
        return Refusal(
            "not_skin_coloured",
            "The skin looks bluish, so it has no tone; set the white balance on a grey card.",
        )

    def angle_deg(gain: float) -> float:
        # Every term of CIELAB goes with the cube root of the light.
        root = np.cbrt(gain)
        return float(np.degrees(np.arctan2(root * (lightness + 16) - 66, root * yellowness)))

    astray = (angle_deg(1 - EXPOSURE_ERROR), angle_deg(1 + EXPOSURE_ERROR))
    ita_deg = angle_deg(1)
    return Tone(ita_deg, max(abs(angle - ita_deg) for angle in astray), ita_class(ita_deg))


def erythema_index(red: float, green: float) -> float:
    """Redness by the haemoglobin that absorbs green and not red light.

    Parameters
    ----------
    red, green : float
        sRGB values in 0..255.

    References
    ----------
    .. [1] B. L. Diffey, R. J. Oliver, P. M. Farr, "A portable instrument for quantifying erythema
       induced by ultraviolet radiation", Br. J. Dermatol. 111 (1984) 663-672.
    .. [2] H. Takiwaki, "Measurement of skin color: practical application and theoretical
       considerations", J. Med. Invest. 44 (1998) 121-126.
    """
    return float(100 * (np.log10(_linear(red)) - np.log10(_linear(green))))


def _linear(value: float) -> float:
    """Linear light, 0..1, of an sRGB value (IEC 61966-2-1)."""
    share = value / 255
    light = share / 12.92 if share <= 0.04045 else ((share + 0.055) / 1.055) ** 2.4
    return max(float(light), DARKEST_LINEAR)


def skin_colour(
    lab: NDArray[np.float32],
    pixels: NDArray[np.float32],
    mask: NDArray[np.bool_],
    *,
    px_per_mm: float,
) -> SkinColour:
    """Colour of the skin under a mask.

    Parameters
    ----------
    lab : (h, w, 3) float32 ndarray
        CIELAB, D65, 2 degrees.
    pixels : (h, w, 3) float32 ndarray
        sRGB in 0..255 of the same frame.
    mask : (h, w) bool ndarray
        Visible skin of the area; some of it.
    px_per_mm : float
    """
    box = box_of(mask)
    lab, pixels, mask = lab[box], pixels[box], mask[box]
    lightness, redness, yellowness = (float(np.median(lab[..., axis][mask])) for axis in range(3))
    red, green = (float(np.median(pixels[..., channel][mask])) for channel in range(2))
    spread = _spread(lab, mask, px_per_mm)
    tone = tone_of(lightness, yellowness)
    return SkinColour(
        lightness=lightness,
        redness=redness,
        yellowness=yellowness,
        erythema_index=erythema_index(red, green),
        lightness_spread=spread[0],
        redness_spread=spread[1],
        yellowness_spread=spread[2],
        tone=tone if isinstance(tone, Tone) else None,
        tone_reason=tone if isinstance(tone, Refusal) else None,
    )


def _spread(
    lab: NDArray[np.float32], mask: NDArray[np.bool_], px_per_mm: float
) -> tuple[float, float, float]:
    """Robust standard deviation of L*, a* and b* without pores and without the fall of light.

    The light falls off across an area nearly as a plane, which is taken away.
    """
    step = max(1, round(GRID_MM * px_per_mm))
    smooth = np.stack(masked_blurs(np.moveaxis(lab, -1, 0), mask, PORES_MM * px_per_mm), axis=-1)
    smooth, places = smooth[::step, ::step], mask[::step, ::step]
    values = smooth[places].astype(np.float64)
    plane = np.column_stack([np.ones(len(values)), *np.nonzero(places)])
    fitted, *_ = np.linalg.lstsq(plane, values, rcond=None)
    low, high = np.percentile(values - plane @ fitted, [10, 90], axis=0)
    lightness, redness, yellowness = ((high - low) / NORMAL_INTERDECILE).tolist()
    return lightness, redness, yellowness
