"""The hand-over card for the microcurrent therapist: one page to print or to send, and its data.

It shows what the rules of `treatments.handover` say and where Botox was injected; no photo and no
name, only the pseudonym under which the practice knows the client.
"""

import io
from collections.abc import Iterator
from xml.sax.saxutils import escape

from reportlab.graphics.shapes import Drawing
from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_CENTER
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import registerFont, registerFontFamily
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import (
    Flowable,
    KeepInFrame,
    Paragraph,
    SimpleDocTemplate,
    Spacer,
    Table,
    TableStyle,
)

from records.treatments import PlacedInjection
from reports import words
from reports.face_chart import ChartPoint, face_chart
from reports.language import spoken
from reports.palette import LIGHT
from tracking.handover import Handover
from treatments.handover import CardEntry, HandoverCard

NO_BREAK = "\N{NO-BREAK SPACE}"
MARGIN = 18 * mm
CHART_HEIGHT = 108 * mm
WIDTH = A4[0] - 2 * MARGIN

registerFont(TTFont("Card", "Vera.ttf"))
registerFont(TTFont("Card-Bold", "VeraBd.ttf"))
registerFontFamily("Card", normal="Card", bold="Card-Bold")

_INK = HexColor(LIGHT.ink)
_BODY = ParagraphStyle("body", fontName="Card", fontSize=9.5, leading=13, textColor=_INK)
_SMALL = ParagraphStyle("small", _BODY, fontSize=8, leading=11, textColor=HexColor(LIGHT.muted))
_TITLE = ParagraphStyle("title", _BODY, fontName="Card-Bold", fontSize=17, leading=22)
_WARNING = ParagraphStyle("warning", _BODY, fontName="Card-Bold", textColor=HexColor(LIGHT.more))
_DATE = ParagraphStyle(
    "date", _BODY, fontName="Card-Bold", fontSize=17, leading=24, alignment=TA_CENTER
)
_UNDER_DATE = ParagraphStyle("under date", _BODY, alignment=TA_CENTER)


def handover_pdf(handover: Handover) -> bytes:
    """Return the card as a PDF document of one page."""
    stream = io.BytesIO()
    document = SimpleDocTemplate(
        stream,
        pagesize=A4,
        leftMargin=MARGIN,
        rightMargin=MARGIN,
        topMargin=MARGIN,
        bottomMargin=MARGIN,
        title=f"{words.CARD_TITLE}, {handover.pseudonym}",
        author="Rhytid",
        lang=spoken(),
    )
    # However many areas there are: a card of two pages is a card of which one gets lost.
    page = KeepInFrame(document.width - 12, document.height - 12, list(_page(handover)))
    document.build([page])
    return stream.getvalue()


def handover_data(handover: Handover) -> dict[str, object]:
    """Return the card for programs."""
    card = handover.card
    return {
        "client": handover.pseudonym,
        "prepared_on": card.prepared_on.isoformat(),
        "earliest_microcurrent": card.earliest_microcurrent.isoformat(),
        "policy": {"name": card.policy_name, "wait_days": card.wait_days},
        "sessions": [_session_data(entry) for entry in card.entries],
        "advice": card.advice,
        "evidence": card.evidence,
        "referral": card.referral,
        "source": str(card.source),
    }


def handover_lines(handover: Handover) -> Iterator[str]:
    """Yield the card as lines of text."""
    card = handover.card
    yield f"{words.CARD_TITLE}. {_about(handover)}."
    for entry in card.entries:
        yield words.CARD_LINE.format(
            on=words.day_and_month(entry.on),
            dose=entry.dose,
            areas=_areas(entry),
            first=words.day_and_month(entry.earliest_microcurrent),
        )
    yield f"{_first_day(card)}, {_policy(card)}."
    yield from (words.CARD_ADVICE, words.CARD_EVIDENCE, words.CARD_REFERRAL)


def handover_chart(card: HandoverCard, *, height: float) -> Drawing:
    """Draw the injected areas, each with the units of its last session, and the points in them."""
    areas: dict[str, str] = {}
    points: list[ChartPoint] = []
    for entry in card.entries:  # the latest first
        placed = _placed(entry)
        for area in entry.areas:
            if area.region in areas:
                continue
            here = [point for region, point in placed if region == area.region]
            areas[area.region] = "" if here else f"{area.dose.units:g} U"
            points += here
    return face_chart(areas, points, height=height)


