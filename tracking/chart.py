"""Points of the chart from kept figures.

A later visit is drawn at the baseline's own figure times its paired change, never at the figure of
its own photo: a pair is measured over common skin and matched light, a single photo is not, and so
the chart and the verdict beside it cannot contradict each other.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal, cast

from records.figures import KeptChange, KeptFigures, KeptPair, MeasuredPhoto
from vision.errors import Refusal

PointVerdict = Literal[
    "baseline", "fewer_lines", "within_error", "more_lines", "not_comparable", "not_measured"
]

Figure = Literal["density", "severity"]

PENDING = Refusal("not_measured_yet", "This photo is still to be measured; come back in a minute.")


@dataclass(frozen=True)
class Reading:
    """One figure of a visit: its value, its change from baseline with the error, the verdict."""

    value: float | None
    change_percent: float | None
    sdc_percent: float | None
    verdict: PointVerdict


@dataclass(frozen=True)
class VisitPoint:
    """One region of one expression at one visit.

    Attributes
    ----------
    visit_id : int
    on : datetime
        Time of the visit, UTC.
    expression : str
        ``"rest"``, ``"frown"``, ``"raise"`` or ``"smile"``.
    region : str
        ``"face"`` or a region's name.
    density, severity : float or None
        Line density in mm/cm2 and severity, on the scale of the baseline visit: the baseline's own
        figure, and for later visits that figure times (1 + change / 100). So a point never lies
        on the other side of the baseline than its verdict says.
    change_percent, sdc_percent : float or None
        Change of density from baseline, and the smallest change that counts as real.
    severity_change_percent, severity_sdc_percent : float or None
        The same for severity.
    verdict, severity_verdict : str
        See `PointVerdict`.
    reason : Refusal or None
        Why numbers are missing.
    """

    visit_id: int
    on: datetime
    expression: str
    region: str
    density: float | None
    severity: float | None
    change_percent: float | None
    sdc_percent: float | None
    severity_change_percent: float | None
    severity_sdc_percent: float | None
    verdict: PointVerdict
    severity_verdict: PointVerdict
    reason: Refusal | None

    def reading(self, figure: Figure) -> Reading:
        """Return what the visit says about one of the two figures."""
        if figure == "density":
            return Reading(self.density, self.change_percent, self.sdc_percent, self.verdict)
        return Reading(
            self.severity,
            self.severity_change_percent,
            self.severity_sdc_percent,
            self.severity_verdict,
        )


def first_shots(photos: Iterable[MeasuredPhoto]) -> list[MeasuredPhoto]:
    """One photo for each visit and expression: the first that was measured, else the first."""
    chosen: dict[tuple[int, str], MeasuredPhoto] = {}
    for photo in photos:
        key = (photo.visit_id, photo.expression)
        if key not in chosen or (chosen[key].status != "measured" == photo.status):
            chosen[key] = photo
    return list(chosen.values())


def baselines_of(photos: Iterable[MeasuredPhoto]) -> dict[int, int]:
    """Baseline of each expression, its first measured photo: photo number to measurement number."""
    first: dict[str, MeasuredPhoto] = {}
    for photo in photos:
        if photo.status == "measured":
            first.setdefault(photo.expression, photo)
    return {
        photo.photo_id: photo.measurement_id
        for photo in first.values()
        if photo.measurement_id is not None
    }


def chart_points(
    photos: Sequence[MeasuredPhoto],
    figures: Mapping[int, Sequence[KeptFigures]],
    pairs: Mapping[int, KeptPair],
) -> Iterator[VisitPoint]:
    """Points of every visit, expression and region.

    Parameters
    ----------
    photos : sequence of MeasuredPhoto
        One for each visit and expression, oldest first.
    figures : Mapping
        Figures of the baseline photos, by number of measurement.
    pairs : Mapping
        Comparisons with the baselines, by number of the later photo.
    """
    for expression in dict.fromkeys(photo.expression for photo in photos):
        series = [photo for photo in photos if photo.expression == expression]
        baseline = next((photo for photo in series if photo.measurement_id in figures), None)
        if baseline is None or baseline.measurement_id is None:
            continue
        base = {kept.region: kept for kept in figures[baseline.measurement_id]}
        for photo in series:
            if photo is baseline:
                yield from (_baseline_point(photo, kept) for kept in base.values())
            else:
                yield from _later_points(photo, base, pairs.get(photo.photo_id))


def _baseline_point(photo: MeasuredPhoto, kept: KeptFigures) -> VisitPoint:
    verdict: PointVerdict = "not_measured" if kept.density is None else "baseline"
    return VisitPoint(
        visit_id=photo.visit_id,
        on=photo.visited_at,
        expression=photo.expression,
        region=kept.region,
        density=kept.density,
        severity=kept.severity,
        change_percent=None,
        sdc_percent=None,
        severity_change_percent=None,
        severity_sdc_percent=None,
        verdict=verdict,
        severity_verdict=verdict,
        reason=kept.reason,
    )


def _later_points(
    photo: MeasuredPhoto, base: Mapping[str, KeptFigures], pair: KeptPair | None
) -> Iterator[VisitPoint]:
    changes = {change.region: change for change in pair.changes} if pair else {}
    missing = _first(photo.reason, pair.reason if pair else None, PENDING)
    verdict: PointVerdict = "not_comparable" if pair else "not_measured"
    for region, kept in base.items():
        change = changes.get(region)
        if change is None:
            yield _empty_point(photo, region, verdict, missing)
        else:
            yield _changed_point(photo, kept, change)


def _empty_point(
    photo: MeasuredPhoto, region: str, verdict: PointVerdict, reason: Refusal | None
) -> VisitPoint:
    return VisitPoint(
        visit_id=photo.visit_id,
        on=photo.visited_at,
        expression=photo.expression,
        region=region,
        density=None,
        severity=None,
        change_percent=None,
        sdc_percent=None,
        severity_change_percent=None,
        severity_sdc_percent=None,
        verdict=verdict,
        severity_verdict=verdict,
        reason=reason,
    )


def _changed_point(photo: MeasuredPhoto, base: KeptFigures, change: KeptChange) -> VisitPoint:
    return VisitPoint(
        visit_id=photo.visit_id,
        on=photo.visited_at,
        expression=photo.expression,
        region=change.region,
        density=_on_scale_of(base.density, change.density_change, change.density_difference),
        severity=_on_scale_of(base.severity, change.severity_change, change.severity_difference),
        change_percent=change.density_change,
        sdc_percent=change.density_sdc,
        severity_change_percent=change.severity_change,
        severity_sdc_percent=change.severity_sdc,
        verdict=cast("PointVerdict", change.density_verdict),
        severity_verdict=cast("PointVerdict", change.severity_verdict),
        reason=_first(change.reason, base.reason),
    )


def _first(*reasons: Refusal | None) -> Refusal | None:
    return next((reason for reason in reasons if reason is not None), None)


def _on_scale_of(
    baseline: float | None, change_percent: float | None, difference: float | None
) -> float | None:
    if baseline is None:
        return None
    if change_percent is not None:
        return baseline * (1 + change_percent / 100)
    # Hardly any line before: no percentage is given then, yet there is a difference.
    return None if difference is None else max(baseline + difference, 0.0)
