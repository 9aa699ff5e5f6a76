"""The photos of a batch: those in a folder, or those that a manifest names, wherever they are."""

import io
import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import PureWindowsPath

import fsspec
from fsspec import AbstractFileSystem

from tracking.csv_rows import filled_rows
from tracking.file_names import PHOTO_ENDINGS, is_photo
from tracking.measure import EXPRESSIONS
from vision.errors import RhytidError


class PhotoListError(RhytidError):
    """The folder or manifest of a batch cannot be read, or names no photo."""


@dataclass(frozen=True)
class ListedPhoto:
    """One photo of a batch.

    Attributes
    ----------
    number : int
        Its place in the list, from 0.
    file : str
        Relative to the folder, or as the manifest writes it.
    address : str
        What fsspec opens.
    expression : str or None
        What the person was asked for, where the manifest says so.
    """

    number: int
    file: str
    address: str
    expression: str | None = None


def list_photos(source: str) -> list[ListedPhoto]:
    """List the photos of a folder by name, or those of a manifest in its order.

    Parameters
    ----------
    source : str
        A folder, or a file that ends in ``.csv`` with a column ``file`` and, if wanted, a column
        ``expression``: a path or any address that fsspec opens, such as ``s3://bucket/photos``.
        Files of a manifest are relative to it, unless they are addresses or absolute paths.

    Raises
    ------
    PhotoListError
        It cannot be read, or there is no photo in it.
    """
    try:
        files, root = fsspec.core.url_to_fs(source)
        read = _in_manifest if root.lower().endswith(".csv") else _in_folder
        photos = list(read(files, root))
    except (OSError, ImportError, ValueError) as error:
        raise PhotoListError(
            f"{source} cannot be read ({error}); name a folder, or a CSV file with a column `file`."
        ) from error
    if not photos:
        raise PhotoListError(f"{source} names no photo ({', '.join(PHOTO_ENDINGS)}).")
    return photos


def _in_folder(files: AbstractFileSystem, root: str) -> Iterator[ListedPhoto]:
    named = (
        (path.removeprefix(root).lstrip("/") or posixpath.basename(path), path)
        for path in sorted(files.find(root))
    )
    photos = ((name, path) for name, path in named if is_photo(name))
    for number, (name, path) in enumerate(photos):
        yield ListedPhoto(number, name, files.unstrip_protocol(path))


def _in_manifest(files: AbstractFileSystem, path: str) -> Iterator[ListedPhoto]:
    text = io.StringIO(files.cat_file(path).decode("utf-8-sig"), newline="")
    folder = posixpath.dirname(path)
    for number, row in enumerate(filled_rows(text, ("file",))):
        expression = (row.get("expression") or "").strip()
        if expression not in ("", *EXPRESSIONS):
            raise ValueError(f"{row['file']}: there is no expression {expression!r}")
        name = row["file"]
        stands_alone = "://" in name or PureWindowsPath(name).is_absolute()
        # joining with an absolute POSIX path gives that path
        beside = files.unstrip_protocol(posixpath.join(folder, name))
        address = name if stands_alone else beside
        yield ListedPhoto(number, name, address, expression or None)
