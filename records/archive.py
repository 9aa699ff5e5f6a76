"""The folder of a backup: rows, sealed photos, wrapped keys, and a manifest of every digest.

::

    manifest.json     what there is, with the SHA-256 of each file
    manifest.sha256   the SHA-256 of the manifest
    practice          which clinic key opens the ring
    ring/             as `records.keys` keeps it, clients' keys wrapped
    rows/TABLE.jsonl  as `records.rows` writes them
    photos/           as `records.blobs` keeps them, sealed

The clinic key, the tombstones and the head of the audit log are not in it. The manifest is written
last: a folder without one is a backup that was cut short.
"""

import errno
import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field
from enum import StrEnum
from pathlib import Path

from records.blobs import StoreFullError
from records.durable import make_folder, replace_durably
from records.rows import is_intact, key_of
from vision.errors import RhytidError

SCHEMA = "rhytid.backup/1"
MANIFEST = "manifest.json"
MANIFEST_DIGEST = "manifest.sha256"
ROWS = "rows"
PHOTOS = "photos"
RING = "ring"
PRACTICE = "practice"


class NotABackupError(RhytidError):
    """A folder that holds no finished backup of a known kind."""


class Damage(StrEnum):
    """What is wrong with a part of a backup."""

    MISSING = "missing"
    DAMAGED = "damaged"
    UNKNOWN = "in no manifest"


@dataclass(frozen=True, order=True)
class BackupFault:
    """A part of a backup, a file or one row of it, and what is wrong with it."""

    part: str
    damage: Damage


@dataclass(frozen=True)
class Manifest:
    """What a backup holds.

    Attributes
    ----------
    made_at : str
        ISO 8601, UTC.
    revision : str
        Schema of the database.
    row_counts : dict
        By table, each after those it refers to.
    last_numbers : dict
        See `records.rows.last_numbers`.
    left_out : list of str
        Photos that were missing or damaged when the backup was made.
    files : dict
        SHA-256 by path.
    """

    made_at: str
    revision: str
    row_counts: dict[str, int]
    last_numbers: dict[str, int]
    left_out: list[str]
    files: dict[str, str] = field(default_factory=dict)
    schema: str = SCHEMA

    @property
    def photo_count(self) -> int:
        """Number of photos."""
        return sum(path.startswith(f"{PHOTOS}/") for path in self.files)


@dataclass(frozen=True)
class ArchiveWriter:
    """Fills a new folder, and remembers the digest of everything it wrote."""

    folder: Path
    files: dict[str, str] = field(default_factory=dict)

    def write(self, path: str, data: bytes) -> None:
        """Write a file as a whole."""
        self.write_lines(path, [data])

    def write_lines(self, path: str, lines: Iterable[bytes]) -> int:
        """Write a file line by line, and return how many there were."""
        target = self.folder / path
        make_folder(target.parent)
        digest, count = hashlib.sha256(), 0
        try:
            target.touch(mode=0o600, exist_ok=False)
            with target.open("wb") as file:
                for line in lines:
                    digest.update(line)
                    file.write(line)
                    count += 1
                file.flush()
                os.fsync(file.fileno())
        except OSError as error:
            if error.errno in (errno.ENOSPC, errno.EDQUOT):
                raise StoreFullError(
                    f"The disk is full, the backup is not finished. Remove {self.folder} and "
                    "choose a disk with more space."
                ) from error
            raise
        self.files[path] = digest.hexdigest()
        return count

    def finish(self, manifest: Manifest) -> None:
        """Write the manifest; from now on this is a backup."""
        text = json.dumps(asdict(manifest), indent=1).encode()
        digest = hashlib.sha256(text).hexdigest().encode() + b"\n"
        replace_durably(self.folder / MANIFEST_DIGEST, digest, mode=0o600)
        replace_durably(self.folder / MANIFEST, text, mode=0o600)


def read_manifest(folder: Path) -> Manifest:
    """Read what a backup holds.

    Raises
    ------
    NotABackupError
        There is no manifest, it is damaged, or of another version.
    """
    try:
        text = (folder / MANIFEST).read_bytes()
        kept_digest = (folder / MANIFEST_DIGEST).read_bytes().strip().decode(errors="replace")
    except (FileNotFoundError, NotADirectoryError) as error:
        raise NotABackupError(
            f"{folder} holds no finished backup; choose the folder given to `backup`."
        ) from error
    if hashlib.sha256(text).hexdigest() != kept_digest:
        raise NotABackupError(f"The manifest of {folder} is damaged; take another backup.")
    values = json.loads(text)
    if values["schema"] != SCHEMA:
        raise NotABackupError(f"{folder} was written by another version of Rhytid.")
    return Manifest(**values)


def archive_faults(folder: Path) -> Iterator[BackupFault]:
    """Read a whole backup and name every file and row that is not as it was written.

    Raises
    ------
    NotABackupError
        The manifest itself cannot be trusted.
    """
    manifest = read_manifest(folder)
    for path, digest in manifest.files.items():
        yield from _file_faults(folder, path, digest)
    known = {*manifest.files, MANIFEST, MANIFEST_DIGEST}
    for found in sorted(folder.rglob("*")):
        path = found.relative_to(folder).as_posix()
        if found.is_file() and path not in known:
            yield BackupFault(path, Damage.UNKNOWN)


def _file_faults(folder: Path, path: str, digest: str) -> Iterator[BackupFault]:
    file = folder / path
    if not file.is_file():
        yield BackupFault(path, Damage.MISSING)
        return
    with file.open("rb") as stream:
        if hashlib.file_digest(stream, "sha256").hexdigest() == digest:
            return
    rows = list(_row_faults(file, path)) if path.startswith(f"{ROWS}/") else []
    yield from rows or [BackupFault(path, Damage.DAMAGED)]


def _row_faults(file: Path, path: str) -> Iterator[BackupFault]:
    table = file.stem
    with file.open("rb") as lines:
        for number, line in enumerate(lines, start=1):
            if not is_intact(table, line):
                part = f"{path} line {number} ({key_of(table, line)})"
                yield BackupFault(part, Damage.DAMAGED)
