"""The report for a client, read back from the PDF document."""

import io
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import numpy as np
import pytest
from pypdf import PageObject, PdfReader
from reportlab.platypus import Paragraph

from metrics.verdict import Change, RegionChange
from reports import words
from reports.client_report import Contents, report_pdf
from reports.language import speaking
from reports.paper import SENTENCE, marked_up, register_fonts
from tracking.care_history import SkinMark
from tracking.own_view import NextDate, OwnView
from tracking.progress import ClientCard, PairView, Progress, TreatmentMark, VisitCard, VisitPoint
from vision.errors import Refusal

FIRST = datetime(2026, 3, 3, 10, tzinfo=UTC)
LIGHT = Refusal("light_changed", "Light the face as at the first <visit>.")


def visit(
    day: int, change: float | None, verdict: str, reason: Refusal | None = None
) -> VisitPoint:
    figure = None if verdict == "not_comparable" else 5.0 * (1 + (change or 0) / 100)
    error = 9.0 if change is not None else None
    return VisitPoint(
        visit_id=day,
        on=FIRST + timedelta(days=day),
        expression="frown",
        region="glabella",
        density=figure,
        severity=figure,
        change_percent=change,
        sdc_percent=error,
        severity_change_percent=change,
        severity_sdc_percent=error,
        verdict=verdict,  # type: ignore[arg-type]  # a verdict's name
        severity_verdict=verdict,  # type: ignore[arg-type]  # a verdict's name
        reason=reason,
    )


POINTS = (
    visit(0, None, "baseline"),
    visit(30, -31.4, "fewer_lines"),
    visit(60, None, "not_comparable", LIGHT),
    visit(90, -4.0, "within_error"),
)


@pytest.fixture
def contents() -> Contents:
    density = Change(5.0, 3.4, -31.4, 9.0, "fewer_lines")
    region = RegionChange("compared", None, density, density)
    shades = np.tile(np.linspace(0, 255, 300).astype(np.uint8)[:, None, None], (1, 240, 3))
    pair = PairView(
        expression="frown",
        before_on=FIRST,
        after_on=POINTS[1].on,
        status="compared",
        reason=None,
        findings=(),
        before_pixels=shades,
        after_pixels=shades[::-1].copy(),
        lines=(),
        face=region,
        regions={"glabella": region},
        skin={},
    )
    card = ClientCard("c1", "Ana <Duarte>", "R-1041", 4, FIRST, POINTS[-1].on, ("botox",))
    marks = (TreatmentMark(FIRST, "botox", ("glabella",), "20 U Botox"),)
    visits = tuple(VisitCard(p.visit_id, p.on, p.visit_id, ("frown",)) for p in POINTS)
    progress = Progress(card, visits, marks, POINTS)
    dates = (NextDate((FIRST + timedelta(days=104)).date(), "photos"),)
    return Contents(OwnView(progress, dates, True), POINTS, POINTS[1], pair, FIRST)


def read(document: bytes) -> tuple[str, list[bytes]]:
    """All text with single spaces, and all pictures."""
    pages = PdfReader(io.BytesIO(document)).pages
    text = re.sub(r"\s+", " ", " ".join(page.extract_text() for page in pages))
    return text, [image.data for page in pages for image in page.images]


def test_the_report_says_what_was_found_with_its_error_and_promises_nothing(
    contents: Contents,
) -> None:
    text, pictures = read(report_pdf(contents))

    assert "Ana <Duarte>" in text
    assert "Between the brows while frowning: 31 % fewer lines, more than the 9.0 %" in text
    assert words.REPORT_ERROR in text
    assert words.REPORT_NO_PROMISE in text
    assert "20 U Botox" in text
    assert words.DATE_PHOTOS in text
    assert LIGHT.message in text
    for verdict in ("baseline", "fewer_lines", "within_error", "not_comparable"):
        assert str(words.VERDICTS[verdict]) in text
    assert len(pictures) == 3  # two photos and the chart
    assert not any(b"Exif" in picture for picture in pictures)


def test_no_picture_is_half_transparent_as_paper_shows_it_too_dark(contents: Contents) -> None:
    pages = PdfReader(io.BytesIO(report_pdf(contents))).pages
    pictures = [each.get_object() for page in pages for each in _objects(page).values()]

    assert len(pictures) == 3
    for picture in pictures:
        assert "/SMask" not in picture or set(picture["/SMask"].get_object().get_data()) == {255}


def _objects(page: PageObject) -> dict[str, Any]:
    return page["/Resources"].get("/XObject", {})  # type: ignore[no-any-return]  # of a PDF file


def test_no_line_ends_between_a_figure_and_its_percent_sign() -> None:
    register_fonts()
    words_of_it = marked_up(f"more than the {words.percent(6.6)} this comparison can tell apart")
    paragraph = Paragraph(words_of_it, SENTENCE)
    for width in range(60, 400, 4):
        paragraph.wrap(width, 1000)
        assert not any(line.startswith("%") for line in _lines(paragraph))


def _lines(paragraph: Paragraph) -> list[str]:
    return [" ".join(line[1]) for line in paragraph.blPara.lines]


def test_side_effects_and_care_are_explained_where_the_chart_shows_them(
    contents: Contents,
) -> None:
    mark = SkinMark(FIRST + timedelta(days=1), None, True, "side_effect", "headache")
    marked = replace(contents, own=replace(contents.own, marks=(mark,)))

    assert words.REPORT_CHART_ALSO in read(report_pdf(marked))[0]
    assert words.REPORT_CHART_ALSO not in read(report_pdf(contents))[0]


def test_without_consent_there_is_no_photo_in_the_file(contents: Contents) -> None:
    withheld = replace(contents, own=replace(contents.own, shows_photos=False), pair=None)
    text, pictures = read(report_pdf(withheld))

    assert words.REPORT_NO_PHOTOS in text
    assert len(pictures) == 1


def test_photos_that_could_not_be_aligned_say_why(contents: Contents) -> None:
    assert contents.pair is not None
    pair = replace(contents.pair, before_pixels=None, after_pixels=None, reason=LIGHT)
    text, pictures = read(report_pdf(replace(contents, pair=pair)))

    assert f"No photos: {LIGHT.message}" in text
    assert len(pictures) == 1


def test_a_german_report_has_no_english_sentence(contents: Contents) -> None:
    with speaking("de"):
        text, _ = read(report_pdf(contents))
        assert words.REPORT_ERROR in text
    assert "Zwischen den Brauen beim Stirnrunzeln: 31 % weniger Linien" in text
    assert "3. März 2026" in text
    assert words.REPORT_ERROR not in text
