"""Measuring many photos into one Parquet file; an interrupted run goes on where it stopped."""

import logging
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import fsspec

from tracking.batch_parts import Parts
from tracking.batch_rows import Row, rows_of
from tracking.engines import Engine
from tracking.measure import face_landmarker, measure_photo, refused_photo
from tracking.photo_list import ListedPhoto, list_photos
from tracking.workers import one_thread
from vision.errors import Refusal

FAULT = Refusal("fault", "The program failed on this photo; the log of the worker says how.")
KILLED = Refusal(
    "fault", "The process that measured this photo was killed, perhaps for want of memory."
)


@dataclass(frozen=True)
class Batch:
    """A finished run.

    Attributes
    ----------
    photos : int
    resumed : int
        Of them, measured by an earlier, interrupted run.
    refused : Counter
        Photos of the result that were not measured, by reason.
    """

    photos: int
    resumed: int
    refused: Counter[str]


def run_batch(
    source: str,
    out: Path,
    engine: Engine,
    *,
    resume: bool,
    progress: Callable[[int, int], None],
) -> Batch:
    """Measure every photo of a folder or manifest; the result is there as a whole or not at all.

    Parameters
    ----------
    source : str
        See `tracking.photo_list.list_photos`.
    out : Path
        The Parquet file; see `tracking.batch_rows.SCHEMA`.
    engine : Engine
    resume : bool
        Go on with an interrupted run.
    progress : callable
        Called with how many photos are done and how many there are.

    Raises
    ------
    PhotoListError, BatchFileError, ClusterError
    """
    parts = Parts(out, list_photos(source))
    parts.begin(resume=resume)
    missing = parts.missing()
    photos = [photo for number in missing for photo in parts.photos_of(number)]
    resumed = done = len(parts.photos) - len(photos)
    open_parts: dict[int, dict[int, list[Row]]] = {}
    part_of = {photo.number: number for number in missing for photo in parts.photos_of(number)}
    progress(done, len(parts.photos))
    for photo, measured in engine.results(measure_listed, photos):
        rows = measured or rows_of(refused_photo(photo.file, None, KILLED))
        number = part_of[photo.number]
        part = open_parts.setdefault(number, {})
        part[photo.number] = rows
        if len(part) == len(parts.photos_of(number)):
            parts.write(number, [row for _, some in sorted(part.items()) for row in some])
            del open_parts[number]
        done += 1
        progress(done, len(parts.photos))
    return Batch(len(parts.photos), resumed, refused=parts.join())


def measure_listed(photo: ListedPhoto) -> list[Row]:
    """Read and measure one photo; whatever goes wrong is in its row."""
    one_thread()
    try:
        with fsspec.open(photo.address, "rb") as file:
            data = file.read()
    except Exception as error:  # every kind of storage has exceptions of its own
        reason = Refusal("unreadable", f"The file cannot be read ({error}); check its address.")
        return rows_of(refused_photo(photo.file, None, reason))
    try:
        entry = measure_photo(
            data, name=photo.file, expression=photo.expression, landmarker=face_landmarker()
        )
    except Exception:  # one bad photo must not stop the rest of a batch
        logging.getLogger(__name__).exception("Photo %s was not measured", photo.file)
        entry = refused_photo(photo.file, None, FAULT)
    return rows_of(entry)
