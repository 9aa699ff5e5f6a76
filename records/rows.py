"""Every row as one line of text that carries its own digest: the same on every database.

A line is the SHA-256 of its table's name and its JSON, a space, and the JSON. So a backup of SQLite
can be restored on PostgreSQL, and a changed byte in it names the row.
"""

import base64
import hashlib
import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from datetime import date, datetime
from decimal import Decimal
from itertools import islice
from typing import Any

from sqlalchemy import Column, Connection, MetaData, Table, delete, func, insert, select, text

from records import models
from records.schema import current_revision, upgrade
from records.store import Store

ROWS_AT_ONCE = 1000
DIGEST_LETTERS = 64
TABLES: tuple[str, ...] = tuple(table.name for table in models.Client.metadata.sorted_tables)
"""Names of all tables, each after those it refers to."""


@contextmanager
def snapshot(store: Store) -> Iterator[Connection]:
    """Open a connection that sees one state of all tables, whatever is written meanwhile."""
    with store.engine.connect() as connection:
        if connection.dialect.name == "postgresql":
            connection.execution_options(isolation_level="REPEATABLE READ")
        yield connection


def lines_of(connection: Connection, table: str) -> Iterator[bytes]:
    """Yield the rows of a table as lines, in the order of their keys."""
    source = models.Client.metadata.tables[table]
    rows = connection.execute(select(source).order_by(*source.primary_key))
    for part in rows.yield_per(ROWS_AT_ONCE).partitions():
        for row in part:
            values = {name: _plain(value) for name, value in row._mapping.items()}
            content = json.dumps(values, ensure_ascii=False, allow_nan=False).encode()
            yield _digest(table, content) + b" " + content + b"\n"


def is_intact(table: str, line: bytes) -> bool:
    """Tell whether a line is as `lines_of` wrote it."""
    digest, _, content = line.removesuffix(b"\n").partition(b" ")
    return line.endswith(b"\n") and digest == _digest(table, content)


def key_of(table: str, line: bytes) -> str:
    """Return the key of a row in words, as far as its line can still be read."""
    try:
        values = json.loads(line[DIGEST_LETTERS:])
        keys = [column.name for column in models.Client.metadata.tables[table].primary_key]
        return ", ".join(f"{name} {values[name]}" for name in keys)
    except (ValueError, KeyError, TypeError):
        return "unreadable"


def last_numbers(connection: Connection) -> dict[str, int]:
    """Return the last number that each table gave a row, also where that row is gone."""
    if connection.dialect.name == "sqlite":
        rows = connection.execute(text("SELECT name, seq FROM sqlite_sequence"))
        return {name: number for name, number in rows if name in TABLES}
    sequences = connection.execute(
        text("SELECT sequencename, last_value FROM pg_sequences WHERE schemaname = 'public'")
    )
    found = {name.removesuffix("_id_seq"): number for name, number in sequences}
    return {name: number for name, number in found.items() if name in TABLES and number}


def load(
    store: Store,
    *,
    revision: str,
    tables: Mapping[str, Iterable[bytes]],
    numbers: Mapping[str, int],
    without: Collection[str],
) -> None:
    """Fill an empty database with lines, as a whole or not at all, then bring it up to date.

    Parameters
    ----------
    store : Store
    revision : str
        The schema under which the lines were written.
    tables : Mapping
        Lines by table, each after those it refers to.
    numbers : Mapping
        See `last_numbers`.
    without : collection of str
        Clients that were erased since; nothing of theirs is kept.
    """
    upgrade(store, revision)
    with store.engine.connect().execution_options(writes=True) as connection, connection.begin():
        kept = MetaData()
        kept.reflect(connection)
        for name, lines in tables.items():
            _insert(connection, kept.tables[name], iter(lines))
        clients = kept.tables["client"]
        connection.execute(delete(clients).where(clients.c.id.in_(without)))
        _set_last_numbers(connection, kept, numbers)
    upgrade(store)


def holds_rows(store: Store) -> bool:
    """Tell whether anything is kept in a database yet."""
    if current_revision(store) is None:
        return False
    with store.engine.connect() as connection:
        kept = MetaData()
        kept.reflect(connection)
        tables = [table for name, table in kept.tables.items() if name in TABLES]
        return any(connection.scalar(select(func.count()).select_from(table)) for table in tables)


def _insert(connection: Connection, table: Table, lines: Iterator[bytes]) -> None:
    while some := list(islice(lines, ROWS_AT_ONCE)):
        rows = [json.loads(line[DIGEST_LETTERS:]) for line in some]
        values = [{name: _value(table.c[name], row[name]) for name in row} for row in rows]
        connection.execute(insert(table), values)


def _set_last_numbers(connection: Connection, kept: MetaData, numbers: Mapping[str, int]) -> None:
    if connection.dialect.name == "sqlite":
        for name, number in numbers.items():
            values = {"name": name, "number": number}
            connection.execute(text("DELETE FROM sqlite_sequence WHERE name = :name"), values)
            connection.execute(text("INSERT INTO sqlite_sequence VALUES (:name, :number)"), values)
        return
    for name, table in kept.tables.items():
        if name not in TABLES or "id" not in table.c:
            continue
        sequence = connection.scalar(select(func.pg_get_serial_sequence(name, "id")))
        if sequence:
            last = connection.scalar(select(func.max(table.c.id))) or 0
            last = max(last, numbers.get(name, 0))
            connection.execute(select(func.setval(sequence, max(last, 1), last > 0)))


def _digest(table: str, content: bytes) -> bytes:
    return hashlib.sha256(table.encode() + b"\0" + content).hexdigest().encode()


def _plain(value: object) -> object:
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    if isinstance(value, date):
        return value.isoformat()
    return str(value) if isinstance(value, Decimal) else value


def _value(column: Column[Any], plain: str | float | None) -> object:
    kind = column.type.python_type
    if not isinstance(plain, str):
        return plain
    if kind is bytes:
        return base64.b64decode(plain)
    if kind in (datetime, date):
        return kind.fromisoformat(plain)
    return Decimal(plain) if kind is Decimal else plain
