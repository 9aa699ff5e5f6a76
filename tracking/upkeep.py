"""Storage and health of the practice, at a glance."""

import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from records.audit import last_entry_at
from records.base import utc_now
from records.clients import client_ids
from records.schema import current_revision, newest_revision
from records.visits import photo_names
from tracking.access import Action
from tracking.backup import back_up
from tracking.desk import Desk
from vision.errors import RhytidError

BACKUPS = "backups"


class NoFolderError(RhytidError):
    """The data are not in a folder of this computer, so there is no room for a backup beside."""


@dataclass(frozen=True)
class Upkeep:
    """What an owner should look at now and then.

    Attributes
    ----------
    clients, photos : int
    data_mb, free_mb : float or None
        Size of the data folder and room left on its disk; None without such a folder.
    tables_are_new : bool
        Whether the tables are those of this version.
    last_backup, last_check : datetime or None
        When a backup was begun and the records were read through; None for never.
    """

    clients: int
    photos: int
    data_mb: float | None
    free_mb: float | None
    tables_are_new: bool
    last_backup: datetime | None
    last_check: datetime | None


def upkeep(desk: Desk, data_dir: Path) -> Upkeep:
    """Look at storage and health."""
    with desk.reading(Action.MAINTAIN, detail="upkeep") as session:
        clients, photos = len(client_ids(session)), len(photo_names(session))
        backup = last_entry_at(session, action=Action.MAINTAIN, detail="backup")
        check = last_entry_at(session, action=Action.MAINTAIN, detail="verify")
    there = data_dir.is_dir()
    return Upkeep(
        clients,
        photos,
        _size_mb(data_dir) if there else None,
        shutil.disk_usage(data_dir).free / 1e6 if there else None,
        current_revision(desk.store) == newest_revision(),
        backup,
        check,
    )


def back_up_beside(desk: Desk, data_dir: Path) -> Path:
    """Write a backup into a new folder of the data folder, named after this moment.

    Raises
    ------
    NoFolderError
    """
    desk.require(Action.MAINTAIN)
    if not data_dir.is_dir():
        raise NoFolderError("There is no data folder here; use `python cli.py backup`.")
    folder = data_dir / BACKUPS / f"{utc_now():%Y%m%d-%H%M%S}"
    folder.parent.mkdir(mode=0o700, exist_ok=True)
    back_up(desk, folder)
    return folder


def _size_mb(folder: Path) -> float:
    return sum(file.stat().st_size for file in folder.rglob("*") if file.is_file()) / 1e6
