"""The tables of the database: what they are and what they should be."""

from contextlib import closing
from dataclasses import dataclass

from records.schema import current_revision, differences, newest_revision
from records.store import Store
from tracking.access import LOCAL_OWNER, Action, Actor, require
from tracking.desk import open_desk, open_keys
from tracking.settings import Settings


@dataclass(frozen=True)
class DatabaseState:
    """Where a database stands; `revision` is None for an empty one."""

    revision: str | None
    newest: str | None
    differences: tuple[str, ...]

    @property
    def is_current(self) -> bool:
        """Whether the tables are those of this version."""
        return self.revision == self.newest and not self.differences


def check_database(settings: Settings, actor: Actor = LOCAL_OWNER) -> DatabaseState:
    """Compare the tables of the database with those of this version; changes nothing."""
    require(actor, Action.MAINTAIN)
    with closing(Store(settings.database_url, open_keys(settings))) as store:
        return _state(store)


def upgrade_database(settings: Settings, actor: Actor = LOCAL_OWNER) -> DatabaseState:
    """Bring the database to the tables of this version."""
    require(actor, Action.MAINTAIN)
    desk = open_desk(settings, actor)
    with closing(desk.store):
        return _state(desk.store)


def _state(store: Store) -> DatabaseState:
    found = current_revision(store)
    return DatabaseState(found, newest_revision(), tuple(differences(store)) if found else ())
