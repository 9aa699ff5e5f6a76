"""Tables that follow from the base tables of an export, and from nothing else.

All sums are exact (`math.fsum`), so that they come out the same to the last digit in any order, on
any computer and with any version of any library.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from statistics import median
from typing import cast

from study.columns import Column, Row, Table, change_column, figure_column, number_column
from study.deidentify import in_order
from study.people import LEAST_PEOPLE
from study.tables import (
    DAY,
    EXPRESSION,
    FACE,
    PEOPLE,
    REGION_OR_FACE,
    STUDY_CODE,
    VIEW,
    VISIT,
)

VERSION = "derive/1.0.0"
DENSITY = "line_density_mm_per_cm2"
SEVERITY = "severity"
Tables = Mapping[str, Sequence[Row]]


def _median_change(figure: str, metric: str) -> tuple[Column, Column]:
    return (
        change_column(f"median_{figure}_change_percent", f"median change of {metric}", metric),
        change_column(f"median_{figure}_sdc_percent", f"median SDC of {metric}", metric),
    )


COURSES = Table(
    "courses",
    "One row per visit, expression, view and region: the mean over the shots of the visit.",
    ("study_code", "expression", "view", "region", "visit_number"),
    (
        STUDY_CODE,
        EXPRESSION,
        VIEW,
        REGION_OR_FACE,
        VISIT,
        DAY,
        number_column("photos", "shots with figures"),
        figure_column(DENSITY),
        change_column("density_change_percent", "since the first visit with a figure", DENSITY),
        figure_column(SEVERITY),
        change_column("severity_change_percent", "since the first visit with a figure", SEVERITY),
        Column(
            "days_since_botox",
            "integer",
            "days since the last toxin in this region (in any, for the face) before this day",
            "d",
            minimum=1,
            maximum=36_500,
        ),
    ),
)
CELLS = Table(
    "cells",
    "One row per combination of what could be recognised about people; at least five share each.",
    tuple(column.name for column in PEOPLE),
    (*PEOPLE, number_column("people", "who share it"), number_column("visits", "of theirs")),
)
CHANGES = Table(
    "changes",
    "One row per expression and region of compared pairs, where at least five people have one.",
    ("expression", "region"),
    (
        EXPRESSION,
        REGION_OR_FACE,
        number_column("people", "with a compared pair"),
        number_column("pairs", "compared"),
        *_median_change("density", DENSITY),
        *_median_change("severity", SEVERITY),
    ),
)
DERIVED_TABLES = (COURSES, CELLS, CHANGES)


def derive(base: Tables) -> dict[str, list[Row]]:
    """Compute every derived table from the base tables, rows in the order of their keys."""
    return {
        COURSES.name: in_order(COURSES, _courses(base)),
        CELLS.name: in_order(CELLS, _cells(base["visits"])),
        CHANGES.name: in_order(CHANGES, _changes(base["pairs"])),
    }


def _courses(base: Tables) -> Iterator[Row]:
    botox = _botox_days(base["treatments"])
    shots = _grouped(
        (row for row in base["measurements"] if row[DENSITY] is not None),
        ("study_code", "expression", "view", "region", "visit_number", "day_offset"),
    )
    first: dict[tuple[object, ...], Row] = {}
    for key in sorted(shots, key=lambda key: cast("int", key[4])):
        code, expression, view, region, visit, day = key
        mean = {name: _mean(row[name] for row in shots[key]) for name in (DENSITY, SEVERITY)}
        before = first.setdefault(key[:4], mean)
        earlier = [each for each in botox[code, region] if each < cast("int", day)]
        yield {
            "study_code": cast("str", code),
            "expression": cast("str", expression),
            "view": cast("str", view),
            "region": cast("str", region),
            "visit_number": cast("int", visit),
            "day_offset": cast("int", day),
            "photos": len(shots[key]),
            **mean,
            "density_change_percent": _percent(before[DENSITY], mean[DENSITY]),
            "severity_change_percent": _percent(before[SEVERITY], mean[SEVERITY]),
            "days_since_botox": cast("int", day) - max(earlier) if earlier else None,
        }


def _botox_days(treatments: Iterable[Row]) -> Mapping[tuple[object, object], set[int]]:
    days: dict[tuple[object, object], set[int]] = defaultdict(set)
    for row in treatments:
        if row["kind"] == "botox":
            for region in (row["region"], FACE):
                days[row["study_code"], region].add(cast("int", row["day_offset"]))
    return days


def _cells(visits: Iterable[Row]) -> Iterator[Row]:
    for cell, rows in _grouped(visits, CELLS.key).items():
        people = len({row["study_code"] for row in rows})
        known = cast("dict[str, str | int | None]", dict(zip(CELLS.key, cell, strict=True)))
        yield {**known, "people": people, "visits": len(rows)}


def _changes(pairs: Iterable[Row]) -> Iterator[Row]:
    compared = (row for row in pairs if row["density_change_percent"] is not None)
    for (expression, region), rows in _grouped(compared, CHANGES.key).items():
        people = len({row["study_code"] for row in rows})
        if people < LEAST_PEOPLE:
            continue
        medians = {
            f"median_{name}": _median(row[name] for row in rows)
            for figure in ("density", "severity")
            for name in (f"{figure}_change_percent", f"{figure}_sdc_percent")
        }
        yield {
            "expression": cast("str", expression),
            "region": cast("str", region),
            "people": people,
            "pairs": len(rows),
            **medians,
        }


def _grouped(rows: Iterable[Row], names: Sequence[str]) -> dict[tuple[object, ...], list[Row]]:
    groups: dict[tuple[object, ...], list[Row]] = defaultdict(list)
    for row in rows:
        groups[tuple(row[name] for name in names)].append(row)
    return groups


def _numbers(values: Iterable[object]) -> list[float]:
    return [float(cast("float", value)) for value in values if value is not None]


def _mean(values: Iterable[object]) -> float | None:
    numbers = _numbers(values)
    return math.fsum(numbers) / len(numbers) if numbers else None


def _median(values: Iterable[object]) -> float | None:
    numbers = _numbers(values)
    return median(numbers) if numbers else None


def _percent(before: object, after: object) -> float | None:
    if before is None or after is None or not before:
        return None
    return 100 * (cast("float", after) - cast("float", before)) / cast("float", before)
