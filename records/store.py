"""The database: one way to open it, one to read and one to write."""

from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from threading import Lock

from sqlalchemy import Connection, Engine, create_engine, event, make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import IntegrityError, OperationalError
from sqlalchemy.orm import Session
from sqlalchemy.pool import ConnectionPoolEntry

from records.blobs import StoreFullError
from records.keys import KeyRing
from records.texts import SealedTexts
from vision.errors import RhytidError

__all__ = ["Session", "Store"]

SQLITE_BUSY_MS = 5000


class ConflictError(RhytidError):
    """What was to be kept clashes with what is kept already; nothing of it was kept."""


class DatabaseUnavailableError(RhytidError):
    """The database is locked or not reachable; nothing was kept."""


class Store:
    """An open database.

    Parameters
    ----------
    url : str
        SQLAlchemy URL of SQLite (the default of a practice) or PostgreSQL.
    ring : KeyRing
        Opens what is sealed; every session carries it.
    """

    def __init__(self, url: str, ring: KeyRing) -> None:
        self.engine = _create_engine(url)
        self.ring = ring
        self.texts = SealedTexts(ring)
        self._reader = self.engine
        if self.engine.dialect.name == "postgresql":  # SQLite's snapshots last a transaction anyway
            self._reader = self.engine.execution_options(isolation_level="REPEATABLE READ")
        self._writer = self.engine.execution_options(writes=True)
        self._turn = Lock() if self.engine.dialect.name == "sqlite" else nullcontext()

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Open a session that sees one consistent state and changes nothing."""
        session = Session(self._reader, autoflush=False, info={"texts": self.texts})
        with _said_plainly(), session:
            yield session

    @contextmanager
    def writing(self) -> Iterator[Session]:
        """Open a session of one transaction: committed as a whole at the end, or not at all."""
        session = Session(self._writer, expire_on_commit=False, info={"texts": self.texts})
        # SQLite lets waiting writers try again by chance, and some never get their turn.
        with _said_plainly(), self._turn, session, session.begin():
            yield session

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()


@contextmanager
def _said_plainly() -> Iterator[None]:
    try:
        yield
    except IntegrityError as error:
        raise ConflictError(
            "This clashes with what is kept, for example a login or a visit that is there already."
        ) from error
    except OperationalError as error:
        if "is full" in str(error):
            raise StoreFullError(
                "The disk is full, nothing was kept. Free some space and try again."
            ) from error
        raise DatabaseUnavailableError(
            "The database is locked or cannot be reached. Nothing was kept; try again."
        ) from error


def _create_engine(url: str) -> Engine:
    parsed = make_url(url)
    if parsed.get_backend_name() != "sqlite":
        return create_engine(parsed, pool_pre_ping=True)
    if parsed.database:
        Path(parsed.database).parent.mkdir(parents=True, exist_ok=True)
    engine = create_engine(parsed)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    return engine


def _prepare_sqlite(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    connection.isolation_level = None  # the driver would begin late; _begin_sqlite begins
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {SQLITE_BUSY_MS}")
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.execute("PRAGMA secure_delete = ON")  # what is erased is overwritten with zeros
    cursor.close()


def _begin_sqlite(connection: Connection) -> None:
    # A deferred transaction that reads and then writes fails at once when another one wrote in
    # between, whatever the busy timeout; so writers take the lock when they begin.
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
