"""Dates and figures as people write them."""

from datetime import datetime

from reports.words import spoken

NARROW_SPACE = "\u202f"
MINUS = "\u2212"
NO_FIGURE = "\u2013"

DENSITY_UNIT = "mm/cm²"


def number(value: float, digits: int) -> str:
    """A number with so many decimals."""
    return f"{value:.{digits}f}".replace(".", spoken.DECIMAL_MARK)


def day_and_month(on: datetime) -> str:
    """A date as people write it: ``3 Mar 2026``."""
    return spoken.DATE.format(day=on.day, month=spoken.MONTHS[on.month - 1], year=on.year)


def period(first: datetime, last: datetime) -> str:
    """From a first to a last day, with the year said once where it is the same."""
    if first.date() == last.date():
        return day_and_month(first)
    start = day_and_month(first)
    if first.year == last.year:
        start = spoken.DAY_OF_YEAR.format(day=first.day, month=spoken.MONTHS[first.month - 1])
    return f"{start} – {day_and_month(last)}"


def percent(value: float | None) -> str:
    """A size in percent without sign, ``31 %``; below ten with one decimal."""
    if value is None:
        return NO_FIGURE
    size = abs(value)
    return f"{number(size, 1 if size < 9.95 else 0)}{NARROW_SPACE}%"


def signed_percent(value: float | None) -> str:
    """A change in percent with its sign, ``−31 %``."""
    if value is None:
        return NO_FIGURE
    size = percent(value)
    if size == percent(0.0):
        return size
    return (MINUS if value < 0 else "+") + size


def density(value: float | None) -> str:
    """A line density without its unit, ``4.27``."""
    return NO_FIGURE if value is None else number(value, 2)
