"""Charts as Altair specifications: the same on the screen and in a document."""

from collections.abc import Sequence
from datetime import datetime
from typing import TypedDict

import altair as alt
import pandas as pd

from reports import words
from reports.palette import Palette
from tracking.progress import TreatmentMark, VisitPoint

SHAPES = {
    "baseline": "circle",
    "fewer_lines": "triangle-down",
    "within_error": "square",
    "more_lines": "triangle-up",
    "not_comparable": "cross",
    "not_measured": "cross",
}
BOLT = "M0.25,-1 L-0.55,0.15 L-0.05,0.15 L-0.25,1 L0.55,-0.2 L0.05,-0.2 Z"
TREATMENT_SHAPES = {"botox": "diamond", "microcurrent": BOLT}
TREATMENT_LANE = 26
"""Height in pixels of the strip above the plot that holds the treatments."""


class _Axes(TypedDict):
    """Channels that layers share."""

    x: alt.X
    y: alt.Y


def density_chart(
    points: Sequence[VisitPoint],
    treatments: Sequence[TreatmentMark],
    *,
    palette: Palette,
    height_px: int = 300,
) -> alt.LayerChart:
    """Line density by visit with the error band around the first visit and the treatments.

    Parameters
    ----------
    points : sequence of VisitPoint
        One region and one expression in order of time; expressions are never pooled.
    treatments : sequence of TreatmentMark
    palette : Palette
    height_px : int
        Height of the plot without its axes.

    Returns
    -------
    altair.LayerChart
        As wide as its container. Verdicts differ in shape and colour, and so do treatments.
    """
    axes = _axes(points)
    visits = _visit_table(points)
    course = (
        alt.Chart(visits)
        .transform_filter("isValid(datum.density)")
        .mark_line(color=palette.ink, strokeWidth=1.75)
        .encode(**axes)
    )
    layers = [
        *_band(points, axes, palette),
        *_treatments(treatments, points[0].region, axes["x"], palette),
        course,
        *_verdicts(visits, axes, palette),
    ]
    chart: alt.LayerChart = (
        alt.layer(*layers)
        .resolve_scale(shape="independent", color="independent")
        .properties(width="container", height=height_px)
    )
    return _dressed(chart, palette)


def reaches(mark: TreatmentMark, region: str) -> bool:
    """Whether a treatment was in a region; every one was in the face."""
    return region == "face" or region in mark.regions


def _moment(on: datetime) -> str:
    return on.replace(tzinfo=None).isoformat()


def _axes(points: Sequence[VisitPoint]) -> _Axes:
    """Time, and density from zero, or from half of the baseline where nothing lies near that.

    A fall by a tenth should be seen, and should not look like a fall by half.
    """
    first, last = points[0].on, points[-1].on
    margin = (last - first) * 0.03
    half = (_baseline(points) or 0.0) / 2
    known = [point.density for point in points if point.density is not None]
    lowest = half if known and min(known) > 1.2 * half else 0.0
    return {
        "x": alt.X(
            "on:T",
            title=None,
            scale=alt.Scale(domain=[_moment(first - margin), _moment(last + margin)]),
            axis=alt.Axis(format=words.AXIS_DATE, labelOverlap="greedy", tickCount=6, grid=False),
        ),
        "y": alt.Y(
            "density:Q",
            title=_density_title(),
            scale=alt.Scale(domainMin=lowest, nice=True),
            axis=alt.Axis(tickCount=5),
        ),
    }


def _density_title() -> str:
    return words.DENSITY_AXIS.format(unit=words.DENSITY_UNIT)


def _baseline(points: Sequence[VisitPoint]) -> float | None:
    return next((point.density for point in points if point.verdict == "baseline"), None)


def _visit_table(points: Sequence[VisitPoint]) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "on": _moment(point.on),
            "density": point.density,
            "verdict": point.verdict,
            "words": str(words.VERDICTS[point.verdict]),
            "date": words.day_and_month(point.on),
            "change": words.signed_percent(point.change_percent),
            "error": words.percent(point.sdc_percent),
            "reason": point.reason.message if point.reason is not None else "",
        }
        for point in points
    )


def _band(points: Sequence[VisitPoint], axes: _Axes, palette: Palette) -> list[alt.Chart]:
    """The smallest detectable change around the baseline; flat where a visit has none."""
    baseline = _baseline(points)
    errors = [point.sdc_percent for point in points if point.sdc_percent is not None]
    if baseline is None or not errors:
        return []
    rows, error = [], errors[0]
    for point in points:
        error = error if point.sdc_percent is None else point.sdc_percent
        rows.append(
            {
                "on": _moment(point.on),
                "density": baseline,
                "low": baseline * (1 - error / 100),
                "high": baseline * (1 + error / 100),
            }
        )
    base = alt.Chart(pd.DataFrame(rows))
    area = base.mark_area(color=palette.within, opacity=0.16).encode(
        x=axes["x"], y=alt.Y("low:Q", title=_density_title()), y2="high:Q"
    )
    level = base.mark_line(color=palette.within, strokeWidth=1, strokeDash=[2, 3]).encode(**axes)
    return [area, level]


