import json
import random
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete

from records.archive import MANIFEST, NotABackupError
from records.blobs import PhotoName
from records.keys import ClinicKeyError
from records.models import Visit
from records.rows import TABLES, lines_of, snapshot
from records.visits import photo_names
from tracking.backup import FolderInUseError, back_up, verify_backup
from tracking.desk import open_desk
from tracking.erase import erase_client
from tracking.intake import NewPhoto, take_in
from tracking.restore import DamagedBackupError, restore
from tracking.verify import verify

NOT_COMPARED = {"audit_entry"}  # the restore itself adds an entry


@pytest.fixture
def backup(tmp_path):
    return tmp_path / "backup"


def rows_of(store):
    with snapshot(store) as connection:
        return {table: list(lines_of(connection, table)) for table in TABLES}


def photos_of(desk):
    return {name: desk.photos.get(name) for name in desk.photos.names()}


def test_every_table_is_in_the_full_client(desk, add_full_client):
    add_full_client()
    assert [table for table, rows in rows_of(desk.store).items() if not rows] == []


def test_restored_records_are_the_same_row_by_row_and_photo_by_photo(
    desk, add_full_client, backup, empty_settings
):
    add_full_client()
    add_full_client(photos=(60,))
    before, photos = rows_of(desk.store), photos_of(desk)
    manifest = back_up(desk, backup)
    assert manifest.row_counts["client"] == 2
    assert manifest.photo_count == 3
    assert verify_backup(desk, backup) == []
    restore(empty_settings, backup)
    restored = open_desk(empty_settings)
    after = rows_of(restored.store)
    for table in set(TABLES) - NOT_COMPARED:
        assert after[table] == before[table], table
    assert after["audit_entry"][: len(before["audit_entry"])] == before["audit_entry"]
    assert photos_of(restored) == photos
    assert verify(restored).is_sound
    restored.store.close()


def test_numbers_are_not_given_twice_after_a_restore(
    desk, add_full_client, backup, empty_settings, photo_bytes
):
    client_id = add_full_client()
    gone = take_in(
        desk,
        client_id=client_id,
        visited_at=datetime(2027, 1, 1, tzinfo=UTC),
        photos=[NewPhoto(photo_bytes(1), "rest")],
    )
    with desk.store.writing() as session:
        session.execute(delete(Visit).where(Visit.id == gone.visit_id))
    back_up(desk, backup)
    restore(empty_settings, backup)
    restored = open_desk(empty_settings)
    new = take_in(
        restored,
        client_id=client_id,
        visited_at=datetime(2027, 1, 2, tzinfo=UTC),
        photos=[NewPhoto(photo_bytes(2), "rest")],
    )
    assert new.visit_id > gone.visit_id
    restored.store.close()


def test_a_client_erased_after_the_backup_stays_erased(
    desk, add_full_client, backup, empty_settings
):
    erased, kept = add_full_client(), add_full_client(photos=(60,))
    back_up(desk, backup)
    erase_client(desk, erased)
    restore(empty_settings, backup)
    restored = open_desk(empty_settings)
    with restored.store.reading() as session:
        assert {name.client_id for name in photo_names(session)} == {kept}
    assert {name.client_id for name in restored.photos.names()} == {kept}
    assert not list(empty_settings.data_dir.rglob(f"*{erased}*"))
    counts = {table: len(rows) for table, rows in rows_of(restored.store).items()}
    assert counts["client"] == counts["consent"] == counts["person"] == 1
    assert verify(restored).is_sound
    restored.store.close()


def test_only_backups_made_before_an_erasure_hold_anything_of_the_client(
    desk, add_full_client, backup, planted
):
    def marks_in(folder):
        data = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
        return {field for field, mark in planted.items() if mark.encode() in data}

    erased = add_full_client()
    back_up(desk, backup)
    erase_client(desk, erased)
    later = backup.with_name("later")
    back_up(desk, later)
    assert marks_in(backup) == {"login", "name", "reference"}  # as the texts about erasing say
    assert marks_in(later) == set()


def test_a_backup_taken_while_others_write_is_one_consistent_state(
    desk, add_full_client, backup, empty_settings, photo_bytes
):
    client_id = add_full_client()
    stop = threading.Event()
    acknowledged = []

    def write():
        number = 0
        while not stop.is_set():
            number += 1
            moment = datetime(2027, 1, 1, tzinfo=UTC) + timedelta(minutes=number)
            photos = [NewPhoto(photo_bytes(50) + b"%d" % number, "rest", shot=1)]
            take_in(desk, client_id=client_id, visited_at=moment, photos=photos)
            acknowledged.append(number)

    writers = threading.Thread(target=write)
    writers.start()
    while len(acknowledged) < 3:
        stop.wait(0.01)
    known = len(acknowledged)
    manifest = back_up(desk, backup)
    later = len(acknowledged)
    stop.set()
    writers.join()
    assert later > known, "nothing was written meanwhile, so nothing was tested"
    assert manifest.left_out == []
    assert manifest.row_counts["photo"] == manifest.row_counts["visit"] >= known + 2
    assert verify_backup(desk, backup) == []
    restore(empty_settings, backup)
    restored = open_desk(empty_settings)
    assert verify(restored).is_sound
    for table in set(TABLES) - NOT_COMPARED:
        assert len(rows_of(restored.store)[table]) == manifest.row_counts[table], table
    restored.store.close()


