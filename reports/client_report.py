"""The report for a client: photos, chart and plain words on paper, and no promise."""

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

import vl_convert
from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    Image,
    KeepTogether,
    PageTemplate,
    Paragraph,
    Spacer,
    Table,
)

from reports import course, dates, words
from reports.charts import course_chart
from reports.language import spoken
from reports.palette import LIGHT
from reports.paper import (
    BODY,
    HEADING,
    MARGIN,
    SANS,
    SENTENCE,
    SMALL,
    TITLE,
    WIDTH,
    fonts_folder,
    marked_up,
    photo,
    register_fonts,
    table,
)
from tracking.desk import Desk
from tracking.own_view import OwnView, own_pair, own_view
from tracking.progress import PairView, VisitPoint
from vision.errors import Refusal

_CHART_PX = 700
_CHART_HEIGHT_PX = 290
_CHART_SCALE = 3.0
_GAP = 4 * mm

NOTHING_MEASURED = "nothing_measured"


@dataclass(frozen=True, eq=False)
class Contents:
    """What stands in a report.

    Attributes
    ----------
    own : OwnView
    points : tuple of VisitPoint
        Of one region and expression, in order of time.
    visit : VisitPoint
        The one that the photos and the first sentence are about.
    pair : PairView or None
        None without consent to photos, and where there is only a first visit.
    made_at : datetime
    """

    own: OwnView
    points: tuple[VisitPoint, ...]
    visit: VisitPoint
    pair: PairView | None
    made_at: datetime


def client_report(
    desk: Desk,
    client_id: str,
    now: datetime,
    *,
    region: str | None = None,
    expression: str | None = None,
) -> bytes | Refusal:
    """Write the report of a client in the language that is spoken.

    Parameters
    ----------
    desk : Desk
    client_id : str
    now : datetime
        Aware.
    region, expression : str or None
        What the report is about; None for the treated region with the clearest change.

    Returns
    -------
    bytes or Refusal
        A PDF document; a refusal where no visit could be measured.
    """
    own = own_view(desk, client_id, now)
    if not course.expressions(own.progress):
        return Refusal(NOTHING_MEASURED, words.REPORT_NOTHING)
    if region is None or expression is None:
        region, expression = course.opening_series(own.progress)
    if region not in course.regions(own.progress, expression):
        return Refusal(NOTHING_MEASURED, words.REPORT_NO_COURSE)
    points = course.series(own.progress, region=region, expression=expression)
    visit = course.telling_visit(points)
    first = course.first_visit(own.progress, visit)
    pair = None
    if own.shows_photos and visit is not first:
        pair = own_pair(desk, client_id, first.visit_id, visit.visit_id, expression)
    return report_pdf(Contents(own, points, visit, pair, now))


def report_pdf(contents: Contents) -> bytes:
    """Set a report as a PDF document of A4 pages."""
    register_fonts()
    stream = io.BytesIO()
    client = contents.own.progress.client
    document = BaseDocTemplate(
        stream,
        pagesize=A4,
        title=f"{words.REPORT_TITLE}, {client.pseudonym}",
        author="Rhytid",
        lang=spoken(),
    )
    frame = Frame(MARGIN, MARGIN, WIDTH, A4[1] - 2 * MARGIN, 0, 0, 0, 0)
    document.addPageTemplates(PageTemplate("page", frame, onPage=_footer))
    document.build(list(_story(contents)))
    return stream.getvalue()


def _footer(canvas: Canvas, _document: BaseDocTemplate) -> None:
    canvas.setFont(SANS, 7.5)
    canvas.setFillColor(HexColor(LIGHT.muted))
    canvas.drawString(MARGIN, 10 * mm, words.REPORT_FOOTER.format(page=canvas.getPageNumber()))


