"""Which files of a folder are photos, whether it is a visit or a batch."""

import pytest

from tracking.calibrate import measured_repeats
from tracking.file_names import PHOTO_ENDINGS
from tracking.folders import shots_of, visits_in
from tracking.measure import refused_photo
from tracking.photo_list import list_photos
from vision.errors import Refusal

PHOTOS = [*sorted(f"shot{ending}" for ending in PHOTO_ENDINGS), "upper.JPG"]
NO_PHOTOS = ["._01.jpg", ".hidden.png", "notes.txt", "scan.tif", "scan.TIFF"]


@pytest.fixture
def folder(tmp_path):
    for name in (*PHOTOS, *NO_PHOTOS):
        (tmp_path / name).write_bytes(b"")
    return tmp_path


def test_a_visit_and_a_batch_take_the_same_files_of_a_folder(folder):
    assert shots_of(str(folder)) == [str(folder / name) for name in PHOTOS]
    assert [photo.file for photo in list_photos(str(folder))] == PHOTOS


def test_a_batch_takes_nothing_from_hidden_folders(folder):
    for below in ("visit", ".trash"):
        (folder / below).mkdir()
        (folder / below / "1.jpg").write_bytes(b"")
    below = [photo.file for photo in list_photos(str(folder)) if "/" in photo.file]
    assert below == ["visit/1.jpg"]


def test_a_folder_may_itself_be_hidden(tmp_path):
    hidden = tmp_path / ".study"
    hidden.mkdir()
    (hidden / "1.jpg").write_bytes(b"")
    assert [photo.file for photo in list_photos(str(hidden))] == ["1.jpg"]


def test_a_folder_without_photos_is_no_visit(tmp_path):
    names = shots_of(str(tmp_path))
    entry = refused_photo(names[0], None, Refusal("no_photos", ""))
    assert list(visits_in([(str(tmp_path), names)], [entry])) == []


def test_a_pose_without_photos_is_named(tmp_path):
    refusal = measured_repeats([shots_of(str(tmp_path))])
    assert refusal.code == "no_photos"
    assert str(tmp_path) in refusal.message
