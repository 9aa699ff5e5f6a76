"""Correcting what was entered, on the client's page."""

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import signin, startup, texts
from tests.opened_page import opened, shown
from tests.recorded_client import add_recorded_client
from tracking.access import LOCAL_OWNER, Actor, Role
from tracking.corrections import EntryKind, entries_of, void_entry
from tracking.desk import Desk

THERAPIST = Actor("person-3", "Tess", Role.THERAPIST)


def sign_in(monkeypatch: pytest.MonkeyPatch, actor: Actor) -> None:
    for module in (signin, startup):
        monkeypatch.setattr(module, "current_actor", lambda: actor)


def press(app: AppTest, label: str) -> None:
    next(button for button in app.button if button.label == label).click().run()
    assert not app.exception


def treatments_of(desk: Desk, client_id: str) -> dict[str, bool]:
    return {entry.kind: entry.void is None for entry in entries_of(desk, client_id)}


def test_a_session_is_marked_void_with_a_reason_and_that_is_taken_back(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_in(monkeypatch, LOCAL_OWNER)
    client_id = add_recorded_client(desk.store)
    app = opened("client", id=client_id)
    press(app, texts.VOID)
    assert app.error[0].value == texts.VOID_INCOMPLETE

    which = next(box for box in app.selectbox if box.label == texts.WHICH_ENTRY)
    which.select_index(0)
    reason = next(field for field in app.text_input if field.label == texts.VOID_REASON)
    reason.input("she came <b>next</b> day")
    press(app, texts.VOID)
    assert treatments_of(desk, client_id) == {"botox": True, "care": True, "microcurrent": False}
    assert "Microcurrent" in app.success[0].value
    assert "she came &lt;b&gt;next&lt;/b&gt; day" in shown(app)
    assert next(f for f in app.text_input if f.label == texts.VOID_REASON).value == ""

    press(app, texts.VOID_TAKE_BACK)
    assert all(treatments_of(desk, client_id).values())
    assert "she came" not in shown(app)


def test_a_therapist_corrects_devices_and_reads_why_the_rest_is_void(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    client_id = add_recorded_client(desk.store)
    number = next(e.number for e in entries_of(desk, client_id) if e.kind == "botox")
    void_entry(desk, client_id, EntryKind.BOTOX, number, "not hers")
    sign_in(monkeypatch, THERAPIST)
    app = opened("client", id=client_id)

    assert "not hers" in shown(app)
    assert texts.VOID_TAKE_BACK not in {button.label for button in app.button}
    which = next(box for box in app.selectbox if box.label == texts.WHICH_ENTRY)
    assert len(which.options) == 2
    assert not any("Botox" in option for option in which.options)
