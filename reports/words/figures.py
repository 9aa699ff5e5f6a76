"""Dates and figures as people write them."""

from datetime import date, datetime

from reports.words import spoken
from tracking.settings import clinic_zone
from treatments.clock import day_of

NARROW_SPACE = "\u202f"
MINUS = "\u2212"
NO_FIGURE = "\u2013"

DENSITY_UNIT = "mm/cm²"


def number(value: float, digits: int) -> str:
    """A number with so many decimals."""
    return f"{value:.{digits}f}".replace(".", spoken.DECIMAL_MARK)


def day_and_month(on: date) -> str:
    """A day, or the clinic's day of a moment, as people write it: ``3 Mar 2026``."""
    day = _clinic_day(on)
    return spoken.DATE.format(day=day.day, month=spoken.MONTHS[day.month - 1], year=day.year)


def period(first: date, last: date) -> str:
    """From a first to a last day, with the year said once where it is the same."""
    begin, end = _clinic_day(first), _clinic_day(last)
    if begin == end:
        return day_and_month(begin)
    start = day_and_month(begin)
    if begin.year == end.year:
        start = spoken.DAY_OF_YEAR.format(day=begin.day, month=spoken.MONTHS[begin.month - 1])
    return f"{start} – {day_and_month(end)}"


def _clinic_day(on: date) -> date:
    return day_of(on, clinic_zone()) if isinstance(on, datetime) else on


def percent(value: float | None) -> str:
    """A size in percent without sign, ``31 %``; below ten with one decimal."""
    if value is None:
        return NO_FIGURE
    size = abs(value)
    return f"{number(size, 1 if size < 9.95 else 0)}{NARROW_SPACE}%"


def signed(value: float | None, digits: int) -> str:
    """A change with so many digits and its sign; none where it rounds to nought."""
    if value is None:
        return NO_FIGURE
    size = number(abs(value), digits)
    if size == number(0.0, digits):
        return size
    return (MINUS if value < 0 else "+") + size


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
