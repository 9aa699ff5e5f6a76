import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from dashboard import legend, texts
from tracking.care_history import SkinMark
from tracking.progress import Progress, VisitPoint

CALIBRATED = datetime(2026, 2, 1, tzinfo=UTC)


def course_of(progress: Progress) -> list[VisitPoint]:
    return [point for point in progress.points if point.region == "glabella"][:5]


def marks_of(progress: Progress) -> tuple[SkinMark, ...]:
    began = progress.visits[0].on
    return (
        SkinMark(began, began + timedelta(days=2), False, "side_effect", "headache"),
        SkinMark(began, None, True, "care", "skincare", "Tretinoin", ("chin",)),
    )


def test_the_legend_speaks_of_pale_symbols_only_where_there_are_some(progress: Progress) -> None:
    botox, microcurrent = progress.treatments
    headache, skincare = marks_of(progress)

    assert "paler" in legend.legend([botox, microcurrent], "glabella")
    assert "paler" not in legend.legend([botox], "glabella")
    assert "paler" not in legend.legend([botox, microcurrent], "face")
    assert "paler" in legend.legend([botox], "glabella", marks=[skincare])
    assert "paler" not in legend.legend([botox], "glabella", marks=[headache])


def test_side_effects_and_care_have_symbols_of_their_own_only_where_there_are_some(
    progress: Progress,
) -> None:
    bare = legend.legend(progress.treatments, "glabella")
    both = legend.legend(progress.treatments, "glabella", marks=marks_of(progress) * 2)

    assert "rh-side_effect" not in bare
    assert "rh-care" not in bare
    assert re.findall(r"rh-tag rh-(side_effect|care)", both) == ["side_effect", "care"]
    assert texts.OTHER_CARE in both


def test_the_chart_is_told_in_words_too(progress: Progress) -> None:
    told = legend.in_words(progress, course_of(progress), marks=marks_of(progress))

    assert "2 Apr 2026: fewer lines (−31" in told
    assert "1 Jun 2026: not comparable" in told
    assert "17 Mar 2026: Microcurrent" in told
    assert "3 Mar 2026: Headache" in told
    assert "3 Mar 2026: Skincare" in told
    assert "Side effects" not in legend.in_words(progress, course_of(progress))


def test_the_page_says_whose_error_judges_and_since_when(progress: Progress) -> None:
    own = replace(progress, calibrated_at=CALIBRATED)

    assert texts.RENDERED_ERROR in legend.error_source(progress)
    assert "1 Feb 2026" in legend.error_source(own)
    assert texts.RENDERED_ERROR not in legend.error_source(own)
