"""Everything that the tables hold about one client, found by following their references."""

from typing import Any

from sqlalchemy import ColumnElement, Table, select

from records.base import Base
from records.kept import DIGEST
from records.models import AuditEntry, Client
from records.soundness import SEALED
from records.store import Session
from records.texts import open_text

NOT_FOR_READING = {"password_hash", DIGEST}


def rows_of_client(session: Session, client_id: str) -> dict[str, list[dict[str, Any]]]:
    """Return every row that belongs to a client by table, sealed texts opened."""
    found = {}
    for table in Base.metadata.sorted_tables:
        mine = _belongs(table, client_id)
        if mine is None:
            continue
        rows = session.execute(select(table).where(mine).order_by(*table.primary_key))
        found[table.name] = [_opened(session, client_id, dict(row._mapping)) for row in rows]
    return found


def uses_of_client(session: Session, subject: str) -> list[tuple[str, str, str]]:
    """Return when, by whom and how a client's records were used: time, actor and action."""
    rows = select(AuditEntry.at, AuditEntry.actor, AuditEntry.action).where(
        AuditEntry.subject == subject
    )
    return [
        (at.isoformat(), actor, action)
        for at, actor, action in session.execute(rows.order_by(AuditEntry.number))
    ]


def _belongs(table: Table, client_id: str) -> ColumnElement[bool] | None:
    if table is Client.__table__:
        return table.c.id == client_id
    for reference in table.foreign_keys:
        owner = _belongs(reference.column.table, client_id)
        if owner is not None:
            return reference.parent.in_(select(reference.column).where(owner))
    return None


def _opened(session: Session, client_id: str, row: dict[str, Any]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name, value in row.items():
        if name.startswith(SEALED):
            field = name.removeprefix(SEALED)
            values[field] = open_text(session, client_id, field, value)
        elif name not in NOT_FOR_READING:
            values[name] = value
    return values
