"""Keeping what photos show beside their lines, for the first measured shot of each visit."""

from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from typing import Any

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from records.blobs import PhotoName
from records.measurements import PhotoToMeasure
from records.models import Measurement, Photo, SupportRow, Visit
from records.voids import holds


def photos_without_support(
    session: Session, client_ids: Sequence[str], *, lines: str, supporting: str
) -> list[PhotoToMeasure]:
    """First shots of each visit and expression whose lines are measured, and nothing else yet.

    `lines` and `supporting` are the versions of the two algorithms.
    """
    support = (SupportRow.photo_id == Photo.id) & (SupportRow.algorithm == supporting)
    rows = (
        select(Photo.id, Visit.client_id, Photo.sha256, Visit.id, Photo.expression, support)
        .join(Visit, Photo.visit_id == Visit.id)
        .join(Measurement, Measurement.photo_id == Photo.id)
        .outerjoin(SupportRow, support)
        .where(
            Visit.client_id.in_(client_ids),
            holds(Photo),
            Photo.view == "front",
            Measurement.algorithm == lines,
            Measurement.status == "measured",
        )
        .order_by(Visit.visited_at, Photo.expression, Photo.shot, Photo.id)
    )
    first: dict[tuple[int, str], tuple[PhotoToMeasure, bool]] = {}
    for photo_id, client_id, sha256, visit_id, expression, done in session.execute(rows):
        photo = PhotoToMeasure(photo_id, PhotoName(client_id, sha256))
        first.setdefault((visit_id, expression), (photo, bool(done)))
    return [photo for photo, done in first.values() if not done]


def keep_support(
    session: Session, photo_id: int, algorithm: str, figures: Mapping[str, Any]
) -> None:
    """Keep the figures of one photo, unless others did so or erased the photo meanwhile."""
    with suppress(IntegrityError), session.begin_nested():
        session.add(SupportRow(photo_id=photo_id, algorithm=algorithm, figures=dict(figures)))


def support_of_visits(
    session: Session, client_id: str, visit_ids: Collection[int], expression: str, algorithm: str
) -> dict[int, dict[str, Any]]:
    """Return the figures of a client's visits with one expression, by visit, in one query."""
    rows = (
        select(Photo.visit_id, SupportRow.figures)
        .join(SupportRow, SupportRow.photo_id == Photo.id)
        .join(Visit, Photo.visit_id == Visit.id)
        .where(
            Visit.client_id == client_id,
            Visit.id.in_(visit_ids),
            Photo.expression == expression,
            holds(Photo),
            SupportRow.algorithm == algorithm,
        )
        .order_by(Photo.shot.desc(), Photo.id.desc())
    )
    return {row[0]: row[1] for row in session.execute(rows)}
