"""Clients whose records have been kept for long enough, with the way to look and to erase."""

import streamlit as st

from dashboard import texts
from dashboard.markup import note, paragraph
from dashboard.sources import now
from dashboard.startup import desk
from records.blobs import StoreFullError
from records.scrub import NotScrubbedError
from reports import words
from tracking.clinic_policy import PastRetention, past_retention
from tracking.erase import erase_client

CLIENT_PAGE = "dashboard/views/client.py"
SAID = "retention-said"


def show_retention() -> None:
    """Draw every client past their time."""
    st.subheader(texts.RETENTION_TITLE)
    if SAID in st.session_state:
        st.success(st.session_state.pop(SAID))
    due = past_retention(desk(), now())
    if not due:
        st.html(paragraph(texts.RETENTION_NONE, "small"))
    for past in due:
        with st.container(key=f"retention-{past.client.id}", gap="xsmall"):
            _show(past)


def _show(past: PastRetention) -> None:
    client, last = past.client, words.day_and_month(past.last)
    told = texts.RETENTION_DUE.format(name=client.name, pseudonym=client.pseudonym, date=last)
    st.html(note(told, texts.RETENTION_ADVICE, severity="warn"))
    with st.container(horizontal=True, vertical_alignment="center"):
        st.page_link(CLIENT_PAGE, label=texts.OPEN_CLIENT, query_params={"id": client.id})
        with st.popover(texts.ERASE, width="content"):
            _confirm(client.id, client.pseudonym)


def _confirm(client_id: str, pseudonym: str) -> None:
    """Erase a client whose pseudonym was typed in."""
    st.html(paragraph(texts.ERASE_ADVICE, "small"))
    with st.form(f"erase-{client_id}", border=False):
        typed = st.text_input(texts.ERASE_CONFIRM.format(pseudonym=pseudonym)).strip()
        if not st.form_submit_button(texts.ERASE_FOR_GOOD, type="primary"):
            return
    if typed.upper() != pseudonym:
        st.error(texts.ERASE_OTHER.format(pseudonym=pseudonym))
        return
    said = texts.ERASED
    try:
        with st.spinner(texts.ERASING):
            erase_client(desk(), client_id)
    except (NotScrubbedError, StoreFullError):
        said = texts.ERASED_WITH_TRACES
    st.session_state[SAID] = said.format(pseudonym=pseudonym)
    st.rerun()
