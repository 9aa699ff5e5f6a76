"""Original photos: sealed, each under its client and the SHA-256 of its bytes, written once.

They live on any fsspec filesystem. In a folder a save survives a loss of power (`records.durable`);
an object store keeps a whole object or none, and is read back before the save counts.
"""

import errno
import hashlib
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum
from functools import cached_property
from pathlib import Path

import fsspec
from fsspec.implementations.local import LocalFileSystem

from records.durable import PART, DamagedWriteError, make_folder, replace_durably, sync_folder
from records.keys import ClientKeyError, KeyRing, is_safe_name, safe_name
from records.sealing import SealBrokenError, seal, unseal
from vision.errors import RhytidError

READ_ONLY = 0o400
LEFTOVER_AFTER = timedelta(minutes=10)
"""No save takes that long: what is older and in no record was left by a crash."""

_DIGEST = re.compile(r"[0-9a-f]{64}")
_OURS = re.compile(rf"[A-Za-z0-9_-]{{1,64}}/[0-9a-f]{{64}}(\.[0-9a-f]+{re.escape(PART)})?")


class PhotoMissingError(RhytidError):
    """A photo that the records name is not in the store."""


class PhotoDamagedError(RhytidError):
    """A stored photo is no longer what was put there, or its key is gone."""


@dataclass(frozen=True, order=True)
class PhotoName:
    """Whose photo, and which."""

    client_id: str
    sha256: str

    def __post_init__(self) -> None:
        safe_name(self.client_id)
        if not _DIGEST.fullmatch(self.sha256):
            raise PhotoMissingError("A photo is named by the 64 hexadecimal digits of its SHA-256.")

    def __str__(self) -> str:
        return f"{self.client_id}/{self.sha256}"


def is_photo_name(client_id: str, sha256: str) -> bool:
    """Tell whether a photo can be named so."""
    return is_safe_name(client_id) and _DIGEST.fullmatch(sha256) is not None


class StoreFullError(RhytidError):
    """There is no space left for a photo; nothing of it was kept."""


class Fault(StrEnum):
    """What is wrong with a stored photo."""

    MISSING = "missing"
    DAMAGED = "damaged"
    UNKNOWN = "in no record"


