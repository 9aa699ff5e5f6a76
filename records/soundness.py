"""Reading every row of a database to see whether it is still what was written."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, Table, and_, select, text
from sqlalchemy.exc import SQLAlchemyError

from records.base import Base
from records.kept import is_as_written
from records.keys import ClientKeyError
from records.models import Client, Photo, Visit
from records.sealing import SealBrokenError
from records.store import Session
from records.texts import open_text

SEALED = "sealed_"
OWNER = "owner_of_row"
UNREADABLE = (ValueError, TypeError, SQLAlchemyError)


@dataclass(frozen=True)
class RowFault:
    """A row, by table and key, and what is wrong with it; an empty key is the whole table."""

    table: str
    key: str
    what: str


def row_faults(session: Session) -> Iterator[RowFault]:
    """Name every row that cannot be read, is not as it was written, or hangs in the air."""
    if session.get_bind().dialect.name == "sqlite":
        yield from _sqlite_faults(session)
    for table in Base.metadata.sorted_tables:
        yield from table_faults(session, table)


def _sqlite_faults(session: Session) -> Iterator[RowFault]:
    for (message,) in session.execute(text("PRAGMA integrity_check")):
        if message != "ok":
            yield RowFault("database", "", message)
    for table, number, parent, _ in session.execute(text("PRAGMA foreign_key_check")):
        yield RowFault(table, f"row {number}", f"belongs to no {parent}")


def photo_rows_are_sound(session: Session) -> bool:
    """Tell whether the rows that name photos are as they were written."""
    tables = (Base.metadata.tables[row.__tablename__] for row in (Visit, Photo))
    return not any(table_faults(session, table) for table in tables)


def table_faults(session: Session, table: Table) -> list[RowFault]:
    """Name the rows of one table that cannot be read or are not as they were written."""
    rows = _with_owner(table).execution_options(yield_per=1000)
    try:
        return [fault for row in session.execute(rows) if (fault := _fault(session, table, row))]
    except UNREADABLE:
        session.rollback()
        return list(_faults_one_by_one(session, table))


def _faults_one_by_one(session: Session, table: Table) -> Iterator[RowFault]:
    keys = table.primary_key.columns
    for key in session.execute(select(*keys)).all():
        one = and_(*(column == value for column, value in zip(keys, key, strict=True)))
        try:
            fault = _fault(session, table, session.execute(_with_owner(table).where(one)).one())
        except UNREADABLE:
            session.rollback()
            fault = RowFault(table.name, _words(key), "cannot be read")
        if fault:
            yield fault


def _fault(session: Session, table: Table, row: Row[Any]) -> RowFault | None:
    values = row._mapping
    key = _words(values[column.name] for column in table.primary_key)
    for name in _seals(table):
        try:
            open_text(session, values[OWNER] or "", name.removeprefix(SEALED), values[name])
        except (SealBrokenError, ClientKeyError):
            return RowFault(table.name, key, f"{name} does not open")
    if is_as_written(table, values):
        return None
    return RowFault(table.name, key, "is not as it was written")


def _with_owner(table: Table) -> Select[*tuple[Any, ...]]:
    """Rows of a table, each with the client whose key seals its texts where it has any."""
    owner = _owner(table) if _seals(table) else None
    return select(table) if owner is None else select(table, owner.label(OWNER))


def _owner(table: Table) -> ColumnElement[str] | None:
    """The client of a row, by its own column or by those of the rows it refers to."""
    if table is Client.__table__:
        return table.c.id
    if "client_id" in table.c:
        return table.c.client_id
    for reference in table.foreign_keys:
        owner = _owner(reference.column.table)
        if owner is not None:
            mine = reference.column == reference.parent
            return select(owner).where(mine).scalar_subquery()
    return None


def _seals(table: Table) -> list[str]:
    return [column.name for column in table.columns if column.name.startswith(SEALED)]


def _words(key: Iterable[object]) -> str:
    return ", ".join(str(part) for part in key)
