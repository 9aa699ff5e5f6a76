"""A forgotten password: a one-time one from the owner, good for choosing an own one."""

import asyncio
from urllib.parse import urlencode

import pytest
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Message

from dashboard import account, signin, startup, texts
from dashboard.sittings import COOKIE, SITTINGS, form_token, new_visitor, visitor_of
from tests.opened_page import opened
from tracking.access import LOCAL_OWNER, NOBODY, Actor, Role
from tracking.desk import Desk
from tracking.people import register, reset_password, sign_in

PASSWORD, ONE_TIME, OWN = "correct horse battery", "tell her by telephone", "a new one of her own"


@pytest.fixture
def tess(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Actor:
    for module in (account, signin):
        monkeypatch.setattr(module, "records", lambda: desk)
    return register(desk, login="tess", name="Tess", role=Role.THERAPIST, password=PASSWORD)


def test_the_owner_sets_a_one_time_password_on_the_page(
    desk: Desk, tess: Actor, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in (signin, startup):
        monkeypatch.setattr(module, "current_actor", lambda: LOCAL_OWNER)
    app = opened("practice", part="people")

    def reset(password: str, login: str | None = "tess") -> None:
        next(b for b in app.selectbox if b.label == texts.RESET_WHO).select(login)
        next(f for f in app.text_input if f.label == texts.RESET_PASSWORD).input(password)
        next(b for b in app.button if b.label == texts.RESET_KEEP).click().run()
        assert not app.exception

    for password, login in (("short", "tess"), (ONE_TIME, None)):
        reset(password, login)
        assert app.error[0].value == texts.RESET_INCOMPLETE
    assert sign_in(desk.store, "tess", PASSWORD) == tess

    reset(ONE_TIME)
    assert app.success[0].value == texts.RESET_DONE.format(login="tess")
    assert sign_in(desk.store, "tess", PASSWORD) is None
    assert sign_in(desk.store, "tess", ONE_TIME) == tess


def test_a_reset_ends_the_sittings_of_that_person_only(desk: Desk, tess: Actor) -> None:
    other = register(desk, login="ada", name="Ada", role=Role.OWNER, password=PASSWORD)
    hers, others = new_visitor(), new_visitor()
    SITTINGS.begin(hers, tess.id)
    SITTINGS.begin(others, other.id)
    assert signin.actor_at(hers) == tess
    reset_password(desk, "tess", ONE_TIME)
    assert signin.actor_at(hers) is NOBODY
    assert signin.actor_at(others) == other


def send(visitor: str, **fields: str) -> Response:
    """Send the login form of a visitor."""
    body = urlencode({"form": form_token(visitor), "login": "tess", **fields}).encode()

    async def receive() -> Message:
        return {"type": "http.request", "body": body, "more_body": False}

    scope = {
        "type": "http",
        "method": "POST",
        "scheme": "http",
        "path": account.LOGIN,
        "headers": [],
        "client": ("127.0.0.1", 1),
        "state": {"visitor": visitor},
    }
    return asyncio.run(account.sign_in(Request(scope, receive)))


def test_a_one_time_password_is_good_for_choosing_an_own_one_only(desk: Desk, tess: Actor) -> None:
    reset_password(desk, "tess", ONE_TIME)
    visitor = new_visitor()
    asked = send(visitor, password=ONE_TIME)
    assert (asked.status_code, "set-cookie" in asked.headers) == (403, False)
    assert b'name="chosen"' in asked.body
    for chosen, again in (("short", "short"), (ONE_TIME, ONE_TIME), (OWN, f"{OWN}x")):
        refused = send(visitor, password=ONE_TIME, chosen=chosen, again=again)
        assert b"Choose your own now" in refused.body
    assert sign_in(desk.store, "tess", ONE_TIME) == tess

    done = send(visitor, password=ONE_TIME, chosen=OWN, again=OWN)
    assert done.status_code == 303
    cookie = done.headers["set-cookie"].partition(";")[0].partition("=")[2]
    assert signin.actor_at(visitor_of({COOKIE: cookie})) == tess
    assert send(visitor, password=OWN).status_code == 303
