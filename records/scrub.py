"""Leaving nothing of deleted rows behind: databases keep them in free pages and in their logs."""

from sqlite3 import OperationalError

from records.blobs import StoreFullError
from records.rows import TABLES
from records.store import Store
from vision.errors import RhytidError

LOCK_WAIT = "5s"


class NotScrubbedError(RhytidError):
    """Rows are deleted, but traces of them may be left in the files of the database."""


def scrub(store: Store) -> None:
    """Write the database anew without its free pages, and empty its write-ahead log.

    PostgreSQL keeps its own log until it is recycled; what was sealed in it is lost with its key.

    Raises
    ------
    NotScrubbedError
        Somebody else holds the database; doing it again later is enough.
    records.blobs.StoreFullError
        The disk has no room for the database to be written anew.
    """
    if store.engine.dialect.name == "sqlite":
        _scrub_sqlite(store)
    else:
        _scrub_postgresql(store)


def _scrub_sqlite(store: Store) -> None:
    connection = store.engine.raw_connection()  # outside of any transaction
    try:
        cursor = connection.cursor()
        cursor.execute("VACUUM")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        busy = cursor.fetchall()[0][0]
        cursor.close()
    except OperationalError as error:
        raise _said_plainly(error) from error
    finally:
        connection.close()
    if busy:
        raise NotScrubbedError(
            "The records are erased, but another program holds the database's log with traces of "
            "them. Close the other program and erase the client once more."
        )


def _said_plainly(error: OperationalError) -> RhytidError:
    if "is full" in str(error):
        return StoreFullError(
            "The records are erased, but traces of them may be left in the database's file, and "
            "the disk has no room to write it anew. Free some space and erase the client once more."
        )
    return NotScrubbedError(
        "The records are erased, but another program is writing to the database, and traces of "
        "them may be left in its file. Erase the client once more."
    )


def _scrub_postgresql(store: Store) -> None:
    engine = store.engine.execution_options(isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.exec_driver_sql(f"SET lock_timeout = '{LOCK_WAIT}'")
        for table in TABLES:
            connection.exec_driver_sql(f'VACUUM (FULL) "{table}"')
