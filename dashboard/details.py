"""What is known about a client besides the history: shown where it matters, and mended."""

import streamlit as st

from dashboard import sources, texts
from dashboard.markup import note, paragraph
from dashboard.people import EARLIEST_BIRTH_YEAR
from dashboard.startup import desk
from records.clients import ClientDetails
from tracking.access import Action, may
from tracking.clients import change_details, details_of
from treatments.errors import InvalidRecordError

SAID = "details-said"
LONGEST_NAME = 128
LONGEST_TEXT = 4000


def show_known(client_id: str) -> None:
    """Say what whoever plans a treatment must know: allergies first, then the notes."""
    details = details_of(desk(), client_id)
    if details.allergies:
        st.html(note(texts.ALLERGIES, details.allergies, severity="warn"))
    if details.notes:
        st.html(note(texts.NOTES, details.notes, severity="info"))
    if not (details.allergies or details.notes):
        st.html(paragraph(texts.NOTHING_KNOWN, "small"))


def show_details(client_id: str) -> None:
    """Draw the form that mends a client's details, for who may change them."""
    here = desk()
    if not may(here.actor, Action.CHANGE_CLIENT, client_id):
        return
    if SAID in st.session_state:
        st.success(st.session_state.pop(SAID))
    form = f"details-{client_id}"  # so that nothing typed for one client is left for another
    with st.expander(texts.DETAILS), st.form(form, border=False):
        filled = _fields(client_id, details_of(here, client_id))
        if st.form_submit_button(texts.DETAILS_KEEP):
            try:
                change_details(here, client_id, ClientDetails(*filled))
            except InvalidRecordError:
                st.error(texts.NEW_CLIENT_NEEDS_NAME)
                return
            st.session_state[SAID] = texts.DETAILS_KEPT
            st.rerun()


def _fields(client_id: str, known: ClientDetails) -> tuple[str, int | None, int | None, str, str]:
    """Draw a field for each detail, filled with what is known, and return what they hold."""
    left, middle, right = st.columns([2, 1, 1])
    this_year = sources.now().year
    year = known.birth_year
    year_field = f"born-{client_id}-{year}"
    st.session_state.setdefault(year_field, year)  # a field that begins filled cannot be emptied
    return (
        left.text_input(texts.NEW_CLIENT_NAME, known.name, max_chars=LONGEST_NAME).strip(),
        middle.number_input(
            texts.NEW_CLIENT_YEAR,
            min(EARLIEST_BIRTH_YEAR, year or this_year),  # whatever was kept can be shown
            max(this_year, year or 0),
            value=None,
            key=year_field,
            step=1,
            format="%d",
        ),
        right.selectbox(
            texts.SKIN_TYPE,
            range(7),  # 0 where nobody asked
            index=known.fitzpatrick or 0,
            format_func=lambda kind: str(kind) if kind else texts.NOT_ASKED,
        )
        or None,
        st.text_area(texts.ALLERGIES, known.allergies, max_chars=LONGEST_TEXT).strip(),
        st.text_area(texts.NOTES, known.notes, max_chars=LONGEST_TEXT).strip(),
    )
