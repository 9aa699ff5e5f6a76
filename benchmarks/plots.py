"""Pictures of benchmark figures for ``docs/accuracy.md``."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import altair as alt
import pandas as pd

SIZE_PX, SCALE = 420, 2
INK, PALE = "#1b2a28", "#8a9693"
COLOURS = (
    "#17545a", "#d9661c", "#7a5fa8", "#b8a13c", "#3f7fbf", "#8a9693",
    "#c2527d", "#5c9a4a", "#111111", "#e0a48a",
)  # fmt: skip

Points = Mapping[str, Sequence[tuple[float, float]]]
"""Named groups of (x, y)."""


def _table(groups: Points) -> pd.DataFrame:
    rows = [(name, x, y) for name, points in groups.items() for x, y in points]
    return pd.DataFrame(rows, columns=["group", "x", "y"]).reset_index(names="order")


def _chart(groups: Points, x_title: str, y_title: str, domain: tuple[float, float]) -> alt.Chart:
    scale = alt.Scale(domain=domain, nice=False)
    return alt.Chart(_table(groups), width=SIZE_PX, height=SIZE_PX).encode(
        x=alt.X("x:Q", title=x_title, scale=scale),
        y=alt.Y("y:Q", title=y_title, scale=scale),
        color=alt.Color(
            "group:N",
            title=None,
            sort=list(groups),
            scale=alt.Scale(domain=list(groups), range=list(COLOURS)),
        ),
        order="order:Q",
    )


def save_curves(
    file: Path, groups: Points, *, x_title: str, y_title: str, domain: tuple[float, float]
) -> None:
    """Draw one curve through the points of every group, in the order given."""
    chart = _chart(groups, x_title, y_title, domain)
    _save(chart.mark_line(point=True, clip=True), file)


def save_scatter(
    file: Path, groups: Points, *, x_title: str, y_title: str, domain: tuple[float, float]
) -> None:
    """Draw the points of every group beside the line on which both axes agree."""
    chart = _chart(groups, x_title, y_title, domain)
    ends = pd.DataFrame({"x": domain, "y": domain})
    equal = alt.Chart(ends).mark_line(color=PALE, strokeDash=[4, 4]).encode(x="x:Q", y="y:Q")
    _save(equal + chart.mark_circle(size=46, opacity=0.75, clip=True), file)


def _save(chart: alt.Chart | alt.LayerChart, file: Path) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    chart.configure(background="white").configure_axis(
        labelColor=INK, titleColor=INK, labelFontSize=12, titleFontSize=13
    ).configure_legend(labelColor=INK, labelFontSize=12).save(str(file), scale_factor=SCALE)
