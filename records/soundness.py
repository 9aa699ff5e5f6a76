"""Reading every row of a database to see whether it is still what was written."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from sqlalchemy import Table, and_, select, text
from sqlalchemy.exc import SQLAlchemyError

from records.base import Base
from records.keys import ClientKeyError
from records.models import Client
from records.sealing import SealBrokenError
from records.store import Session
from records.texts import open_text

SEALED = "sealed_"


@dataclass(frozen=True)
class RowFault:
    """A row, by table and key, and what is wrong with it; an empty key is the whole table."""

    table: str
    key: str
    what: str


def row_faults(session: Session) -> Iterator[RowFault]:
    """Name every row that cannot be read, whose sealed texts do not open, or that hangs in the air.

    A changed digit in a plain column shows only against a backup; see `records.archive`.
    """
    if session.get_bind().dialect.name == "sqlite":
        yield from _sqlite_faults(session)
    for table in Base.metadata.sorted_tables:
        yield from _unreadable(session, table)
        yield from _sealed_faults(session, table)


def _sqlite_faults(session: Session) -> Iterator[RowFault]:
    for (message,) in session.execute(text("PRAGMA integrity_check")):
        if message != "ok":
            yield RowFault("database", "", message)
    for table, number, parent, _ in session.execute(text("PRAGMA foreign_key_check")):
        yield RowFault(table, f"row {number}", f"belongs to no {parent}")


def _unreadable(session: Session, table: Table) -> Iterator[RowFault]:
    rows = select(table).execution_options(yield_per=1000)
    try:
        for part in session.execute(rows).partitions():
            del part
        return
    except (ValueError, TypeError, SQLAlchemyError):
        session.rollback()
    keys = table.primary_key.columns
    for key in session.execute(select(*keys)).all():
        one = and_(*(column == value for column, value in zip(keys, key, strict=True)))
        try:
            session.execute(select(table).where(one)).one()
        except (ValueError, TypeError, SQLAlchemyError):
            session.rollback()
            yield RowFault(table.name, _words(key), "cannot be read")


def _sealed_faults(session: Session, table: Table) -> Iterator[RowFault]:
    sealed = [column for column in table.columns if column.name.startswith(SEALED)]
    if not sealed:
        return
    owner = table.c.id if table is Client.__table__ else table.c.client_id
    key = table.primary_key.columns
    rows = select(owner, *sealed, *key).execution_options(yield_per=1000)
    for client_id, *rest in session.execute(rows):
        for column, value in zip(sealed, rest, strict=False):
            try:
                open_text(session, client_id, column.name.removeprefix(SEALED), value)
            except (SealBrokenError, ClientKeyError):
                words = _words(rest[len(sealed) :])
                yield RowFault(table.name, words, f"{column.name} does not open")


def _words(key: Iterable[object]) -> str:
    return ", ".join(str(part) for part in key)
