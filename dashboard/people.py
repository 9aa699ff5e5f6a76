"""Choosing whom a page is about, or adding someone new."""

import streamlit as st

from dashboard import sources, texts
from treatments.errors import InvalidRecordError

EARLIEST_BIRTH_YEAR = 1900


def choose_client() -> str | None:
    """Draw the choice of a client; the address keeps it, so that it can be linked and reloaded."""
    cards = {card.id: card for card in sources.clients("")}
    asked = st.query_params.get("id", "")
    chosen = st.selectbox(
        texts.CHOOSE_CLIENT,
        list(cards),
        index=list(cards).index(asked) if asked in cards else None,
        placeholder=texts.CHOOSE_CLIENT_HINT,
        format_func=lambda key: f"{cards[key].name} · {cards[key].pseudonym}",
        width=340,
    )
    if chosen is not None:
        st.query_params["id"] = chosen
    if sources.may_add_client():
        with st.popover(texts.NEW_CLIENT):
            _new_client()
    return chosen


def _new_client() -> None:
    with st.form("new-client", border=False):
        name = st.text_input(texts.NEW_CLIENT_NAME)
        year = st.number_input(
            texts.NEW_CLIENT_YEAR,
            EARLIEST_BIRTH_YEAR,
            sources.now().year,
            value=None,
            step=1,
            format="%d",
        )
        if st.form_submit_button(texts.NEW_CLIENT_ADD, type="primary"):
            try:
                st.query_params["id"] = sources.add_client(name, year)
            except InvalidRecordError:
                st.error(texts.NEW_CLIENT_NEEDS_NAME)
            else:
                st.rerun()
