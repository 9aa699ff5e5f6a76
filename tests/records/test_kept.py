"""Digests of rows: the same whatever the database, and never in the way of an ordinary save."""

from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select, text

from records.care import Care, CareKind, add_care
from records.kept import DIGEST, digest_of
from records.models import Client, MicrocurrentSessionRow, OtherCare, Visit
from records.provision import Cost, Provision
from records.schema import upgrade
from records.soundness import row_faults
from records.store import Store

VISIT, CARE, DEVICE = Visit.__table__, OtherCare.__table__, MicrocurrentSessionRow.__table__
DAY = datetime(2026, 3, 1, 9, 30, tzinfo=UTC)


def faults(store):
    with store.reading() as session:
        return [(fault.table, fault.key) for fault in row_faults(session)]


def test_a_row_that_is_changed_through_its_model_stays_sound(store, client_id):
    with store.writing() as session:
        client = session.get(Client, client_id)
        before = client.row_digest
        client.birth_year = 1970
        session.flush()
        assert client.row_digest != before
    assert faults(store) == []


def test_what_the_database_gives_back_has_the_digest_of_what_was_written(store, client_id):
    cost = Provision(cost=Cost(Decimal("80"), "EUR"))
    there = datetime(2026, 3, 1, 9, 30, 0, 123, tzinfo=timezone(timedelta(hours=5, minutes=45)))
    with store.writing() as session:
        care = Care(CareKind.PEEL, "acid", there, there + timedelta(days=3), ("chin", "forehead"))
        add_care(session, client_id=client_id, care=care, provision=cost)
        session.add(
            MicrocurrentSessionRow(
                client_id=client_id,
                treated_at=there,
                device="Sonde “µ” \U0001f9ea",
                modality="RF",
                minutes=20,
                regions=["chin"],
                frequency_hz=-0.0,
                current_microampere=0.1 + 0.2,
            )
        )
    assert faults(store) == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"cost": Decimal("80")}, {"cost": Decimal("80.00")}),
        ({"minutes": 20}, {"minutes": 20.0}),
        ({"minutes": 0.0}, {"minutes": -0.0}),
        ({"treated_at": DAY}, {"treated_at": DAY.astimezone(timezone(timedelta(hours=9)))}),
        ({"cost": None}, {}),
        ({"id": 1}, {"id": 2}),
        ({DIGEST: "a"}, {DIGEST: "b"}),
    ],
)
def test_one_value_written_in_two_ways_has_one_digest(one, other):
    assert digest_of(DEVICE, one) == digest_of(DEVICE, other)


@given(st.text(min_size=1), st.text(min_size=1))
def test_two_values_have_two_digests(one, other):
    same = digest_of(DEVICE, {"device": one}) == digest_of(DEVICE, {"device": other})
    assert same == (one == other)
    assert digest_of(DEVICE, {"device": one}) != digest_of(DEVICE, {"waveform": one})
    assert digest_of(VISIT, {"client_id": one}) != digest_of(CARE, {"client_id": one})


def test_rows_from_before_there_were_digests_get_them_when_the_database_is_upgraded(
    database_url, key_ring
):
    store = Store(database_url, key_ring)
    upgrade(store, "0003")
    with store.writing() as session:
        session.execute(
            text(
                "INSERT INTO person (login, name, role, password_hash, qualification, created_at)"
                " VALUES ('ada', 'Ada', 'owner', 'x', '', '2026-01-05 09:00:00+00:00')"
            )
        )
    upgrade(store)
    assert faults(store) == []
    with store.writing() as session:
        session.execute(text("UPDATE person SET role = 'researcher'"))
    assert faults(store) == [("person", "1")]
    store.close()


def test_a_row_written_past_the_models_is_named(store, client_id):
    with store.writing() as session:
        session.execute(VISIT.insert().values(client_id=client_id, visited_at=DAY))
        number = session.scalar(select(Visit.id))
    assert faults(store) == [("visit", str(number))]