def _story(contents: Contents) -> Iterator[Flowable]:
    client, visit = contents.own.progress.client, contents.visit
    yield Paragraph(words.REPORT_TITLE, TITLE)
    made = words.day_and_month(contents.made_at)
    about = words.REPORT_FOR.format(name=client.name, pseudonym=client.pseudonym, date=made)
    yield Paragraph(marked_up(about), SMALL)
    told = words.visit_sentence(visit)
    colour = LIGHT.verdict(visit.verdict)
    yield Paragraph(
        f'{marked_up(told.subject)}: <font color="{colour}">{marked_up(told.finding)}</font>'
        f"{marked_up(told.explanation)}",
        SENTENCE,
    )
    yield from _photos(contents)
    yield KeepTogether(_chart(contents))
    yield from _section(words.REPORT_ERROR_TITLE, Paragraph(words.REPORT_ERROR, BODY))
    yield from _section(words.REPORT_VISITS, _visits(contents.points))
    marks = contents.own.progress.treatments
    rows = [[marked_up(cell) for cell in row] for row in dates.done(marks)]
    treated = table(words.REPORT_TREATMENT_HEADS, rows, shares=(0.16, 0.18, 0.24, 0.42))
    none = Paragraph(words.REPORT_NO_TREATMENTS, BODY)
    yield from _section(words.REPORT_TREATMENTS, treated if rows else none)
    coming = [
        [marked_up(cell) for cell in row] for row in dates.next_dates(contents.own.next_dates)
    ]
    none = Paragraph(words.REPORT_NO_DATES, BODY)
    listed = table(words.REPORT_DATE_HEADS, coming, shares=(0.2, 0.8))
    yield from _section(words.REPORT_DATES, listed if coming else none)
    yield Spacer(0, 6 * mm)
    yield Paragraph(words.REPORT_NO_PROMISE, SMALL)


def _section(title: str, body: Flowable) -> Iterator[Flowable]:
    heading = Paragraph(title, HEADING)
    heading.keepWithNext = True
    yield heading
    yield body


def _photos(contents: Contents) -> Iterator[Flowable]:
    yield Paragraph(words.REPORT_PHOTOS, HEADING)
    pair, visit = contents.pair, contents.visit
    if not contents.own.shows_photos:
        yield Paragraph(words.REPORT_NO_PHOTOS, BODY)
    elif pair is None:
        reason = words.REPORT_FIRST_VISIT_ONLY
        yield Paragraph(words.REPORT_NO_PAIR.format(reason=reason), BODY)
    elif pair.before_pixels is None or pair.after_pixels is None:
        reason = words.advice(pair.reason.message) if pair.reason is not None else ""
        yield Paragraph(marked_up(words.REPORT_NO_PAIR.format(reason=reason)), BODY)
    else:
        first = course.first_visit(contents.own.progress, visit)
        across = (WIDTH - _GAP) / 2
        pictures = [photo(pixels, across) for pixels in (pair.before_pixels, pair.after_pixels)]
        yield Table([pictures], colWidths=[across + _GAP, across], style=_BARE)
        yield Paragraph(
            words.REPORT_PHOTOS_CAPTION.format(
                region=words.REGIONS[visit.region],
                expression=words.DOING[visit.expression],
                before=words.day_and_month(first.on),
                after=words.day_and_month(visit.on),
            ),
            SMALL,
        )


_BARE = [(f"{side}PADDING", (0, 0), (-1, -1), 0) for side in ("LEFT", "RIGHT", "TOP")]


def _chart(contents: Contents) -> list[Flowable]:
    """The chart of the screen, drawn without a browser."""
    progress = contents.own.progress
    chart = course_chart(
        contents.points,
        progress.treatments,
        progress.expectations,
        contents.own.marks,
        figure="density",
        palette=LIGHT,
        height_px=_CHART_HEIGHT_PX,
    ).properties(width=_CHART_PX)
    specification = chart.to_dict()
    specification["config"] |= {
        "font": SANS.replace("DejaVuSans", "DejaVu Sans"),
        "background": LIGHT.paper,  # documents draw what is half transparent too dark
    }
    vl_convert.register_font_directory(str(fonts_folder()))
    png = vl_convert.vegalite_to_png(specification, scale=_CHART_SCALE)
    image = Image(io.BytesIO(png))
    caption = words.REPORT_CHART_CAPTION
    if contents.own.marks:
        caption = f"{caption} {words.REPORT_CHART_ALSO}"
    image.drawWidth, image.drawHeight = WIDTH, WIDTH * image.imageHeight / image.imageWidth
    return [
        Paragraph(words.REPORT_CHART, HEADING),
        image,
        Paragraph(caption, SMALL),
    ]


def _visits(points: Sequence[VisitPoint]) -> Table:
    rows = []
    for point in points:
        told = (
            f'<font color="{LIGHT.verdict(point.verdict)}">{words.VERDICTS[point.verdict]}</font>'
        )
        why = ""
        if point.reason is not None and point.change_percent is None:
            said = marked_up(words.advice(point.reason.message))
            why = f'<br/><font color="{LIGHT.muted}" size="7">{said}</font>'
        rows.append(
            [
                words.day_and_month(point.on),
                words.density(point.density),
                words.signed_percent(point.change_percent),
                words.percent(point.sdc_percent),
                told + why,
            ]
        )
    shares = (0.18, 0.12, 0.14, 0.12, 0.44)
    return table(words.REPORT_VISIT_HEADS, rows, shares=shares, numbers=frozenset({1, 2, 3}))
