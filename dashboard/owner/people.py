"""People and their roles."""

import streamlit as st

from dashboard import tables, texts
from dashboard.faults import in_words
from dashboard.markup import empty, paragraph
from dashboard.owner.passwords import show_reset
from dashboard.startup import desk
from reports import words
from tracking.access import Role
from tracking.people import (
    LastOwnerError,
    LoginTakenError,
    WeakPasswordError,
    disable,
    everyone,
    register,
)
from tracking.progress import list_clients

SAID = "people-said"


def show_people() -> None:
    """Draw everyone with a login, and the forms to add and to bar a person."""
    st.html(paragraph(texts.PEOPLE_LEAD, "small"))
    if SAID in st.session_state:
        st.success(st.session_state.pop(SAID))
    people = everyone(desk())
    rows = [
        (
            person.login,
            person.name,
            texts.ROLES[person.role],
            person.qualification or words.NO_FIGURE,
            words.day_and_month(person.created_at),
            texts.STATE_BARRED if person.disabled_at else texts.STATE_ACTIVE,
        )
        for person in people
    ]
    if rows:
        st.html(tables.in_words(texts.PEOPLE_HEADS, rows))
    else:
        st.html(empty(texts.PEOPLE_NONE, texts.PEOPLE_NONE_ADVICE))
    add, bar = st.columns([2, 1], gap="medium")
    with add.container(key="card-add-person"):
        _add()
    active = [person.login for person in people if person.disabled_at is None]
    if active:
        with bar.container(key="card-bar-person"):
            _bar(active)
        with bar.container(key="card-reset-password"):
            show_reset(active)


def _add() -> None:
    st.subheader(texts.PERSON_ADD_TITLE)
    clients = {card.id: card for card in list_clients(desk())}
    with st.form("add-person", border=False):
        left, right = st.columns(2, gap="medium")
        login = left.text_input(texts.LOGIN_NAME, max_chars=128).strip()
        name = right.text_input(texts.PERSON_NAME, max_chars=128).strip()
        role = left.selectbox(
            texts.ROLE, list(texts.ROLES), index=1, format_func=texts.ROLES.__getitem__
        )
        qualification = right.text_input(texts.QUALIFICATION, max_chars=64).strip()
        password = left.text_input(
            texts.FIRST_PASSWORD, type="password", help=texts.FIRST_PASSWORD_HINT
        )
        client = right.selectbox(
            texts.WHICH_CLIENT,
            list(clients),
            index=None,
            placeholder=texts.WHICH_CLIENT_HINT,
            format_func=lambda key: f"{clients[key].name} · {clients[key].pseudonym}",
        )
        if st.form_submit_button(texts.PERSON_ADD, type="primary"):
            fault = None if login and name else texts.PERSON_NEEDS_NAME
            if fault is None:
                fault = _register(login, name, Role(role), password, qualification, client)
            if fault is not None:
                st.error(fault)
                return
            st.session_state[SAID] = texts.PERSON_ADDED.format(name=name)
            st.rerun()


def _register(  # noqa: PLR0917 - the fields of one form
    login: str, name: str, role: Role, password: str, qualification: str, client: str | None
) -> str | None:
    """Add a person; say what stands against it."""
    if (role is Role.CLIENT) != (client is not None):
        return texts.CLIENT_NEEDED
    try:
        register(
            desk(),
            login=login,
            name=name,
            role=role,
            password=password,
            qualification=qualification,
            client_id=client,
        )
    except WeakPasswordError:
        return texts.FIRST_PASSWORD_HINT
    except LoginTakenError:
        return texts.LOGIN_TAKEN
    return None


def _bar(active: list[str]) -> None:
    st.subheader(texts.PERSON_DISABLE)
    with st.form("bar-person", border=False):
        login = st.selectbox(texts.WHO_TO_BAR, active)
        if st.form_submit_button(texts.PERSON_DISABLE):
            try:
                disable(desk(), login)
            except LastOwnerError as error:
                st.error(in_words(error))
                return
            st.session_state[SAID] = texts.PERSON_BARRED.format(login=login)
            st.rerun()
