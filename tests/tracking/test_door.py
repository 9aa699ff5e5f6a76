from datetime import timedelta

import pytest
from argon2 import extract_parameters
from sqlalchemy import select

import tracking.door
from records.base import utc_now
from records.models import AuditEntry
from tracking import people
from tracking.access import Role
from tracking.door import WITHIN, TooManyTriesError, let_in, let_in_vouched
from tracking.people import actor_called, actor_with, disable, register

PASSWORD = "correct horse battery"
HOME = "192.0.2.7"
MOST = 3


@pytest.fixture(autouse=True)
def _few_tries(monkeypatch):
    assert tracking.door.MOST_FAILURES == 10
    monkeypatch.setattr(tracking.door, "MOST_FAILURES", MOST)


@pytest.fixture
def ada(desk):
    return register(desk, login="ada", name="Ada", role=Role.OWNER, password=PASSWORD)


@pytest.fixture
def knock(desk, ada):
    def knock(login="ada", password=PASSWORD, address=HOME):
        return let_in(desk.store, desk.audit, login=login, password=password, address=address)

    return knock


def entries(desk):
    with desk.store.reading() as session:
        rows = session.scalars(select(AuditEntry).order_by(AuditEntry.number))
        return [(row.actor, row.action, row.subject) for row in rows]


def test_whoever_knows_the_password_is_let_in_and_noted(desk, ada, knock):
    assert knock() == ada
    assert knock(login="ADA") == ada
    assert entries(desk)[-1] == (ada.id, "sign_in", "practice")


def test_whoever_a_provider_vouches_for_is_let_in_and_noted(desk, ada):
    assert let_in_vouched(desk.store, desk.audit, "Ada") == ada
    assert entries(desk)[-1] == (ada.id, "sign_in", "practice")
    noted = len(entries(desk))
    assert let_in_vouched(desk.store, desk.audit, "eve") is None
    assert len(entries(desk)) == noted


def test_a_wrong_password_is_noted_without_login_and_address(desk, knock):
    assert knock(password="wrong") is None
    actor, action, subject = entries(desk)[-1]
    assert action == "sign_in.failed"
    assert HOME not in actor
    assert "ada" not in subject


def test_after_too_many_wrong_passwords_the_right_one_waits(knock):
    for _ in range(MOST):
        assert knock(password="wrong", address="198.51.100.1") is None
    with pytest.raises(TooManyTriesError):
        knock()
    with pytest.raises(TooManyTriesError):
        knock(login="eve", address="198.51.100.1")
    assert knock(login="eve", address="203.0.113.9") is None


def test_the_wait_is_over_after_a_quarter_of_an_hour(ada, knock, monkeypatch):
    for _ in range(MOST):
        knock(password="wrong")
    later = utc_now() + WITHIN + timedelta(seconds=1)
    monkeypatch.setattr(tracking.door, "utc_now", lambda: later)
    assert knock() == ada


def test_neighbours_in_one_ipv6_network_share_their_tries(knock):
    for number in range(MOST):
        knock(login=f"somebody-{number}", address=f"2001:db8:1:2::{number:x}")
    with pytest.raises(TooManyTriesError):
        knock(address="2001:db8:1:2:ffff::1")
    assert knock(address="2001:db8:1:3::1") is not None


def test_an_unknown_login_costs_the_same_work_as_a_wrong_password(knock, monkeypatch):
    real, work = people._verify, []

    def verify(password_hash, password):
        work.append(extract_parameters(password_hash))
        return real(password_hash, password)

    monkeypatch.setattr(people, "_verify", verify)
    for login in ("ada", "nobody"):
        assert knock(login=login, password="wrong") is None
    known, unknown = work
    assert known == unknown


def test_who_is_disabled_is_nobody_at_once(desk, ada):
    tess = register(desk, login="tess", name="Tess", role=Role.THERAPIST, password=PASSWORD)
    assert actor_with(desk.store, tess.id, since=utc_now()) == tess
    assert actor_called(desk.store, "Tess") == tess
    disable(desk, "tess")
    assert actor_with(desk.store, tess.id, since=utc_now()) is None
    assert actor_called(desk.store, "tess") is None
    assert actor_called(desk.store, "eve") is None
