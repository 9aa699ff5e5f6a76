"""Charts of a research cohort: how figures lie at the start, and how they change over time."""

from collections.abc import Sequence

import altair as alt
import pandas as pd

from reports import words
from reports.charts import axis_locale
from reports.palette import Palette

HEIGHT_PX = 260


def distribution_chart(values: pd.DataFrame, *, palette: Palette) -> alt.LayerChart:
    """How many people have which figure at their first visit.

    Parameters
    ----------
    values : DataFrame
        Column value, one row per person.
    palette : Palette
    """
    bars = (
        alt.Chart(values)
        .mark_bar(color=palette.fewer, opacity=0.85)
        .encode(
            x=alt.X("value:Q", bin=alt.Bin(maxbins=20), title=words.COHORT_VALUE),
            y=alt.Y("count()", title=words.COHORT_PEOPLE, axis=alt.Axis(tickMinStep=1)),
        )
    )
    return _dressed([bars], palette)


def trend_chart(changes: pd.DataFrame, *, palette: Palette) -> alt.LayerChart:
    """Each person's change against the first visit, and the median of every four weeks.

    Parameters
    ----------
    changes : DataFrame
        Columns study_code, day, change (percent).
    palette : Palette
    """
    day = alt.X("day:Q", title=words.COHORT_DAY)
    change = alt.Y("change:Q", title=words.COHORT_CHANGE)
    people = (
        alt.Chart(changes)
        .mark_line(color=palette.within, opacity=0.45, point=alt.OverlayMarkDef(size=14))
        .encode(x=day, y=change, detail="study_code:N")
    )
    weeks = changes.assign(day=(changes["day"] // 28) * 28 + 14)
    median = weeks.groupby("day", as_index=False)["change"].median()
    middle = (
        alt.Chart(median)
        .mark_line(color=palette.fewer, strokeWidth=3, point=alt.OverlayMarkDef(size=60))
        .encode(x=day, y=change)
    )
    level = (
        alt.Chart(pd.DataFrame({"change": [0.0]}))
        .mark_rule(color=palette.muted, strokeDash=[2, 3])
        .encode(y=change)
    )
    return _dressed([level, people, middle], palette)


def _dressed(layers: Sequence[alt.Chart], palette: Palette) -> alt.LayerChart:
    axis = {
        "labelColor": palette.muted,
        "titleColor": palette.muted,
        "gridColor": palette.grid,
        "domainColor": palette.grid,
        "tickColor": palette.grid,
        "titleFontWeight": "normal",
        "aria": False,
    }
    dressed: alt.LayerChart = (
        alt.layer(*layers)
        .properties(width="container", height=HEIGHT_PX)
        .configure(font="Source Sans, sans-serif", background="transparent", locale=axis_locale())
        .configure_view(stroke=None)
        .configure_axis(**axis)
    )
    return dressed
