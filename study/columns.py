"""Columns of a research export: what may stand in each.

Safe Harbor by construction: a column of text holds one of a closed list of values or a code drawn
by chance, and a column of numbers has a range. There is no column for a name, a date or a sentence,
and a value that is not in its column's list or range does not leave (`study.deidentify`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from metrics.catalogue import CATALOGUE

Kind = Literal["string", "integer", "number", "boolean"]
Value = str | int | float | bool | None
Row = Mapping[str, Value]

VERDICTS = ("fewer_lines", "within_error", "more_lines", "not_comparable")
FIGURE_MAXIMA: Mapping[str, float] = {
    "visible_area_cm2": 600,
    "line_length_mm": 20_000,
    "line_density_mm_per_cm2": 200,
    "line_area_percent": 100,
    "line_count": 2_000,
    "mean_width_mm": 20,
    "mean_contrast": 5,
    "severity": 200,
}
"""Far above any face; a figure beyond is a fault, and stays."""
CHANGE_MAXIMUM = 100_000


@dataclass(frozen=True)
class Column:
    """One column.

    Attributes
    ----------
    name : str
        Ends in its unit where it has one.
    kind : {"string", "integer", "number", "boolean"}
    description : str
    unit : str
    values : tuple of str
        The only texts that may stand in a column of texts.
    pattern : str
        For codes, instead of `values`.
    minimum, maximum : float or None
        Of a column of numbers, both inclusive.
    digits : int or None
        Significant digits that leave of a number typed in by people, too few for a telephone or
        account number; None for what is counted or measured.
    required : bool
        Whether every row has a value.
    metric : str
        The figure of `metrics.catalogue` that it holds, or a change of which.
    """

    name: str
    kind: Kind
    description: str
    unit: str = ""
    values: tuple[str, ...] = ()
    pattern: str = ""
    minimum: float | None = None
    maximum: float | None = None
    digits: int | None = None
    required: bool = False
    metric: str = ""


@dataclass(frozen=True)
class Table:
    """One table; `key` names the columns that tell its rows apart."""

    name: str
    description: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]

    @property
    def names(self) -> list[str]:
        """The names of the columns, in order."""
        return [column.name for column in self.columns]


def day_column(name: str, what: str, *, required: bool = True) -> Column:
    """Return a column for a day; what somebody did on it follows from `what`."""
    description = f"{what}, in calendar days after the first visit of this person"
    return Column(
        name, "integer", description, "d", minimum=-36_500, maximum=36_500, required=required
    )


def number_column(name: str, what: str) -> Column:
    """Return a column that counts from 1."""
    return Column(name, "integer", what, minimum=1, maximum=100_000, required=True)


def choice_column(
    name: str, what: str, values: tuple[str, ...], *, required: bool = True
) -> Column:
    """Return a column of texts from a closed list."""
    return Column(name, "string", what, values=values, required=required)


def amount_column(
    name: str, what: str, unit: str, maximum: float, *, digits: int | None = None, metric: str = ""
) -> Column:
    """Return a column for an amount from 0 up."""
    return Column(
        name, "number", what, unit, minimum=0, maximum=maximum, digits=digits, metric=metric
    )


def figure_column(name: str) -> Column:
    """Return the column of a figure of the catalogue."""
    metric = CATALOGUE[name]
    kind: Kind = "integer" if name == "line_count" else "number"
    return Column(
        name,
        kind,
        metric.equation,
        metric.unit,
        minimum=0,
        maximum=FIGURE_MAXIMA[name],
        metric=name,
    )


def change_columns(figure: str, metric: str) -> tuple[Column, ...]:
    """Return the columns of a figure in two photos."""
    unit, most = CATALOGUE[metric].unit, FIGURE_MAXIMA[metric]
    against_error = f"change of {metric} against its error"
    return (
        amount_column(f"{figure}_before", f"{metric}, earlier photo", unit, most, metric=metric),
        amount_column(f"{figure}_after", f"{metric}, later photo", unit, most, metric=metric),
        change_column(f"{figure}_change_percent", f"change of {metric}", metric),
        amount_column(
            f"{figure}_sdc_percent",
            f"smallest detectable change of {metric}",
            "%",
            CHANGE_MAXIMUM,
            metric=metric,
        ),
        choice_column(f"{figure}_verdict", against_error, VERDICTS, required=False),
    )


def change_column(name: str, what: str, metric: str) -> Column:
    """Return a column for a change in percent of what was there before."""
    return Column(name, "number", what, "%", minimum=-100, maximum=CHANGE_MAXIMUM, metric=metric)
