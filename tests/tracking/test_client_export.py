import csv
import io
import json
import stat
from hashlib import sha256
from zipfile import ZipFile

import pytest

from records.rows import TABLES
from tracking.access import AccessDeniedError, Actor, Role
from tracking.backup import FolderInUseError
from tracking.client_export import export_client
from tracking.desk import UnknownRecordError
from tracking.progress import client_progress

NOT_ABOUT_A_CLIENT = {"audit_entry", "research_export", "calibration", "practice_policy"}


@pytest.fixture
def archive(desk, add_full_client, tmp_path):
    client_id = add_full_client()
    add_full_client(photos=(60,))
    client_progress(desk, client_id)
    export_client(desk, client_id, tmp_path / "mine.zip")
    with ZipFile(tmp_path / "mine.zip") as opened:
        yield client_id, {name: opened.read(name) for name in opened.namelist()}


def test_every_table_about_the_client_is_there_and_nobody_elses_rows(archive):
    client_id, files = archive
    tables = json.loads(files["everything.json"])
    assert set(tables) == set(TABLES) - NOT_ABOUT_A_CLIENT
    assert [table for table, rows in tables.items() if not rows] == []
    for rows in tables.values():
        assert {row["client_id"] for row in rows if "client_id" in row} <= {client_id}
    assert len(tables["photo"]) == len(tables["measurement"]) == 2
    assert len(tables["pair_measurement"]) == 1


def test_sealed_texts_are_opened_and_passwords_stay(archive, planted):
    _, files = archive
    for field in planted:
        assert planted[field] in files["everything.json"].decode(), field
    assert b"password" not in files["everything.json"]
    assert b"sealed" not in files["everything.json"]


def test_photos_are_the_originals(desk, archive):
    client_id, files = archive
    kept = {name.sha256 for name in desk.photos.names() if name.client_id == client_id}
    photos = [content for name, content in files.items() if name.startswith("photos/")]
    assert {sha256(content).hexdigest() for content in photos} == kept
    assert all(name.endswith(".png") for name in files if name.startswith("photos/"))


def test_figures_consents_and_uses_can_be_read_in_a_table(archive):
    _, files = archive
    tables = {
        name: list(csv.DictReader(io.StringIO(content.decode())))
        for name, content in files.items()
        if name.endswith(".csv")
    }
    assert len(tables["figures.csv"]) == 6
    assert {row["region"] for row in tables["figures.csv"]} == {"face", "glabella", "forehead"}
    assert float(tables["figures.csv"][0]["visible_area_cm2"]) == 20.0
    assert [row["purpose"] for row in tables["consents.csv"]] == ["own_progress"]
    uses = {(row["who"], row["what"]) for row in tables["who_used_it.csv"]}
    assert {("local", "take_photos"), ("local", "see_client"), ("local", "export_client")} <= uses


def test_the_archive_is_for_its_owner_only_and_never_replaces_a_file(
    desk, add_full_client, tmp_path
):
    client_id = add_full_client()
    file = tmp_path / "mine.zip"
    export_client(desk, client_id, file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    before = file.read_bytes()
    with pytest.raises(FolderInUseError):
        export_client(desk, client_id, file)
    assert file.read_bytes() == before
    with pytest.raises(UnknownRecordError):
        export_client(desk, "nobody", tmp_path / "nobody.zip")
    assert not (tmp_path / "nobody.zip").exists()


def test_a_client_exports_their_own_data_and_no_one_elses(desk, add_full_client, tmp_path):
    mine, other = add_full_client(), add_full_client(photos=(60,))
    me = desk.of(Actor("person-1", "Me", Role.CLIENT, mine))
    assert export_client(me, mine, tmp_path / "mine.zip").photo_count == 2
    with pytest.raises(AccessDeniedError):
        export_client(me, other, tmp_path / "other.zip")
    assert not (tmp_path / "other.zip").exists()
