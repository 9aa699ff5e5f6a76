"""Side effects and other care on the time axis of a chart: a lane above the plot for each kind."""

from collections.abc import Iterable, Sequence
from datetime import datetime

import altair as alt
import pandas as pd

from reports import words
from reports.palette import Palette
from reports.time_marks import TREATMENT_LANE, moment, reaches
from tracking.care_history import SkinMark

EXCLAMATION = "M-0.36,-1 H0.36 L0.2,0.3 H-0.2 Z M-0.3,0.5 H0.3 V1 H-0.3 Z"
DROP = "M0,-1 C0.3,-0.4 0.7,0 0.7,0.35 A0.7,0.65 0 1,1 -0.7,0.35 C-0.7,0 -0.3,-0.4 0,-1 Z"
MARK_SHAPES = {"side_effect": EXCLAMATION, "care": DROP}
LANE = 30
"""Height in pixels of the lane of one kind: its name, and its marks below that."""
NAME_PX, MARK_PX = 8, 21
"""Where in the lane they stand, from its top."""

Span = tuple[datetime, datetime]


def name_of(mark: SkinMark) -> str:
    """Return what a mark is, in words."""
    return (words.SIDE_EFFECTS if mark.family == "side_effect" else words.CARE)[mark.kind]


def marks_within(marks: Iterable[SkinMark], span: Span) -> list[SkinMark]:
    """Pick what began or still went on in a span of time."""
    first, last = span
    return [mark for mark in marks if mark.on <= last and _end(mark, last) >= first]


def lanes_px(marks: Iterable[SkinMark]) -> int:
    """Height that the lanes of these marks take above the plot."""
    return LANE * len(_kinds(marks))


def lane_layers(
    marks: Sequence[SkinMark], region: str, time: alt.X, span: Span, palette: Palette
) -> list[alt.Chart]:
    """A named lane per kind: a symbol where each began, and a bar as long as it went on.

    Parameters
    ----------
    marks : sequence of SkinMark
        Those within the span; paler where they were in another region.
    region : str
    time : altair.X
    span : pair of datetime
        What the axis shows. What began earlier starts at its edge.
    palette : Palette
    """
    if not marks:
        return []
    table = pd.DataFrame(_rows(marks, region, span))
    kinds = table[["lane", "name_px"]].drop_duplicates()
    height = alt.Y("height_px:Q", scale=None, axis=None)
    names = (
        alt.Chart(kinds)
        .mark_text(align="left", baseline="middle", fontSize=11, color=palette.muted, aria=False)
        .encode(x=alt.value(0), y=alt.Y("name_px:Q", scale=None, axis=None), text="lane:N")
    )
    strength = alt.Opacity("strength:Q", legend=None, scale=None)
    base = alt.Chart(table).encode(x=time, y=height, opacity=strength)
    lasting = base.transform_filter("datum.until != datum.on")
    bars = lasting.mark_rule(
        strokeWidth=3, strokeCap="round", color=palette.muted, aria=False
    ).encode(x2="until:T")
    symbols = base.mark_point(filled=True, size=170, color=palette.ink).encode(
        shape=alt.Shape(
            "family:N",
            legend=None,
            scale=alt.Scale(domain=list(MARK_SHAPES), range=list(MARK_SHAPES.values())),
        ),
        description="heard:N",
        tooltip=[
            alt.Tooltip("lane:N", title=words.TIP_WHAT),
            alt.Tooltip("what:N", title=words.TIP_PRODUCT),
            alt.Tooltip("began:N", title=words.TIP_BEGAN),
            alt.Tooltip("ended:N", title=words.TIP_ENDED),
            alt.Tooltip("where:N", title=words.TIP_WHERE),
        ],
    )
    if (table["until"] == table["on"]).all():
        return [names, symbols]  # a layer without marks would be a picture without a name
    return [bars, names, symbols]


def _rows(marks: Sequence[SkinMark], region: str, span: Span) -> Iterable[dict[str, object]]:
    first, last = span
    kinds = _kinds(marks)
    top = -TREATMENT_LANE - LANE * len(kinds)
    for mark in marks:
        began, ended = (words.day_and_month(on) if on else "" for on in (mark.on, mark.until))
        lane_px = top + LANE * kinds.index((mark.family, mark.kind))
        yield {
            "on": moment(max(mark.on, first)),
            "until": moment(min(_end(mark, last), last)),
            "family": mark.family,
            "lane": _lane(mark),
            "name_px": lane_px + NAME_PX,
            "height_px": lane_px + MARK_PX,
            "what": mark.what or words.NO_FIGURE,
            "began": began,
            "ended": ended or words.NO_FIGURE,
            "heard": f"{_lane(mark)}, {began}" + (f" – {ended}" if ended else ""),
            "where": ", ".join(words.REGIONS[name] for name in mark.regions) or words.NO_FIGURE,
            "strength": 1.0 if reaches(mark, region) else 0.35,
        }


def _kinds(marks: Iterable[SkinMark]) -> list[tuple[str, str]]:
    """Side effects first, each family in the order in which its kinds began."""
    kinds = dict.fromkeys((mark.family, mark.kind) for mark in marks)
    return sorted(kinds, key=lambda kind: kind[0] != "side_effect")


def _lane(mark: SkinMark) -> str:
    if mark.family == "side_effect":
        return f"{words.SIDE_EFFECT}: {name_of(mark)}"
    return name_of(mark)


def _end(mark: SkinMark, now: datetime) -> datetime:
    if mark.until is not None:
        return mark.until
    return max(mark.on, now) if mark.goes_on else mark.on
