"""Rebuilding an export from its own base tables, to the last digit."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from pathlib import Path
from typing import Any, cast

from study.columns import Row, Table
from study.derive import DERIVED_TABLES, VERSION, derive
from study.dictionary import TABLES
from study.errors import StudyError
from study.export import DATA_PACKAGE, PROVENANCE, ROW_DIGESTS, file_digest
from study.files import read_csv, read_parquet, row_digest, text_of
from study.tables import BASE_TABLES, READINGS


@dataclass(frozen=True)
class Reproduction:
    """What became of recomputing an export.

    Attributes
    ----------
    rows : dict of str to int
        Recomputed rows by derived table.
    faults : tuple of str
        Files and rows that are not as they were exported or do not follow from the base tables;
        empty where everything agrees.
    """

    rows: dict[str, int]
    faults: tuple[str, ...]


def reproduce(folder: Path) -> Reproduction:
    """Recompute every derived table of an export, and check every row against its digest.

    Raises
    ------
    StudyError
        The folder is no export, or one of its files cannot be read.
    """
    made_by = _json(folder / PROVENANCE)["algorithms"]["derive"]
    if made_by != VERSION:
        raise StudyError(f"The export was made by {made_by}; this is {VERSION}. Use that version.")
    digests = _json(folder / ROW_DIGESTS)
    parquet = {table.name: read_parquet(folder, table) for table in TABLES}
    faults = list(_file_faults(folder))
    for table in TABLES:
        kept = {"parquet": parquet[table.name], "csv": read_csv(folder, table)}
        for kind, rows in kept.items():
            name = f"{table.name}.{kind}"
            faults += _altered_rows(name, table, rows, digests[table.name])
    derived = derive({table.name: parquet[table.name] for table in BASE_TABLES})
    for table in DERIVED_TABLES:
        faults += _differences(table, parquet[table.name], derived[table.name])
    faults += _false_shams(parquet[READINGS.name])
    return Reproduction({name: len(rows) for name, rows in derived.items()}, tuple(faults))


def _file_faults(folder: Path) -> Iterator[str]:
    for resource in _json(folder / DATA_PACKAGE)["resources"]:
        path = folder / resource["path"]
        if not path.is_file():
            yield f"{path.name} is missing"
        elif f"sha256:{file_digest(path)}" != resource["hash"]:
            yield f"{path.name} is not the file that was exported"


def _altered_rows(
    name: str, table: Table, rows: Sequence[Row], digests: Sequence[str]
) -> Iterator[str]:
    if len(rows) != len(digests):
        yield f"{name} has {len(rows)} rows instead of {len(digests)}"
        return
    for number, (row, digest) in enumerate(zip(rows, digests, strict=True), start=1):
        if row_digest(table, row) != digest:
            yield f"{name}, row {number} is not as exported: {_key(table, row)}"


def _differences(table: Table, kept: Sequence[Row], made: Sequence[Row]) -> Iterator[str]:
    for number, (old, new) in enumerate(zip_longest(kept, made), start=1):
        if old is None or new is None:
            yield f"{table.name}: {len(kept)} rows were exported, {len(made)} follow"
            return
        for column in table.names:
            if old[column] != new[column]:
                yield (
                    f"{table.name}, row {number}: {column} is {text_of(old[column])}, "
                    f"recomputed {text_of(new[column])}: {_key(table, old)}"
                )


def _false_shams(readings: Sequence[Row]) -> Iterator[str]:
    """Pairs that were graded as shams without being two shots of one visit."""
    earlier: dict[tuple[object, ...], Row] = {}
    for row in readings:
        if not row["is_sham"]:
            continue
        position = cast(int, row["item_number"])
        pair = (row["set_number"], (position + 1) // 2, row["rater_number"])
        other = earlier.setdefault(pair, row)
        visits = [(each["study_code"], each["visit_number"]) for each in (other, row)]
        if other is not row and (visits[0] != visits[1] or other["shot"] == row["shot"]):
            yield f"readings: no sham of two shots of one visit: {_key(READINGS, row)}"


def _key(table: Table, row: Row) -> str:
    return ", ".join(f"{name} {text_of(row[name])}" for name in table.key)


def _json(path: Path) -> dict[str, Any]:
    try:
        document: dict[str, Any] = json.loads(path.read_bytes())
    except (OSError, ValueError) as error:
        raise StudyError(
            f"{path} cannot be read; name the folder of an export made with "
            "`python cli.py export --purpose research --out DIR`."
        ) from error
    return document
