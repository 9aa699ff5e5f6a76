"""Tables that people write for a command: pairs of photos, photos of a batch."""

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence


def filled_rows(lines: Iterable[str], columns: Sequence[str]) -> Iterator[Mapping[str, str]]:
    """Read a table in CSV, each row by the names in its first one.

    Parameters
    ----------
    lines : iterable of str
        Of a file that was opened with ``newline=""``.
    columns : sequence of str
        Those that must be there and be filled in every row.

    Raises
    ------
    ValueError
        A column or the cell of a row is missing; rows count as in a spreadsheet, names included.
    """
    reader = csv.DictReader(lines)
    try:
        for column in columns:
            if column not in (reader.fieldnames or ()):
                raise ValueError(f"write the name of a column `{column}` into its first row")
        for row in reader:
            for column in columns:
                if not (row[column] or "").strip():
                    raise ValueError(
                        f"row {reader.line_num} has no {column}: fill it in or take the row out"
                    )
            yield row
    except csv.Error as error:
        raise ValueError(f"row {reader.line_num}: {error}") from error
