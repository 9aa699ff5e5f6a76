"""The hand-over card about recent Botox, on the screen and as a file to print or to send."""

import base64
from functools import partial
from html import escape

import streamlit as st

from dashboard import sources, texts
from dashboard.markup import paragraph
from reports import words
from reports.language import Language, speaking, spoken
from tracking.handover import Handover
from vision.errors import Refusal

CHART_HEIGHT = 380


def show_handover(client_id: str) -> None:
    """Offer the card; it is read, and noted as read, once somebody asks for it."""
    if not st.toggle(texts.HANDOVER, key="handover"):
        return
    found = sources.handover(client_id)
    if isinstance(found, Refusal):
        st.html(paragraph(texts.HANDOVER_NOTHING, "small"))
        return
    st.html(_card(found))
    st.download_button(
        texts.HANDOVER_DOWNLOAD,
        partial(_written, found, spoken()),
        file_name=f"rhytid-handover-{found.pseudonym}-{sources.now():%Y%m%d-%H%M%S}.pdf",
        mime="application/pdf",
        icon=":material/picture_as_pdf:",
        on_click="ignore",
    )


def _written(handover: Handover, language: Language) -> bytes:
    from reports.handover_card import handover_pdf  # noqa: PLC0415 - ReportLab, for few readers

    with speaking(language):  # off the page's thread, where nobody's language is known
        return handover_pdf(handover)


def _card(handover: Handover) -> str:
    from reportlab.graphics import renderSVG  # noqa: PLC0415 - as above

    from reports.handover_card import handover_chart, handover_lines  # noqa: PLC0415

    first, *lines = handover_lines(handover)
    drawn = renderSVG.drawToString(handover_chart(handover.card, height=CHART_HEIGHT))
    address = "data:image/svg+xml;base64," + base64.b64encode(drawn.encode()).decode("ascii")
    treated = [area.region for entry in handover.card.entries for area in entry.areas]
    areas = ", ".join(words.REGIONS[region] for region in treated)
    picture = f'<img src="{address}" alt="{escape(areas)}" height="{CHART_HEIGHT}">'
    return f"<h3>{escape(first)}</h3>{picture}" + "".join(
        paragraph(line, "small") for line in lines
    )
