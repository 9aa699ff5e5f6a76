"""Who sits at the browser, as the pages ask it."""

import streamlit as st

from dashboard.practice import records
from dashboard.sittings import SITTINGS, visitor_of
from tracking.access import LOCAL_OWNER, NOBODY, Actor
from tracking.settings import SignIn, read_settings


def current_actor() -> Actor:
    """Return who is signed in at this browser, asked of the records anew; `NOBODY` if no one is.

    What a page keeps in ``st.session_state`` has no say in it.
    """
    if read_settings().sign_in is SignIn.LOCAL:
        return LOCAL_OWNER
    return actor_at(visitor_of(st.context.cookies))


def actor_at(visitor: str | None) -> Actor:
    """Return who is signed in at a visitor; `NOBODY` after signing out or being disabled."""
    person_id = SITTINGS.person(visitor)
    if person_id is None:
        return NOBODY
    from tracking.people import actor_with  # noqa: PLC0415 - only where people sign in

    return actor_with(records().store, person_id) or NOBODY


def sign_out() -> None:
    """End the sitting; every tab of this browser leaves its page within a second."""
    visitor = visitor_of(st.context.cookies)
    if visitor is not None:
        SITTINGS.end(visitor)
