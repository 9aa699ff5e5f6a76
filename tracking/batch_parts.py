"""The result of a batch while it grows: parts that survive a crash, joined at the end.

Next to ``FILE.parquet`` stands the folder ``FILE.parquet.parts`` with one file per group of photos,
each there as a whole or not at all. When all are there they become the row groups of the one file,
in the order of the list: so the same photos give the same bytes, in whatever order and however
often interrupted they were measured.
"""

import hashlib
import json
import os
import shutil
from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from metrics.evidence import ALGORITHM
from records.durable import PART, make_folder, replace_durably, sync_folder
from tracking.batch_rows import SCHEMA, Row
from tracking.photo_list import ListedPhoto
from vision.errors import RhytidError

PHOTOS_PER_PART = 64
RUN = "run.json"


class BatchFileError(RhytidError):
    """The result cannot be written where it was asked for."""


@dataclass(frozen=True)
class Parts:
    """The parts of one result."""

    out: Path
    photos: Sequence[ListedPhoto]

    @property
    def folder(self) -> Path:
        """Where the parts are until they are joined."""
        return self.out.with_name(self.out.name + ".parts")

    @property
    def count(self) -> int:
        """How many parts there will be."""
        return -(-len(self.photos) // PHOTOS_PER_PART)

    def begin(self, *, resume: bool) -> None:
        """Make the folder, or find that of an interrupted run over the same list.

        Raises
        ------
        BatchFileError
            The result is there already, an interrupted run is there and is not to be resumed, or
            it was over other photos or with another version of the algorithm.
        """
        run = self.folder / RUN
        if self.out.exists():
            raise BatchFileError(f"{self.out} is there already; name a new file.")
        if run.exists():
            if not resume:
                raise BatchFileError(
                    f"{self.folder} holds an interrupted run; go on with it by --resume, or remove "
                    "that folder."
                )
            if json.loads(run.read_bytes()) != self._identity():
                raise BatchFileError(
                    f"{self.folder} holds a run over other photos or with another version of "
                    "Rhytid; remove that folder and start anew."
                )
        else:
            make_folder(self.folder)
            replace_durably(run, json.dumps(self._identity()).encode(), mode=0o600)

    def missing(self) -> list[int]:
        """Return the numbers of the parts that are still to be measured."""
        return [number for number in range(self.count) if not self._part(number).exists()]

    def photos_of(self, number: int) -> Sequence[ListedPhoto]:
        """Return the photos of one part."""
        return self.photos[number * PHOTOS_PER_PART : (number + 1) * PHOTOS_PER_PART]

    def write(self, number: int, rows: Sequence[Row]) -> None:
        """Keep a part; on return it survives a loss of power."""
        sink = pa.BufferOutputStream()
        pq.write_table(pa.Table.from_pylist(list(rows), SCHEMA), sink)
        replace_durably(self._part(number), sink.getvalue().to_pybytes(), mode=0o600)

    def join(self) -> Counter[str]:
        """Write the parts as the row groups of one file, and remove them.

        Returns
        -------
        Counter
            Refused photos by reason, whichever run met them.
        """
        whole = self.out.with_name(self.out.name + PART)
        refused: Counter[str] = Counter()
        with pq.ParquetWriter(whole, SCHEMA) as writer:
            for number in range(self.count):
                part = pq.read_table(self._part(number))
                writer.write_table(part)
                left_out = part.filter(pc.field("status") == "refused")
                refused.update(left_out["reason_code"].to_pylist())
        with whole.open("rb+") as file:
            os.fsync(file.fileno())
        whole.replace(self.out)
        sync_folder(self.out.parent)
        shutil.rmtree(self.folder)
        return refused

    def _part(self, number: int) -> Path:
        return self.folder / f"{number:08d}.parquet"

    def _identity(self) -> dict[str, str | int]:
        listed = hashlib.sha256()
        for photo in self.photos:
            listed.update(json.dumps(asdict(photo)).encode())
        return {
            "algorithm": ALGORITHM,
            "photos": len(self.photos),
            "photos_per_part": PHOTOS_PER_PART,
            "list_sha256": listed.hexdigest(),
        }