def flip(path, position):
    data = bytearray(path.read_bytes())
    data[position] ^= 1
    path.chmod(0o600)
    path.write_bytes(data)


def test_flipped_bytes_name_a_hundred_photos_and_a_hundred_rows_and_no_other(
    desk, add_full_client, backup
):
    add_full_client(photos=tuple(range(20, 125)))
    back_up(desk, backup)
    dice = random.Random(3)
    expected = set()
    for photo in dice.sample(sorted((backup / "photos").rglob("*/*")), 100):
        flip(photo, dice.randrange(photo.stat().st_size))
        expected.add(photo.relative_to(backup).as_posix())
    rows = [
        (path, number, sum(map(len, lines[:number])), len(line))
        for path in (backup / "rows").glob("*.jsonl")
        for lines in [path.read_bytes().splitlines(keepends=True)]
        for number, line in enumerate(lines)
    ]
    for path, number, start, length in dice.sample(rows, 100):
        # the last bit, so that no byte becomes a line feed and moves the numbers of later lines
        flip(path, dice.randrange(start, start + length - 1))
        expected.add(f"rows/{path.name} line {number + 1}")
    named = [fault.part.partition(" (")[0] for fault in verify_backup(desk, backup)]
    assert sorted(named) == sorted(expected)
    assert len(named) == 200


def test_missing_added_and_shortened_files_are_named(desk, add_full_client, backup):
    add_full_client()
    back_up(desk, backup)
    photo = next(iter((backup / "photos").rglob("*/*")))
    photo.unlink()
    (backup / "rows" / "extra.jsonl").write_text("x")
    visits = backup / "rows" / "visit.jsonl"
    visits.write_bytes(visits.read_bytes().splitlines(keepends=True)[0])
    found = {(fault.part, str(fault.damage)) for fault in verify_backup(desk, backup)}
    assert found == {
        (photo.relative_to(backup).as_posix(), "missing"),
        ("rows/extra.jsonl", "in no manifest"),
        ("rows/visit.jsonl", "damaged"),
    }


def nothing_was_written(settings):
    return not settings.data_dir.exists() or not any(settings.data_dir.iterdir())


def test_a_damaged_backup_is_not_restored(desk, add_full_client, backup, empty_settings):
    add_full_client()
    back_up(desk, backup)
    flip(backup / "rows" / "visit.jsonl", 70)
    with pytest.raises(DamagedBackupError, match="visit"):
        restore(empty_settings, backup)
    assert nothing_was_written(empty_settings)
    flip(backup / MANIFEST, 30)
    with pytest.raises(NotABackupError, match="damaged"):
        restore(empty_settings, backup)
    (backup / MANIFEST).unlink()
    with pytest.raises(NotABackupError, match="no finished backup"):
        restore(empty_settings, backup)


def test_nothing_is_restored_over_something(desk, add_full_client, backup, empty_settings):
    add_full_client()
    back_up(desk, backup)
    with pytest.raises(FolderInUseError):
        back_up(desk, backup)
    restore(empty_settings, backup)
    with pytest.raises(FolderInUseError):
        restore(empty_settings, backup)


def test_without_the_clinic_key_nothing_is_restored(desk, add_full_client, backup, empty_settings):
    add_full_client()
    back_up(desk, backup)
    apart = desk.store.ring.apart
    apart.rename(apart.with_name("somewhere else"))
    with pytest.raises(ClinicKeyError):
        restore(empty_settings, backup)
    assert nothing_was_written(empty_settings)


def test_a_backup_tells_nothing_without_the_clinic_key(desk, add_full_client, backup, planted):
    add_full_client()
    back_up(desk, backup)
    key = (desk.store.ring.apart / "clinic.key").read_bytes().strip()
    secrets = [key, *(planted[field].encode() for field in ("notes", "allergies", "care"))]
    for path in backup.rglob("*"):
        if path.is_file():
            assert not any(secret in path.read_bytes() for secret in secrets), path


def test_a_photo_that_was_damaged_already_is_named_and_left_out(desk, add_full_client, backup):
    add_full_client()
    damaged = next(iter(desk.photos.names()))
    flip(Path(desk.photos.root) / str(damaged), 200)
    manifest = back_up(desk, backup)
    assert manifest.left_out == [str(damaged)]
    assert json.loads((backup / MANIFEST).read_text())["left_out"] == [str(damaged)]
    assert isinstance(damaged, PhotoName)
