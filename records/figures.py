"""Reading figures back for one client, in few queries whatever the number of visits."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

from sqlalchemy import ColumnElement, Select, and_, func, literal, select, union_all
from sqlalchemy.orm import Session

from records.blobs import PhotoName
from records.models import (
    Measurement,
    PairMeasurementRow,
    Photo,
    RegionChangeRow,
    RegionFiguresRow,
    Visit,
)
from records.voids import holds
from treatments.regions import REGIONS
from vision.errors import Refusal

PLACES = {region: place for place, region in enumerate(("face", *REGIONS))}


@dataclass(frozen=True)
class MeasuredPhoto:
    """A photo and what became of its measurement; `measurement_id` is None while it is pending."""

    photo_id: int
    name: PhotoName
    visit_id: int
    visited_at: datetime
    expression: str
    measurement_id: int | None
    status: str | None
    reason: Refusal | None


class KeptFigures(NamedTuple):
    """Density (mm/cm2) and severity of one region in one photo."""

    region: str
    reason: Refusal | None
    density: float | None
    severity: float | None


class KeptChange(NamedTuple):
    """Change of one region between a baseline photo and a later one.

    The difference (later minus baseline) is in the figure's own unit, all else in percent.
    """

    region: str
    reason: Refusal | None
    density_difference: float | None
    density_change: float | None
    density_sdc: float | None
    density_verdict: str
    severity_difference: float | None
    severity_change: float | None
    severity_sdc: float | None
    severity_verdict: str


@dataclass(frozen=True)
class KeptPair:
    """A later photo compared with its baseline; `reason` says why it could not be."""

    reason: Refusal | None
    changes: list[KeptChange]


def versions_of(session: Session, client_id: str, *, newest: tuple[str, str]) -> tuple[str, str]:
    """Return the versions of measuring and comparing under which a client's figures are kept.

    Figures of two versions are not mixed. Until a client is measured anew after an update, all
    figures are those of the last version before.
    """
    mine = select(Photo.id).join(Visit, Photo.visit_id == Visit.id)
    mine = mine.where(Visit.client_id == client_id, holds(Photo))
    rows = union_all(
        _versions(Measurement, Measurement.photo_id.in_(mine)),
        _versions(PairMeasurementRow, PairMeasurementRow.after_photo_id.in_(mine)),
    )
    last_used: dict[str, dict[str, datetime]] = {}
    for table, algorithm, last in session.execute(rows):
        last_used.setdefault(table, {})[algorithm] = last
    return (
        _last_version(last_used.get(Measurement.__tablename__, {}), newest[0]),
        _last_version(last_used.get(PairMeasurementRow.__tablename__, {}), newest[1]),
    )


def _versions(
    table: type[Measurement] | type[PairMeasurementRow], mine: ColumnElement[bool]
) -> Select[str, str, datetime]:
    kind = literal(table.__tablename__)
    rows = select(kind, table.algorithm, func.max(table.measured_at))
    return rows.where(mine).group_by(table.algorithm)


def _last_version(last_used: dict[str, datetime], newest: str) -> str:
    if newest in last_used or not last_used:
        return newest
    return max(last_used, key=lambda algorithm: last_used[algorithm])


def measured_photos(session: Session, client_id: str, algorithm: str) -> list[MeasuredPhoto]:
    """Front photos of a client, oldest visit first, first shots first."""
    measurement = and_(Measurement.photo_id == Photo.id, Measurement.algorithm == algorithm)
    rows = (
        select(
            Photo.id,
            Visit.client_id,
            Photo.sha256,
            Visit.id,
            Visit.visited_at,
            Photo.expression,
            Measurement.id,
            Measurement.status,
            Measurement.reason_code,
            Measurement.reason_message,
        )
        .join(Visit, Photo.visit_id == Visit.id)
        .outerjoin(Measurement, measurement)
        .where(Visit.client_id == client_id, Photo.view == "front", holds(Photo))
        .order_by(Visit.visited_at, Photo.shot, Photo.id)
    )
    return [
        MeasuredPhoto(row[0], PhotoName(row[1], row[2]), *row[3:8], _reason(row[8], row[9]))
        for row in session.execute(rows)
    ]


def figures_of(session: Session, measurement_ids: Sequence[int]) -> dict[int, list[KeptFigures]]:
    """Figures of each measurement by its number, the face first, then from forehead to chin."""
    row = RegionFiguresRow
    rows = (
        select(
            row.measurement_id,
            row.region,
            row.reason_code,
            row.reason_message,
            row.line_density_mm_per_cm2,
            row.severity,
        )
        .where(row.measurement_id.in_(measurement_ids))
        .order_by(row.measurement_id, row.region)
    )
    kept: dict[int, list[KeptFigures]] = {number: [] for number in measurement_ids}
    for number, region, code, message, density, severity in session.execute(rows):
        kept[number].append(KeptFigures(region, _reason(code, message), density, severity))
    for figures in kept.values():
        figures.sort(key=lambda each: PLACES.get(each.region, len(PLACES)))
    return kept


def changes_since(
    session: Session, baseline_photo_ids: Sequence[int], pair_algorithm: str
) -> dict[int, KeptPair]:
    """Comparisons with these baseline photos, by the number of the later photo."""
    pair, row = PairMeasurementRow, RegionChangeRow
    rows = (
        select(
            pair.after_photo_id,
            pair.reason_code,
            pair.reason_message,
            row.region,
            row.reason_code,
            row.reason_message,
            row.density_after - row.density_before,
            row.density_change_percent,
            row.density_sdc_percent,
            row.density_verdict,
            row.severity_after - row.severity_before,
            row.severity_change_percent,
            row.severity_sdc_percent,
            row.severity_verdict,
        )
        .outerjoin(row, row.pair_id == pair.id)
        .where(pair.before_photo_id.in_(baseline_photo_ids), pair.algorithm == pair_algorithm)
        .order_by(pair.id, row.region)
    )
    kept: dict[int, KeptPair] = {}
    for after_id, code, message, region, region_code, region_message, *change in session.execute(
        rows
    ):
        found = kept.setdefault(after_id, KeptPair(_reason(code, message), []))
        if region is not None:
            reason = _reason(region_code, region_message)
            found.changes.append(KeptChange(region, reason, *change))
    return kept


def _reason(code: str | None, message: str | None) -> Refusal | None:
    return None if code is None else Refusal(code, message or "")
