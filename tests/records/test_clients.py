from datetime import timedelta
from pathlib import Path

import pytest

from records.clients import (
    ClientDetails,
    add_client,
    client_called,
    client_summaries,
    client_summary,
    clients_by_reference,
    remove_client,
)
from records.models import Client
from records.treatments import Dosage, add_botox, add_microcurrent
from tests.recorded_client import add_photographed
from treatments.doses import Onabotulinumtoxin
from treatments.sessions import BotoxSession, Injection, MicrocurrentSession


@pytest.fixture
def three_clients(store, moment):
    with store.writing() as session:
        names = ("Zoë Öztürk", "anna Berg", "Bo")
        ids = [add_client(session, ClientDetails(name)).id for name in names]
        for days in (5, 0, 30):
            visited_at = moment + timedelta(days=days)
            add_photographed(session, ids[0], visited_at)
        injection = Injection("glabella", Onabotulinumtoxin(4))
        add_botox(session, client_id=ids[0], done=BotoxSession(moment, (injection,)))
        add_botox(session, client_id=ids[0], done=BotoxSession(moment, (injection,)))
        for client_id in ids[:2]:
            add_microcurrent(
                session,
                client_id=client_id,
                done=MicrocurrentSession(moment, frozenset({"chin"})),
                dosage=Dosage("Probe", 15),
            )
    return ids


def test_clients_are_listed_by_name_with_their_history(store, three_clients, moment):
    with store.reading() as session:
        summaries = client_summaries(session)
    assert [summary.name for summary in summaries] == ["anna Berg", "Bo", "Zoë Öztürk"]
    zoe = summaries[2]
    assert (zoe.visit_count, zoe.first_visit, zoe.last_visit) == (
        3,
        moment,
        moment + timedelta(days=30),
    )
    assert zoe.treatment_kinds == ("botox", "microcurrent")
    assert summaries[0].treatment_kinds == ("microcurrent",)
    assert (summaries[1].visit_count, summaries[1].first_visit) == (0, None)


@pytest.mark.parametrize("search", ["zoe", "ZOË", "ozturk", "Öz"])
def test_search_forgives_case_and_accents(store, three_clients, search):
    with store.reading() as session:
        assert [s.name for s in client_summaries(session, search=search)] == ["Zoë Öztürk"]


def test_a_client_is_found_by_pseudonym(store, three_clients):
    with store.reading() as session:
        bo = client_summary(session, three_clients[2])
        assert [s.id for s in client_summaries(session, search=bo.pseudonym)] == [bo.id]
        assert client_summaries(session, search="%") == []


def test_removing_a_client_removes_the_history_and_nobody_elses(store, three_clients):
    with store.writing() as session:
        remove_client(session, three_clients[0])
    with store.reading() as session:
        assert client_summary(session, three_clients[0]) is None
        kinds = [summary.treatment_kinds for summary in client_summaries(session)]
    assert kinds == [("microcurrent",), ()]


def test_references_are_found_by_their_beginning_and_taken_literally(store):
    with store.writing() as session:
        wanted = add_client(session, ClientDetails("A"), reference="demo_1/x").id
        add_client(session, ClientDetails("B"), reference="demo21/x")
        add_client(session, ClientDetails("C"))
    with store.reading() as session:
        assert clients_by_reference(session, "demo_1/") == {"demo_1/x": wanted}


def test_the_list_costs_the_same_number_of_queries_however_long_it_is(
    store, three_clients, count_queries
):
    def listed():
        with count_queries(store) as queries, store.reading() as session:
            client_summaries(session)
        return len(queries)

    few = listed()
    with store.writing() as session:
        for number in range(50):
            add_client(session, ClientDetails(str(number)))
    assert listed() == few <= 4  # one of them SQLite's BEGIN


def test_a_name_is_nowhere_in_the_database_in_plain_text(store, three_clients, tmp_path):
    if store.engine.dialect.name != "sqlite":
        pytest.skip("the files of a server are not ours to read")
    database = store.engine.url.database
    for file in Path(database).parent.glob(f"{Path(database).name}*"):
        assert "Öztürk".encode() not in file.read_bytes()


def test_a_client_is_found_by_id_and_by_pseudonym_in_any_case(store, client_id):
    with store.reading() as session:
        pseudonym = session.get(Client, client_id).pseudonym
        for word in (client_id, client_id.upper(), pseudonym, pseudonym.lower()):
            assert client_called(session, word) == client_id
        for word in ("", "R-", "%", "nobody", pseudonym[:-1]):
            assert client_called(session, word) is None
