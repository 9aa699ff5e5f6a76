"""Charts as Altair specifications: the same on the screen and in a document."""

from collections.abc import Iterable, Sequence
from datetime import datetime, time
from typing import TypedDict

import altair as alt
import pandas as pd

from reports import words
from reports.lanes import Span, lane_layers, lanes_px, marks_within
from reports.palette import Palette
from reports.time_marks import (
    TREATMENT_LANE,
    expected_in,
    moment,
    treatment_layers,
    window_layers,
)
from tracking.care_history import SkinMark
from tracking.progress import Figure, TreatmentMark, VisitPoint
from tracking.settings import clinic_zone
from treatments.timeline import Expectation

SHAPES = {
    "baseline": "circle",
    "fewer_lines": "triangle-down",
    "within_error": "square",
    "more_lines": "triangle-up",
    "not_comparable": "cross",
    "not_measured": "cross",
}


class _Axes(TypedDict):
    """Channels that layers share."""

    x: alt.X
    y: alt.Y


class _VerdictChannels(TypedDict):
    """Channels by which verdicts differ."""

    shape: alt.Shape
    color: alt.Color


def course_chart(
    points: Sequence[VisitPoint],
    treatments: Sequence[TreatmentMark],
    expectations: Iterable[Expectation] = (),
    marks: Sequence[SkinMark] = (),
    *,
    figure: Figure,
    palette: Palette,
    height_px: int = 300,
) -> alt.LayerChart:
    """One figure by visit with the error band around the first visit, and what was done.

    Parameters
    ----------
    points : sequence of VisitPoint
        One region and one expression in order of time; expressions are never pooled.
    treatments : sequence of TreatmentMark
    expectations : iterable of Expectation
        What is expected of treatments; only those that reached the region are drawn.
    marks : sequence of SkinMark
        Side effects and other care. What was over before the first visit is left out.
    figure : {"density", "severity"}
    palette : Palette
    height_px : int
        Height with the axes, and without the lanes of the marks, which add to it.

    Returns
    -------
    altair.LayerChart
        As wide as its container. Verdicts differ in shape and colour, and so do treatments.
    """
    region = points[0].region
    expected = expected_in(expectations, region)
    span = _span(points, expected, marks)
    axes = _axes(points, span, figure)
    marks = marks_within(marks, span)
    visits = _visit_table(points, figure)
    course = (
        alt.Chart(visits)
        .transform_filter("isValid(datum.value)")
        .mark_line(color=palette.ink, strokeWidth=1.75, aria=False)
        .encode(**axes)
    )
    layers = [
        *window_layers(expected, axes["x"], palette),
        *_band(points, figure, axes, palette),
        *treatment_layers(treatments, region, axes["x"], palette),
        *lane_layers(marks, region, axes["x"], span, palette),
        course,
        *_verdicts(visits, axes, figure, palette),
    ]
    return alt.LayerChart(  # all at once: each later change would copy every layer
        layer=layers,
        resolve=alt.Resolve(scale=alt.LegendResolveMap(shape="independent", color="independent")),
        width="container",
        height=height_px + lanes_px(marks),
        config=_config(palette),
    )


def _axes(points: Sequence[VisitPoint], span: Span, figure: Figure) -> _Axes:
    """Time, and the figure from zero, or from half of the baseline where nothing lies near that.

    A fall by a tenth should be seen, and should not look like a fall by half.
    """
    half = (_baseline(points, figure) or 0.0) / 2
    values = [point.reading(figure).value for point in points]
    known = [value for value in values if value is not None]
    lowest = half if known and min(known) > 1.2 * half else 0.0
    return {
        "x": alt.X(
            "on:T",
            title=None,
            scale=alt.Scale(domain=[moment(end) for end in span]),
            axis=alt.Axis(format=words.AXIS_DATE, labelOverlap="greedy", tickCount=6, grid=False),
        ),
        "y": alt.Y(
            "value:Q",
            title=_title(figure),
            scale=alt.Scale(domainMin=lowest, nice=True),
            axis=alt.Axis(tickCount=5),
        ),
    }


def _span(
    points: Sequence[VisitPoint], expected: Sequence[Expectation], marks: Sequence[SkinMark]
) -> Span:
    """From the first visit to the last, to the end of the last peak or to the last mark."""
    first, last = points[0].on, points[-1].on
    zone = clinic_zone()
    peaks = [datetime.combine(e.peak.last, time(), zone) for e in expected if e.peak is not None]
    last = max([last, *peaks, *(mark.on for mark in marks)])
    margin = (last - first) * 0.03
    return first - margin, last + margin


def _title(figure: Figure) -> str:
    return f"{words.FIGURES[figure].name}, {words.DENSITY_UNIT}"


def _baseline(points: Sequence[VisitPoint], figure: Figure) -> float | None:
    readings = (point.reading(figure) for point in points)
    return next((told.value for told in readings if told.verdict == "baseline"), None)


