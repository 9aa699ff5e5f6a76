import hashlib
import pickle
import random
from datetime import timedelta

import fsspec
import pytest

from records.blobs import Fault, PhotoDamagedError, PhotoMissingError, PhotoName, PhotoStore
from records.keys import ClientKeyError, open_ring

AT_ONCE = timedelta(0)
ALL_BUT_TIMES = 7  # of what stat tells: a photo put again is touched, so that no sweep removes it


@pytest.fixture
def ring(tmp_path):
    return open_ring(tmp_path / "data" / "keys", tmp_path / "apart")


@pytest.fixture(params=["folder", "object store"])
def photos(request, tmp_path, ring):
    if request.param == "folder":
        yield PhotoStore(str(tmp_path / "data" / "photos"), ring)
        return
    yield PhotoStore("memory://photos", ring)
    fsspec.filesystem("memory").store.clear()


def overwrite(photos, name, content):
    path = photos._path(name)
    photos.filesystem.rm_file(path)
    photos.filesystem.pipe_file(path, content)


def test_a_photo_comes_back_byte_for_byte_under_its_digest(photos):
    data = random.Random(1).randbytes(300_000)
    name = photos.put("ada", data)
    assert name == PhotoName("ada", hashlib.sha256(data).hexdigest())
    assert photos.get(name) == data
    assert photos.put("ada", data) == name
    assert list(photos.names()) == [name]


def test_a_store_that_was_sent_to_another_process_is_the_same_store(photos):
    name = photos.put("ada", b"photo")
    sent = pickle.loads(pickle.dumps(photos))
    assert sent.get(name) == b"photo"
    assert (sent, hash(sent)) == (photos, hash(photos))


def test_the_stored_bytes_show_nothing_of_the_photo(photos):
    name = photos.put("ada", b"MARKER" * 1000)
    assert b"MARKER" not in photos.filesystem.cat_file(photos._path(name))


def test_one_photo_of_two_clients_is_kept_for_each(photos):
    one, other = photos.put("ada", b"photo"), photos.put("bob", b"photo")
    assert one.sha256 == other.sha256
    photos.remove_client("ada")
    assert photos.get(other) == b"photo"
    with pytest.raises(PhotoMissingError):
        photos.get(one)


def test_originals_are_read_only_and_for_the_owner(tmp_path, ring):
    photos = PhotoStore(str(tmp_path / "photos"), ring)
    path = tmp_path / "photos" / str(photos.put("ada", b"photo"))
    assert path.stat().st_mode & 0o777 == 0o400
    assert path.parent.stat().st_mode & 0o777 == 0o700
    before, sealed = path.stat()[:ALL_BUT_TIMES], path.read_bytes()
    photos.put("ada", b"photo")
    assert path.stat()[:ALL_BUT_TIMES] == before
    assert path.read_bytes() == sealed


def test_a_photo_moved_to_another_client_or_name_does_not_open(photos):
    ada, bob = photos.put("ada", b"one"), photos.put("bob", b"two")
    other = photos.put("ada", b"three")
    sealed = photos.filesystem.cat_file(photos._path(ada))
    for target in (PhotoName("bob", ada.sha256), bob, other):
        if photos.filesystem.exists(photos._path(target)):
            photos.filesystem.rm_file(photos._path(target))
        photos.filesystem.pipe_file(photos._path(target), sealed)
        with pytest.raises(PhotoDamagedError):
            photos.get(target)


def test_without_the_clients_key_nothing_opens(photos, ring):
    name = photos.put("ada", b"photo")
    ring.destroy("ada")
    with pytest.raises(PhotoDamagedError):
        photos.get(name)
    with pytest.raises(ClientKeyError, match="erased"):
        photos.put("ada", b"photo")


def test_a_flipped_byte_in_each_of_100_photos_is_named_and_nothing_else(photos):
    dice = random.Random(3)
    names = [photos.put("ada", dice.randbytes(2000)) for _ in range(120)]
    damaged = set(dice.sample(names, 100))
    for name in damaged:
        sealed = bytearray(photos.filesystem.cat_file(photos._path(name)))
        sealed[dice.randrange(len(sealed))] ^= 1 << dice.randrange(8)
        overwrite(photos, name, bytes(sealed))
    found = dict(photos.verify(names))
    assert set(found) == damaged
    assert set(found.values()) == {Fault.DAMAGED}


def test_missing_cut_and_unrecorded_photos_are_told_apart(photos):
    whole, gone, cut, empty, stray = (photos.put("ada", bytes([n])) for n in range(5))
    photos.remove(gone)
    overwrite(photos, cut, photos.filesystem.cat_file(photos._path(cut))[:-1])
    overwrite(photos, empty, b"")
    assert dict(photos.verify([whole, gone, cut, empty])) == {
        gone: Fault.MISSING,
        cut: Fault.DAMAGED,
        empty: Fault.DAMAGED,
        stray: Fault.UNKNOWN,
    }


def test_putting_a_photo_again_heals_a_damaged_one(photos):
    name = photos.put("ada", b"photo")
    overwrite(photos, name, b"damage")
    assert photos.put("ada", b"photo") == name
    assert photos.get(name) == b"photo"
    assert list(photos.verify([name])) == []


def test_the_sweep_takes_what_no_record_names_and_spares_the_rest(photos):
    kept, stray = photos.put("ada", b"kept"), photos.put("ada", b"stray")
    part = f"{photos._path(kept)}.0123456789abcdef.part"
    photos.filesystem.pipe_file(part, b"half")
    foreign = f"{photos.root}/ada/notes.txt"
    photos.filesystem.pipe_file(foreign, b"not ours")
    assert photos.sweep([kept], older_than=timedelta(minutes=10)) == 0
    assert photos.sweep([kept], older_than=AT_ONCE) == 2
    assert photos.get(kept) == b"kept"
    assert not photos.filesystem.exists(photos._path(stray))
    assert not photos.filesystem.exists(part)
    assert photos.filesystem.exists(foreign)
    assert list(photos.verify([kept])) == []


def test_an_empty_store_is_well(photos):
    assert list(photos.names()) == []
    assert list(photos.verify([])) == []
    assert photos.sweep([], older_than=AT_ONCE) == 0
    photos.remove_client("ada")


@pytest.mark.parametrize("sha256", ["", "..", "0" * 63, "G" * 64, "0" * 64 + "\n"])
def test_a_name_that_is_no_digest_is_refused(sha256):
    with pytest.raises(PhotoMissingError):
        PhotoName("ada", sha256)
