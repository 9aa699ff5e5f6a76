"""The client list."""

import streamlit as st

from dashboard import sources, texts
from dashboard.markup import empty, paragraph
from dashboard.practice import is_demo
from dashboard.tables import client_meta
from tracking.progress import ClientCard

CLIENT_PAGE = "dashboard/views/client.py"


def show_list() -> None:
    """Draw the search field and a card for every client found."""
    st.title(texts.CLIENTS)
    st.html(paragraph(texts.CLIENTS_LEAD, "lead"))
    search = st.text_input(
        texts.SEARCH, placeholder=texts.SEARCH_HINT, type="search", live=True, width=340
    )
    found = sources.clients((search or "").strip())
    for place, card in enumerate(found):
        show_card(card, place)
    if not found:
        show_nobody((search or "").strip())
    if is_demo():
        st.html(paragraph(texts.DEMO_NOTE, "small"))


def show_card(card: ClientCard, place: int) -> None:
    """Draw one client; the whole card leads to the client's page."""
    with st.container(key=f"card-{place}", gap="xsmall"):
        st.page_link(CLIENT_PAGE, label=card.name, query_params={"id": card.id})
        st.html(client_meta(card))


def show_nobody(search: str) -> None:
    """Say that the list is empty, or that nobody was found."""
    if search:
        st.html(empty(texts.NOBODY_FOUND.format(search=search), texts.NOBODY_FOUND_ADVICE))
    else:
        st.html(empty(texts.NO_CLIENTS, texts.NO_CLIENTS_ADVICE))


show_list()
