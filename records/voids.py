"""What was recorded by mistake or cancelled: the row stays, marked void, and counts for nothing."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, Select, select
from sqlalchemy.orm import Session

from records.models import BotoxSessionRow, MicrocurrentSessionRow, OtherCare, Photo, Visit
from records.models.treatments import Provided
from records.models.voidable import Voidable
from records.texts import open_text, seal_text


class EntryKind(StrEnum):
    """What an entry about a client is."""

    BOTOX = "botox"
    MICROCURRENT = "microcurrent"
    CARE = "care"
    PHOTO = "photo"


@dataclass(frozen=True)
class Void:
    """Why a row does not hold, who said so, and since when."""

    reason: str
    by: str
    at: datetime


_TABLES: dict[EntryKind, type[Provided]] = {
    EntryKind.BOTOX: BotoxSessionRow,
    EntryKind.MICROCURRENT: MicrocurrentSessionRow,
    EntryKind.CARE: OtherCare,
}


def holds(table: type[Voidable], *, void: bool = False) -> ColumnElement[bool]:
    """Return the condition that a row holds; with `void`, that it is void."""
    return table.voided_at.is_not(None) if void else table.voided_at.is_(None)


def entry_row(session: Session, client_id: str, kind: EntryKind, number: int) -> Voidable | None:
    """Return an entry of a client, void or not; None when the client has no such entry."""
    if kind is EntryKind.PHOTO:
        return session.scalar(_photos(client_id).where(Photo.id == number))
    row = session.get(_TABLES[kind], number)
    return row if row is not None and row.client_id == client_id else None


def void_of(session: Session, client_id: str, row: Voidable) -> Void | None:
    """Return why a row of this client is void; None while it holds."""
    if row.voided_at is None:
        return None
    reason = open_text(session, client_id, "void_reason", row.sealed_void_reason)
    return Void(reason, row.voided_by or "", row.voided_at)


def photos_set_aside(session: Session, client_id: str) -> dict[int, Void]:
    """Return why photos of a client are set aside, by their numbers."""
    rows = session.scalars(_photos(client_id).where(holds(Photo, void=True)))
    found = ((row.id, void_of(session, client_id, row)) for row in rows)
    return {number: void for number, void in found if void is not None}


def mark_void(session: Session, client_id: str, row: Voidable, void: Void) -> None:
    """Let a row of this client count for nothing."""
    row.voided_at, row.voided_by = void.at, void.by
    row.sealed_void_reason = seal_text(session, client_id, "void_reason", void.reason)


def mark_holding(row: Voidable) -> None:
    """Let a row count again, as if it had never been void."""
    row.voided_at = row.voided_by = row.sealed_void_reason = None


def _photos(client_id: str) -> Select[Photo]:
    return select(Photo).join(Visit, Photo.visit_id == Visit.id).where(Visit.client_id == client_id)
