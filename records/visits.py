"""Visits of a client and the photos of each; what is set aside is named only where asked for."""

from dataclasses import dataclass
from datetime import date, datetime, tzinfo

from sqlalchemy import ColumnElement, Connection, exists, func, select
from sqlalchemy.orm import Session

from records.blobs import PhotoName, is_photo_name
from records.models import Photo, Visit
from records.voids import holds
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


def photographed() -> ColumnElement[bool]:
    """Return the condition that a visit has a photo that holds; any other counts for nothing."""
    return exists().where(Photo.visit_id == Visit.id, holds(Photo))


def visits_of(session: Session, client_id: str) -> list[tuple[int, datetime]]:
    """Return number and time of every visit of a client with a photo that holds, oldest first."""
    rows = select(Visit.id, Visit.visited_at).where(Visit.client_id == client_id, photographed())
    return [(row[0], row[1]) for row in session.execute(rows.order_by(Visit.visited_at))]


def visit_on(session: Session, client_id: str, day: date, zone: tzinfo) -> int | None:
    """Return a client's last visit of a day on the clinic's calendar, None where there is none.

    One whose photos are all set aside is among them, so that it goes on with better ones.
    """
    rows = select(Visit.id, Visit.visited_at).where(Visit.client_id == client_id)
    visits = session.execute(rows.order_by(Visit.visited_at.desc()))
    return next((number for number, on in visits if day_of(on, zone) == day), None)


def emptied_visit(session: Session, client_id: str, visited_at: datetime) -> int | None:
    """Return a client's visit at a moment if all its photos are set aside, otherwise None."""
    here = (Visit.client_id == client_id, Visit.visited_at == visited_at)
    return session.scalar(select(Visit.id).where(*here, ~photographed()))


def next_shot(session: Session, visit_id: int, expression: str, view: str) -> int:
    """Return the number of the next photo of an expression and view in a visit.

    Photos that are set aside keep their numbers.
    """
    last = select(func.max(Photo.shot)).where(
        Photo.visit_id == visit_id, Photo.expression == expression, Photo.view == view
    )
    return (session.scalar(last) or 0) + 1


def photos_of(session: Session, client_id: str, *, void: bool = False) -> list[VisitPhoto]:
    """Every photo of a client that holds, oldest visit first, first shots first.

    With `void`, those that are set aside instead.
    """
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
        .where(Visit.client_id == client_id, holds(Photo, void=void))
        .order_by(Visit.visited_at, Photo.shot, Photo.id)
    )
    return [
        VisitPhoto(*row[:7], PhotoName(client_id, row[7]), row[8]) for row in session.execute(rows)
    ]


def photo_names(source: Session | Connection) -> list[PhotoName]:
    """Every photo that the records name, of all clients; the same bytes are named once.

    What is set aside is kept, verified and backed up like any other. A damaged row may name none;
    `records.soundness` finds it.
    """
    rows = select(Visit.client_id, Photo.sha256).join(Photo, Photo.visit_id == Visit.id).distinct()
    return sorted(PhotoName(*row) for row in source.execute(rows) if is_photo_name(*row))
