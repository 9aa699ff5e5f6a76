"""Whether the colour or the texture of skin changed: the error of photos that were taken anew.

The error comes from a study of rendered people whose skin stayed as it was: pose, distance,
exposure, lamps and white balance were a little different, as from visit to visit
(`benchmarks.supporting`).
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from metrics.error import group_of
from metrics.supporting import RegionSupport, SupportingFigures
from metrics.symmetry_change import Side, side_of
from metrics.verdict import Z95

STUDY_FILE = Path(__file__).with_name("supporting_repeatability.json")
FACE = "face"
TONE = "ita_deg"
SKIN: Mapping[str, Literal["colour", "texture"]] = {
    "redness": "colour",
    "erythema_index": "colour",
    "lightness_spread": "colour",
    "redness_spread": "colour",
    "roughness_percent": "texture",
}
"""Figures of a region's skin that are compared, and which part of `RegionSupport` has them."""

RELATIVE = ("roughness_percent",)
"""Figures whose error grows with themselves."""

Pair = tuple[float, float]


@dataclass(frozen=True)
class FigureChange:
    """One figure in two photos, in its own unit.

    Attributes
    ----------
    before, after, change : float
    sdc : float or None
        Smallest detectable change (95 %); None for a figure whose error was not studied.
    verdict : {"lower", "within_error", "higher"} or None
    """

    before: float
    after: float
    change: float
    sdc: float | None
    verdict: Side | None


@cache
def repeated_sd() -> Mapping[str, Mapping[str, float]]:
    """Standard deviation of one photo by figure and group of regions, in `error_unit`."""
    found: dict[str, dict[str, float]] = json.loads(STUDY_FILE.read_text(encoding="utf-8"))
    return found


def error_unit(figure: str, values: Pair, astray_deg: Pair) -> float:
    """What the study's deviation of a figure is multiplied by.

    Parameters
    ----------
    figure : str
        As in docs/metrics.md.
    values : (float, float)
        Of both photos.
    astray_deg : (float, float)
        `metrics.colour.Tone.ita_exposure_deg` of both photos: the angle is as uncertain as
        exposure makes it. Other figures do not read it.
    """
    if figure == TONE:
        return sum(astray_deg) / 2
    return sum(values) / 2 if figure in RELATIVE else 1.0


def figure_change(figure: str, region: str, values: Pair, astray_deg: Pair) -> FigureChange:
    """Change of one figure, with 1.96 sqrt 2 standard deviations of one photo as its error.

    Parameters
    ----------
    figure, region : str
        As in docs/metrics.md and `vision.regions.REGIONS`, or ``"face"``.
    values, astray_deg : (float, float)
        See `error_unit`.
    """
    change = values[1] - values[0]
    spread = repeated_sd().get(figure, {}).get(group_of(region))
    if spread is None:
        return FigureChange(*values, change, None, None)
    sdc = Z95 * 2**0.5 * spread * error_unit(figure, values, astray_deg)
    return FigureChange(*values, change, sdc, side_of(change, sdc))


def skin_changes(
    before: SupportingFigures, after: SupportingFigures
) -> dict[str, dict[str, FigureChange]]:
    """Changes by region and figure; the angle of the skin's tone stands under ``"face"``."""
    found: dict[str, dict[str, FigureChange]] = {}
    for region in before.regions:
        first, second = (_values(each.regions[region]) for each in (before, after))
        for figure in first.keys() & second.keys():
            change = figure_change(figure, region, (first[figure], second[figure]), (0.0, 0.0))
            found.setdefault(region, {})[figure] = change
    if before.tone is not None and after.tone is not None:
        angles = before.tone.ita_deg, after.tone.ita_deg
        astray_deg = before.tone.ita_exposure_deg, after.tone.ita_exposure_deg
        found[FACE] = {TONE: figure_change(TONE, FACE, angles, astray_deg)}
    return found


def _values(support: RegionSupport) -> dict[str, float]:
    parts = {name: getattr(support, part) for name, part in SKIN.items()}
    return {name: float(getattr(part, name)) for name, part in parts.items() if part is not None}
