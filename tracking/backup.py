"""Backing up a practice while it works, and checking what a backup holds."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from records.archive import (
    PHOTOS,
    PRACTICE,
    RING,
    ROWS,
    ArchiveWriter,
    BackupFault,
    Manifest,
    archive_faults,
)
from records.base import utc_now
from records.blobs import PhotoDamagedError, PhotoMissingError, PhotoName
from records.rows import TABLES, last_numbers, lines_of, snapshot
from records.schema import current_revision
from records.visits import photo_names
from tracking.access import Action
from tracking.desk import Desk
from vision.errors import RhytidError


class FolderInUseError(RhytidError):
    """A folder that is to be filled holds something already."""


def back_up(desk: Desk, folder: Path) -> Manifest:
    """Write everything that is kept into a new folder, as of one moment.

    Others may go on writing. Photos stay sealed and the keys of clients wrapped; the clinic key is
    not in it and needs a backup of its own.

    Raises
    ------
    FolderInUseError
        The folder is not empty.
    records.blobs.StoreFullError
    """
    with desk.writing(Action.MAINTAIN, detail="backup"):
        require_empty(folder)
    writer = ArchiveWriter(folder)
    made_at = utc_now()
    with snapshot(desk.store) as connection:
        counts = {
            table: writer.write_lines(f"{ROWS}/{table}.jsonl", lines_of(connection, table))
            for table in TABLES
        }
        numbers = last_numbers(connection)
        photos = photo_names(connection)
    # What the rows name was there before them, and goes only when a client is erased.
    for path, content in _ring_files(desk):
        writer.write(path, content)
    manifest = Manifest(
        made_at=made_at.isoformat(),
        revision=current_revision(desk.store) or "",
        row_counts=counts,
        last_numbers=numbers,
        left_out=list(_copy_photos(desk, photos, writer)),
        files=writer.files,
    )
    writer.finish(manifest)
    return manifest


def verify_backup(desk: Desk, folder: Path) -> list[BackupFault]:
    """Read a whole backup and name every file and row that is not as it was written."""
    desk.require(Action.MAINTAIN)
    return list(archive_faults(folder))


def require_empty(folder: Path) -> None:
    """Refuse a folder that holds anything.

    Raises
    ------
    FolderInUseError
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise FolderInUseError(f"{folder} is not empty; name a new folder.")


def _ring_files(desk: Desk) -> Iterator[tuple[str, bytes]]:
    ring = desk.store.ring
    yield PRACTICE, ring.apart.name.encode()
    for name, content in ring.files():
        yield f"{RING}/{name}", content


def _copy_photos(desk: Desk, photos: Iterable[PhotoName], writer: ArchiveWriter) -> Iterator[str]:
    """Copy what is intact, and yield the names of what is not."""
    for name in photos:
        try:
            writer.write(f"{PHOTOS}/{name}", desk.photos.sealed(name))
        except (PhotoMissingError, PhotoDamagedError):
            if name.client_id not in desk.store.ring.erased():
                yield str(name)
