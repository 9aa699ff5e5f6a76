import shutil
from threading import Barrier, Thread

import pytest

from records import keys
from records.keys import ClientKeyError, ClinicKeyError, Passphrase, open_ring

RIGHT = Passphrase("correct horse battery staple")


@pytest.fixture(autouse=True)
def _light_argon2(monkeypatch):
    monkeypatch.setattr(keys, "ARGON2_MEMORY_KIB", 64)


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "data" / "keys"


@pytest.fixture
def apart(tmp_path):
    return tmp_path / "apart"


@pytest.fixture(params=[None, RIGHT], ids=["key file", "passphrase"])
def passphrase(request):
    return request.param


def everything_under(*folders):
    files = (path for folder in folders for path in folder.rglob("*") if path.is_file())
    return {path: path.read_bytes() for path in files}


def test_a_client_keeps_its_key_when_the_ring_is_opened_again(folder, apart, passphrase):
    key = open_ring(folder, apart, passphrase).require_client_key("ada")
    again = open_ring(folder, apart, passphrase)
    assert again.client_key("ada") == again.require_client_key("ada") == key
    assert len(key) == 32


def test_each_client_has_a_key_of_its_own(folder, apart):
    ring = open_ring(folder, apart)
    assert ring.require_client_key("ada") != ring.require_client_key("bob")


def test_no_key_lies_on_disk_unwrapped_beside_the_data(folder, apart, passphrase):
    ring = open_ring(folder, apart, passphrase)
    secrets = [ring.clinic_key, ring.require_client_key("ada")]
    for content in everything_under(folder).values():
        assert not any(secret in content for secret in secrets)
    assert not any(secret.hex() in repr(ring) or str(secret) in repr(ring) for secret in secrets)


def test_key_files_are_for_the_owner_only(folder, apart):
    open_ring(folder, apart).require_client_key("ada")
    modes = {path.stat().st_mode & 0o777 for path in everything_under(folder, apart)}
    assert modes == {0o600}
    assert {f.stat().st_mode & 0o777 for f in (folder, apart, folder / "clients")} == {0o700}


def test_a_key_file_that_others_can_read_is_refused(folder, apart):
    open_ring(folder, apart)
    (apart / "clinic.key").chmod(0o640)
    with pytest.raises(ClinicKeyError, match="chmod 600"):
        open_ring(folder, apart)


def _lose(folder, apart):
    (apart / "clinic.key").unlink()


def _replace(folder, apart):
    other = apart.parent / "other"
    open_ring(other / "keys", other / "apart")
    shutil.copy2(other / "apart" / "clinic.key", apart / "clinic.key")


def _damage(folder, apart):
    (apart / "clinic.key").write_bytes(b"\xff not a key")


def _damage_ring(folder, apart):
    (folder / "ring.json").write_text("{}")


def _lose_ring(folder, apart):
    (folder / "ring.json").unlink()


@pytest.mark.parametrize(
    ("accident", "message"),
    [
        (_lose, "is missing; put it back"),
        (_replace, "is not the one of this data"),
        (_damage, "is damaged"),
        (_damage_ring, "is damaged"),
        (_lose_ring, "is missing beside client keys"),
    ],
)
def test_a_lost_or_wrong_key_is_refused_and_nothing_is_touched(folder, apart, accident, message):
    open_ring(folder, apart).require_client_key("ada")
    accident(folder, apart)
    before = everything_under(folder, apart)
    with pytest.raises(ClinicKeyError, match=message):
        open_ring(folder, apart)
    assert everything_under(folder, apart) == before


@pytest.mark.parametrize(
    ("made_with", "opened_with", "message"),
    [
        (RIGHT, Passphrase("wrong"), "is not the one of this data"),
        (RIGHT, None, "none was given"),
        (None, RIGHT, "opens with a key file"),
    ],
)
def test_a_wrong_way_in_is_refused(folder, apart, made_with, opened_with, message):
    open_ring(folder, apart, made_with)
    before = everything_under(folder, apart)
    with pytest.raises(ClinicKeyError, match=message):
        open_ring(folder, apart, opened_with)
    assert everything_under(folder, apart) == before


def test_the_passphrase_is_not_on_disk(folder, apart):
    open_ring(folder, apart, RIGHT)
    assert not any(RIGHT.text.encode() in c for c in everything_under(folder, apart).values())
    assert RIGHT.text not in repr(RIGHT)


def test_a_destroyed_key_is_gone_and_does_not_come_back(folder, apart):
    ring = open_ring(folder, apart)
    ring.require_client_key("ada")
    ring.destroy("ada")
    ring.destroy("ada")
    assert ring.erased() == {"ada"}
    for ask in (ring.client_key, ring.require_client_key):
        with pytest.raises(ClientKeyError, match="was erased"):
            ask("ada")
    assert list((folder / "clients").iterdir()) == []


def test_a_restored_ring_does_not_bring_an_erased_client_back(folder, apart, tmp_path):
    ring = open_ring(folder, apart)
    ring.require_client_key("ada")
    bob = ring.require_client_key("bob")
    shutil.copytree(folder, tmp_path / "backup")
    ring.destroy("ada")
    shutil.rmtree(folder)
    shutil.copytree(tmp_path / "backup", folder)

    restored = open_ring(folder, apart)
    assert restored.damaged() == ("ada",)
    assert restored.replay_erasures() == {"ada"}
    assert restored.damaged() == ()
    assert restored.client_key("bob") == bob
    assert [path.name for path in (folder / "clients").iterdir()] == ["bob"]


def test_a_damaged_or_swapped_client_key_is_named(folder, apart):
    ring = open_ring(folder, apart)
    for name in ("ada", "bob", "cyd"):
        ring.require_client_key(name)
    clients = folder / "clients"
    changed = bytearray((clients / "ada").read_bytes())
    changed[-1] ^= 1
    (clients / "ada").write_bytes(changed)
    (clients / "bob").write_bytes((clients / "cyd").read_bytes())
    assert ring.damaged() == ("ada", "bob")
    with pytest.raises(ClientKeyError, match="damaged"):
        ring.require_client_key("ada")


@pytest.mark.parametrize("name", ["", "../ada", "a/b", "ada.part", "a" * 65, "ä"])
def test_a_name_that_is_no_client_id_is_refused(folder, apart, name):
    ring = open_ring(folder, apart)
    for ask in (ring.client_key, ring.require_client_key, ring.destroy):
        with pytest.raises(ClientKeyError, match="letters, digits"):
            ask(name)


def test_racing_for_a_new_client_all_get_the_same_key(folder, apart):
    start, found = Barrier(8), []

    def race():
        ring = open_ring(folder, apart)
        start.wait()
        found.append(ring.require_client_key("ada"))

    threads = [Thread(target=race) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 8
    assert len(set(found)) == 1
