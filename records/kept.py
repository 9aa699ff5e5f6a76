"""Rows that carry a digest of what they say, so that a flipped bit in the database is seen.

Databases do not see it themselves: SQLite keeps no checksum of its pages, PostgreSQL only where its
owner asked for it. The digest is made whenever a row is written through its model. What is None is
left out of it, so that a new column that may be empty leaves the rows before it valid. So is the
number that the database gives a row, which is not known yet; an altered one shows in the index of
the table, or where others refer to it.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from typing import Any

from sqlalchemy import Column, Connection, RowMapping, String, Table, bindparam, event, select
from sqlalchemy.orm import Mapped, Mapper, mapped_column

from records.base import Base, UtcDateTime
from treatments.clock import utc

DIGEST = "row_digest"
ROWS_AT_ONCE = 1000

Values = Mapping[str, Any] | RowMapping
"""The values of a row by column."""


class KeptRow(Base, kw_only=True, eq=False, repr=False):
    """Base of the tables whose rows are verified; the audit log has a chain of its own."""

    __abstract__ = True

    row_digest: Mapped[str | None] = mapped_column(
        String(64), init=False, repr=False, default=None, deferred=True, sort_order=1
    )


@event.listens_for(KeptRow, "before_insert", propagate=True)
@event.listens_for(KeptRow, "before_update", propagate=True)
def _write_digest(mapper: Mapper[KeptRow], _: Connection, row: KeptRow) -> None:
    table = mapper.local_table
    assert isinstance(table, Table)
    row.row_digest = digest_of(table, {name: getattr(row, name) for name, _ in _parts(table)})


def digest_of(table: Table, values: Values) -> str:
    """Return the SHA-256 of a row, given by column; the same on every database."""
    content = {
        name: plain(values[name]) for name, plain in _parts(table) if values.get(name) is not None
    }
    return hashlib.sha256(json.dumps([table.name, content], sort_keys=True).encode()).hexdigest()


def is_as_written(table: Table, values: Values) -> bool:
    """Tell whether a row is what was written; always so in a table without digests."""
    return DIGEST not in table.c or values[DIGEST] == digest_of(table, values)


def write_missing_digests(connection: Connection) -> None:
    """Give a digest to every row that has none, as after a migration."""
    for table in Base.metadata.sorted_tables:
        if DIGEST not in table.c:
            continue
        keys = table.primary_key.columns
        change = table.update().where(*(key == bindparam(f"key_{key.name}") for key in keys))
        missing = select(table).where(table.c[DIGEST].is_(None)).limit(ROWS_AT_ONCE)
        while rows := connection.execute(missing).mappings().all():
            digests = [
                {f"key_{key.name}": row[key.name] for key in keys} | {DIGEST: digest_of(table, row)}
                for row in rows
            ]
            connection.execute(change, digests)


@cache
def _parts(table: Table) -> tuple[tuple[str, Callable[[Any], object]], ...]:
    """Return the columns that a digest covers, and how the values of each are written in it."""
    return tuple(
        (column.name, _plain(column))
        for column in table.columns
        if column.name != DIGEST and column is not table.autoincrement_column
    )


def _plain(column: Column[Any]) -> Callable[[Any], object]:
    if isinstance(column.type, UtcDateTime):
        return _moment
    plain: dict[type, Callable[[Any], object]] = {
        date: date.isoformat,
        float: _float,
        Decimal: _hundredths,
        bytes: _hexadecimal,
    }
    return plain.get(column.type.python_type, _as_it_is)


def _as_it_is(value: object) -> object:
    return value


def _moment(value: datetime) -> str:
    return utc(value).isoformat(timespec="microseconds")


def _float(value: float) -> float:
    return float(value) + 0.0  # SQLite forgets the sign of a zero


def _hexadecimal(value: bytes | str) -> str:
    return value if isinstance(value, str) else value.hex()  # SQLite takes text for bytes


def _hundredths(value: Decimal) -> str:
    return f"{value:.2f}"
