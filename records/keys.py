"""The clinic's key, and one key per client that it wraps.

Two folders that belong to different backups::

    ring/  (with the data)             apart/  (away from the data)
      ring.json   how the ring opens     clinic.key  32 bytes, mode 0600, unless there is a
      clients/ID  a wrapped client key               passphrase
                                         erased/ID   tombstone of an erased client

Whoever has only one of the two reads nothing. Destroying a client's key makes every sealed photo
and text of the client unreadable; the tombstone makes sure that a restored ring does not bring
the key back.
"""

import json
import os
import re
import secrets
import stat
from base64 import b64decode, b64encode
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Self

from argon2.low_level import Type, hash_secret_raw

from records.durable import PART, create_durably, make_folder, remove_durably, sync_folder
from records.sealing import KEY_BYTES, SealBrokenError, new_key, seal, unseal
from vision.errors import RhytidError

RING_FILE = "ring.json"
KEY_FILE = "clinic.key"
SCHEMA = "rhytid.ring/1"
PRIVATE = 0o600
PROOF = b"this key opens this ring"

# RFC 9106, low-memory profile. They belong to the schema: a change needs a new one.
ARGON2_PASSES = 3
ARGON2_MEMORY_KIB = 65536
ARGON2_LANES = 4

_SAFE_NAME = re.compile(r"[A-Za-z0-9_-]{1,64}")


class ClinicKeyError(RhytidError):
    """The clinic key is missing, wrong or open to others; no data was touched."""


class ClientKeyError(RhytidError):
    """A client's key is missing, damaged, or was destroyed with the client's records."""


@dataclass(frozen=True)
class Passphrase:
    """A passphrase from which the clinic key is derived."""

    text: str = field(repr=False)


@dataclass(frozen=True)
class KeyRing:
    """The open ring; see `open_ring`."""

    folder: Path
    apart: Path
    clinic_key: bytes = field(repr=False)

    def client_key(self, client_id: str) -> bytes:
        """Return the 32-byte key of a client.

        Raises
        ------
        ClientKeyError
            The client has none, it was destroyed, or it does not open.
        """
        if self._tombstone(client_id).exists():
            raise ClientKeyError(f"Client {client_id} was erased; the key is gone.")
        try:
            wrapped = self._path(client_id).read_bytes()
        except FileNotFoundError as error:
            raise ClientKeyError(
                f"The key of client {client_id} is missing; restore the key ring from its backup."
            ) from error
        try:
            return unseal(self.clinic_key, wrapped, "client key", client_id)
        except SealBrokenError as error:
            raise ClientKeyError(
                f"The key of client {client_id} is damaged; restore the key ring from its backup."
            ) from error

    def require_client_key(self, client_id: str) -> bytes:
        """Return the key of a client, made now for a new one; on return it survives a crash.

        Raises
        ------
        ClientKeyError
            The client was erased, or the key does not open.
        """
        if not self._tombstone(client_id).exists():
            make_folder(self.folder / "clients")
            if self._path(client_id).exists():
                sync_folder(self.folder / "clients")  # another process may have made it just now
            else:
                wrapped = seal(self.clinic_key, new_key(), "client key", client_id)
                with suppress(FileExistsError):  # another process was faster
                    create_durably(self._path(client_id), wrapped, mode=PRIVATE)
        return self.client_key(client_id)

    def destroy(self, client_id: str) -> None:
        """Destroy the key of a client for good; doing it again does no harm."""
        make_folder(self.apart / "erased")
        now = datetime.now(UTC).isoformat().encode()
        with suppress(FileExistsError):
            create_durably(self._tombstone(client_id), now, mode=PRIVATE)
        # A crash may have left an unfinished copy of the key.
        for path in self._path(client_id).parent.glob(f"{client_id}*"):
            if path.name == client_id or path.name.startswith(f"{client_id}."):
                _overwrite(path)
                remove_durably(path)

    def erased(self) -> frozenset[str]:
        """Return the clients that were erased, whatever a restored backup says."""
        return frozenset(_names(self.apart / "erased"))

    def replay_erasures(self) -> frozenset[str]:
        """Destroy keys that a restored ring brought back; their clients' rows must go too."""
        back = self.erased() & frozenset(_names(self.folder / "clients"))
        for client_id in back:
            self.destroy(client_id)
        return back

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Yield path and content of what a backup needs; client keys stay wrapped."""
        yield RING_FILE, (self.folder / RING_FILE).read_bytes()
        for client_id in _names(self.folder / "clients"):
            with suppress(FileNotFoundError):  # erased just now
                yield f"clients/{client_id}", self._path(client_id).read_bytes()

    def sweep(self, *, older_than: timedelta) -> None:
        """Remove unfinished keys that a crash left; a younger one may be in the making."""
        before = (datetime.now(UTC) - older_than).timestamp()
        for part in (self.folder / "clients").glob(f"*{PART}"):
            with suppress(FileNotFoundError):  # finished just now
                if part.stat().st_mtime <= before:
                    part.unlink()

    def damaged(self) -> tuple[str, ...]:
        """Return the clients whose keys do not open, and those of erased clients that are back."""
        return tuple(name for name in _names(self.folder / "clients") if not self._opens(name))

    def _opens(self, client_id: str) -> bool:
        try:
            self.client_key(client_id)
        except ClientKeyError:
            return False
        return True

    def _path(self, client_id: str) -> Path:
        return self.folder / "clients" / safe_name(client_id)

    def _tombstone(self, client_id: str) -> Path:
        return self.apart / "erased" / safe_name(client_id)


@dataclass(frozen=True)
class _RingFile:
    """How a ring opens: the salt of its passphrase, if it has one, and a sealed known text."""

    salt: bytes | None
    proof: bytes

    def as_json(self) -> bytes:
        salt = None if self.salt is None else self.salt.hex()
        return json.dumps({"schema": SCHEMA, "salt": salt, "proof": self.proof.hex()}).encode()

    @classmethod
    def from_json(cls, text: bytes) -> Self:
        try:
            values = json.loads(text)
            if values["schema"] != SCHEMA:
                raise ClinicKeyError(f"{RING_FILE} was written by another version of Rhytid.")
            salt = None if values["salt"] is None else bytes.fromhex(values["salt"])
            return cls(salt, bytes.fromhex(values["proof"]))
        except (ValueError, KeyError, TypeError) as error:
            raise ClinicKeyError(f"{RING_FILE} is damaged; restore the key ring.") from error


def open_ring(folder: Path, apart: Path, passphrase: Passphrase | None = None) -> KeyRing:
    """Open the key ring, or make a new one where there is none.

    Parameters
    ----------
    folder : Path
        The ring, beside the data.
    apart : Path
        Where the clinic key and the tombstones are kept, away from the data and its backups.
    passphrase : Passphrase, optional
        Opens the ring instead of a key file.

    Raises
    ------
    ClinicKeyError
        The key is missing or wrong, its file is readable by others, or the ring opens in the other
        way. Nothing was changed.
    """
    if not (folder / RING_FILE).exists():
        _make_ring(folder, apart, passphrase)
    ring = _RingFile.from_json((folder / RING_FILE).read_bytes())
    if ring.salt is None and passphrase is not None:
        raise ClinicKeyError("This key ring opens with a key file, not with a passphrase.")
    if ring.salt is not None and passphrase is None:
        raise ClinicKeyError("This key ring opens with a passphrase, and none was given.")
    key = _clinic_key(apart, passphrase, ring.salt)
    try:
        unseal(key, ring.proof, "proof")
    except SealBrokenError as error:
        raise ClinicKeyError(
            "The clinic key is not the one of this data; no data was touched. Put the right key "
            "file or passphrase in place."
        ) from error
    return KeyRing(folder, apart, key)


def safe_name(client_id: str) -> str:
    """Return a client's id if it can be a file name."""
    if not is_safe_name(client_id):
        raise ClientKeyError("A client's id is up to 64 letters, digits, - and _.")
    return client_id


