"""The language of whoever looks at the screen: their choice, otherwise their browser's."""

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from dashboard import texts
from reports import language
from reports.language import LANGUAGES, Language

_CHOICE = "language"


def _of_the_reader() -> Language | None:
    if get_script_run_ctx(suppress_warning=True) is None:
        return None  # work beside a page, which nobody reads over its shoulder
    return language.known(st.session_state.get(_CHOICE) or st.context.locale)


language.ask_reader(_of_the_reader)


def choose_language() -> None:
    """Let the reader choose; the choice holds for the browser session."""
    st.selectbox(
        texts.LANGUAGE,
        list(LANGUAGES),
        index=list(LANGUAGES).index(language.spoken()),
        format_func=LANGUAGES.__getitem__,
        key=_CHOICE,
        label_visibility="collapsed",
        width=120,
    )
