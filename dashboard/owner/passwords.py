"""A new password for somebody who forgot theirs."""

from collections.abc import Sequence

import streamlit as st

from dashboard import texts
from dashboard.markup import paragraph
from dashboard.startup import desk
from tracking.people import WeakPasswordError, reset_password

SAID = "password-said"


def show_reset(logins: Sequence[str]) -> None:
    """Draw the form that gives one of these people a one-time password."""
    st.subheader(texts.RESET)
    st.html(paragraph(texts.RESET_LEAD, "small"))
    if SAID in st.session_state:
        st.success(st.session_state.pop(SAID))
    with st.form("reset-password", border=False, clear_on_submit=True):
        login = st.selectbox(texts.RESET_WHO, logins, index=None, placeholder=texts.RESET_WHO_HINT)
        password = st.text_input(
            texts.RESET_PASSWORD, type="password", help=texts.FIRST_PASSWORD_HINT
        )
        if st.form_submit_button(texts.RESET_KEEP):
            if login is None:
                st.error(texts.RESET_INCOMPLETE)
                return
            try:
                reset_password(desk(), login, password)
            except WeakPasswordError:
                st.error(texts.RESET_INCOMPLETE)
                return
            st.session_state[SAID] = texts.RESET_DONE.format(login=login)
            st.rerun()
