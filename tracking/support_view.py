"""What two kept visits show beside the lines: read from the records, nothing measured anew."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from metrics.supporting import ALGORITHM
from metrics.supporting_change import FACE, SKIN, TONE, figure_change
from metrics.symmetry import Symmetry
from metrics.symmetry_change import NO_JITTER, Shift, Side, compare_symmetry
from records.supporting import support_of_visits
from tracking.access import Action
from tracking.desk import Desk
from vision.errors import Refusal

ASTRAY = "ita_exposure_deg"
BROWS_AND_LIDS = (
    "brow_height_right_mm",
    "brow_height_left_mm",
    "eyelid_aperture_right_mm",
    "eyelid_aperture_left_mm",
)
EFFORT = "effort"
NOT_KEPT = Refusal(
    "not_measured_yet",
    "Colour, texture, brows and lids of this visit are still to be measured; that follows the "
    "lines by itself, or at once with `python cli.py rebuild`.",
)


@dataclass(frozen=True)
class SupportFigure:
    """One figure at two visits.

    Attributes
    ----------
    name : str
        As in docs/metrics.md, which has its unit.
    before, after, change : float or None
        The later less the earlier value; None where a visit has none.
    sdc : float or None
        Smallest change (95 %) that photos of unchanged skin do not show, in the unit of the figure;
        None where it is not known.
    verdict : {"lower", "within_error", "higher"} or None
    reason : Refusal or None
        Why a visit has no value, or why two values cannot be compared.
    """

    name: str
    before: float | None
    after: float | None
    change: float | None = None
    sdc: float | None = None
    verdict: Side | None = None
    reason: Refusal | None = None


@dataclass(frozen=True)
class _Side:
    """The values of one visit by name, and why others are missing."""

    values: Mapping[str, float]
    reasons: Mapping[str, Refusal]
    symmetry: Symmetry | None


def support_view(
    desk: Desk,
    client_id: str,
    before_visit_id: int,
    after_visit_id: int,
    *,
    expression: str,
    region: str,
) -> tuple[SupportFigure, ...]:
    """Skin of a region, then tone, brows, lids and effort of the face, at two visits.

    Parameters
    ----------
    desk : Desk
    client_id : str
    before_visit_id, after_visit_id : int
        The same number twice for one visit alone.
    expression : str
    region : str
        ``"face"`` has no figures of skin but its tone.

    Returns
    -------
    tuple of SupportFigure
        Errors are those of photos of unchanged skin whose pose, light and white balance differ a
        little; noise of the camera, which `compare` measures for brows and lids, adds to them.
    """
    visits = {before_visit_id, after_visit_id}
    with desk.reading(Action.SEE_CLIENT, client_id, detail="supporting") as session:
        kept = support_of_visits(session, client_id, visits, expression, ALGORITHM)
    before, after = (
        _side(kept.get(visit), expression, region) for visit in (before_visit_id, after_visit_id)
    )
    if before_visit_id == after_visit_id:
        alone = _Side({}, {}, None)
        return tuple(_figure(name, region, alone, after) for name in _names(region, after))
    return tuple(_compared(before, after, region))


def _names(region: str, *sides: _Side) -> list[str]:
    """Names of the figures; effort only where the expression asks for one."""
    skin = [] if region == "face" else list(SKIN)
    asked = any(EFFORT in side.values for side in sides)
    return [*skin, TONE, *BROWS_AND_LIDS, *([EFFORT] if asked else [])]


def _compared(before: _Side, after: _Side, region: str) -> Iterator[SupportFigure]:
    shifts: dict[str, Shift] | Refusal | None = None
    if before.symmetry is not None and after.symmetry is not None:
        shifts = compare_symmetry(before.symmetry, after.symmetry, jitter=(NO_JITTER, NO_JITTER))
    for name in _names(region, before, after):
        if name not in BROWS_AND_LIDS or shifts is None:
            yield _figure(name, region, before, after)
        elif isinstance(shifts, Refusal):
            yield SupportFigure(name, before.values[name], after.values[name], reason=shifts)
        else:
            found = shifts[name]
            yield SupportFigure(
                name,
                found.before_mm,
                found.after_mm,
                found.change_mm,
                found.sdc_mm,
                found.verdict,
            )


def _figure(name: str, region: str, before: _Side, after: _Side) -> SupportFigure:
    first, second = before.values.get(name), after.values.get(name)
    reason = after.reasons.get(name) or before.reasons.get(name)
    if first is None or second is None:
        return SupportFigure(name, first, second, reason=reason)
    astray_deg = before.values.get(ASTRAY, 0.0), after.values.get(ASTRAY, 0.0)
    found = figure_change(name, FACE if name == TONE else region, (first, second), astray_deg)
    return SupportFigure(name, first, second, found.change, found.sdc, found.verdict)


def _side(entry: Mapping[str, Any] | None, expression: str, region: str) -> _Side:
    """Pick the figures of one photo from its `tracking.contract.SupportEntry`."""
    if entry is None:
        return _Side({}, dict.fromkeys((*SKIN, TONE, *BROWS_AND_LIDS), NOT_KEPT), None)
    found: dict[str, tuple[Any, Any]] = {
        name: (entry["tone"] and entry["tone"][name], entry["tone_reason"])
        for name in (TONE, ASTRAY)
    }
    skin = entry["regions"].get(region)
    if skin is not None:
        for name, group in SKIN.items():
            found[name] = (skin[group] and skin[group][name], skin[f"{group}_reason"])
    moving = entry["symmetry"]
    for name in BROWS_AND_LIDS:
        found[name] = (moving and moving[name], entry["symmetry_reason"])
    values = {name: value for name, (value, _) in found.items() if value is not None}
    if expression in entry["effort"]:
        values[EFFORT] = entry["effort"][expression]
    reasons = {name: Refusal(**reason) for name, (_, reason) in found.items() if reason is not None}
    return _Side(values, reasons, _symmetry(moving) if moving else None)


def _symmetry(kept: Mapping[str, Any]) -> Symmetry:
    asymmetries = ("brow_asymmetry_mm", "eyelid_asymmetry_mm")
    return Symmetry(**{name: value for name, value in kept.items() if name not in asymmetries})
