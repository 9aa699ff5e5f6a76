"""Supporting figures as `measure` and `compare` write them: colour, texture, brows, lids."""

from collections.abc import Collection
from dataclasses import asdict
from functools import partial

from metrics.controls import ControlledChange, treated_beside_untreated
from metrics.gates import ANOTHER_PERSON
from metrics.skin_change import ALGORITHM, FigureChange, skin_changes
from metrics.supporting import RegionSupport, SupportingFigures, supporting_figures
from metrics.symmetry import Symmetry
from metrics.symmetry_change import Shift, compare_symmetry, landmark_jitter
from metrics.verdict import PairMeasurement
from tracking.contract import (
    ControlEntry,
    ControlsEntry,
    FigureChangeEntry,
    PairSupportEntry,
    RegionSupportEntry,
    ShiftEntry,
    SupportEntry,
    reason_entry,
)
from vision.cores import side_by_side
from vision.errors import Refusal
from vision.landmarks import Landmarker
from vision.portrait import Portrait

JITTER_SEED = 0


def support_entry(figures: SupportingFigures) -> SupportEntry:
    """Supporting figures of one photo; names and units as in docs/metrics.md."""
    return SupportEntry(
        algorithm=figures.algorithm,
        tone=asdict(figures.tone) if figures.tone else None,
        tone_reason=reason_entry(figures.tone_reason),
        symmetry=_symmetry(figures.symmetry) if figures.symmetry else None,
        symmetry_reason=reason_entry(figures.symmetry_reason),
        effort=dict(figures.efforts),
        regions={name: _region(region) for name, region in figures.regions.items()},
    )


def _symmetry(symmetry: Symmetry) -> dict[str, float | str]:
    return {
        **asdict(symmetry),
        "brow_asymmetry_mm": symmetry.brow_asymmetry_mm,
        "eyelid_asymmetry_mm": symmetry.eyelid_asymmetry_mm,
    }


def _region(region: RegionSupport) -> RegionSupportEntry:
    colour = None
    if region.colour is not None:
        colour = asdict(region.colour)
        colour["tone_reason"] = reason_entry(region.colour.tone_reason)
    return RegionSupportEntry(
        visible_area_cm2=region.visible_area_cm2,
        colour=colour,
        colour_reason=reason_entry(region.colour_reason),
        texture=asdict(region.texture) if region.texture else None,
        texture_reason=reason_entry(region.texture_reason),
    )


def pair_support(
    before: Portrait,
    after: Portrait,
    pair: PairMeasurement,
    landmarker: Landmarker,
    *,
    treated: Collection[str],
) -> PairSupportEntry:
    """Supporting figures of two photos, what moved between them, and untreated beside treated.

    Parameters
    ----------
    before, after : Portrait
        The first shots of the visits that were compared.
    pair : PairMeasurement
        The visits' comparison.
    landmarker : Landmarker
        To see by how much noise alone moves brows and lids.
    treated : collection of str
        Regions that were treated between the visits; with none there are no controls.
    """
    first, second = side_by_side(supporting_figures, (before, after))
    shifts = (
        pair.reason
        if pair.reason is not None and pair.reason.code == ANOTHER_PERSON
        else _shifts(before, after, (first, second), landmarker)
    )
    return PairSupportEntry(
        before=support_entry(first),
        after=support_entry(second),
        skin_algorithm=ALGORITHM,
        skin={
            region: {name: _figure_change(change) for name, change in changes.items()}
            for region, changes in skin_changes(pair).items()
        },
        symmetry=None if isinstance(shifts, Refusal) else shifts,
        symmetry_reason=reason_entry(shifts) if isinstance(shifts, Refusal) else None,
        controls=None
        if not treated
        else {
            "density": _controls(treated_beside_untreated(pair, treated, figure="density")),
            "severity": _controls(treated_beside_untreated(pair, treated, figure="severity")),
        },
    )


def _shifts(
    before: Portrait,
    after: Portrait,
    figures: tuple[SupportingFigures, SupportingFigures],
    landmarker: Landmarker,
) -> dict[str, ShiftEntry] | Refusal:
    for one in figures:
        if one.symmetry_reason is not None:
            return one.symmetry_reason
    first, second = (one.symmetry for one in figures)
    assert first is not None
    assert second is not None
    jitter = partial(landmark_jitter, landmarker=landmarker, seed=JITTER_SEED)
    earlier, later = side_by_side(jitter, (before, after))
    moved = compare_symmetry(first, second, jitter=(earlier, later))
    if isinstance(moved, Refusal):
        return moved
    return {name: _shift(shift) for name, shift in moved.items()}


def _figure_change(change: FigureChange) -> FigureChangeEntry:
    return FigureChangeEntry(
        before=change.before,
        after=change.after,
        change=change.change,
        sdc=change.sdc,
        verdict=change.verdict,
        reason=reason_entry(change.reason),
    )


def _shift(shift: Shift) -> ShiftEntry:
    return ShiftEntry(
        before_mm=shift.before_mm,
        after_mm=shift.after_mm,
        change_mm=shift.change_mm,
        # Infinite where too few copies showed a face; JSON knows no infinity.
        sdc_mm=shift.sdc_mm if shift.sdc_mm < float("inf") else None,
        verdict=shift.verdict,
    )


def _controls(found: ControlledChange | Refusal) -> ControlsEntry:
    if isinstance(found, Refusal):
        return ControlsEntry(
            reason=reason_entry(found),
            untreated=[],
            untreated_median_percent=None,
            untreated_sdc_percent=None,
            treated={},
        )
    return ControlsEntry(
        reason=None,
        untreated=list(found.untreated),
        untreated_median_percent=found.untreated_median_percent,
        untreated_sdc_percent=found.untreated_sdc_percent,
        treated={
            name: ControlEntry(
                change_percent=region.change.change_percent,
                beyond_control_percent=region.beyond_control_percent,
                beyond_control_sdc_percent=region.beyond_control_sdc_percent,
                stands_out=region.stands_out,
                reason=reason_entry(region.reason),
            )
            for name, region in found.treated.items()
        },
    )
