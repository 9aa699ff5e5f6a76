import re
from datetime import UTC, datetime, timedelta
from itertools import combinations
from typing import Any

import pytest
import vl_convert

from reports import words
from reports.charts import SHAPES, course_chart
from reports.lanes import MARK_SHAPES
from reports.language import speaking
from reports.multiples import small_multiples
from reports.palette import DARK, LIGHT, Palette
from reports.time_marks import TREATMENT_SHAPES, moment
from tracking.care_history import SkinMark
from tracking.progress import PointVerdict, TreatmentMark, VisitPoint
from treatments.timeline import Expectation, Phase
from vision.errors import Refusal

START = datetime(2026, 3, 3, 9, tzinfo=UTC)
READABLE = 4.5  # WCAG 2.2, 1.4.3: contrast of text
VISIBLE = 3.0  # WCAG 2.2, 1.4.11: contrast of graphics


def visit(
    day: int, density: float | None, verdict: PointVerdict, error: float | None
) -> VisitPoint:
    return VisitPoint(
        visit_id=day,
        on=START + timedelta(days=day),
        expression="frown",
        region="glabella",
        density=density,
        severity=None,
        change_percent=None if density is None else 100 * (density / 5 - 1),
        sdc_percent=error,
        severity_change_percent=None,
        severity_sdc_percent=None,
        verdict=verdict,
        severity_verdict=verdict,
        reason=None if density is not None else Refusal("blurred", "Hold the camera still."),
    )


VISITS = (
    visit(0, 5.0, "baseline", None),
    visit(30, 3.5, "fewer_lines", 8.0),
    visit(60, None, "not_comparable", None),
    visit(120, 4.9, "within_error", 10.0),
)
TREATMENTS = (
    TreatmentMark(START, "botox", ("glabella",), "20 U"),
    TreatmentMark(START + timedelta(days=14), "microcurrent", ("chin",), "300 µA"),
)


@pytest.fixture(scope="module")
def chart() -> dict[str, Any]:
    return course_chart(VISITS, TREATMENTS, figure="density", palette=LIGHT).to_dict()


def layer_rows(chart: dict[str, Any], column: str) -> list[dict[str, Any]]:
    """The data of the first layer that has this column."""
    for rows in chart["datasets"].values():
        if rows and column in rows[0]:
            return list(rows)
    raise AssertionError(f"no layer has {column}")


def test_the_band_is_the_error_of_each_visit_around_the_first(chart: dict[str, Any]) -> None:
    band = layer_rows(chart, "low")

    assert [row["low"] for row in band] == pytest.approx([4.6, 4.6, 4.6, 4.5])
    assert [row["high"] for row in band] == pytest.approx([5.4, 5.4, 5.4, 5.5])


def test_a_point_lies_outside_the_band_exactly_when_the_verdict_says_so(
    chart: dict[str, Any],
) -> None:
    band = {row["on"]: row for row in layer_rows(chart, "low")}
    for row in layer_rows(chart, "verdict"):
        if row["value"] is not None:
            outside = not band[row["on"]]["low"] <= row["value"] <= band[row["on"]]["high"]
            assert outside == (row["verdict"] in ("fewer_lines", "more_lines"))


def test_a_visit_without_a_figure_stays_on_the_chart_with_its_reason(chart: dict[str, Any]) -> None:
    missing = [row for row in layer_rows(chart, "verdict") if row["value"] is None]

    assert [row["reason"] for row in missing] == ["Hold the camera still."]


def test_treatments_elsewhere_are_paler(chart: dict[str, Any]) -> None:
    strength = {row["kind"]: row["strength"] for row in layer_rows(chart, "strength")}

    assert strength["botox"] == 1.0
    assert strength["microcurrent"] < 0.5


def expected() -> Expectation:
    """Onset, peak and wearing off after the first visit."""
    day = START.date()
    phases = (
        Phase(day + timedelta(days=first), day + timedelta(days=last), ())
        for first, last in ((3, 5), (14, 30), (100, 115))
    )
    return Expectation("botox", "glabella", day, "20 U", *phases, None)


