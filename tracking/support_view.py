"""What two kept visits show beside the lines: read from the records, nothing measured anew."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from metrics.skin_change import SKIN, TEXTURE, FigureChange
from metrics.supporting import ALGORITHM
from metrics.symmetry import Symmetry
from metrics.symmetry_change import NO_JITTER, compare_symmetry
from records.supporting import support_of_visits
from tracking.access import Action
from tracking.desk import Desk
from tracking.view import PairView
from vision.errors import Refusal

TONE = "ita_deg"
BROWS_AND_LIDS = (
    "brow_height_right_mm",
    "brow_height_left_mm",
    "eyelid_aperture_right_mm",
    "eyelid_aperture_left_mm",
)
EFFORT = "effort"
NO_GREY_CARD = Refusal(
    "no_grey_card",
    "Exposure moves the tone of skin as much as the sun does, so no photo without a grey card "
    "tells whether it changed.",
)
NOT_KEPT = Refusal(
    "not_measured_yet",
    "Colour, texture, brows and lids of this visit are still to be measured; that follows the "
    "lines by itself, or at once with `python cli.py rebuild`.",
)


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
    pair: PairView | None,
) -> dict[str, FigureChange]:
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
    pair : PairView or None
        Both visits in one frame, on which skin is compared; without it, each has its own figures.

    Returns
    -------
    dict of str to FigureChange
        By name as in docs/metrics.md, which has the units. Errors of brows and lids are those of
        heads posed anew; noise of the camera, which `compare` measures, adds to them.
    """
    visits = {before_visit_id, after_visit_id}
    with desk.reading(Action.SEE_CLIENT, client_id, detail="supporting") as session:
        kept = support_of_visits(session, client_id, visits, expression, ALGORITHM)
    before, after = (
        _side(kept.get(visit), expression, region) for visit in (before_visit_id, after_visit_id)
    )
    names = _names(region, before, after)
    if before_visit_id == after_visit_id:
        alone = _Side({}, {}, None)
        return {name: _figure(name, alone, after) for name in names}
    compared = _compared(before, after)
    if pair is not None:
        compared |= _skin(before, after, pair, region)
    return {name: compared.get(name) or _figure(name, before, after) for name in names}


def _names(region: str, *sides: _Side) -> list[str]:
    """Names of the figures; effort only where the expression asks for one."""
    skin = [] if region == "face" else list(SKIN)
    asked = any(EFFORT in side.values for side in sides)
    return [*skin, TONE, *BROWS_AND_LIDS, *([EFFORT] if asked else [])]


def _figure(name: str, before: _Side, after: _Side) -> FigureChange:
    first, second = before.values.get(name), after.values.get(name)
    if first is None or second is None:
        missing = after.reasons.get(name) or before.reasons.get(name)
        return FigureChange(first, second, reason=missing)
    if name in SKIN:  # comparable on photos in one frame alone
        return FigureChange(first, second)
    reason = NO_GREY_CARD if name == TONE else None
    return FigureChange(first, second, second - first, reason=reason)


def _skin(before: _Side, after: _Side, pair: PairView, region: str) -> dict[str, FigureChange]:
    """Figures of the skin that both photos show; where they cannot be compared, each by itself."""
    if pair.reason is None:
        return dict(pair.skin.get(region, {}))
    return {
        name: FigureChange(before.values.get(name), after.values.get(name), reason=pair.reason)
        for name in SKIN
    }


def _compared(before: _Side, after: _Side) -> dict[str, FigureChange]:
    """Brows and lids, where both visits have them."""
    if before.symmetry is None or after.symmetry is None:
        return {}
    shifts = compare_symmetry(before.symmetry, after.symmetry, jitter=(NO_JITTER, NO_JITTER))
    if isinstance(shifts, Refusal):
        return {
            name: FigureChange(before.values[name], after.values[name], reason=shifts)
            for name in BROWS_AND_LIDS
        }
    return {
        name: FigureChange(
            shift.before_mm, shift.after_mm, shift.change_mm, shift.sdc_mm, shift.verdict
        )
        for name, shift in shifts.items()
    }


def _side(entry: Mapping[str, Any] | None, expression: str, region: str) -> _Side:
    """Pick the figures of one photo from its `tracking.contract.SupportEntry`."""
    if entry is None:
        return _Side({}, dict.fromkeys((*SKIN, TONE, *BROWS_AND_LIDS), NOT_KEPT), None)
    found: dict[str, tuple[Any, Any]] = {
        TONE: (entry["tone"] and entry["tone"][TONE], entry["tone_reason"])
    }
    skin = entry["regions"].get(region)
    if skin is not None:
        for name in SKIN:
            group = "texture" if name == TEXTURE else "colour"
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
