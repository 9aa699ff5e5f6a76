"""What is known about a client: shown where a treatment is planned, and mended."""

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import signin, startup, texts
from records.clients import ClientDetails
from tests.opened_page import opened, shown
from tests.recorded_client import PLANTED, add_recorded_client
from tracking.access import LOCAL_OWNER, Actor, Role
from tracking.clients import add_client, details_of
from tracking.desk import Desk


def sign_in(monkeypatch: pytest.MonkeyPatch, actor: Actor) -> None:
    for module in (signin, startup):
        monkeypatch.setattr(module, "current_actor", lambda: actor)


def save(app: AppTest) -> None:
    button = next(button for button in app.button if button.label == texts.DETAILS_KEEP)
    button.click().run()
    assert not app.exception


def test_a_wrong_year_of_birth_is_mended_and_the_rest_stays(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_in(monkeypatch, Actor("person-2", "Dora", Role.PRACTITIONER))
    client_id = add_recorded_client(desk.store)
    app = opened("client", id=client_id)
    year = next(field for field in app.number_input if field.label == texts.NEW_CLIENT_YEAR)
    assert year.value == 1970
    year.set_value(1979)
    save(app)

    assert app.success[0].value == texts.DETAILS_KEPT
    assert details_of(desk, client_id) == ClientDetails(
        PLANTED["name"], 1979, 3, PLANTED["allergies"], PLANTED["notes"]
    )


def test_everything_can_be_emptied_but_the_name(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_in(monkeypatch, LOCAL_OWNER)
    client_id = add_client(desk, ClientDetails("Ada", 1850, 3, "latex", "likes mornings"))
    app = opened("client", id=client_id)
    name = next(field for field in app.text_input if field.label == texts.NEW_CLIENT_NAME)
    name.input(" ")
    save(app)
    assert app.error[0].value == texts.NEW_CLIENT_NEEDS_NAME
    assert details_of(desk, client_id).name == "Ada"

    app.text_input[0].input("Ada Example")
    app.number_input[0].set_value(None)
    next(box for box in app.selectbox if box.label == texts.SKIN_TYPE).select_index(0)
    for area in app.text_area:
        area.input("")
    save(app)
    assert details_of(desk, client_id) == ClientDetails("Ada Example")
    assert app.title[0].value == "Ada Example"


@pytest.mark.parametrize("kind", ["botox", "microcurrent"])
def test_allergies_and_notes_stand_where_a_treatment_is_planned(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    sign_in(monkeypatch, LOCAL_OWNER)
    details = ClientDetails("Ada", allergies="latex <b>", notes="likes mornings")
    told = shown(opened("treatment", id=add_client(desk, details), kind=kind))
    assert "latex &lt;b&gt;" in told
    assert "likes mornings" in told

    nothing = add_client(desk, ClientDetails("Bo"))
    assert texts.NOTHING_KNOWN in shown(opened("treatment", id=nothing, kind=kind))


def test_a_therapist_reads_allergies_and_changes_no_details(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign_in(monkeypatch, Actor("person-3", "Tess", Role.THERAPIST))
    client_id = add_recorded_client(desk.store)
    assert PLANTED["allergies"] in shown(opened("treatment", id=client_id))
    labels = {button.label for button in opened("client", id=client_id).button}
    assert texts.DETAILS_KEEP not in labels