@dataclass(frozen=True)
class PhotoStore:
    """The photos of a practice; a value, so that it can go to another process and key a cache.

    Attributes
    ----------
    url : str
        A folder, or any URL that fsspec opens: ``"s3://bucket/photos"``.
    ring : KeyRing
        Holds the key of each client.
    """

    url: str
    ring: KeyRing

    @cached_property
    def filesystem(self) -> fsspec.AbstractFileSystem:
        """Where the photos are."""
        return fsspec.core.url_to_fs(self.url)[0]

    @cached_property
    def root(self) -> str:
        """The folder of the photos on that filesystem."""
        return str(fsspec.core.url_to_fs(self.url)[1]).rstrip("/")

    def put(self, client_id: str, data: bytes) -> PhotoName:
        """Keep a photo; on return it survives a crash.

        After an exception the photo is there as a whole or not at all, and `sweep` removes it.

        Raises
        ------
        StoreFullError
            There is no space left.
        OSError
            The disk failed otherwise.
        """
        name = PhotoName(client_id, hashlib.sha256(data).hexdigest())
        try:
            key = self.ring.require_client_key(client_id)
            if not self._is_intact(name):
                self._write(name, seal(key, data, "photo", client_id, name.sha256))
            elif self._is_folder:
                # Another process may have just put it, or a crash left it and a sweep is due.
                Path(self._path(name)).touch()
                sync_folder(Path(self._path(name)).parent)
        except OSError as error:
            if error.errno in (errno.ENOSPC, errno.EDQUOT):
                raise StoreFullError(
                    "The disk is full, the photo was not kept. Free some space and send it again."
                ) from error
            raise
        return name

    def get(self, name: PhotoName) -> bytes:
        """Return the bytes that were put, checked.

        Raises
        ------
        PhotoMissingError, PhotoDamagedError
            They are not there, or not what they were.
        """
        try:
            sealed: bytes = self.filesystem.cat_file(self._path(name))
        except FileNotFoundError as error:
            raise PhotoMissingError(f"Photo {name} is missing; restore a backup.") from error
        try:
            key = self.ring.client_key(name.client_id)
            data = unseal(key, sealed, "photo", name.client_id, name.sha256)
        except (SealBrokenError, ClientKeyError) as error:
            raise PhotoDamagedError(f"Photo {name} does not open; restore a backup.") from error
        if hashlib.sha256(data).hexdigest() != name.sha256:
            raise PhotoDamagedError(f"Photo {name} is not the one it is named for.")
        return data

    def sealed(self, name: PhotoName) -> bytes:
        """Return a photo as it lies there, sealed, for a backup; checked as `get` does."""
        self.get(name)
        sealed: bytes = self.filesystem.cat_file(self._path(name))
        return sealed

    def put_sealed(self, name: PhotoName, sealed: bytes) -> None:
        """Keep a photo that comes sealed from a backup; its key must be in the ring."""
        self._write(name, sealed)

    def remove(self, name: PhotoName) -> None:
        """Forget one photo if it is there."""
        if self.filesystem.exists(self._path(name)):
            self.filesystem.rm_file(self._path(name))

    def remove_client(self, client_id: str) -> None:
        """Forget every photo of a client."""
        folder = f"{self.root}/{safe_name(client_id)}"
        if self.filesystem.exists(folder):
            self.filesystem.rm(folder, recursive=True)

    def names(self) -> Iterator[PhotoName]:
        """Every photo that is there, whatever its state."""
        for path in self._paths():
            if not path.endswith(PART):
                yield PhotoName(*path.rsplit("/", 2)[-2:])

    def verify(self, recorded: Collection[PhotoName]) -> Iterator[tuple[PhotoName, Fault]]:
        """Read every photo and name each that is missing, damaged or in no record."""
        there = set(self.names())
        for name in sorted(there | set(recorded)):
            if name not in there:
                yield name, Fault.MISSING
            elif not self._is_intact(name):
                yield name, Fault.DAMAGED
            elif name not in recorded:
                yield name, Fault.UNKNOWN

    def sweep(self, recorded: Collection[PhotoName], *, older_than: timedelta) -> int:
        """Remove what saves left that a crash cut short, and return how many files that were.

        A younger file may belong to a save that another process is making right now.
        """
        kept = {self._path(name) for name in recorded}
        before = datetime.now(UTC) - older_than
        leftovers = [
            path
            for path in self._paths()
            if path not in kept and _utc(self.filesystem.modified(path)) <= before
        ]
        for path in leftovers:
            self.filesystem.rm_file(path)
        return len(leftovers)

    @property
    def _is_folder(self) -> bool:
        return isinstance(self.filesystem, LocalFileSystem)

    def _write(self, name: PhotoName, sealed: bytes) -> None:
        path = self._path(name)
        if self._is_folder:
            make_folder(Path(path).parent)
            replace_durably(Path(path), sealed, mode=READ_ONLY)
            return
        self.filesystem.pipe_file(path, sealed)
        if self.filesystem.cat_file(path) != sealed:
            raise DamagedWriteError(f"Photo {name} was not kept as given.")

    def _is_intact(self, name: PhotoName) -> bool:
        try:
            self.get(name)
        except (PhotoMissingError, PhotoDamagedError):
            return False
        return True

    def _path(self, name: PhotoName) -> str:
        return f"{self.root}/{name}"

    def _paths(self) -> list[str]:
        """Files of this store, temporary ones included; what else lies there is not ours."""
        if not self.filesystem.exists(self.root):
            return []
        self.filesystem.invalidate_cache()
        found: list[str] = self.filesystem.find(self.root)
        return [path for path in found if _OURS.fullmatch(path.removeprefix(f"{self.root}/"))]


def _utc(moment: datetime) -> datetime:
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
