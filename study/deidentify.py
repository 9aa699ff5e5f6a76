"""Letting through what its column allows, and nothing else."""

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from study.collect import Collected
from study.columns import Column, Row, Table, Value
from study.people import LEAST_PEOPLE, Person, blur
from study.reasons import OTHER_REASON
from study.tables import BASE_TABLES, REASON


@dataclass
class LeftOut:
    """What did not leave, for the operator and for `provenance.json`.

    Attributes
    ----------
    people : int
        Fewer than five people share their treatment.
    blurred_people : int
        They leave without skin type, age or year.
    values : Counter
        By table and column: not in the column's list or range.
    rows : Counter
        By table: a value was missing without which the row means nothing.
    """

    people: int = 0
    blurred_people: int = 0
    values: Counter[str] = field(default_factory=Counter)
    rows: Counter[str] = field(default_factory=Counter)


@dataclass(frozen=True)
class Deidentified:
    """The base tables, and what was left out of them."""

    people: Sequence[Person]
    tables: Mapping[str, list[Row]]
    left_out: LeftOut


def deidentify(collected: Sequence[Collected], *, least: int = LEAST_PEOPLE) -> Deidentified:
    """Make the base tables of an export.

    Rows are ordered by the keys of their table, so that nothing tells in which order people came.
    """
    left_out = LeftOut()
    everyone = {each.person.study_code: each for each in collected}
    people = blur((each.person for each in collected), least=least)
    left_out.people = len(everyone) - len(people)
    left_out.blurred_people = sum(person != everyone[person.study_code].person for person in people)
    tables = {}
    for table in BASE_TABLES:
        rows = (
            {**row, **_identity(person, table)}
            for person in people
            for row in everyone[person.study_code].rows[table.name]
        )
        tables[table.name] = _allowed_rows(table, rows, left_out)
    return Deidentified(people, tables, left_out)


def in_order(table: Table, rows: Iterable[Row]) -> list[Row]:
    """Return rows in the order of their keys, an empty value before all others."""
    return sorted(rows, key=lambda row: [_before_all(row[name]) for name in table.key])


def _before_all(value: Value) -> tuple[bool, Value]:
    return (value is not None, value)


def _identity(person: Person, table: Table) -> dict[str, Value]:
    known: dict[str, Value] = {
        "study_code": person.study_code,
        "treated_with": person.treated_with,
        "first_year": person.first_year,
        "age_band": person.age_band,
        "fitzpatrick": person.fitzpatrick,
    }
    return {name: value for name, value in known.items() if name in table.names}


def _allowed_rows(
    table: Table, rows: Iterable[Mapping[str, Value]], left_out: LeftOut
) -> list[Row]:
    kept: list[Row] = []
    for row in rows:
        allowed: dict[str, Value] = {}
        for column in table.columns:
            value = row.get(column.name)
            allowed[column.name] = allowed_value(column, value)
            if value is not None and allowed[column.name] is None:
                left_out.values[f"{table.name}.{column.name}"] += 1
        if any(column.required and allowed[column.name] is None for column in table.columns):
            left_out.rows[table.name] += 1
        else:
            kept.append(allowed)
    return in_order(table, kept)


def allowed_value(column: Column, value: Value) -> Value:
    """Return a value as it may leave in a column; None where it may not.

    Numbers that people typed in lose the digits beyond those of a dose or a duration.
    """
    if column.kind == "string":
        return _allowed_text(column, value)
    if column.kind == "boolean":
        return value if isinstance(value, bool) else None
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        return _allowed_number(column, value)
    return None


def _allowed_number(column: Column, value: float) -> float | None:
    low = -math.inf if column.minimum is None else column.minimum
    high = math.inf if column.maximum is None else column.maximum
    if not low <= value <= high:  # neither does NaN
        return None
    if column.kind == "integer":
        return value if isinstance(value, int) else None
    return float(value if column.digits is None else f"{value:.{column.digits}g}")


def _allowed_text(column: Column, value: Value) -> str | None:
    if not isinstance(value, str):
        return None
    if column.pattern:
        return value if re.fullmatch(column.pattern, value) else None
    if value in column.values:
        return value
    return OTHER_REASON if column.name == REASON.name else None
