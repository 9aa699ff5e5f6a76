"""Batches whose measuring is made up: how runs, crashes and resumes work is not about pixels."""

import os
import random

import pyarrow.parquet as pq
import pytest

from tracking import batch
from tracking.batch import run_batch
from tracking.batch_parts import PHOTOS_PER_PART, BatchFileError
from tracking.batch_rows import SCHEMA
from tracking.measure import refused_photo
from tracking.photo_list import PhotoListError, list_photos
from vision.errors import Refusal

PHOTOS = 3 * PHOTOS_PER_PART + 5


class Killed(BaseException):
    """The end of the program, wherever it is."""


class Shuffled:
    """Does the work here, out of order, and dies after some photos."""

    def __init__(self, seed, *, survives=10**9):
        self.random = random.Random(seed)
        self.survives = survives
        self.worked = 0

    def results(self, work, items):
        waiting = list(items)
        while waiting:
            if self.worked == self.survives:
                raise Killed
            self.worked += 1
            item = waiting.pop(self.random.randrange(min(8, len(waiting))))
            yield item, None if item.file == "050.jpg" else work(item)


def made_up_photo(data, *, name, expression, landmarker):
    if data == b"fault":
        raise RuntimeError("a fault in the program")
    entry = refused_photo(name, data.decode(), Refusal("no_face", "No face was found."))
    if data.endswith(b"7"):
        return entry
    face = {name: float(len(data)) for name in SCHEMA.names[7:15]} | {"line_count": 3}
    region = {"status": "not_measured", "reason": entry["reason"], "polygon": [], **face}
    entry |= {"status": "measured", "reason": None, "size": [300, 400], "face": face}
    entry |= {"pose": {"yaw": 1.0, "pitch": 2.0, "roll": 3.0}, "regions": {"chin": region}}
    return entry


@pytest.fixture(autouse=True)
def made_up(monkeypatch):
    monkeypatch.setattr(batch, "measure_photo", made_up_photo)
    monkeypatch.setattr(batch, "face_landmarker", lambda: None)


@pytest.fixture
def folder(tmp_path):
    photos = tmp_path / "photos"
    photos.mkdir()
    for number in range(PHOTOS):
        (photos / f"{number:03d}.jpg").write_bytes(f"photo {number}".encode())
    (photos / "020.jpg").write_bytes(b"fault")
    (photos / "notes.txt").write_text("no photo")
    return photos


def run(folder, out, engine, *, resume=False):
    seen = []
    done = run_batch(
        str(folder), out, engine, resume=resume, progress=lambda *count: seen.append(count)
    )
    assert seen[-1] == (done.photos, done.photos)
    return done


def test_one_row_per_face_and_region_and_a_bad_photo_is_a_row_with_its_reason(folder, tmp_path):
    done = run(folder, tmp_path / "out.parquet", Shuffled(1))
    assert done.photos == PHOTOS
    assert done.refused["fault"] == 2
    table = pq.read_table(tmp_path / "out.parquet")
    assert table.schema.equals(SCHEMA)
    rows = table.to_pylist()
    assert [row["file"] for row in rows] == sorted(row["file"] for row in rows)
    assert {row["file"] for row in rows} == {f"{number:03d}.jpg" for number in range(PHOTOS)}
    by_file = {row["file"]: row for row in rows if row["region"] == "face"}
    assert "log" in by_file["020.jpg"]["reason"]
    assert "killed" in by_file["050.jpg"]["reason"]
    assert by_file["007.jpg"]["reason_code"] == "no_face"
    assert by_file["001.jpg"]["line_count"] == 3
    assert by_file["001.jpg"]["width_px"] == 300
    assert pq.ParquetFile(tmp_path / "out.parquet").num_row_groups == 4


def test_killed_at_random_and_resumed_a_run_gives_the_same_bytes(folder, tmp_path):
    run(folder, tmp_path / "whole.parquet", Shuffled(1))
    whole = (tmp_path / "whole.parquet").read_bytes()
    chance = random.Random(5)
    out = tmp_path / "out.parquet"
    photos_done = 0
    for attempt in range(50):
        engine = Shuffled(attempt, survives=chance.randrange(1, 150))
        try:
            run(folder, out, engine, resume=True)
            break
        except Killed:
            photos_done += engine.worked
            assert not out.exists()
    assert photos_done > PHOTOS_PER_PART
    assert engine.worked < PHOTOS
    assert out.read_bytes() == whole
    assert list(tmp_path.glob("*.part*")) == []


