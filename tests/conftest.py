"""Databases to test on: SQLite always, PostgreSQL wherever its server is installed."""

import os
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from functools import cache
from itertools import count
from pathlib import Path

import psycopg
import pytest
from hypothesis import settings
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from records.keys import KeyRing, open_ring
from records.schema import upgrade
from records.store import Store

ROOT = Path(__file__).parents[1]

settings.register_profile("no deadline", settings(), deadline=None)  # machines measure meanwhile
settings.load_profile("no deadline")

_numbers = count(1)


class WhatIsSharedInOneProcess(LoadScopeScheduling):
    """Deals out tests one by one, but those that share what takes long to the same process.

    Those with a browser share a clinic that takes minutes to prepare, and hold an event loop beside
    which no other may run; those of one file share its fixtures of a whole module. (Groups by mark
    do not reach xdist 3.8 from pytest 9.)
    """

    def _split_scope(self, nodeid: str) -> str:
        file, _, _ = nodeid.partition("::")
        if file.startswith("tests/browser/"):
            return "browser"
        return file if _shares_a_fixture(file) else nodeid


@cache
def _shares_a_fixture(file: str) -> bool:
    return 'scope="module"' in (ROOT / file).read_text(encoding="utf-8")


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> WhatIsSharedInOneProcess:
    """Say who deals out the tests where they run in several processes."""
    return WhatIsSharedInOneProcess(config, log)


@pytest.hookimpl(trylast=True)  # pytest itself brings tests of one database together
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the browser first: its one process waits a lot, and others work meanwhile."""
    items.sort(key=lambda item: not item.nodeid.startswith("tests/browser/"))


def _server_programs() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    return found[-1].parent if found else None


def _run(command: list[str]) -> None:
    # The server refuses to run as root; Debian's package brings a user for it.
    user = "postgres" if os.geteuid() == 0 else None
    subprocess.run(command, user=user, check=True, capture_output=True, cwd="/")


@pytest.fixture(scope="session")
def postgresql_server() -> Iterator[str]:
    """URL of a server of our own on loopback, without a database name; gone after the tests."""
    programs = _server_programs()
    if programs is None:
        pytest.skip("PostgreSQL's server is not installed (apt-get install postgresql)")
    folder = Path(tempfile.mkdtemp(prefix="rhytid-postgresql-"))
    if os.geteuid() == 0:
        shutil.chown(folder, "postgres")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    data = str(folder / "data")
    control = str(programs / "pg_ctl")
    _run([str(programs / "initdb"), "-D", data, "-U", "rhytid", "-A", "trust", "-E", "UTF8"])
    options = f"-h 127.0.0.1 -p {port} -k {folder} -c fsync=off -c max_connections=60"
    _run([control, "-D", data, "-w", "-l", str(folder / "log"), "-o", options, "start"])
    yield f"postgresql://rhytid@127.0.0.1:{port}/"
    _run([control, "-D", data, "-m", "immediate", "stop"])
    shutil.rmtree(folder)


class _Sqlite:
    """Makes SQLite databases in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def create(self, name: str, template: str | None = None) -> str:
        if template is not None:
            shutil.copy(self.folder / template, self.folder / name)
        return f"sqlite:///{self.folder / name}"

    def drop(self, name: str) -> None:
        (self.folder / name).unlink(missing_ok=True)


class _PostgreSql:
    """Makes PostgreSQL databases on a server."""

    def __init__(self, server: str) -> None:
        self.server = server

    def create(self, name: str, template: str | None = None) -> str:
        with psycopg.connect(f"{self.server}postgres", autocommit=True) as connection:
            connection.execute(f"DROP DATABASE IF EXISTS {name}")
            connection.execute(f"CREATE DATABASE {name} TEMPLATE {template or 'template1'}")
        return f"{self.server}{name}"

    def drop(self, name: str) -> None:
        # At once, while its 300 files are in memory: hundreds of them at the end take a minute.
        with psycopg.connect(f"{self.server}postgres", autocommit=True) as connection:
            connection.execute(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


@pytest.fixture(scope="session", params=["sqlite", "postgresql"])
def databases(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> _Sqlite | _PostgreSql:
    """Makes databases of each kind; ``"migrated"`` is one with the newest tables."""
    if request.param == "sqlite":
        made: _Sqlite | _PostgreSql = _Sqlite(tmp_path_factory.mktemp("databases"))
    else:
        made = _PostgreSql(request.getfixturevalue("postgresql_server"))
    keys = tmp_path_factory.mktemp("keys")
    migrated = Store(made.create("migrated"), open_ring(keys / "ring", keys / "apart"))
    upgrade(migrated)
    migrated.close()
    return made


@pytest.fixture
def database_url(databases: _Sqlite | _PostgreSql) -> Iterator[str]:
    """URL of an empty database of each kind."""
    name = f"test_{next(_numbers)}"
    yield databases.create(name)
    databases.drop(name)


@pytest.fixture
def key_ring(tmp_path: Path) -> KeyRing:
    """A new key ring."""
    return open_ring(tmp_path / "key-ring", tmp_path / "key-apart")


@pytest.fixture
def store(databases: _Sqlite | _PostgreSql, key_ring: KeyRing) -> Iterator[Store]:
    """An open database with the newest tables."""
    name = f"test_{next(_numbers)}"
    opened = Store(databases.create(name, "migrated"), key_ring)
    yield opened
    opened.close()
    databases.drop(name)
