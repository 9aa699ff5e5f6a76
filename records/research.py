"""Rows of one client for research: numbers and choices only, no sealed text is ever opened."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, select
from sqlalchemy.orm import Session, aliased

from records.models import (
    BotoxSessionRow,
    Client,
    InjectionRow,
    Measurement,
    MicrocurrentSessionRow,
    OtherCare,
    PairMeasurementRow,
    Photo,
    Reading,
    RegionChangeRow,
    RegionFiguresRow,
    Visit,
)
from records.voids import holds

Row = dict[str, Any]

FIGURES = (
    RegionFiguresRow.visible_area_cm2,
    RegionFiguresRow.line_length_mm,
    RegionFiguresRow.line_density_mm_per_cm2,
    RegionFiguresRow.line_area_percent,
    RegionFiguresRow.line_count,
    RegionFiguresRow.mean_width_mm,
    RegionFiguresRow.mean_contrast,
    RegionFiguresRow.severity,
)
CHANGES = (
    RegionChangeRow.density_before,
    RegionChangeRow.density_after,
    RegionChangeRow.density_change_percent,
    RegionChangeRow.density_sdc_percent,
    RegionChangeRow.density_verdict,
    RegionChangeRow.severity_before,
    RegionChangeRow.severity_after,
    RegionChangeRow.severity_change_percent,
    RegionChangeRow.severity_sdc_percent,
    RegionChangeRow.severity_verdict,
)


def person_row(session: Session, client_id: str) -> Row:
    """Return year of birth and skin type."""
    return _rows(
        session,
        select(Client.birth_year, Client.fitzpatrick).where(Client.id == client_id),
    )[0]


@dataclass(frozen=True)
class CountedVisit:
    """A visit with photos; `number` counts those of its client from 1, oldest first."""

    id: int
    number: int
    visited_at: datetime


def visit_rows(session: Session, client_id: str) -> list[CountedVisit]:
    """Return each visit with a photo that holds, oldest first.

    A visit whose photos are all set aside keeps its number, so that the key of a reading set that
    was drawn before names the same photos as after.
    """
    rows = (
        select(Visit.id, Visit.visited_at, func.count().filter(holds(Photo)))
        .join(Photo, Photo.visit_id == Visit.id)
        .where(Visit.client_id == client_id)
        .group_by(Visit.id)
        .order_by(Visit.visited_at)
    )
    visits = enumerate(session.execute(rows), start=1)
    return [CountedVisit(row[0], number, row[1]) for number, row in visits if row[2]]


def injection_rows(session: Session, client_id: str) -> list[Row]:
    """Return every injection with its session."""
    rows = (
        select(
            BotoxSessionRow.id,
            BotoxSessionRow.treated_at,
            BotoxSessionRow.product,
            InjectionRow.region,
            InjectionRow.side,
            InjectionRow.units,
        )
        .join(InjectionRow, InjectionRow.session_id == BotoxSessionRow.id)
        .where(BotoxSessionRow.client_id == client_id, holds(BotoxSessionRow))
        .order_by(BotoxSessionRow.treated_at, InjectionRow.id)
    )
    return _rows(session, rows)


def device_rows(session: Session, client_id: str) -> list[Row]:
    """Return every device session."""
    row = MicrocurrentSessionRow
    rows = select(
        row.id,
        row.treated_at,
        row.regions,
        row.modality,
        row.minutes,
        row.current_microampere,
        row.frequency_hz,
    )
    mine = rows.where(row.client_id == client_id, holds(row))
    return _rows(session, mine.order_by(row.treated_at))


def care_rows(session: Session, client_id: str) -> list[Row]:
    """Return other care, without the product."""
    rows = select(
        OtherCare.id, OtherCare.treated_at, OtherCare.until, OtherCare.kind, OtherCare.regions
    )
    mine = rows.where(OtherCare.client_id == client_id, holds(OtherCare))
    return _rows(session, mine.order_by(OtherCare.treated_at))


def measurement_rows(session: Session, client_id: str, algorithm: str) -> list[Row]:
    """Return the figures of every photo that one version of the algorithm measured, by region.

    A photo that was refused has one row without a region.
    """
    figures = RegionFiguresRow
    rows = (
        select(
            Photo.visit_id,
            Photo.expression,
            Photo.view,
            Photo.shot,
            Measurement.algorithm,
            figures.region,
            func.coalesce(figures.status, Measurement.status).label("status"),
            func.coalesce(figures.reason_code, Measurement.reason_code).label("reason"),
            *FIGURES,
        )
        .join(Visit, Photo.visit_id == Visit.id)
        .join(Measurement, _measured_by(Measurement.photo_id == Photo.id, algorithm))
        .outerjoin(figures, figures.measurement_id == Measurement.id)
        .where(Visit.client_id == client_id, holds(Photo))
        .order_by(Photo.id)
    )
    return _rows(session, rows)


def pair_rows(session: Session, client_id: str, algorithm: str) -> list[Row]:
    """Return the change of every region between two photos that one version compared.

    A pair that was not comparable as a whole has one row without a region.
    """
    before, pair, change = aliased(Photo), PairMeasurementRow, RegionChangeRow
    rows = (
        select(
            before.visit_id.label("before_visit_id"),
            Photo.visit_id,
            Photo.expression,
            Photo.view,
            pair.algorithm,
            change.region,
            func.coalesce(change.status, pair.status).label("status"),
            func.coalesce(change.reason_code, pair.reason_code).label("reason"),
            *CHANGES,
        )
        .join(Photo, pair.after_photo_id == Photo.id)
        .join(before, pair.before_photo_id == before.id)
        .join(Visit, Photo.visit_id == Visit.id)
        .outerjoin(change, change.pair_id == pair.id)
        .where(
            Visit.client_id == client_id,
            pair.algorithm == algorithm,
            holds(Photo),
            holds(before),
        )
        .order_by(pair.id)
    )
    return _rows(session, rows)


def reading_rows(session: Session, client_id: str) -> list[Row]:
    """Return the grades that blinded readers gave to photos of the client."""
    rows = (
        select(
            Reading.set_number,
            Reading.item_number,
            Reading.rater_number,
            Photo.visit_id,
            Photo.expression,
            Photo.shot,
            Reading.region,
            Reading.grade,
            Reading.is_repeat,
            Reading.is_sham,
        )
        .join(Photo, Reading.photo_id == Photo.id)
        .join(Visit, Photo.visit_id == Visit.id)
        .where(Visit.client_id == client_id, holds(Photo))
        .order_by(Reading.set_number, Reading.item_number, Reading.rater_number)
    )
    return _rows(session, rows)


def count_unmeasured(session: Session, client_ids: Sequence[str], algorithm: str) -> int:
    """Count the photos of these clients that one version of the algorithm has not measured."""
    rows = (
        select(func.count(Photo.id))
        .join(Visit, Photo.visit_id == Visit.id)
        .outerjoin(Measurement, _measured_by(Measurement.photo_id == Photo.id, algorithm))
        .where(Visit.client_id.in_(client_ids), holds(Photo), Measurement.id.is_(None))
    )
    return session.scalar(rows) or 0


def _measured_by(joined: ColumnElement[bool], algorithm: str) -> ColumnElement[bool]:
    return and_(joined, Measurement.algorithm == algorithm)


def _rows(session: Session, rows: Select[*tuple[Any, ...]]) -> list[Row]:
    return [dict(row) for row in session.execute(rows).mappings()]
