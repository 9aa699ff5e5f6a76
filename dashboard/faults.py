"""When something fails: a sentence of ours on the screen, the details in the log."""

import logging
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard import texts
from dashboard.markup import note
from vision.errors import RhytidError

_LOG = logging.getLogger(__name__)
_FAULT, _TOLD = "fault", "faults-told"

P = ParamSpec("P")


def draw_page(page: Callable[[], None]) -> None:
    """Draw a page below what failed in it, or behind a button that was just pressed."""
    st.session_state[_TOLD] = {}
    place = st.empty()
    _tell(place, st.session_state.pop(_FAULT, None))
    shielded(page)()
    _tell(place, st.session_state.pop(_FAULT, None))


def drawn(draw: Callable[P, object]) -> Callable[P, None]:
    """Wrap a fragment: what fails in it stands above it until the whole page is drawn anew."""

    @wraps(draw)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        place = st.empty()
        shielded(draw)(*args, **kwargs)
        told = st.session_state.setdefault(_TOLD, {})
        if _FAULT in st.session_state:
            told[draw.__qualname__] = st.session_state.pop(_FAULT)
        _tell(place, told.get(draw.__qualname__))

    return run


def _tell(place: DeltaGenerator, fault: Exception | None) -> None:
    if fault is not None:
        told = note(texts.PAGE_FAILED, in_words(fault), severity="block", role="alert")
        place.html(told)


def shielded(work: Callable[P, object]) -> Callable[P, None]:
    """Wrap a callback: a fault in it never reaches the browser in raw form."""

    @wraps(work)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            work(*args, **kwargs)
        except Exception as fault:  # whatever it is, the person at the screen needs a way on
            _LOG.exception("A page failed")
            st.session_state[_FAULT] = fault

    return run


def in_words(fault: Exception) -> str:
    """Say what failed and what to do, without anything that is for the log only."""
    if not isinstance(fault, RhytidError):
        return texts.PAGE_FAILED_ADVICE
    return texts.FAULTS.get(type(fault).__name__, str(fault))
