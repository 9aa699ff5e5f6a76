"""A table as a CSV and as a Parquet file, each read back as the rows that were written."""

import csv
import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from study.columns import Column, Row, Table, Value
from study.errors import StudyError

TYPES = {
    "string": pa.string(),
    "integer": pa.int64(),
    "number": pa.float64(),
    "boolean": pa.bool_(),
}


def write_table(folder: Path, table: Table, rows: Sequence[Row]) -> None:
    """Write ``NAME.csv`` and ``NAME.parquet``; equal rows give equal bytes."""
    with (folder / f"{table.name}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(table.names)
        writer.writerows([text_of(row[name]) for name in table.names] for row in rows)
    schema = pa.schema([(column.name, TYPES[column.kind]) for column in table.columns])
    pq.write_table(pa.Table.from_pylist(list(rows), schema), folder / f"{table.name}.parquet")


def read_parquet(folder: Path, table: Table) -> list[Row]:
    """Read ``NAME.parquet`` of an export."""
    path = folder / f"{table.name}.parquet"
    try:
        rows: list[Row] = pq.read_table(path).to_pylist()
    except (OSError, pa.ArrowException) as error:
        raise StudyError(f"{path} cannot be read; ask for the export again.") from error
    _require_columns(path, table, rows[0].keys() if rows else table.names)
    return rows


def read_csv(folder: Path, table: Table) -> list[Row]:
    """Read ``NAME.csv`` of an export."""
    path = folder / f"{table.name}.csv"
    try:
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file)
            _require_columns(path, table, reader.fieldnames or ())
            return [
                {column.name: _value_of(column, row[column.name]) for column in table.columns}
                for row in reader
            ]
    except (OSError, ValueError, TypeError) as error:
        raise StudyError(f"{path} cannot be read; ask for the export again.") from error


def row_digest(table: Table, row: Row) -> str:
    """Return the SHA-256 of what a row says, the same for both files."""
    content = "\n".join(text_of(row[name]) for name in table.names)
    return hashlib.sha256(content.encode()).hexdigest()


def text_of(value: Value) -> str:
    """Return a value as a CSV file holds it: to the last digit, nothing for None."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else repr(value)


def _value_of(column: Column, text: str) -> Value:
    if text == "":
        return None
    if column.kind == "boolean":
        return text == "true"
    if column.kind == "string":
        return text
    return int(text) if column.kind == "integer" else float(text)


def _require_columns(path: Path, table: Table, names: Iterable[str]) -> None:
    if list(names) != table.names:
        raise StudyError(f"{path} does not have the columns of this version's {table.name}.")
