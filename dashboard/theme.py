"""The frame around every page: look, wordmark and navigation."""

from collections.abc import Sequence
from pathlib import Path

import streamlit as st

from dashboard import texts
from dashboard.language import choose_language
from dashboard.signin import show_actor
from tracking.access import Actor

_STYLE = Path(__file__).with_name("style.css")
_ICON = Path(__file__).with_name("icon.png")
_WORDMARK = (
    '<a class="rh-mark" href="./" target="_self" aria-label="{label}">'
    "<i><span></span><span></span></i><b>rhytid</b></a>"
)


def dress() -> None:
    """Set the page's title and icon, and load the style sheet."""
    st.set_page_config(
        page_title=texts.PRODUCT,
        page_icon=str(_ICON),
        layout="wide",
        initial_sidebar_state="collapsed",
    )
    st.html(_STYLE)


def masthead(pages: Sequence[st.Page], current: st.Page, actor: Actor) -> None:
    """Draw the wordmark, the links to the given pages, the current one marked, and who is here."""
    with st.container(key="masthead", horizontal=True, vertical_alignment="center"):
        st.html(_WORDMARK.format(label=texts.WORDMARK), width="content")
        for page in pages:
            with st.container(key="here" if page is current else None, width="content"):
                st.page_link(page, label=page.title)
        with st.container(key="tongue", width="content"):
            choose_language()
        with st.container(key="actor", horizontal=True, width="content"):
            show_actor(actor)
