"""Files that are there as a whole or not at all, and survive a loss of power once written.

The sequence is that of careful stores (restic, PostgreSQL): temporary file, write, fsync, read
back, rename, fsync of the folder. A failed fsync is never tried again: the kernel may have
forgotten the bytes, so the save fails.
"""

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from vision.errors import RhytidError

PART = ".part"
"""Ending of temporary files; one that is left over belongs to a save that never was."""


class DamagedWriteError(RhytidError):
    """What was read back is not what was written: the disk or the memory is faulty."""


def replace_durably(path: Path, data: bytes, *, mode: int) -> None:
    """Write a file, or put it in the place of the one that is there.

    Parameters
    ----------
    path : Path
        Its folder must exist.
    data : bytes
    mode : int
        Permissions of the file, for example ``0o600``.
    """
    replace_atomically(path, data, mode=mode)
    sync_folder(path.parent)


def replace_atomically(path: Path, data: bytes, *, mode: int) -> None:
    """Do the same, but after a loss of power the earlier file may be there, whole, once more."""
    with _written_part(path, data, mode) as part:
        os.replace(part, path)  # noqa: PTH105 - all system calls in one name, for fault tests


def create_durably(path: Path, data: bytes, *, mode: int) -> None:
    """Write a file that must not be there yet, even if another process creates it right now.

    Raises
    ------
    FileExistsError
        It is there; it was left as it is, and its name is durable.
    """
    try:
        with _written_part(path, data, mode) as part:
            os.link(part, path)  # unlike a rename, a link never replaces
    finally:
        sync_folder(path.parent)  # also for the file of another process, which may not be so far


def make_folder(folder: Path) -> None:
    """Create a folder for the owner only, with its parents, so that it survives a loss of power."""
    if folder.is_dir():
        return
    make_folder(folder.parent)
    folder.mkdir(mode=0o700, exist_ok=True)
    sync_folder(folder.parent)


def remove_durably(path: Path) -> None:
    """Remove a file if it is there."""
    path.unlink(missing_ok=True)
    if path.parent.is_dir():
        sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder survive a loss of power."""
    if os.name == "nt":  # Windows cannot open folders; its rename is already durable
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


@contextmanager
def _written_part(path: Path, data: bytes, mode: int) -> Iterator[Path]:
    part = path.with_name(f"{path.name}.{secrets.token_hex(8)}{PART}")
    try:
        handle = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
        try:
            unwritten = memoryview(data)
            while unwritten:
                unwritten = unwritten[os.write(handle, unwritten) :]
            os.fsync(handle)
        finally:
            os.close(handle)
        if part.read_bytes() != data:
            raise DamagedWriteError(f"{path.name} was not written as given; nothing was kept.")
        yield part
    finally:
        part.unlink(missing_ok=True)
