import re

from dashboard import markup, tables
from metrics.change import NOT_COMPARABLE, Change, RegionChange
from tracking.care_history import SkinMark
from tracking.progress import TreatmentMark
from vision.errors import Refusal
from vision.quality import Finding


def compared(change: float, error: float, verdict: str) -> RegionChange:
    density = Change(4.0, 4.0 * (1 + change / 100), change, error, verdict)  # type: ignore[arg-type]  # a verdict's name
    return RegionChange("compared", None, density, density)


FACE = compared(-20.0, 6.0, "fewer_lines")
BARE = Change(0.0, 0.1, None, None, "within_error")
FEW = Refusal("few_lines", "Too few lines here.")


def rows(html: str) -> list[str]:
    return re.findall(r'<th scope="row">(.*?)</th>', html)


def test_regions_stand_in_the_order_of_a_face_whatever_order_they_come_in() -> None:
    html = tables.region_table(
        FACE,
        {
            "chin": compared(1.0, 9.0, "within_error"),
            "forehead": compared(-30.0, 9.0, "fewer_lines"),
        },
    )

    assert rows(html) == ["Whole face", "Forehead", "Chin"]
    assert "−30" in html


def test_regions_without_figures_are_gathered_by_reason_below_the_table() -> None:
    bare = RegionChange("compared", FEW, BARE, BARE)
    hidden = RegionChange(
        "not_comparable", Refusal("hidden", "Hair covers it."), NOT_COMPARABLE, NOT_COMPARABLE
    )
    html = tables.region_table(FACE, {"chin": bare, "bunny": bare, "forehead": hidden})

    assert rows(html) == ["Whole face"]
    assert html.count("Too few lines here.") == 1
    assert "Bridge of the nose · Chin" in html
    assert "Hair covers it." in html


def test_new_lines_where_there_were_none_keep_their_row() -> None:
    grown = Change(0.0, 3.0, None, None, "more_lines")
    html = tables.region_table(FACE, {"chin": RegionChange("compared", FEW, grown, grown)})

    assert rows(html) == ["Whole face", "Chin"]
    assert "More lines" in html


def test_verdicts_carry_a_sign_and_a_word() -> None:
    told = {tables.verdict(name) for name in ("fewer_lines", "within_error", "more_lines")}
    signs = {re.search(r'data-sign="(.)"', html)[1] for html in told}  # type: ignore[index]  # a sign is always there

    assert len(signs) == 3
    assert any("Within error" in html for html in told)


def test_texts_from_outside_are_escaped(progress) -> None:
    sly = "<img src=x onerror=alert(1)>"
    mark = TreatmentMark(progress.visits[0].on, "botox", ("chin",), sly)
    pages = [
        tables.treatment_table([mark]),
        tables.findings([Finding("x", "warn", None, None, sly)]),
        markup.note(sly, sly, severity="block"),
        markup.empty(sly, sly),
        markup.waiting(sly, sly, sly),
        markup.paragraph(sly, "small"),
    ]

    assert not [page for page in pages if "<img" in page]


def test_grave_findings_come_first() -> None:
    html = tables.findings(
        [Finding("a", "info", 1, 2, "an aside"), Finding("b", "block", 1, 2, "a stop")]
    )

    assert html.index("a stop") < html.index("an aside")


def test_the_headline_names_visit_verdict_and_where_things_stand_now(progress) -> None:
    points = [point for point in progress.points if point.region == "glabella"][:5]
    html = tables.visit_headline(progress, points[2], points[-1])

    assert "Day 30 · 2 Apr 2026" in html
    assert 'class="rh-fewer_lines"' in html
    assert "At the latest visit, day 120: within error" in html
    assert "latest visit" not in tables.visit_headline(progress, points[-1], points[-1])


def test_side_effects_and_care_stand_in_one_table_in_words(progress) -> None:
    began = progress.visits[0].on
    html = tables.also_table(
        [
            SkinMark(began, None, True, "side_effect", "eyelid ptosis", regions=("forehead",)),
            SkinMark(began, None, False, "care", "filler", "HA <1 ml>", ("chin",)),
        ]
    )

    for told in ("Side effect", "Drooping eyelid", "Forehead", "Filler", "HA &lt;1 ml&gt;", "Chin"):
        assert told in html
