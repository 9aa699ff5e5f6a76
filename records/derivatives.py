"""What was made from photos and can be made again: sealed under its client, never in a backup."""

from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property

import fsspec

from records.blobs import PhotoStore
from records.keys import ClientKeyError, KeyRing, safe_name
from records.sealing import SealBrokenError, seal, unseal

PURPOSE = "derivative"


@dataclass(frozen=True)
class Derivatives:
    """Files beside the photos of a practice, each under its client and a name of our own.

    Attributes
    ----------
    url : str
        A folder, or any URL that fsspec opens.
    ring : KeyRing
        Holds the key of each client; with it goes everything that was made from their photos.
    """

    url: str
    ring: KeyRing

    @classmethod
    def beside(cls, photos: PhotoStore) -> "Derivatives":
        """Those that belong to a store of photos."""
        return cls(f"{photos.url.rstrip('/')}-derived", photos.ring)

    @cached_property
    def filesystem(self) -> fsspec.AbstractFileSystem:
        """Where they are."""
        return fsspec.core.url_to_fs(self.url)[0]

    def put(self, client_id: str, name: str, data: bytes) -> None:
        """Keep a file; a crash may lose it, for it can be made again."""
        path = self._path(client_id, name)
        sealed = seal(self.ring.require_client_key(client_id), data, PURPOSE, client_id, name)
        self.filesystem.makedirs(path.rsplit("/", 1)[0], exist_ok=True)
        self.filesystem.pipe_file(f"{path}.part", sealed)
        self.filesystem.mv(f"{path}.part", path)

    def get(self, client_id: str, name: str) -> bytes | None:
        """Return a file; None where it is missing or damaged and has to be made again."""
        with suppress(FileNotFoundError, SealBrokenError, ClientKeyError):
            sealed: bytes = self.filesystem.cat_file(self._path(client_id, name))
            key = self.ring.client_key(client_id)
            return unseal(key, sealed, PURPOSE, client_id, name)
        return None

    def remove_client(self, client_id: str) -> None:
        """Forget everything made from a client's photos."""
        folder = self._path(client_id, "").rstrip("/")
        while self.filesystem.exists(folder):
            with suppress(FileNotFoundError):  # others write into it, or remove it as well
                self.filesystem.rm(folder, recursive=True)

    def _path(self, client_id: str, name: str) -> str:
        root = str(fsspec.core.url_to_fs(self.url)[1]).rstrip("/")
        return f"{root}/{safe_name(client_id)}/{name}"