def _treatments(
    marks: Sequence[TreatmentMark], region: str, time: alt.X, palette: Palette
) -> list[alt.Chart]:
    """One symbol per treatment above the plot; paler where it did not reach this region."""
    if not marks:
        return []
    table = pd.DataFrame(
        {
            "on": _moment(mark.on),
            "kind": mark.kind,
            "treatment": words.TREATMENTS[mark.kind],
            "label": mark.label,
            "date": words.day_and_month(mark.on),
            "where": ", ".join(words.REGIONS[name] for name in mark.regions),
            "strength": 1.0 if reaches(mark, region) else 0.3,
        }
        for mark in marks
    )
    kinds = list(TREATMENT_SHAPES)
    colour = alt.Color(
        "kind:N",
        legend=None,
        scale=alt.Scale(domain=kinds, range=[palette.botox, palette.microcurrent]),
    )
    strength = alt.Opacity("strength:Q", legend=None, scale=None)
    rules = (
        alt.Chart(table)
        .mark_rule(strokeWidth=1)
        .encode(
            x=time,
            y=alt.value(-TREATMENT_LANE / 2),
            y2=alt.value("height"),
            color=colour,
            opacity=alt.Opacity("faint:Q", legend=None, scale=None),
            strokeDash=alt.StrokeDash(
                "kind:N", legend=None, scale=alt.Scale(domain=kinds, range=[[1, 0], [2, 4]])
            ),
        )
        .transform_calculate(faint="datum.strength * (datum.kind == 'botox' ? 0.7 : 0.35)")
    )
    symbols = (
        alt.Chart(table)
        .mark_point(filled=True, size=150)
        .encode(
            x=time,
            y=alt.value(-TREATMENT_LANE / 2),
            color=colour,
            opacity=strength,
            shape=alt.Shape(
                "kind:N",
                legend=None,
                scale=alt.Scale(domain=kinds, range=list(TREATMENT_SHAPES.values())),
            ),
            tooltip=[
                alt.Tooltip("treatment:N", title=words.TIP_TREATMENT),
                alt.Tooltip("label:N", title=words.TIP_WHAT),
                alt.Tooltip("date:N", title=words.TIP_DATE),
                alt.Tooltip("where:N", title=words.TIP_WHERE),
            ],
        )
    )
    return [rules, symbols]


def _verdicts(visits: pd.DataFrame, axes: _Axes, palette: Palette) -> list[alt.Chart]:
    """A symbol per visit; visits without a figure stand at the foot of the plot."""
    verdicts = list(SHAPES)
    encoding = {
        "x": axes["x"],
        "shape": alt.Shape(
            "verdict:N",
            legend=None,
            scale=alt.Scale(domain=verdicts, range=list(SHAPES.values())),
        ),
        "color": alt.Color(
            "verdict:N",
            legend=None,
            scale=alt.Scale(
                domain=verdicts, range=[palette.verdict(verdict) for verdict in verdicts]
            ),
        ),
        "tooltip": [
            alt.Tooltip("date:N", title=words.TIP_VISIT),
            alt.Tooltip("words:N", title=words.TIP_VERDICT),
            alt.Tooltip("density:Q", title=words.DENSITY_UNIT, format=".2f"),
            alt.Tooltip("change:N", title=words.TIP_CHANGE),
            alt.Tooltip("error:N", title=words.TIP_ERROR),
            alt.Tooltip("reason:N", title=words.TIP_REASON),
        ],
    }
    base = alt.Chart(visits)
    measured = (
        base.transform_filter("isValid(datum.density)")
        .mark_point(filled=True, size=170, opacity=1, stroke=palette.paper, strokeWidth=1.5)
        .encode(y=axes["y"], **encoding)
    )
    missing = (
        base.transform_filter("!isValid(datum.density)")
        .mark_point(filled=True, size=110, opacity=1)
        .encode(y=alt.value("height"), **encoding)
    )
    return [measured, missing]


def _locale() -> alt.Locale:
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


def _dressed(chart: alt.LayerChart, palette: Palette) -> alt.LayerChart:
    axis = {
        "labelColor": palette.muted,
        "titleColor": palette.muted,
        "gridColor": palette.grid,
        "domainColor": palette.grid,
        "tickColor": palette.grid,
        "labelFontSize": 12,
        "titleFontSize": 12,
        "titleFontWeight": "normal",
        "labelPadding": 6,
    }
    dressed: alt.LayerChart = (
        chart.configure(
            font="Source Sans, sans-serif",
            background="transparent",
            padding={"left": 4, "right": 8, "top": TREATMENT_LANE, "bottom": 4},
            locale=_locale(),
        )
        .configure_view(stroke=None, clip=False)
        .configure_axis(**axis)
    )
    return dressed
