"""What the rules and the measuring rooms say is read in German on German pages."""

from datetime import timedelta

import pytest
from streamlit.testing.v1 import AppTest

from dashboard import facemap, signin, sources, startup, texts
from dashboard.shots import standing
from reports.language import speaking
from tests.opened_page import opened, shown
from tests.recorded_client import DAY, add_recorded_client
from tracking.access import LOCAL_OWNER
from tracking.desk import Desk
from tracking.intake import KEPT_ALREADY


@pytest.fixture
def german_treatment(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> AppTest:
    """A device session on the forehead the day after Botox, planned on a German page."""
    for module in (signin, startup):
        monkeypatch.setattr(module, "current_actor", lambda: LOCAL_OWNER)
    monkeypatch.setattr(facemap, "_facemap", lambda **_: {"regions": ["forehead", "glabella"]})
    client_id = add_recorded_client(desk.store)
    monkeypatch.setattr(sources, "now", lambda: DAY + timedelta(days=1))
    app = opened("treatment", id=client_id, kind="microcurrent")
    app.selectbox(key="language").select("de").run()
    assert not app.exception
    return app


def test_a_session_that_comes_too_soon_is_told_in_german(german_treatment: AppTest) -> None:
    told = shown(german_treatment)
    with speaking("de"):
        assert texts.SEVERITIES["block"] in told
    assert "Tag 1 nach Botox am" in told
    assert "(Zwischen den Brauen)" in told
    assert "Strom über frischem Toxin" in told
    assert "veröffentlichter Rat, nicht in Studien geprüft" in told
    for english in ("too early", "Current over fresh", "published advice", "Ask before"):
        assert english not in told


def test_screening_asks_in_german(german_treatment: AppTest) -> None:
    asked = [choice.label for choice in german_treatment.segmented_control]
    assert "Epilepsie oder Krampfanfälle" in asked
    assert "Kürzliche Operation im Gesicht" in asked
    assert not any("pacemaker" in label.lower() for label in asked)


def test_a_photo_that_was_not_kept_says_why_in_german() -> None:
    with speaking("de"):
        told = standing("unreadable", (), KEPT_ALREADY)
    assert "Diese Datei ist schon behalten" in told
    assert KEPT_ALREADY.message in standing("unreadable", (), KEPT_ALREADY)
