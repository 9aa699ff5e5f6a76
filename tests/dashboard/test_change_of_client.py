"""One page and two clients, one after the other: nothing of the first is there for the second."""

import io
from concurrent.futures import Future

import numpy as np
import pytest
from PIL import Image
from streamlit.testing.v1 import AppTest

from dashboard import background, basket, signin, sources, startup, texts
from records.clients import ClientDetails
from records.visits import photos_of
from tests.opened_page import opened
from tracking.access import LOCAL_OWNER
from tracking.clients import add_client
from tracking.desk import Desk
from tracking.shot_check import Shot


@pytest.fixture
def clients(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Two clients without a history, and every photo that is brought is good."""

    def look_at(data: bytes) -> "Future[Shot]":
        seen: Future[Shot] = Future()
        seen.set_result(Shot("", None, (), np.zeros((4, 3, 3), np.uint8), "frown"))
        return seen

    for module in (signin, startup):
        monkeypatch.setattr(module, "current_actor", lambda: LOCAL_OWNER)
    monkeypatch.setattr(sources, "expect_photos", lambda: None)
    for looking in (basket, sources):
        monkeypatch.setattr(looking, "look_at", look_at)
    monkeypatch.setattr(background.Measuring, "start", lambda *_: None)
    return [add_client(desk, ClientDetails(name)) for name in ("Ada", "Bea")]


def a_photo(brightness: int) -> bytes:
    stream = io.BytesIO()
    Image.new("L", (320, 320), brightness).save(stream, "PNG")
    return stream.getvalue()


def choose(app: AppTest, client_id: str) -> None:
    next(box for box in app.selectbox if box.label == texts.CHOOSE_CLIENT).select(client_id).run()
    assert not app.exception


def kept(desk: Desk, client_id: str) -> int:
    with desk.store.reading() as session:
        return len(photos_of(session, client_id))


def test_photos_brought_for_one_client_are_not_kept_under_another(
    desk: Desk, clients: list[str]
) -> None:
    ada, bea = clients
    app = opened("visit", id=ada)
    app.file_uploader[0].upload("ada.png", a_photo(50), "image/png").run()
    choose(app, bea)
    assert not [button for button in app.button if button.key == "keep-good"]

    app.file_uploader[0].upload("bea.png", a_photo(60), "image/png").run()
    app.button(key="keep-good").click().run()
    assert not app.exception
    assert (kept(desk, ada), kept(desk, bea)) == (0, 1)


def test_the_field_for_photos_is_empty_once_they_are_kept(desk: Desk, clients: list[str]) -> None:
    app = opened("visit", id=clients[0])
    app.file_uploader[0].upload("ada.png", a_photo(50), "image/png").run()
    app.button(key="keep-good").click().run()
    assert kept(desk, clients[0]) == 1
    assert not app.file_uploader[0].value
