"""Every region at once: small charts that share their axes."""

from collections.abc import Sequence

import altair as alt
import pandas as pd

from reports import words
from reports.charts import axis_locale, heard, verdict_channels
from reports.palette import Palette
from reports.time_marks import moment
from tracking.progress import Figure, VisitPoint

COLUMNS = 4
WIDTH_PX, HEIGHT_PX = 225, 92
TICK = f"datum.value ? format(datum.value, '+.0f') + '{words.NARROW_SPACE}%' : '0'"


def small_multiples(
    points: Sequence[VisitPoint], *, figure: Figure, palette: Palette
) -> alt.FacetChart:
    """Change from the first visit in percent, one small chart for each region.

    Parameters
    ----------
    points : sequence of VisitPoint
        One expression, any regions; visits without a change are left out.
    figure : {"density", "severity"}
    palette : Palette
    """
    known = [name for name in words.REGIONS if any(point.region == name for point in points)]
    base = alt.Chart(alt.Undefined).encode(
        x=alt.X("on:T", title=None, axis=alt.Axis(format="%b %y", tickCount=3, grid=False))
    )
    ticks = alt.Axis(tickCount=3, labelExpr=TICK)
    change = alt.Y("change:Q", title=None, axis=ticks)
    error = base.mark_area(color=palette.within, opacity=0.16, aria=False).encode(
        y=alt.Y("low:Q", title=None), y2="high:Q"
    )
    line = base.mark_line(color=palette.ink, strokeWidth=1.3, aria=False).encode(y=change)
    marks = _marks(base, change, palette)
    return alt.FacetChart(  # all at once: each later change would copy every part
        data=_table(points, figure),
        spec=alt.LayerChart(layer=[error, line, marks], width=WIDTH_PX, height=HEIGHT_PX),
        facet=alt.Facet(
            "region:N",
            sort=[words.REGIONS[name] for name in known],
            title=None,
            header=alt.Header(labelColor=palette.ink),
        ),
        columns=COLUMNS,
        spacing=18,
        config=_config(palette),
    )


def _marks(base: alt.Chart, change: alt.Y, palette: Palette) -> alt.Chart:
    marks: alt.Chart = base.mark_point(filled=True, size=46, opacity=1).encode(
        y=change,
        **verdict_channels(palette),
        description="heard:N",
        tooltip=[
            alt.Tooltip("region:N", title=words.TIP_WHERE),
            alt.Tooltip("date:N", title=words.TIP_VISIT),
            alt.Tooltip("words:N", title=words.TIP_VERDICT),
            alt.Tooltip("told:N", title=words.TIP_CHANGE),
            alt.Tooltip("error:N", title=words.TIP_ERROR),
        ],
    )
    return marks


def _config(palette: Palette) -> alt.Config:
    return alt.Config(
        font="Source Sans, sans-serif",
        background="transparent",
        locale=axis_locale(),
        view=alt.ViewConfig(stroke=None),
        header=alt.HeaderConfig(labelFontSize=12.5, labelAnchor="start", labelPadding=4),
        axis=alt.AxisConfig(
            labelColor=palette.muted,
            gridColor=palette.grid,
            domainColor=palette.grid,
            tickColor=palette.grid,
            aria=False,
        ),
    )


def _table(points: Sequence[VisitPoint], figure: Figure) -> pd.DataFrame:
    rows = []
    for point in points:
        told = point.reading(figure)
        change = 0.0 if told.verdict == "baseline" else told.change_percent
        if change is None:
            continue
        error = told.sdc_percent or 0.0
        rows.append(
            {
                "region": words.REGIONS[point.region],
                "on": moment(point.on),
                "change": change,
                "low": -error,
                "high": error,
                "verdict": told.verdict,
                "heard": f"{words.REGIONS[point.region]}, {heard(point, figure)}",
                "words": str(words.FIGURES[figure].verdicts[told.verdict]),
                "date": words.day_and_month(point.on),
                "told": words.signed_percent(told.change_percent),
                "error": words.percent(told.sdc_percent),
            }
        )
    return pd.DataFrame(rows)
