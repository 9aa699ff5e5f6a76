"""Who is past the time that records are kept."""

from datetime import UTC, datetime, timedelta

import pytest

from records.clients import ClientDetails
from records.policies import KeptPolicy
from records.treatments import Dosage, add_microcurrent
from tests.recorded_client import add_photographed
from tracking.clients import add_client
from tracking.clinic_policy import change_policy, past_retention
from treatments.sessions import MicrocurrentSession

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
LONG_AGO = NOW - timedelta(days=11 * 366)


@pytest.fixture
def client_id(desk):
    change_policy(desk, KeptPolicy("House rules", 14, "EUR", 10))
    return add_client(desk, ClientDetails("Ada"))


def visit(desk, client_id, on):
    with desk.store.writing() as session:
        add_photographed(session, client_id, on)


def treat(desk, client_id, on):
    done = MicrocurrentSession(on, frozenset({"glabella"}))
    with desk.store.writing() as session:
        add_microcurrent(session, client_id=client_id, done=done, dosage=Dosage("Probe", 20))


def past(desk):
    return [(each.client.id, each.last) for each in past_retention(desk, NOW)]


def test_who_came_last_before_the_limit_is_past_it(desk, client_id):
    visit(desk, client_id, LONG_AGO)
    assert past(desk) == [(client_id, LONG_AGO)]
    visit(desk, client_id, NOW - timedelta(days=9 * 365))
    assert past(desk) == []


def test_who_is_treated_since_the_last_photo_is_still_a_client(desk, client_id):
    visit(desk, client_id, LONG_AGO)
    treat(desk, client_id, LONG_AGO + timedelta(days=9))
    assert past(desk) == [(client_id, LONG_AGO + timedelta(days=9))]
    treat(desk, client_id, NOW - timedelta(days=30))
    assert past(desk) == []


def test_who_was_only_treated_has_a_time_too_and_who_was_never_there_has_none(desk, client_id):
    assert past(desk) == []
    treat(desk, client_id, LONG_AGO)
    assert past(desk) == [(client_id, LONG_AGO)]


def test_without_a_limit_nobody_is_past_it(desk, client_id):
    visit(desk, client_id, LONG_AGO)
    change_policy(desk, KeptPolicy("House rules", 14, "EUR", None))
    assert past(desk) == []