def test_screen_readers_hear_a_sentence_for_every_symbol_and_nothing_else() -> None:
    effect = mark(5, 9, kind="eyelid ptosis")
    with speaking("de"):
        charts = (
            course_chart(
                VISITS, TREATMENTS, [expected()], [effect], figure="density", palette=LIGHT
            ),
            small_multiples(VISITS, figure="density", palette=LIGHT),
        )
    course, small = (
        re.findall('aria-label="([^"]+)"', vl_convert.vegalite_to_svg(chart.to_dict()))
        for chart in charts
    )
    assert set(course) == {
        "setzt ein, 6. März – 8. März 2026",
        "am stärksten, 17. März – 2. Apr. 2026",
        "klingt ab, 11. Juni – 26. Juni 2026",
        "3. März 2026: Botox, 20 U, Zwischen den Brauen",
        "17. März 2026: Mikrostrom, 300 µA, Kinn",
        "Nebenwirkung: Hängendes Augenlid, 8. März 2026 – 12. März 2026",
        "3. März 2026: erster Besuch (0,0\u202f%)",
        "2. Apr. 2026: weniger Linien (\u221230\u202f%)",
        "1. Juli 2026: im Messfehler (\u22122,0\u202f%)",
        "2. Mai 2026: nicht vergleichbar",
    }
    assert "Zwischen den Brauen, 2. Apr. 2026: weniger Linien (\u221230\u202f%)" in small
    assert len(small) == 4  # three visits and the title


def test_names_of_what_is_expected_do_not_lie_on_each_other() -> None:
    chart = course_chart(VISITS, TREATMENTS, [expected()], figure="density", palette=LIGHT)
    drawn = vl_convert.vegalite_to_svg(chart.properties(width=500).to_dict())
    texts = re.findall(r"<text[^>]*translate\(([\d.]+),([\d.]+)\)[^>]*>([^<]+)</text>", drawn)
    named = {text: (float(x), float(y)) for x, y, text in texts if text in words.PHASES.values()}

    assert len(named) == 3
    for (first, (x, y)), (_, (next_x, next_y)) in combinations(
        sorted(named.items(), key=_across), 2
    ):
        assert abs(y - next_y) >= 12 or next_x - x > 7 * len(first)


def _across(named: tuple[str, tuple[float, float]]) -> float:
    return named[1][0]


def mark(day: int, until: int | None = None, kind: str = "headache", **more: Any) -> SkinMark:
    fields = {"goes_on": False, "family": "side_effect", "kind": kind, **more}
    ended = None if until is None else START + timedelta(days=until)
    return SkinMark(START + timedelta(days=day), ended, **fields)


def lanes(*marks: SkinMark) -> dict[str, list[dict[str, Any]]]:
    """Rows of the marks by lane, and under "domain" what the time axis shows."""
    chart = course_chart(VISITS, (), (), marks, figure="density", palette=LIGHT).to_dict()
    found: dict[str, list[dict[str, Any]]] = {}
    for row in layer_rows(chart, "height_px"):
        found.setdefault(row["lane"], []).append(row)
    domains = [layer["encoding"]["x"].get("scale") for layer in chart["layer"]]
    found["domain"] = [{"ends": scale["domain"]} for scale in domains if scale]
    return found


def test_marks_of_one_kind_share_a_lane_above_the_treatments_with_its_name() -> None:
    found = lanes(
        mark(50, None, "filler", family="care"), mark(1, 3), mark(20, 21), mark(5, 9, "swelling")
    )

    assert list(found)[:3] == ["Filler", "Side effect: Headache", "Side effect: Swelling"]
    heights = {name: {row["height_px"] for row in found[name]} for name in list(found)[:3]}
    assert all(len(height) == 1 for height in heights.values())
    # side effects first from the top, and nothing in the strip of the treatments
    assert sorted(heights, key=lambda name: heights[name].pop())[0] == "Side effect: Headache"
    assert all(row["height_px"] < -26 for name in list(found)[:3] for row in found[name])


