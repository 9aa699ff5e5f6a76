"""When a page fails: a sentence of ours on the screen, the details in the log."""

import logging
from collections.abc import Callable

import streamlit as st

from dashboard import texts
from dashboard.markup import note

_LOG = logging.getLogger(__name__)


def run_shielded(page: Callable[[], None]) -> None:
    """Draw a page; a fault in it never reaches the browser in raw form."""
    try:
        page()
    except Exception:  # whatever it is, the person at the screen needs a way on
        _LOG.exception("A page failed")
        st.html(note(texts.PAGE_FAILED, texts.PAGE_FAILED_ADVICE, severity="block"))
