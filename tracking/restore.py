"""Bringing a backup back: checked first, into an empty place, and without erased clients."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

from records.archive import (
    PHOTOS,
    PRACTICE,
    RING,
    ROWS,
    Manifest,
    archive_faults,
    read_manifest,
)
from records.blobs import PhotoName, PhotoStore
from records.durable import create_durably, make_folder
from records.keys import KeyRing
from records.rows import holds_rows, load
from records.scrub import scrub
from records.store import Store
from tracking.access import LOCAL_OWNER, Action, Actor, require
from tracking.backup import FolderInUseError, require_empty
from tracking.desk import open_desk, open_practice_ring
from tracking.settings import Settings
from vision.errors import RhytidError


class DamagedBackupError(RhytidError):
    """A backup that is not as it was written; nothing of it was restored."""


def restore(settings: Settings, folder: Path, actor: Actor = LOCAL_OWNER) -> Manifest:
    """Bring a backup back to where the settings point; on return it survives a crash.

    Raises
    ------
    DamagedBackupError, records.archive.NotABackupError
        The backup is not whole; nothing was written.
    tracking.backup.FolderInUseError
        Something is kept there already; nothing was written.
    records.keys.ClinicKeyError
        The clinic key is not the one of the backup; nothing was written.
    """
    require(actor, Action.MAINTAIN)
    manifest = read_manifest(folder)
    fault = next(archive_faults(folder), None)
    if fault is not None:
        raise DamagedBackupError(
            f"Nothing was restored: {fault.part} is {fault.damage}. Take another backup, or run "
            "verify on this one for the whole list."
        )
    require_empty(settings.data_dir)
    practice = (folder / PRACTICE).read_text()
    _require_empty_database(settings, open_practice_ring(settings, folder / RING, practice))
    _copy_ring(settings, folder, practice)
    ring = open_practice_ring(settings, settings.data_dir / RING, practice)
    ring.replay_erasures()
    _copy_photos(PhotoStore(settings.photos_url, ring), folder)
    _load_rows(settings, folder, manifest, ring)
    desk = open_desk(settings, actor)
    with desk.writing(Action.MAINTAIN, detail=f"restored backup of {manifest.made_at}"):
        pass
    desk.store.close()
    return manifest


def _require_empty_database(settings: Settings, ring: KeyRing) -> None:
    with closing(Store(settings.database_url, ring)) as store:
        if holds_rows(store):
            raise FolderInUseError("The database holds records already; name an empty one.")


def _copy_ring(settings: Settings, folder: Path, practice: str) -> None:
    for source in sorted((folder / RING).rglob("*")):
        if source.is_file():
            target = settings.data_dir / RING / source.relative_to(folder / RING)
            make_folder(target.parent)
            create_durably(target, source.read_bytes(), mode=0o600)
    create_durably(settings.data_dir / PRACTICE, practice.encode(), mode=0o600)


def _load_rows(settings: Settings, folder: Path, manifest: Manifest, ring: KeyRing) -> None:
    tables = {table: _lines(folder / ROWS / f"{table}.jsonl") for table in manifest.row_counts}
    with closing(Store(settings.database_url, ring)) as store:
        load(
            store,
            revision=manifest.revision,
            tables=tables,
            numbers=manifest.last_numbers,
            without=ring.erased(),
        )
        scrub(store)  # rows of erased clients were in it for a moment


def _copy_photos(photos: PhotoStore, folder: Path) -> None:
    erased = photos.ring.erased()
    for source in sorted((folder / PHOTOS).glob("*/*")):
        name = PhotoName(source.parent.name, source.name)
        if name.client_id not in erased:
            photos.put_sealed(name, source.read_bytes())


def _lines(path: Path) -> Iterator[bytes]:
    with path.open("rb") as lines:
        yield from lines
