"""Charts of research: response curves and the share of responses that still last.

They take plain tables, as the rooms `study` and `reports` do not know each other.
"""

from collections.abc import Sequence
from pathlib import Path

import altair as alt
import pandas as pd
import vl_convert

from reports.palette import Palette

_DAYS = "days after the injection"
_LEVEL = "lines, % of before"
_SHARE = "responses that last, %"
_SCALE = 2


def response_chart(
    curve: pd.DataFrame,
    photos: pd.DataFrame,
    windows: pd.DataFrame,
    *,
    title: str,
    palette: Palette,
) -> alt.LayerChart:
    """Draw the level of lines after toxin, in percent of that before.

    Parameters
    ----------
    curve : DataFrame
        Columns day, percent, low, high (95 %).
    photos : DataFrame
        Columns day, percent: every visit of every cycle.
    windows : DataFrame
        Columns phase, first_day, last_day: what is published of the product.
    title : str
    palette : Palette
    """
    days = alt.X("day:Q", title=_DAYS, axis=alt.Axis(grid=False, tickCount=8))
    level = alt.Y("percent:Q", title=_LEVEL, scale=alt.Scale(zero=False))
    spans = (
        alt.Chart(windows)
        .mark_rect(color=palette.botox, opacity=0.10)
        .encode(x=alt.X("first_day:Q", title=_DAYS), x2="last_day:Q")
    )
    names = (
        alt.Chart(windows)
        .mark_text(color=palette.botox, align="left", baseline="top", fontSize=11, dx=2, dy=3)
        .encode(x=alt.X("first_day:Q", title=_DAYS), y=alt.value(0), text="phase:N")
    )
    points = alt.Chart(photos).mark_point(filled=True, size=22, opacity=0.35, color=palette.within)
    base = alt.Chart(curve)
    band = base.mark_area(color=palette.fewer, opacity=0.22).encode(
        x=days, y=alt.Y("low:Q", title=_LEVEL), y2="high:Q"
    )
    line = base.mark_line(color=palette.fewer, strokeWidth=2.5)
    chart = alt.layer(
        spans, points.encode(x=days, y=level), band, line.encode(x=days, y=level), names
    )
    return _dressed(chart, title, palette)


def survival_chart(curves: pd.DataFrame, *, title: str, palette: Palette) -> alt.LayerChart:
    """Draw the share of responses that still last.

    Parameters
    ----------
    curves : DataFrame
        Columns day, percent, low, high (95 %), arm.
    title : str
    palette : Palette
    """
    arms: Sequence[str] = list(dict.fromkeys(curves["arm"]))
    hues = [palette.botox, palette.microcurrent, palette.fewer, palette.more]
    colour = alt.Color(
        "arm:N",
        scale=alt.Scale(domain=arms, range=hues[: len(arms)]),
        legend=alt.Legend(title=None, orient="top", labelLimit=400, symbolOpacity=1),
    )
    days = alt.X("day:Q", title=_DAYS, axis=alt.Axis(grid=False, tickCount=8))
    share = alt.Y("percent:Q", title=_SHARE, scale=alt.Scale(domain=[0, 100]))
    base = alt.Chart(curves)
    band = base.mark_area(opacity=0.16).encode(
        x=days, y=alt.Y("low:Q", title=_SHARE), y2="high:Q", color=colour
    )
    line = base.mark_line(strokeWidth=2.5).encode(
        x=days, y=share, color=colour, strokeDash=alt.StrokeDash("arm:N", legend=None, sort=arms)
    )
    half = (
        alt.Chart(pd.DataFrame({"percent": [50]}))
        .mark_rule(color=palette.muted, strokeDash=[2, 3])
        .encode(y=share)
    )
    chart = alt.layer(half, band, line)
    return _dressed(chart, title, palette)


def save_png(chart: alt.LayerChart, file: Path) -> None:
    """Write a chart as a picture of twice its size in pixels."""
    file.write_bytes(vl_convert.vegalite_to_png(chart.to_dict(), scale=_SCALE))


def _dressed(
    chart: alt.LayerChart | alt.FacetChart, title: str, palette: Palette
) -> alt.LayerChart:
    dressed: alt.LayerChart = (
        chart.properties(
            width=560,
            height=300,
            title=alt.TitleParams(
                title, anchor="start", color=palette.ink, fontSize=14, fontWeight="normal"
            ),
        )
        .configure(background=palette.paper, padding=12)
        .configure_view(stroke=None)
        .configure_axis(
            labelColor=palette.muted,
            titleColor=palette.muted,
            gridColor=palette.grid,
            domainColor=palette.grid,
            tickColor=palette.grid,
            labelFontSize=12,
            titleFontSize=12,
            titleFontWeight="normal",
        )
    )
    return dressed
