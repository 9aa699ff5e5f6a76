"""Visits of a client and the photos of each."""

from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from sqlalchemy import Connection, func, select
from sqlalchemy.orm import Session

from records.blobs import PhotoName, is_photo_name
from records.models import Photo, Visit
from treatments.clock import day_of


@dataclass(frozen=True)
class VisitPhoto:
    """A photo with the visit it belongs to."""

    photo_id: int
    visit_id: int
    visited_at: datetime
    expression: str
    view: str
    shot: int
    camera: str
    name: PhotoName
    captured_at: datetime | None


def add_visit(session: Session, *, client_id: str, visited_at: datetime) -> Visit:
    """Add a visit; a client has at most one at any moment."""
    visit = Visit(client_id=client_id, visited_at=visited_at)
    session.add(visit)
    session.flush()
    return visit


def visits_of(session: Session, client_id: str) -> list[tuple[int, datetime]]:
    """Return number and time of every visit of a client, oldest first."""
    rows = select(Visit.id, Visit.visited_at).where(Visit.client_id == client_id)
    return [(row[0], row[1]) for row in session.execute(rows.order_by(Visit.visited_at))]


def visit_on(session: Session, client_id: str, day: date, zone: tzinfo) -> int | None:
    """Return a client's last visit of a day on the clinic's calendar, None where there is none."""
    visits = visits_of(session, client_id)
    return next((number for number, on in reversed(visits) if day_of(on, zone) == day), None)


def next_shot(session: Session, visit_id: int, expression: str, view: str) -> int:
    """Return the number of the next photo of an expression and view in a visit."""
    last = select(func.max(Photo.shot)).where(
        Photo.visit_id == visit_id, Photo.expression == expression, Photo.view == view
    )
    return (session.scalar(last) or 0) + 1


def photos_of(session: Session, client_id: str) -> list[VisitPhoto]:
    """Every photo of a client, oldest visit first, first shots first."""
    rows = (
        select(
            Photo.id,
            Visit.id,
            Visit.visited_at,
            Photo.expression,
            Photo.view,
            Photo.shot,
            Photo.camera,
            Photo.sha256,
            Photo.captured_at,
        )
        .join(Visit, Photo.visit_id == Visit.id)
        .where(Visit.client_id == client_id)
        .order_by(Visit.visited_at, Photo.shot, Photo.id)
    )
    return [
        VisitPhoto(*row[:7], PhotoName(client_id, row[7]), row[8]) for row in session.execute(rows)
    ]


def photo_names(source: Session | Connection) -> list[PhotoName]:
    """Every photo that the records name, of all clients; the same bytes are named once.

    A damaged row may name none; `records.soundness` finds it.
    """
    rows = select(Visit.client_id, Photo.sha256).join(Photo, Photo.visit_id == Visit.id).distinct()
    return sorted(PhotoName(*row) for row in source.execute(rows) if is_photo_name(*row))
