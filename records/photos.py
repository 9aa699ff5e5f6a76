"""Original photos, each under the digest of its bytes."""

import hashlib
import os
import tempfile
from dataclasses import dataclass
from pathlib import Path

from vision.errors import RhytidError


class PhotoMissingError(RhytidError):
    """A photo that the records name is not in the folder, or is no longer what it was."""


@dataclass(frozen=True)
class PhotoFolder:
    """Photos as files of one folder; written once, never changed."""

    folder: Path

    def put(self, data: bytes) -> str:
        """Keep a photo and return its SHA-256; on return it survives a crash of the machine."""
        digest = hashlib.sha256(data).hexdigest()
        path = self._path(digest)
        if path.exists():
            return digest
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, suffix=".part")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            Path(name).replace(path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise
        _sync_folder(path.parent)
        return digest

    def get(self, digest: str) -> bytes:
        """Return a photo, checked against its digest."""
        try:
            data = self._path(digest).read_bytes()
        except FileNotFoundError as error:
            raise PhotoMissingError(f"Photo {digest} is missing; restore a backup.") from error
        if hashlib.sha256(data).hexdigest() != digest:
            raise PhotoMissingError(f"Photo {digest} is damaged; restore a backup.")
        return data

    def remove(self, digest: str) -> None:
        """Forget a photo that no record names any more."""
        self._path(digest).unlink(missing_ok=True)

    def _path(self, digest: str) -> Path:
        return self.folder / digest[:2] / digest


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":  # Windows cannot open folders; its rename is already durable
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
