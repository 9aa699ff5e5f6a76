"""Photos that a dead server left behind: who takes them up, once, and what Today says."""

import threading
from collections.abc import Iterator
from concurrent.futures import Future
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from dashboard import background, signin, sources, startup, texts
from records.blobs import StoreFullError
from records.clients import ClientDetails, client_ids
from records.models import Photo, Visit
from reports.language import speaking
from tracking.access import LOCAL_OWNER, NOBODY, Actor, Role
from tracking.clients import add_client
from tracking.desk import Desk, open_desk
from tracking.progress import list_clients
from tracking.settings import read_settings

APP = Path(__file__).parents[2] / "app.py"
SOON_S = 10


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """A practice of two clients with a photo each that nobody has measured."""
    monkeypatch.setenv("RHYTID_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("RHYTID_KEY_DIR", str(tmp_path / "keys"))
    st.cache_resource.clear()
    opened = open_desk(read_settings())
    for name in ("Ada", "Bea"):
        client_id = add_client(opened, ClientDetails(name))
        with opened.store.writing() as session:
            visit = Visit(client_id=client_id, visited_at=datetime(2026, 1, 5, 9, tzinfo=UTC))
            session.add(visit)
            session.flush()
            session.add(Photo(visit_id=visit.id, sha256="a" * 64, size_bytes=1, expression="frown"))
    preparation = startup.Preparation(desk=Future())
    preparation.desk.set_result(opened)
    monkeypatch.setattr(startup, "_preparation", lambda: preparation)
    yield opened
    wait_for_the_end()
    opened.store.close()


@pytest.fixture
def measured(monkeypatch: pytest.MonkeyPatch) -> SimpleNamespace:
    """Who was measured in which order; `gate` holds the measuring up until it is set."""
    made = SimpleNamespace(clients=[], gate=threading.Event(), fails=False)

    def analyse(desk: Desk, client_ids: list[str], progress: object) -> None:
        assert made.gate.wait(SOON_S)
        made.clients += client_ids
        if made.fails:
            raise RuntimeError("a fault in the program")

    monkeypatch.setattr(background, "analyse", analyse)
    return made


def wait_for_the_end() -> None:
    for thread in threading.enumerate():
        if thread.name == background.CATCHING_UP:
            thread.join(SOON_S)
    assert not background.catching_up().running


def today(monkeypatch: pytest.MonkeyPatch, actor: Actor = LOCAL_OWNER) -> AppTest:
    for module in (signin, startup):
        monkeypatch.setattr(module, "current_actor", lambda: actor)
    app = AppTest.from_file(str(APP), default_timeout=30).run()
    return app.switch_page("dashboard/views/today.py").run()


def headings(app: AppTest) -> list[str]:
    return [heading.value for heading in app.subheader]


def test_the_first_page_takes_up_what_waits_and_waits_for_nothing(
    desk: Desk, measured: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = today(monkeypatch)
    assert background.catching_up().running
    assert measured.clients == []
    with speaking("en"):
        assert headings(app)[0] == f"{texts.UNMEASURED_TITLE} · 2"
    measured.gate.set()
    wait_for_the_end()
    assert len(set(measured.clients)) == len(measured.clients) == 2
    today(monkeypatch)
    assert len(measured.clients) == 2  # once in a process


def test_who_may_not_measure_begins_nothing_and_hears_of_nothing(
    desk: Desk, measured: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    app = today(monkeypatch, Actor("person-2", "T", Role.THERAPIST))
    assert not background.catching_up().begun
    with speaking("en"):
        assert not any(texts.UNMEASURED_TITLE in heading for heading in headings(app))


def test_after_a_fault_the_others_are_measured_and_today_offers_to_try_again(
    desk: Desk, measured: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    measured.fails = True
    measured.gate.set()
    today(monkeypatch)
    wait_for_the_end()
    assert len(measured.clients) == 2
    app = today(monkeypatch)
    with speaking("en"):
        told = " ".join(element.proto.body for element in app.get("html"))
        assert texts.VISIT_MEASURING_FAILED in told
        (again,) = (button for button in app.button if button.label == texts.MEASURE_NOW)
    again.click().run()
    wait_for_the_end()
    assert len(measured.clients) == 4


def test_a_fault_in_a_part_that_looks_again_leaves_the_page_as_it_is(
    desk: Desk, measured: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> None:
        raise StoreFullError("full")

    monkeypatch.setattr(sources, "catching_up", fail)
    app = today(monkeypatch)
    measured.gate.set()
    told = " ".join(element.proto.body for element in app.get("html"))
    with speaking("en"):
        assert texts.FAULTS["StoreFullError"] in told
        assert any(heading.startswith(texts.DUE_TITLE) for heading in headings(app))
    assert not app.exception


def test_today_says_in_the_readers_language_what_is_being_measured(
    desk: Desk, measured: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    measured.gate.set()
    at_work = background.CatchingUp(running=True, current=background.Measuring("photos", 3, 8))
    monkeypatch.setattr(sources, "catching_up", lambda: at_work)
    app = today(monkeypatch)
    app.selectbox(key="language").select("de").run()
    (bar,) = app.get("progress")
    assert "Fotos werden gemessen: 3 von 8" in bar.proto.text


def test_a_practice_with_accounts_finishes_an_erasure_that_a_crash_cut_short(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone, stays = list_clients(desk)
    desk.store.ring.destroy(gone.id)  # the first step of erasing; then the server died
    monkeypatch.setattr(startup, "is_demo", lambda: False)
    preparation = startup.Preparation(desk=Future())
    preparation.desk.set_result(desk.of(NOBODY))
    preparation.tidy_up()
    with desk.store.reading() as session:
        assert client_ids(session) == [stays.id]
