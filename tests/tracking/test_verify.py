import random
import struct
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import and_, select, text

from records.base import Base
from records.blobs import Fault
from records.kept import DIGEST
from tracking.tidy import tidy
from tracking.verify import verify


def flip(path, position):
    data = bytearray(path.read_bytes())
    data[position] ^= 1
    path.chmod(0o600)
    path.write_bytes(data)


def test_a_whole_practice_is_sound(desk, add_full_client):
    add_full_client()
    found = verify(desk)
    assert found.is_sound
    assert found.photo_count == 2
    assert found.leftovers == ()


def test_a_hundred_flipped_photos_are_named_and_no_other(desk, add_full_client):
    client_id = add_full_client(photos=tuple(range(20, 130)))
    dice = random.Random(2)
    chosen = dice.sample(sorted(desk.photos.names()), 100)
    for name in chosen:
        path = Path(desk.photos.root) / str(name)
        flip(path, dice.randrange(path.stat().st_size))
    found = verify(desk)
    assert found.photos == tuple((name, Fault.DAMAGED) for name in sorted(chosen))
    assert found.rows == found.audit == found.keys == ()
    assert {name.client_id for name in chosen} == {client_id}


def test_missing_photos_and_leftovers_are_told_apart(desk, add_full_client):
    client_id = add_full_client()
    first, _ = sorted(desk.photos.names())
    desk.photos.remove(first)
    stray = desk.photos.put(client_id, b"of a save that a crash cut short")
    found = verify(desk)
    assert found.photos == ((first, Fault.MISSING),)
    assert found.leftovers == (stray,)


def test_a_sealed_text_with_a_flipped_byte_names_its_row(desk, add_full_client):
    client_id = add_full_client()
    with desk.store.writing() as session:
        row = session.execute(text("SELECT sealed_notes FROM client")).one()
        damaged = bytearray(row[0])
        damaged[30] ^= 4
        session.execute(text("UPDATE client SET sealed_notes = :it"), {"it": bytes(damaged)})
    (fault,) = verify(desk).rows
    assert (fault.table, fault.key) == ("client", client_id)
    assert "sealed_notes" in fault.what


@pytest.mark.parametrize(
    ("table", "change"),
    [
        ("visit", "visited_at = 'soon'"),
        ("measurement", "findings = '[{'"),
        ("microcurrent_session", "regions = 'no json'"),
    ],
)
def test_a_row_that_cannot_be_read_is_named(desk, add_full_client, table, change):
    if desk.store.engine.dialect.name != "sqlite":
        pytest.skip("PostgreSQL refuses such values itself")
    add_full_client()
    with desk.store.writing() as session:
        number = session.execute(text(f"SELECT min(id) FROM {table}")).scalar()
        session.execute(text(f"UPDATE {table} SET {change} WHERE id = {number}"))
    assert [(fault.table, fault.key) for fault in verify(desk).rows] == [(table, str(number))]


def plain_cells(desk):
    """Every value of every row but keys and digests, as table, column, key and new value."""
    with desk.store.reading() as session:
        for table in Base.metadata.sorted_tables:
            if DIGEST not in table.c:
                continue
            keys = {column.name for column in table.primary_key}
            for row in session.execute(select(table)).mappings().all():
                where = {name: row[name] for name in keys}
                for column in table.columns:
                    if column.name in keys | {DIGEST} or column.foreign_keys or column.unique:
                        continue
                    if (changed := with_a_flipped_bit(row[column.name], column)) is not None:
                        yield table, column, where, changed


CHECKED = ("role", "fitzpatrick", "grade")
"""Columns of which the database itself refuses most values."""


def with_a_flipped_bit(value, column):
    if isinstance(value, bool | bytes | None) or column.name in CHECKED:
        return None  # sealed texts have a test of their own
    if isinstance(value, str):
        return chr(ord(value[0]) ^ 1) + value[1:] if value else None
    if isinstance(value, datetime):
        return value + timedelta(microseconds=1 << random.Random(str(value)).randrange(40))
    if isinstance(value, date):
        return value + timedelta(days=16)
    if isinstance(value, int | Decimal):
        return value + 4
    if isinstance(value, float):
        (bits,) = struct.unpack("<Q", struct.pack("<d", value))
        return struct.unpack("<d", struct.pack("<Q", bits ^ (1 << 40)))[0]
    return [*value, 1] if isinstance(value, list) else {**value, "x": 1}


def test_a_hundred_flipped_bits_in_plain_columns_are_named_and_no_other(desk, add_full_client):
    add_full_client(photos=(20, 30, 40, 60, 80, 90, 100, 110))
    add_full_client(photos=(50, 70))
    cells = list(plain_cells(desk))
    random.Random(4).shuffle(cells)
    flipped = {}
    for table, column, where, changed in cells:
        flipped.setdefault((table.name, tuple(where.items())), (table, column, where, changed))
    chosen = list(flipped.values())[:100]
    assert len(chosen) == 100
    assert {table.name for table, *_ in chosen} >= {"region_figures", "region_change", "photo"}
    with desk.store.writing() as session:
        for table, column, where, changed in chosen:
            row = and_(*(table.c[name] == value for name, value in where.items()))
            session.execute(table.update().where(row).values({column.name: changed}))
    expected = {
        (table.name, ", ".join(str(where[key.name]) for key in table.primary_key))
        for table, _, where, _ in chosen
    }
    found = verify(desk).rows
    assert sorted((fault.table, fault.key) for fault in found) == sorted(expected)


@pytest.mark.parametrize(
    "change",
    [
        "photo SET sha256 = upper(sha256)",
        "photo SET sha256 = '0' || substr(sha256, 2, 62) || '0'",
        "visit SET visited_at = '2031-01-01 00:00:00+00:00'",
    ],
)
def test_a_damaged_row_does_not_cost_its_photo_at_the_next_start(desk, add_full_client, change):
    add_full_client(photos=(50,))
    kept = sorted(desk.photos.names())
    with desk.store.writing() as session:
        session.execute(text(f"UPDATE {change}"))
    assert [fault.table for fault in verify(desk).rows] == [change.split()[0]]
    assert tidy(desk, older_than=timedelta(0)) == 0
    assert sorted(desk.photos.names()) == kept


def test_a_lost_key_and_a_changed_log_are_named(desk, add_full_client):
    client_id = add_full_client()
    flip(desk.store.ring.folder / "clients" / client_id, 40)
    with desk.store.writing() as session:
        session.execute(text("UPDATE audit_entry SET actor = 'person-9' WHERE number = 2"))
    desk.store.texts.forget()
    found = verify(desk)
    assert found.keys == (client_id,)
    assert [fault.number for fault in found.audit] == [2]
    assert not found.is_sound
