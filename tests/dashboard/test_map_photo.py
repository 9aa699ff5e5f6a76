"""The treatment page with a client's photo under the chart, over real records."""

from datetime import UTC, datetime

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from dashboard import facemap, sources, texts
from reports.language import speaking
from tests.opened_page import opened, shown
from tests.recorded_client import add_recorded_client
from tracking.desk import Desk
from tracking.plan_photo import PlanPhoto
from vision.errors import Refusal

PHOTO = PlanPhoto(np.full((40, 30, 3), 90, np.uint8), datetime(2026, 1, 5, tzinfo=UTC), "rest")
GONE = Refusal("no_face", "No face was found.")


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, object]]:
    """What the browser is told to draw, run by run."""
    told: list[dict[str, object]] = []

    def element(*, key: str, data: dict[str, object], **_: object) -> dict[str, object]:
        told.append({**data, "key": key})
        return {}

    monkeypatch.setattr(facemap, "_facemap", element)
    return told


@pytest.fixture
def client_id(desk: Desk) -> str:
    return add_recorded_client(desk.store)


def choose_photo(app: AppTest) -> AppTest:
    app.segmented_control(key="ground").set_value("photo").run()
    assert not app.exception
    return app


def has_photo(monkeypatch: pytest.MonkeyPatch, photo: PlanPhoto | Refusal) -> None:
    monkeypatch.setattr(sources, "has_plan_photo", lambda *_: True)
    monkeypatch.setattr(sources, "plan_photo", lambda *_: photo)


@pytest.mark.parametrize("kind", ["botox", "microcurrent"])
def test_the_photo_lies_under_the_same_chart_once_it_is_chosen(
    client_id: str, drawn: list[dict[str, object]], monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    has_photo(monkeypatch, PHOTO)
    app = opened("treatment", id=client_id, kind=kind)
    plain = drawn[-1]
    assert plain["photo"] == ""
    assert plain["label"] == "Face chart"

    assert "Client’s photo of 5 Jan 2026, at rest" in shown(choose_photo(app))
    assert str(drawn[-1]["photo"]).startswith("data:image/jpeg;base64,")
    # One element: what was placed on the chart is there on the photo, at the same millimetres.
    for same in ("key", "plan", "box", "oval", "regions", "points"):
        assert drawn[-1][same] == plain[same]


def test_without_a_photo_there_is_no_choice(client_id: str, drawn: list[dict[str, object]]) -> None:
    app = opened("treatment", id=client_id)
    assert texts.MAP_ON not in [choice.label for choice in app.segmented_control]
    assert drawn[-1]["photo"] == ""


def test_a_photo_that_cannot_be_laid_on_the_chart_says_why(
    client_id: str, drawn: list[dict[str, object]], monkeypatch: pytest.MonkeyPatch
) -> None:
    has_photo(monkeypatch, GONE)
    app = choose_photo(opened("treatment", id=client_id))
    assert GONE.message in shown(app)
    assert drawn[-1]["photo"] == ""


def test_the_photo_is_named_in_german() -> None:
    with speaking("de"):
        assert facemap.told_of(PHOTO) == (
            "Foto des Klienten vom 5. Jan. 2026, in Ruhe, auf das Schema gelegt"
        )
