import http.server
import threading
from functools import partial

import pytest

from vision import model
from vision.errors import FaceModelError


@pytest.fixture(autouse=True)
def _own_cache(monkeypatch, tmp_path):
    """Neither the settings nor the cache of whoever runs the tests."""
    monkeypatch.delenv(model.PATH_SETTING, raising=False)
    for setting in ("XDG_CACHE_HOME", "LOCALAPPDATA", "HOME", "USERPROFILE"):
        monkeypatch.setenv(setting, str(tmp_path / "home"))


@pytest.fixture
def no_carrier(monkeypatch):
    monkeypatch.setattr(model, "find_spec", lambda name: None)


@pytest.fixture
def content():
    """The model itself, from the carrier."""
    return model.face_model_path().read_bytes()


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


@pytest.fixture
def served(tmp_path):
    """A folder, and the address on loopback under which it is served."""
    folder = tmp_path / "served"
    folder.mkdir()
    handler = partial(_Quiet, directory=folder)
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield folder, f"http://127.0.0.1:{server.server_port}/{model.MODEL_NAME}"
        server.shutdown()
        thread.join()


def test_the_carrier_is_found_without_being_imported():
    path = model.face_model_path()
    assert path.name == model.MODEL_NAME
    assert path.stat().st_size == model.MODEL_BYTES


def test_a_configured_path_comes_first(monkeypatch, tmp_path, content):
    configured = tmp_path / "mine.task"
    configured.write_bytes(content)
    monkeypatch.setenv(model.PATH_SETTING, str(configured))
    assert model.face_model_path() == configured


@pytest.mark.parametrize("kind", ["changed", "missing", "folder"])
def test_a_wrong_configured_path_is_named_not_passed_over(monkeypatch, tmp_path, content, kind):
    configured = tmp_path / "mine.task"
    if kind == "changed":
        configured.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    elif kind == "folder":
        configured.mkdir()
    monkeypatch.setenv(model.PATH_SETTING, str(configured))
    with pytest.raises(FaceModelError, match=r"mine\.task.*RHYTID_FACE_MODEL"):
        model.face_model_path()


@pytest.mark.usefixtures("no_carrier")
def test_without_a_model_the_message_says_how_to_get_it():
    with pytest.raises(FaceModelError, match=r"python cli\.py model fetch"):
        model.face_model_path()


def test_a_fetched_model_is_found(monkeypatch, served, content):
    folder, address = served
    (folder / model.MODEL_NAME).write_bytes(content)
    monkeypatch.setattr(model, "find_spec", lambda name: None)
    path = model.fetch_model(address)
    assert path == model.cached_model_path()
    assert path.read_bytes() == content
    assert model.face_model_path() == path
    (folder / model.MODEL_NAME).unlink()
    assert model.fetch_model(address) == path  # nothing is asked for twice


@pytest.mark.parametrize("wrong", [b"", b"not the model", bytes(model.MODEL_BYTES + 10)])
def test_a_wrong_download_leaves_nothing_behind(served, wrong):
    folder, address = served
    (folder / model.MODEL_NAME).write_bytes(wrong)
    with pytest.raises(FaceModelError, match="another file"):
        model.fetch_model(address)
    cache = model.cached_model_path().parent
    assert not cache.exists() or not list(cache.iterdir())


def test_an_unreachable_address_is_named(served):
    _, address = served
    with pytest.raises(FaceModelError, match="could not be downloaded from http://127"):
        model.fetch_model(address)


def test_a_broken_cached_copy_is_replaced(served, content):
    folder, address = served
    (folder / model.MODEL_NAME).write_bytes(content)
    cached = model.cached_model_path()
    cached.parent.mkdir(parents=True)
    cached.write_bytes(content[:1000])
    assert model.fetch_model(address).read_bytes() == content
    assert [path.name for path in cached.parent.iterdir()] == [model.MODEL_NAME]


@pytest.mark.parametrize(
    ("platform", "place"),
    [
        ("linux", "rhytid"),
        ("darwin", "Library/Caches/rhytid"),
        ("win32", "rhytid"),
    ],
)
def test_the_cache_follows_the_custom_of_the_system(monkeypatch, tmp_path, platform, place):
    monkeypatch.setattr(model.sys, "platform", platform)
    assert model.cached_model_path() == tmp_path / "home" / place / model.MODEL_NAME