def test_refusals_of_the_interrupted_run_count_too(folder, tmp_path):
    whole = run(folder, tmp_path / "whole.parquet", Shuffled(1))
    with pytest.raises(Killed):
        run(folder, tmp_path / "out.parquet", Shuffled(1, survives=100))
    resumed = run(folder, tmp_path / "out.parquet", Shuffled(2), resume=True)
    assert resumed.resumed > 0
    assert resumed.refused == whole.refused


def test_a_half_written_part_is_measured_again(folder, tmp_path, monkeypatch):
    out = tmp_path / "out.parquet"
    with pytest.raises(Killed):
        run(folder, out, Shuffled(1, survives=100))
    (tmp_path / "out.parquet.parts" / "00000001.parquet.part").write_bytes(b"half")
    run(folder, out, Shuffled(2), resume=True)
    run(folder, tmp_path / "whole.parquet", Shuffled(3))
    assert out.read_bytes() == (tmp_path / "whole.parquet").read_bytes()


def test_an_earlier_result_or_run_is_not_touched_unasked(folder, tmp_path):
    out = tmp_path / "out.parquet"
    with pytest.raises(Killed):
        run(folder, out, Shuffled(1, survives=100))
    with pytest.raises(BatchFileError, match="--resume"):
        run(folder, out, Shuffled(1))
    (folder / "zzz.jpg").write_bytes(b"one more")
    with pytest.raises(BatchFileError, match="other photos"):
        run(folder, out, Shuffled(1), resume=True)
    (folder / "zzz.jpg").unlink()
    run(folder, out, Shuffled(1), resume=True)
    with pytest.raises(BatchFileError, match="already"):
        run(folder, out, Shuffled(1))


def test_a_manifest_names_files_beside_it_and_addresses(folder, tmp_path):
    manifest = folder / "list.csv"
    elsewhere = (tmp_path / "photos" / "002.jpg").as_uri()
    manifest.write_text(f"file,expression\n001.jpg,frown\n{elsewhere},\nmissing.jpg,rest\n")
    photos = list_photos(str(manifest))
    assert [photo.expression for photo in photos] == ["frown", None, "rest"]
    done = run(manifest, tmp_path / "out.parquet", Shuffled(1))
    assert done.refused == {"unreadable": 1}
    rows = pq.read_table(tmp_path / "out.parquet").to_pylist()
    assert [row["file"] for row in rows if row["region"] == "face"] == [
        "001.jpg",
        elsewhere,
        "missing.jpg",
    ]


def test_photos_of_any_storage_are_read(tmp_path):
    import fsspec  # noqa: PLC0415 - the only test that writes elsewhere

    memory = fsspec.filesystem("memory")
    memory.pipe({"/batch/b.jpg": b"photo b", "/batch/a/a.PNG": b"photo a", "/batch/x.txt": b"x"})
    run("memory://batch", tmp_path / "out.parquet", Shuffled(1))
    rows = pq.read_table(tmp_path / "out.parquet").to_pylist()
    assert {row["file"] for row in rows} == {"a/a.PNG", "b.jpg"}
    assert {row["sha256"] for row in rows} == {"photo a", "photo b"}


def test_a_name_that_is_no_utf8_is_escaped(tmp_path):
    (tmp_path / "photos").mkdir()
    (tmp_path / "photos" / os.fsdecode(b"caf\xe9.jpg")).write_bytes(b"photo 1")
    run(tmp_path / "photos", tmp_path / "out.parquet", Shuffled(1))
    rows = pq.read_table(tmp_path / "out.parquet").to_pylist()
    assert {row["file"] for row in rows} == {r"caf\udce9.jpg"}


@pytest.mark.parametrize("source", ["nowhere", "nowhere/list.csv", "empty", "unknown://bucket"])
def test_a_source_without_photos_says_what_to_name(tmp_path, monkeypatch, source):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty").mkdir()
    with pytest.raises(PhotoListError, match="name"):
        list_photos(source)


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ("expression,file\nrest,1.jpg\nrest\n", "row 3 has no file"),
        ("photo\n1.jpg\n", "a column `file`"),
        ("file,expression\n1.jpg,grin\n", "1.jpg: there is no expression 'grin'"),
    ],
)
def test_a_manifest_with_a_gap_says_where(tmp_path, table, told):
    manifest = tmp_path / "list.csv"
    manifest.write_text(table)
    with pytest.raises(PhotoListError, match=told):
        list_photos(str(manifest))