def is_safe_name(client_id: str) -> bool:
    """Tell whether a client's id can be a file name."""
    return _SAFE_NAME.fullmatch(client_id) is not None


def _make_ring(folder: Path, apart: Path, passphrase: Passphrase | None) -> None:
    if any(_names(folder / "clients")):
        raise ClinicKeyError(f"{RING_FILE} is missing beside client keys; restore the key ring.")
    make_folder(folder)
    make_folder(apart)
    salt = secrets.token_bytes(16) if passphrase else None
    if passphrase is None and not (apart / KEY_FILE).exists():
        with suppress(FileExistsError):  # another process was faster
            create_durably(apart / KEY_FILE, b64encode(new_key()) + b"\n", mode=PRIVATE)
    ring = _RingFile(salt, seal(_clinic_key(apart, passphrase, salt), PROOF, "proof"))
    with suppress(FileExistsError):
        create_durably(folder / RING_FILE, ring.as_json(), mode=PRIVATE)


def _clinic_key(apart: Path, passphrase: Passphrase | None, salt: bytes | None) -> bytes:
    if passphrase is None or salt is None:
        return _read_key(apart / KEY_FILE)
    return hash_secret_raw(
        passphrase.text.encode(),
        salt,
        time_cost=ARGON2_PASSES,
        memory_cost=ARGON2_MEMORY_KIB,
        parallelism=ARGON2_LANES,
        hash_len=KEY_BYTES,
        type=Type.ID,
    )


def _read_key(path: Path) -> bytes:
    try:
        mode = stat.S_IMODE(path.stat().st_mode)
        text = path.read_bytes()
    except FileNotFoundError as error:
        raise ClinicKeyError(
            f"The clinic key {path.name} is missing; put it back. No data was touched."
        ) from error
    if os.name != "nt" and mode & 0o077:
        raise ClinicKeyError(
            f"The clinic key {path.name} is open to other users; run chmod 600 on it."
        )
    try:
        key = b64decode(text.strip(), validate=True)
    except ValueError:
        key = b""
    if len(key) != KEY_BYTES:
        raise ClinicKeyError(f"The clinic key {path.name} is damaged; put the right one back.")
    return key


def _overwrite(path: Path) -> None:
    with path.open("r+b") as file:
        file.write(b"\0" * path.stat().st_size)
        file.flush()
        os.fsync(file.fileno())


def _names(folder: Path) -> Iterator[str]:
    if folder.is_dir():
        yield from sorted(p.name for p in folder.iterdir() if _SAFE_NAME.fullmatch(p.name))
