"""Bringing a database to the tables that this version of Rhytid expects."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, func, select

from records import models  # noqa: F401 - the tables register themselves in Base.metadata
from records.base import Base
from records.kept import write_missing_digests
from records.store import Store
from vision.errors import RhytidError

MIGRATIONS = Path(__file__).with_name("migrations")
UPGRADE_LOCK = 0x5248_5954
"""Key of PostgreSQL's advisory lock: two programs starting at once migrate one after the other."""


class SchemaError(RhytidError):
    """The database does not hold what its schema demands."""


def upgrade(store: Store, revision: str | None = None) -> None:
    """Migrate to a schema, the newest if none is named, as a whole or not at all.

    Quick when nothing is to be done.
    """
    wanted = revision or newest_revision()
    if current_revision(store) == wanted:
        return
    with _migrating(store) as connection:
        command.upgrade(_config(connection), wanted or "head")
        if wanted == newest_revision():
            write_missing_digests(connection)


def downgrade(store: Store, revision: str) -> None:
    """Migrate back to an older schema; ``"base"`` drops everything."""
    with _migrating(store) as connection:
        command.downgrade(_config(connection), revision)


def current_revision(store: Store) -> str | None:
    """Name the revision a database is at; None for an empty one."""
    with store.engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def newest_revision() -> str | None:
    """Name the revision that this program expects."""
    return ScriptDirectory.from_config(_config()).get_current_head()


def differences(store: Store) -> list[str]:
    """Differences between the tables of a database and those of `records.models`, in words."""
    with store.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        return [str(difference) for difference in compare_metadata(context, Base.metadata)]


def _config(connection: Connection | None = None) -> Config:
    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", MIGRATIONS.as_posix())
    return config


@contextmanager
def _migrating(store: Store) -> Iterator[Connection]:
    sqlite = store.engine.dialect.name == "sqlite"
    with store.engine.connect().execution_options(writes=True) as connection:
        if sqlite:
            # Batch migrations drop and rebuild tables, which must not cascade; the switch is
            # ignored inside a transaction, so it is set on the driver's connection.
            _sqlite_foreign_keys(connection, on=False)
        try:
            with connection.begin():
                if not sqlite:
                    connection.execute(select(func.pg_advisory_xact_lock(UPGRADE_LOCK)))
                yield connection
                if sqlite and connection.exec_driver_sql("PRAGMA foreign_key_check").first():
                    raise SchemaError("The migration left rows that refer to nothing.")
        finally:
            if sqlite:
                _sqlite_foreign_keys(connection, on=True)


def _sqlite_foreign_keys(connection: Connection, *, on: bool) -> None:
    driver = connection.connection.driver_connection
    assert driver is not None
    driver.execute(f"PRAGMA foreign_keys = {'ON' if on else 'OFF'}")