def _visit_table(points: Sequence[VisitPoint], figure: Figure) -> pd.DataFrame:
    readings = [point.reading(figure) for point in points]
    verdicts = words.FIGURES[figure].verdicts
    return pd.DataFrame(
        {
            "on": moment(point.on),
            "value": told.value,
            "verdict": told.verdict,
            "words": str(verdicts[told.verdict]),
            "heard": heard(point, figure),
            "date": words.day_and_month(point.on),
            "change": words.signed_percent(told.change_percent),
            "error": words.percent(told.sdc_percent),
            "reason": words.advice(point.reason.message) if point.reason is not None else "",
        }
        for point, told in zip(points, readings, strict=True)
    )


def _band(
    points: Sequence[VisitPoint], figure: Figure, axes: _Axes, palette: Palette
) -> list[alt.Chart]:
    """The smallest detectable change around the baseline; flat where a visit has none."""
    baseline = _baseline(points, figure)
    sizes = [point.reading(figure).sdc_percent for point in points]
    errors = [size for size in sizes if size is not None]
    if baseline is None or not errors:
        return []
    rows, error = [], errors[0]
    for point, size in zip(points, sizes, strict=True):
        error = error if size is None else size
        rows.append(
            {
                "on": moment(point.on),
                "value": baseline,
                "low": baseline * (1 - error / 100),
                "high": baseline * (1 + error / 100),
            }
        )
    base = alt.Chart(pd.DataFrame(rows))
    area = base.mark_area(color=palette.within, opacity=0.16, aria=False).encode(
        x=axes["x"], y=alt.Y("low:Q", title=_title(figure)), y2="high:Q"
    )
    level = base.mark_line(
        color=palette.within, strokeWidth=1, strokeDash=[2, 3], aria=False
    ).encode(**axes)
    return [area, level]


def _verdicts(
    visits: pd.DataFrame, axes: _Axes, figure: Figure, palette: Palette
) -> list[alt.Chart]:
    """A symbol per visit; visits without a figure stand at the foot of the plot."""
    encoding = {
        "x": axes["x"],
        **verdict_channels(palette),
        "description": "heard:N",
        "tooltip": [
            alt.Tooltip("date:N", title=words.TIP_VISIT),
            alt.Tooltip("words:N", title=words.TIP_VERDICT),
            alt.Tooltip("value:Q", title=_title(figure), format=".2f"),
            alt.Tooltip("change:N", title=words.TIP_CHANGE),
            alt.Tooltip("error:N", title=words.TIP_ERROR),
            alt.Tooltip("reason:N", title=words.TIP_REASON),
        ],
    }
    base = alt.Chart(visits)
    measured = (
        base.transform_filter("isValid(datum.value)")
        .mark_point(filled=True, size=170, opacity=1, stroke=palette.paper, strokeWidth=1.5)
        .encode(y=axes["y"], **encoding)
    )
    if visits["value"].notna().all():
        return [measured]  # a layer without marks would be a picture without a name
    missing = (
        base.transform_filter("!isValid(datum.value)")
        .mark_point(filled=True, size=110, opacity=1)
        .encode(y=alt.value("height"), **encoding)
    )
    return [measured, missing]


def heard(point: VisitPoint, figure: Figure) -> str:
    """What a screen reader says about the symbol of a visit."""
    return f"{words.day_and_month(point.on)}: {words.short_verdict(point, figure)}"


def verdict_channels(palette: Palette) -> _VerdictChannels:
    """Draw each verdict in a shape and a colour of its own."""
    verdicts = list(SHAPES)
    shapes = alt.Scale(domain=verdicts, range=list(SHAPES.values()))
    colours = alt.Scale(domain=verdicts, range=[palette.verdict(verdict) for verdict in verdicts])
    return {
        "shape": alt.Shape("verdict:N", legend=None, scale=shapes),
        "color": alt.Color("verdict:N", legend=None, scale=colours),
    }


def axis_locale() -> alt.Locale:
    """Write figures and months in the language that is spoken."""
    months = list(words.MONTHS)
    return alt.Locale(
        number={
            "decimal": words.DECIMAL_MARK,
            "thousands": "",
            "grouping": [3],
            "currency": ["", ""],
        },
        time={
            "dateTime": words.AXIS_DATE,
            "date": words.AXIS_DATE,
            "time": "%H:%M",
            "periods": ["", ""],
            "days": list("1234567"),
            "shortDays": list("1234567"),
            "months": months,
            "shortMonths": months,
        },
    )


def _config(palette: Palette) -> alt.Config:
    axis = alt.AxisConfig(
        labelColor=palette.muted,
        titleColor=palette.muted,
        gridColor=palette.grid,
        domainColor=palette.grid,
        tickColor=palette.grid,
        labelFontSize=12,
        titleFontSize=12,
        titleFontWeight="normal",
        labelPadding=6,
        aria=False,  # Vega describes axes in English; the text beside the chart says it better
    )
    return alt.Config(
        font="Source Sans, sans-serif",
        background="transparent",
        autosize=alt.AutoSizeParams(type="fit", contains="padding"),  # as pages do
        padding={"left": 4, "right": 8, "top": TREATMENT_LANE, "bottom": 4},
        locale=axis_locale(),
        view=alt.ViewConfig(stroke=None, clip=False),
        axis=axis,
    )
