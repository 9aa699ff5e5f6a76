import hashlib

import pytest

from records.photos import PhotoFolder, PhotoMissingError

DATA = b"the bytes of a photo" * 1000


@pytest.fixture
def folder(tmp_path):
    return PhotoFolder(tmp_path / "photos")


def files(folder):
    return [path for path in folder.folder.rglob("*") if path.is_file()]


def test_a_photo_comes_back_under_its_digest(folder):
    digest = folder.put(DATA)
    assert digest == hashlib.sha256(DATA).hexdigest()
    assert folder.get(digest) == DATA


def test_the_same_photo_is_kept_once(folder):
    assert folder.put(DATA) == folder.put(DATA)
    assert len(files(folder)) == 1


@pytest.mark.parametrize("change", [lambda d: d[:-1], lambda d: b"T" + d[1:], lambda d: b""])
def test_a_damaged_photo_is_never_handed_out(folder, change):
    digest = folder.put(DATA)
    (path,) = files(folder)
    path.write_bytes(change(DATA))
    with pytest.raises(PhotoMissingError, match=digest):
        folder.get(digest)


def test_a_photo_that_is_not_there_is_named(folder):
    with pytest.raises(PhotoMissingError, match="0" * 64):
        folder.get("0" * 64)


@pytest.mark.parametrize("step", ["os.fsync", "pathlib.Path.replace"])
def test_a_failed_write_leaves_no_file(folder, monkeypatch, step):
    def fail(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(step, fail)
    with pytest.raises(OSError, match="No space"):
        folder.put(DATA)
    assert files(folder) == []


def test_a_removed_photo_is_gone(folder):
    digest = folder.put(DATA)
    folder.remove(digest)
    folder.remove(digest)
    assert files(folder) == []
