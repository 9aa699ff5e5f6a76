import re

from dashboard import texts
from dashboard.support import support_table
from metrics.skin_change import SKIN, FigureChange
from reports import words
from tracking.support_view import BROWS_AND_LIDS, EFFORT, TONE
from vision.errors import Refusal

GREY = Refusal("no_colour", "This photo is <grey>.")


def cells(html: str) -> list[str]:
    return re.findall(r"<td[^>]*>(.*?)</td>", html)


def test_every_figure_has_a_name_with_its_unit() -> None:
    assert set(texts.SUPPORT_FIGURES) == {*SKIN, TONE, *BROWS_AND_LIDS, EFFORT}
    html = support_table({"brow_height_left_mm": FigureChange(15.04, 15.96)}, "")

    assert "Left brow above the pupil, mm" in html


def test_a_figure_shows_values_change_error_and_direction() -> None:
    figure = FigureChange(6.4, 6.1, -0.3, 0.139, "lower")

    assert cells(support_table({"roughness_percent": figure}, "")) == [
        "6.40",
        "6.10",
        "−0.30",
        "± 0.14",
        "▼ Lower",
    ]


def test_without_a_known_error_there_is_neither_error_nor_direction() -> None:
    figure = FigureChange(0.31, 0.31, 0.0)

    assert cells(support_table({"effort": figure}, "")) == [
        "0.31",
        "0.31",
        "0.00",
        *[words.NO_FIGURE] * 2,
    ]


def test_missing_figures_stand_below_by_their_reason_and_never_as_nought() -> None:
    html = support_table(dict.fromkeys(SKIN, FigureChange(None, None, reason=GREY)), "")

    assert not cells(html)
    assert html.count("This photo is &lt;grey&gt;.") == 1
    assert "Redness · Erythema index" in html
