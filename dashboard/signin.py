"""Who sits at the browser, as the pages ask it."""

import json
import time
from datetime import UTC, datetime

import streamlit as st

from dashboard import texts
from dashboard.markup import empty, paragraph
from dashboard.practice import records
from dashboard.sittings import SITTINGS, visitor_of
from tracking.access import LOCAL_OWNER, NOBODY, Actor
from tracking.settings import SignIn, read_settings

# ruff: noqa: PLC0415 - tracking.people brings the database along, which a local page does not wait for

FRESH_S = 5 * 60
"""How old a provider's word may be to begin a sitting: its cookie outlives ours by weeks."""


def current_actor() -> Actor:
    """Return who is signed in at this browser, asked of the records anew; `NOBODY` if no one is.

    What a page keeps in ``st.session_state`` has no say in it.
    """
    sign_in = read_settings().sign_in
    if sign_in is SignIn.LOCAL:
        return LOCAL_OWNER
    visitor = visitor_of(st.context.cookies)
    actor = actor_at(visitor)
    if actor is NOBODY and visitor and sign_in is SignIn.OIDC:
        return _begin_at_provider_s_word(visitor)
    return actor


def actor_at(visitor: str | None) -> Actor:
    """Return who is signed in at a visitor.

    `NOBODY` after signing out, being disabled or being given another password.
    """
    sitting = SITTINGS.of(visitor)
    if sitting is None:
        return NOBODY
    from tracking.people import actor_with

    since = datetime.fromtimestamp(sitting.begun_s, UTC)
    return actor_with(records().store, sitting.actor_id, since=since) or NOBODY


def sign_out() -> None:
    """End the sitting; every tab of this browser leaves its page within a second."""
    visitor = visitor_of(st.context.cookies)
    if visitor is not None:
        SITTINGS.end(visitor)


def show_actor(actor: Actor) -> None:
    """Say in the masthead who is at work, with the way out."""
    if actor is LOCAL_OWNER:
        st.html(paragraph(texts.LOCAL_OWNER_NOTE, "small"), width="content")
        return
    st.html(paragraph(actor.name, "small"), width="content")
    st.button(texts.SIGN_OUT, type="tertiary", on_click=sign_out)


def show_door() -> None:
    """Draw the only page of somebody who has none: how to get in, or whom to ask."""
    actor = current_actor()
    if actor is not NOBODY:
        st.html(empty(texts.NO_PAGES, texts.NO_PAGES_ADVICE))
        show_actor(actor)
    elif read_settings().sign_in is SignIn.OIDC:
        st.title(texts.SIGN_IN_ELSEWHERE)
        if (login := _vouched_for()) is not None:
            st.html(empty(texts.NOT_ONE_OF_US, texts.NOT_ONE_OF_US_ADVICE.format(login=login)))
        st.html(paragraph(texts.SIGN_IN_ELSEWHERE_ADVICE, "lead"))
        st.button(texts.SIGN_IN_ELSEWHERE, type="primary", on_click=st.login)


def _begin_at_provider_s_word(visitor: str) -> Actor:
    """Sign in whoever the identity provider just vouched for; the role is that of our records."""
    login = _vouched_for()
    if login is None:
        return NOBODY
    from tracking.door import let_in_vouched

    practice = records()
    actor = let_in_vouched(practice.store, practice.audit, login)
    if actor is None:
        return NOBODY
    SITTINGS.begin(visitor, actor.id, word=_word())
    return actor


def _vouched_for() -> str | None:
    """Return the address for which the provider vouched, if it did so a moment ago and anew."""
    told = st.user.to_dict()
    said_at = told.get("iat")
    is_fresh = isinstance(said_at, int) and time.time() - said_at < FRESH_S
    if not (told.get("is_logged_in") and is_fresh and told.get("email_verified", True)):
        return None
    return None if SITTINGS.is_spent(_word()) else str(told.get("email"))


def _word() -> str:
    return json.dumps(st.user.to_dict(), sort_keys=True, default=str)
