"""The data dictionary of an export and its Frictionless description, made of the tables."""

from pathlib import Path
from typing import Any

from metrics.catalogue import CATALOGUE
from metrics.verdict import ALGORITHM as PAIR_ALGORITHM
from study.columns import Column, Row, Table
from study.derive import DERIVED_TABLES, VERSION
from study.people import LEAST_PEOPLE
from study.tables import BASE_TABLES, PAIRS

TABLES = (*BASE_TABLES, *DERIVED_TABLES)
DICTIONARY = Table(
    "dictionary",
    "One row per column of every table.",
    ("table", "column"),
    tuple(
        Column(name, "string" if name not in ("minimum", "maximum") else "number", what)
        for name, what in (
            ("table", "where it stands"),
            ("column", "its name"),
            ("kind", "string, integer, number or boolean"),
            ("unit", "empty for counts and ratios"),
            ("description", "what it says"),
            ("values", "the only texts it holds, with a bar between"),
            ("minimum", "smallest number it holds"),
            ("maximum", "largest number it holds"),
            ("higher_means", "direction of the figure"),
            ("algorithm", "what gave the figure"),
            ("equation", "of the figure"),
            ("source", "of the equation"),
        )
    ),
)


def dictionary_rows() -> list[Row]:
    """Return the data dictionary: unit, range, direction, equation and version of each column."""
    return [_dictionary_row(table, column) for table in TABLES for column in table.columns]


def _dictionary_row(table: Table, column: Column) -> Row:
    metric = CATALOGUE.get(column.metric)
    return {
        "table": table.name,
        "column": column.name,
        "kind": column.kind,
        "unit": column.unit,
        "description": column.description,
        "values": "|".join(column.values),
        "minimum": column.minimum,
        "maximum": column.maximum,
        "higher_means": metric.higher_means if metric else None,
        "algorithm": _algorithm(table, column),
        "equation": metric.equation if metric else None,
        "source": metric.source if metric else None,
    }


def _algorithm(table: Table, column: Column) -> str | None:
    if table in DERIVED_TABLES:
        return VERSION
    if not column.metric:
        return None
    return PAIR_ALGORITHM if table is PAIRS else CATALOGUE[column.metric].algorithm


def data_package(files: dict[Path, str]) -> dict[str, Any]:
    """Describe an export as the Frictionless Data Package standard, version 1, asks for it.

    Parameters
    ----------
    files : dict of Path to str
        SHA-256 of every file by its path.
    """
    described = {table.name: table for table in (*TABLES, DICTIONARY)}
    return {
        "profile": "data-package",
        "name": "rhytid-research-export",
        "title": "Facial lines over Botox and microcurrent sessions, without names",
        "description": "Days are counted from each person's first visit; at least "
        f"{LEAST_PEOPLE} people share what could be recognised about one of them.",
        "resources": [
            _resource(path, digest, described.get(path.stem)) for path, digest in files.items()
        ],
    }


def _resource(path: Path, digest: str, table: Table | None) -> dict[str, Any]:
    kind = path.suffix.removeprefix(".")
    resource: dict[str, Any] = {
        "name": f"{path.stem}-{kind}".lower(),
        "path": path.name,
        "format": kind,
        "hash": f"sha256:{digest}",
        "bytes": path.stat().st_size,
    }
    if table is not None:
        schema = {
            "fields": [_field(column) for column in table.columns],
            "primaryKey": list(table.key),
            "missingValues": [""],
        }
        profile = "tabular-data-resource" if kind == "csv" else "data-resource"
        resource |= {"profile": profile, "description": table.description, "schema": schema}
    return resource


def _field(column: Column) -> dict[str, Any]:
    constraints: dict[str, Any] = {
        "required": column.required or None,
        "enum": list(column.values) or None,
        "pattern": column.pattern or None,
        "minimum": column.minimum,
        "maximum": column.maximum,
    }
    known = {name: value for name, value in constraints.items() if value is not None}
    field = {"name": column.name, "type": column.kind, "description": column.description}
    return field | ({"constraints": known} if known else {})
