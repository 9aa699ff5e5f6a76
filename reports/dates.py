"""Days to come and what was done, in words; the same on the screen and on paper."""

from collections.abc import Sequence

from reports import words
from tracking.own_view import NextDate
from tracking.progress import TreatmentMark


def next_dates(dates: Sequence[NextDate]) -> list[tuple[str, str]]:
    """Each day to come with what it is for."""
    return [(words.day_and_month(one.on), _purpose(one)) for one in dates]


def done(marks: Sequence[TreatmentMark]) -> list[tuple[str, str, str, str]]:
    """Date, treatment, what and where of everything that was done."""
    return [
        (
            words.day_and_month(mark.on),
            words.TREATMENTS[mark.kind],
            mark.label,
            _where(mark.regions),
        )
        for mark in marks
    ]


def _purpose(one: NextDate) -> str:
    if one.booked is not None:
        treatment, what = words.TREATMENTS[one.booked.kind], one.booked.label
        return words.DATE_BOOKED.format(treatment=treatment, what=what, where=_where(one.regions))
    if one.kind == "photos":
        return words.DATE_PHOTOS
    return words.DATE_MICROCURRENT.format(where=_where(one.regions))


def _where(regions: Sequence[str]) -> str:
    return ", ".join(words.REGIONS[name] for name in regions)
