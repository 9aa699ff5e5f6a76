"""Whether the colour or the texture of a region changed between two photos.

The error comes from a study of rendered people whose skin stayed as it was: pose, distance,
exposure, lamps and white balance were a little different, as from visit to visit
(`benchmarks.supporting`).
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from metrics.common_skin import CommonSkin, Pair
from metrics.error import group_of
from metrics.symmetry_change import Side, side_of
from metrics.verdict import Z95, PairMeasurement
from vision.errors import Refusal

ALGORITHM = "skin/1.1.0"
STUDY_FILE = Path(__file__).with_name("skin_repeatability.json")
COLOUR = ("redness", "erythema_index", "lightness_spread", "redness_spread")
TEXTURE = "roughness_percent"
SKIN = (*COLOUR, TEXTURE)
"""Figures of a region's skin that are compared, as in docs/metrics.md."""

LEAST_SDC: Mapping[str, float] = {
    "redness": 0.7,
    "erythema_index": 1.2,
    "lightness_spread": 0.0,
    "redness_spread": 0.4,
    TEXTURE: 0.08,
}
"""No smaller change is told, in `error_unit`, whatever the study says: copies of real photos that
went through JPEG, noise and a bend differ by more than rendered people do (docs/decisions/0051)."""

TONE_CURVE = 0.15
"""By how much cameras bend a ratio of colours, for each e-fold by which a region became brighter or
darker than the rest of the face: standard deviation as a share of the figure. Copies of photos with
a gradient of brightness show 0.14 to 0.21."""


@dataclass(frozen=True)
class FigureChange:
    """One figure in two photos, in its own unit; what is None has a reason.

    Attributes
    ----------
    before, after, change : float or None
    sdc : float or None
        Smallest detectable change (95 %).
    verdict : {"lower", "within_error", "higher"} or None
    reason : Refusal or None
        Why there is no figure, or no error.
    """

    before: float | None
    after: float | None
    change: float | None = None
    sdc: float | None = None
    verdict: Side | None = None
    reason: Refusal | None = None


SkinChanges = Mapping[str, Mapping[str, FigureChange]]
"""Change of every figure of `SKIN`, by region."""


@cache
def repeated_sd() -> Mapping[str, Mapping[str, float]]:
    """Standard deviation of one photo by figure and group of regions, in `error_unit`."""
    found: dict[str, dict[str, float]] = json.loads(STUDY_FILE.read_text(encoding="utf-8"))
    return found


def error_unit(figure: str, values: Pair) -> float:
    """What the study's deviation of a figure is multiplied by: texture errs in proportion."""
    return sum(values) / 2 if figure == TEXTURE else 1.0


def figure_change(
    figure: str, region: str, values: Pair, *, log_light: float = 0.0
) -> FigureChange:
    """Change of one figure with its error.

    Parameters
    ----------
    figure : str
        One of `SKIN`.
    region : str
        Name from `vision.regions.REGIONS`.
    values : (float, float)
    log_light : float
        See `metrics.common_skin.ColourPair`.
    """
    change = values[1] - values[0]
    repeated = 2**0.5 * repeated_sd()[figure][group_of(region)] * error_unit(figure, values)
    bent = TONE_CURVE * log_light * sum(map(abs, values)) / 2
    least = LEAST_SDC[figure] * error_unit(figure, values)
    sdc = max(Z95 * float(np.hypot(repeated, bent)), least)
    return FigureChange(*values, change, sdc, side_of(change, sdc))


def skin_changes(pair: PairMeasurement) -> SkinChanges:
    """Change of colour and texture in every region of a pair.

    Returns
    -------
    Mapping of str to Mapping of str to FigureChange
        Empty for a pair that could not be compared. A region whose lines cannot be compared has no
        figures either, for the same reason; further codes are ``no_colour``,
        ``clipped`` and ``too_coarse``.
    """
    if pair.skin is None:
        return {}
    return {name: _region_changes(pair, pair.skin, name) for name in pair.regions}


def _region_changes(
    pair: PairMeasurement, skin: CommonSkin, region: str
) -> dict[str, FigureChange]:
    compared = pair.regions[region]
    if compared.status == "not_comparable":
        return dict.fromkeys(SKIN, FigureChange(None, None, reason=compared.reason))
    return dict(_figures(skin, region))


def _figures(skin: CommonSkin, region: str) -> Iterator[tuple[str, FigureChange]]:
    colours = skin.colours(region)
    for name in COLOUR:
        if isinstance(colours, Refusal):
            yield name, FigureChange(None, None, reason=colours)
        else:
            values, log_light = colours.figures[name], colours.log_light
            yield name, figure_change(name, region, values, log_light=log_light)
    textures = skin.textures(region)
    if isinstance(textures, Refusal):
        yield TEXTURE, FigureChange(None, None, reason=textures)
    else:
        before, after = (texture.roughness_percent for texture in textures)
        yield TEXTURE, figure_change(TEXTURE, region, (before, after))