def test_what_goes_on_reaches_the_edge_and_what_happened_once_is_a_point() -> None:
    found = lanes(
        mark(5, kind="eyelid ptosis", goes_on=True), mark(50, None, "laser", family="care")
    )
    edge = found["domain"][0]["ends"][1]
    (lasting,), (once,) = found["Side effect: Drooping eyelid"], found["Laser"]

    assert lasting["until"] == edge
    assert once["until"] == once["on"]


def test_care_from_before_the_first_visit_is_drawn_only_while_it_goes_on() -> None:
    found = lanes(
        mark(-400, None, "skincare", family="care", goes_on=True),
        mark(-400, None, "filler", family="care"),
        mark(-90, -60, "redness"),
    )

    assert list(found) == ["Skincare", "domain"]
    assert found["Skincare"][0]["on"] == found["domain"][0]["ends"][0]
    assert found["Skincare"][0]["began"] == "27 Jan 2025"


def test_a_side_effect_after_the_last_visit_is_still_on_the_chart() -> None:
    found = lanes(mark(150, 160))
    (row,) = found["Side effect: Headache"]

    assert row["on"] < row["until"] == found["domain"][0]["ends"][1]


def test_marks_elsewhere_are_paler_and_those_of_the_whole_person_are_not() -> None:
    found = lanes(mark(1), mark(2, regions=("glabella",)), mark(3, regions=("chin",)))
    strengths = [row["strength"] for row in found["Side effect: Headache"]]

    assert strengths[:2] == [1.0, 1.0]
    assert strengths[2] < 0.5


def test_visits_stand_on_their_day_at_the_clinic(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("RHYTID_TIME_ZONE", "Pacific/Auckland")
    late = START.replace(hour=20)

    assert moment(late) == "2026-03-04T09:00:00"


def test_small_charts_write_months_in_the_language_spoken_and_nothing_before_zero() -> None:
    with speaking("de"):
        chart = small_multiples(VISITS, figure="density", palette=LIGHT).to_dict()
    drawn = vl_convert.vegalite_to_svg(chart)

    assert "Mai 26" in drawn
    assert "May 26" not in drawn
    assert ">0<" in drawn


def test_one_visit_alone_has_no_band() -> None:
    chart = course_chart(VISITS[:1], (), figure="density", palette=LIGHT).to_dict()

    assert not any("low" in rows[0] for rows in chart["datasets"].values())


def test_verdicts_and_treatments_differ_in_shape_not_only_in_colour() -> None:
    told = [
        SHAPES[name] for name in ("fewer_lines", "within_error", "more_lines", "not_comparable")
    ]

    assert len(set(told)) == len(told)
    assert len(set(TREATMENT_SHAPES.values())) == len(TREATMENT_SHAPES)
    assert not set(told) & set(TREATMENT_SHAPES.values())
    assert len(set(MARK_SHAPES.values())) == len(MARK_SHAPES)
    assert not {*told, *TREATMENT_SHAPES.values()} & set(MARK_SHAPES.values())


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_colours_stand_out_from_the_paper(palette: Palette) -> None:
    for colour in (palette.ink, palette.muted):
        assert contrast(colour, palette.paper) >= READABLE
    for colour in (
        palette.fewer,
        palette.within,
        palette.more,
        palette.botox,
        palette.microcurrent,
    ):
        assert contrast(colour, palette.paper) >= VISIBLE


@pytest.mark.parametrize("palette", [LIGHT, DARK])
def test_hues_are_distinct(palette: Palette) -> None:
    hues = (palette.fewer, palette.within, palette.more, palette.botox, palette.microcurrent)
    for one, other in combinations(hues, 2):
        assert sum(abs(a - b) for a, b in zip(channels(one), channels(other), strict=True)) > 0.2


def channels(colour: str) -> tuple[float, ...]:
    return tuple(int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5))


def contrast(one: str, other: str) -> float:
    """Contrast ratio by WCAG 2.2."""

    def luminance(colour: str) -> float:
        linear = [
            value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4
            for value in channels(colour)
        ]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)
