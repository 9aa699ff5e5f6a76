import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import func, select, text

from records.clients import ClientDetails, add_client
from records.models import Client, Visit
from records.visits import add_visit, visits_of
from tests.recorded_client import add_photographed
from treatments.errors import NaiveTimeError


def test_sqlite_waits_for_others_checks_references_and_survives_a_crash(store):
    if store.engine.dialect.name != "sqlite":
        pytest.skip("pragmas are SQLite's")
    pragmas = ("journal_mode", "foreign_keys", "busy_timeout", "synchronous")
    with store.reading() as session:
        values = [session.execute(text(f"PRAGMA {name}")).scalar() for name in pragmas]
    assert values == ["wal", 1, 5000, 2]


def test_a_failed_transaction_leaves_nothing(store):
    def fail_half_way():
        with store.writing() as session:
            add_client(session, ClientDetails("Half"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail_half_way()
    with store.reading() as session:
        assert session.scalar(select(func.count(Client.id))) == 0


def test_a_reader_sees_one_state_while_another_writes(store):
    with store.reading() as reader:
        before = reader.scalar(select(func.count(Client.id)))
        with store.writing() as session:
            add_client(session, ClientDetails("Later"))
        if store.engine.dialect.name == "sqlite":
            assert reader.scalar(select(func.count(Client.id))) == before
    with store.reading() as reader:
        assert reader.scalar(select(func.count(Client.id))) == before + 1


def test_a_writer_that_reads_first_does_not_fail_when_another_one_wrote(store, client_id):
    def read_then_write(number):
        with store.writing() as session:
            count = len(visits_of(session, client_id))
            time.sleep(0.02)
            moment = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=number)
            add_photographed(session, client_id, moment)
            return count

    with ThreadPoolExecutor(8) as threads:
        counts = list(threads.map(read_then_write, range(16)))
    with store.reading() as session:
        assert len(visits_of(session, client_id)) == 16
    if store.engine.dialect.name == "sqlite":
        assert sorted(counts) == list(range(16))


@pytest.mark.slow
def test_twenty_people_save_a_hundred_times_each_without_an_error(store):
    def save(person):
        for number in range(100):
            with store.writing() as session:
                client = add_client(session, ClientDetails(f"{person}-{number}"))
                moment = datetime(2026, 1, 1, tzinfo=UTC)
                add_visit(session, client_id=client.id, visited_at=moment)

    with ThreadPoolExecutor(20) as threads:
        list(threads.map(save, range(20)))
    with store.reading() as session:
        assert session.scalar(select(func.count(Visit.id))) == 2000


def test_a_moment_comes_back_as_the_same_moment_in_utc(store, client_id):
    there = timezone(timedelta(hours=2))
    moment = datetime(2026, 6, 1, 12, 0, 0, 123456, tzinfo=there)
    with store.writing() as session:
        add_photographed(session, client_id, moment)
    with store.reading() as session:
        ((_, kept),) = visits_of(session, client_id)
    assert kept == moment
    assert kept.tzinfo is UTC


def test_a_time_without_a_zone_is_refused(store, client_id):
    naive = datetime(2026, 6, 1, 12)
    with pytest.raises(Exception, match="no time zone") as caught, store.writing() as session:
        add_visit(session, client_id=client_id, visited_at=naive)
    assert isinstance(caught.value.__cause__ or caught.value, NaiveTimeError)
