"""The shared set of awkward uploads through intake: what is refused leaves nothing behind."""

import csv
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PIL import Image

from records.clients import ClientDetails
from records.rows import TABLES, lines_of, snapshot
from tracking.client_export import export_client
from tracking.clients import add_client
from tracking.intake import NewPhoto, take_in
from tracking.verify import verify
from vision.photo import Photo, read_photo

SHARED = Path(__file__).parents[3] / "shared"
SCRIPT = SHARED / "bad_inputs" / "make_bad_inputs.py"
PORTRAIT = SHARED / "traced_lines" / "photos" / "00300.png"
DAY = datetime(2026, 1, 5, 9, tzinfo=UTC)
PLANTED = (
    *(b"Jane Client", b"SN-PRIVATE", b"LENS-0002", b"Owner Name", b"MAKERNOTE", b"TestCam"),
    *(b"GPSLatitude", b"GPS 51.5", b"<script>", b"<?php", b"evil.txt", b"Clinic 12"),
)
ONLY_A_FACE_DETECTOR_SEES = {"face", "privacy"}
"""Groups of the manifest whose answers are about faces; intake keeps what is a photo at all."""


@pytest.fixture(scope="module")
def uploads(tmp_path_factory):
    """Name, bytes, group and expected answer of every file."""
    if not SCRIPT.is_file():
        pytest.skip("the shared set of bad inputs is not here")
    folder = tmp_path_factory.mktemp("uploads")
    subprocess.run([sys.executable, SCRIPT, folder, PORTRAIT], check=True, capture_output=True)
    with (folder / "manifest.csv").open() as manifest:
        rows = list(csv.DictReader(manifest))
    names = (folder / "names.txt").read_text(errors="replace").splitlines()
    files = [
        (row["file"], (folder / row["file"]).read_bytes(), row["group"], row["answer"])
        for row in rows
    ]
    return files, names


@pytest.mark.slow
def test_every_upload_gets_its_answer_and_a_refused_one_leaves_nothing(home, uploads):
    files, _ = uploads
    client_id = add_client(home.desk, ClientDetails("Ada"))
    kept: set[bytes] = set()
    wrong = {}
    for number, (name, data, group, answer) in enumerate(files):
        before = rows_and_photos(home.desk)
        taken = take_in(
            home.desk,
            client_id=client_id,
            visited_at=DAY + timedelta(days=number),
            photos=[NewPhoto(data, "rest")],
        )
        (refusal,) = taken.refusals
        if refusal is not None:
            assert rows_and_photos(home.desk) == before, f"{name} left something"
            assert taken.visit_id is None
        if data in kept:
            assert refusal is not None, name
            assert refusal.code == "kept_already", name
            continue
        if refusal is None:
            kept.add(data)
        must_refuse = answer.startswith("reject:") and group not in ONLY_A_FACE_DETECTOR_SEES
        must_keep = answer.startswith("accept") and "reject" not in answer
        if (must_refuse and refusal is None) or (must_keep and refusal is not None):
            wrong[name] = (answer, refusal)
    assert len(files) > 80
    assert wrong == {}
    assert len(list(home.desk.photos.names())) <= len(kept)
    assert verify(home.desk).is_sound
    leaks(home, client_id)


def rows_and_photos(desk):
    with snapshot(desk.store) as connection:
        rows = {table: len(list(lines_of(connection, table))) for table in TABLES}
    del rows["audit_entry"]  # that somebody tried is no secret
    return rows, sorted(desk.photos.names())


def leaks(home, client_id):
    """Nothing planted in a photo is anywhere but in the sealed original and its owner's copy."""
    for path in home.folder.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            assert not [mark for mark in PLANTED if mark in content], path
    originals = 0
    for name in home.desk.photos.names():
        original = home.desk.photos.get(name)
        originals += any(mark in original for mark in PLANTED)
        photo = read_photo(original)
        assert isinstance(photo, Photo)
        derived = Image.fromarray(photo.pixels)
        assert derived.info == {}
        assert not [mark for mark in PLANTED if mark in photo.pixels.tobytes()]
    assert originals >= 6, "originals keep what was planted, so the search finds what there is"
    export_client(home.desk, client_id, home.folder.with_name("mine.zip"))


def test_no_name_of_a_file_is_used_for_a_file(home, uploads, photo_bytes):
    _, names = uploads
    client_id = add_client(home.desk, ClientDetails("Ada"))
    for number, name in enumerate(names):
        moment = DAY + timedelta(days=number)
        photos = [NewPhoto(photo_bytes(number), "rest", camera=name)]
        assert take_in(home.desk, client_id=client_id, visited_at=moment, photos=photos)
    stored = [path.name for path in (home.folder / "photos").rglob("*") if path.is_file()]
    assert len(stored) == len(names) > 15
    assert all(len(name) == 64 and int(name, 16) >= 0 for name in stored)
    assert not (home.folder.parent / "evil.txt").exists()
