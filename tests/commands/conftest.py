"""The command line on records of its own, with measuring left out: that is not about pixels."""

import io
import json
from types import SimpleNamespace

import pytest
from PIL import Image
from typer.testing import CliRunner

from cli import app
from tracking import analyse


@pytest.fixture
def home(tmp_path, monkeypatch):
    """Settings of a practice below a temporary folder."""
    for name, folder in (("RHYTID_DATA_DIR", "home"), ("RHYTID_KEY_DIR", "keys")):
        monkeypatch.setenv(name, str(tmp_path / folder))
    for name in ("RHYTID_DATABASE_URL", "RHYTID_PHOTOS_URL", "RHYTID_PASSPHRASE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(analyse, "analyse", lambda *rest: None)
    monkeypatch.setattr("tracking.rebuild.analyse", lambda *rest: None)
    return tmp_path


@pytest.fixture
def run(home):
    """Run a command; `words` are split, what has blanks is given as a list."""

    def run(words, *more, exit_code=0, typed=None):
        result = CliRunner().invoke(app, [*words.split(), *map(str, more)], input=typed)
        assert result.exit_code == exit_code, f"{result.output}\n{result.exception!r}"
        return SimpleNamespace(out=result.stdout, err=result.stderr, fault=result.exception)

    return run


@pytest.fixture
def ask(run):
    """Run a command with ``--json -`` and return its document."""

    def ask(words, *more, **how):
        return json.loads(run(words, *more, "--json", "-", **how).out.splitlines()[-1])

    return ask


@pytest.fixture
def pseudonym(ask):
    """A client that was added."""
    return ask("client add", "Zaphira Quillfeather", "--notes", "a note")["pseudonym"]


@pytest.fixture
def photo(home):
    stream = io.BytesIO()
    Image.new("RGB", (400, 400), (180, 140, 120)).save(stream, "PNG")
    path = home / "face.png"
    path.write_bytes(stream.getvalue())
    return path
