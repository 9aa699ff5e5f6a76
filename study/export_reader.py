"""Reads the tables of a research export back, as far as the analyses need them."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from study.errors import StudyError

TREATMENT_COLUMNS = (
    "study_code",
    "session_number",
    "day_offset",
    "kind",
    "region",
    "product",
    "dose_units",
    "modality",
    "session_minutes",
    "current_microampere",
)
MEASUREMENT_COLUMNS = (
    "study_code",
    "visit_number",
    "day_offset",
    "expression",
    "view",
    "shot",
    "region",
    "line_density_mm_per_cm2",
    "severity",
)


@dataclass(frozen=True)
class Export:
    """The tables that the analyses start from, with the columns of `study.tables`.

    Attributes
    ----------
    treatments : DataFrame
        `TREATMENT_COLUMNS` and others; one row per session, region and side.
    measurements : DataFrame
        `MEASUREMENT_COLUMNS` and others; one row per photo and region.
    """

    treatments: pd.DataFrame
    measurements: pd.DataFrame


def read_export(folder: Path) -> Export:
    """Read the folder of a research export.

    Raises
    ------
    StudyError
        A table or one of its columns is missing, or a file is not a table.
    """
    return Export(
        read_table(folder, "treatments", TREATMENT_COLUMNS),
        read_table(folder, "measurements", MEASUREMENT_COLUMNS),
    )


def read_table(folder: Path, name: str, columns: Iterable[str]) -> pd.DataFrame:
    """Read one table of an export, from Parquet or else from CSV.

    Raises
    ------
    StudyError
        There is no such table, it lacks a column, or it cannot be read.
    """
    parquet, text = folder / f"{name}.parquet", folder / f"{name}.csv"
    try:
        table = pd.read_parquet(parquet) if parquet.is_file() else pd.read_csv(text)
    except FileNotFoundError as error:
        raise StudyError(
            f"{folder} has no table {name}; write one with "
            "`python cli.py export --purpose research --out DIR`."
        ) from error
    except ValueError as error:
        raise StudyError(f"{folder}: the table {name} cannot be read; export it anew.") from error
    missing = [column for column in columns if column not in table]
    if missing:
        raise StudyError(f"The table {name} has no column {', '.join(missing)}; export it anew.")
    return table