def _session_data(entry: CardEntry) -> dict[str, object]:
    return {
        "on": entry.on.isoformat(),
        "product": entry.preparation,
        "units": entry.dose.units,
        "areas": [{"region": area.region, "units": area.dose.units} for area in entry.areas],
        "points": [
            {"region": region, "x_mm": point.x_mm, "y_mm": point.y_mm, "units": point.label}
            for region, point in _placed(entry)
        ],
        "earliest_microcurrent": entry.earliest_microcurrent.isoformat(),
    }


def _placed(entry: CardEntry) -> list[tuple[str, ChartPoint]]:
    return [
        (point.region, ChartPoint(point.x_mm, point.y_mm, f"{point.dose.units:g}"))
        for point in entry.injections
        if isinstance(point, PlacedInjection) and point.x_mm is not None and point.y_mm is not None
    ]


def _page(handover: Handover) -> Iterator[Flowable]:
    card = handover.card
    yield Paragraph(words.CARD_TITLE, _TITLE)
    yield Paragraph(escape(_about(handover)), _BODY)
    yield Spacer(0, 5 * mm)
    yield _boxed(
        Paragraph(_first_day(card), _DATE),
        Paragraph(escape(_policy(card)), _UNDER_DATE),
    )
    yield Spacer(0, 5 * mm)
    chart = handover_chart(card, height=CHART_HEIGHT)
    chart.hAlign = "CENTER"
    yield chart
    yield Spacer(0, 4 * mm)
    yield _sessions(card)
    yield Spacer(0, 5 * mm)
    yield Paragraph(words.CARD_ADVICE, _BODY)
    yield Spacer(0, 2 * mm)
    yield Paragraph(words.CARD_REFERRAL, _WARNING)
    yield Spacer(0, 4 * mm)
    source = words.CARD_SOURCE.format(source=words.source_in_words(card.source))
    yield Paragraph(escape(f"{words.CARD_EVIDENCE} {source}"), _SMALL)


def _boxed(*lines: Flowable) -> Table:
    style = [
        ("BOX", (0, 0), (-1, -1), 1.2, _INK),
        ("TOPPADDING", (0, 0), (-1, 0), 6),
        ("BOTTOMPADDING", (0, -1), (-1, -1), 8),
    ]
    return Table([[line] for line in lines], colWidths=[WIDTH - 12], style=TableStyle(style))


def _sessions(card: HandoverCard) -> Table:
    rows = [[Paragraph(f"<b>{head}</b>", _BODY) for head in words.CARD_HEADS]]
    for entry in card.entries:
        cells = (
            words.day_and_month(entry.on),
            str(entry.dose),
            _areas(entry).replace(" U", NO_BREAK + "U"),
            words.day_and_month(entry.earliest_microcurrent),
        )
        rows.append([Paragraph(escape(cell), _BODY) for cell in cells])
    style = [
        ("VALIGN", (0, 0), (-1, -1), "TOP"),
        ("LINEBELOW", (0, 0), (-1, -1), 0.5, HexColor(LIGHT.grid)),
        ("LINEBELOW", (0, 0), (-1, 0), 1, _INK),
    ]
    shares = (0.21, 0.25, 0.3, 0.24)
    widths = [share * (WIDTH - 12) for share in shares]
    return Table(rows, colWidths=widths, repeatRows=1, style=TableStyle(style))


def _areas(entry: CardEntry) -> str:
    return ", ".join(f"{words.REGIONS[area.region]} {area.dose.units:g} U" for area in entry.areas)


def _about(handover: Handover) -> str:
    made = words.day_and_month(handover.card.prepared_on)
    return words.CARD_FOR.format(pseudonym=handover.pseudonym, date=made)


def _first_day(card: HandoverCard) -> str:
    return words.CARD_FROM.format(date=words.day_and_month(card.earliest_microcurrent))


def _policy(card: HandoverCard) -> str:
    return words.CARD_POLICY.format(policy=words.advice(card.policy_name), days=card.wait_days)
