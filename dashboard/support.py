"""What two visits show beside the lines: a panel of skin, tone, brows and lids."""

from collections.abc import Mapping

import streamlit as st

from dashboard import sources, texts
from dashboard.markup import note, paragraph
from dashboard.tables import table_of
from metrics.skin_change import FigureChange
from reports import words
from tracking.progress import VisitPoint
from tracking.view import PairView

FINE = frozenset({"lightness_spread", "redness_spread", "roughness_percent", "effort"})
"""Figures of which the second decimal says something."""


def show_support(
    client_id: str, visit: VisitPoint, against: VisitPoint, photos: PairView | None
) -> None:
    """Draw the panel for the region of a visit, beside an earlier visit or the same one."""
    figures = sources.supporting(client_id, visit, against, photos)
    dates = dict.fromkeys(words.day_and_month(point.on) for point in (against, visit))
    caption = texts.SUPPORT_CAPTION.format(
        region=words.REGIONS[visit.region],
        expression=words.DOING[visit.expression],
        visits=" → ".join(dates),
    )
    st.subheader(texts.SUPPORT_TITLE)
    st.html(support_table(figures, caption) + paragraph(texts.SUPPORT_ERROR, "small"))


def support_table(figures: Mapping[str, FigureChange], caption: str) -> str:
    """The figures that there are; below them the reasons of what is missing."""
    without: dict[str, list[str]] = {}
    for name, one in figures.items():
        if one.reason is not None:
            reason = words.advice(one.reason.message)
            without.setdefault(reason, []).append(texts.SUPPORT_FIGURES[name][0])
    rows = [
        _row(name, one)
        for name, one in figures.items()
        if one.before is not None or one.after is not None
    ]
    table = table_of(texts.SUPPORT_HEADS, rows, caption, total=False) if rows else ""
    return table + "".join(
        note(" · ".join(names), reason, severity="info") for reason, names in without.items()
    )


def _row(name: str, one: FigureChange) -> tuple[str, list[str]]:
    title, unit = texts.SUPPORT_FIGURES[name]
    digits = 2 if name in FINE else 1
    error = words.NO_FIGURE if one.sdc is None else f"± {words.number(one.sdc, digits)}"
    direction = words.NO_FIGURE if one.verdict is None else texts.SUPPORT_DIRECTIONS[one.verdict]
    values = [_plain(value, digits) for value in (one.before, one.after)]
    cells = [*values, words.signed(one.change, digits), error, direction]
    return f"{title}, {unit}" if unit else title, cells


def _plain(value: float | None, digits: int) -> str:
    return words.NO_FIGURE if value is None else words.number(value, digits)
