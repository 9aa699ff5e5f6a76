"""One page and two clients, one after the other: nothing of the first is there for the second."""

import io
from concurrent.futures import Future
from datetime import UTC, date, datetime, time, timedelta

import numpy as np
import pytest
from PIL import Image
from streamlit.testing.v1 import AppTest

from dashboard import background, basket, facemap, signin, sources, startup, texts
from records.clients import ClientDetails
from records.screening import answers_of
from records.visits import photos_of
from tests.opened_page import opened, shown
from tracking.access import LOCAL_OWNER
from tracking.clients import add_client
from tracking.desk import Desk
from tracking.intake import KEPT_ALREADY
from tracking.shot_check import Shot
from treatments.screening import Reply


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


def test_a_file_that_is_kept_already_says_so_and_is_not_kept_again(
    desk: Desk, clients: list[str]
) -> None:
    for _ in range(2):  # in two browsers
        app = opened("visit", id=clients[0])
        app.file_uploader[0].upload("ada.png", a_photo(50), "image/png").run()
        app.button(key="keep-good").click().run()
    assert KEPT_ALREADY.message in shown(app)
    assert kept(desk, clients[0]) == 1


def test_new_photos_are_not_laid_beside_one_that_was_set_aside_meanwhile(
    desk: Desk, clients: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    names = [desk.photos.put(clients[0], a_photo(50 + number)) for number in range(2)]
    seen: list[bytes] = []
    look_at = sources.look_at
    monkeypatch.setattr(sources, "look_at", lambda data: (seen.append(data), look_at(data))[1])
    for first in (names[:1], names[:1], names, names[1:]):
        by_expression = dict(zip(("frown", "rest"), first, strict=False))
        monkeypatch.setattr(sources, "first_photos", lambda *_, now=by_expression: now)
        if first == names[:1] and not seen:
            app = opened("visit", id=clients[0])
        app.run()
        assert not app.exception
    assert seen == [a_photo(50), a_photo(51)]


@pytest.fixture
def forehead(monkeypatch: pytest.MonkeyPatch) -> None:
    """The chart answers that the forehead was chosen, whoever the client is."""
    monkeypatch.setattr(facemap, "_facemap", lambda **_: {"regions": ["forehead"]})


def fill_in(app: AppTest) -> None:
    """Write into every field for text, the reasons included."""
    for field in (*app.text_input, *app.text_area):
        field.input("about Ada")
    app.run()
    assert not app.exception


def written(app: AppTest) -> set[str]:
    return {str(field.value) for field in (*app.text_input, *app.text_area)}


def answered(desk: Desk, client_id: str) -> list[str]:
    with desk.store.reading() as session:
        return [answer.condition for answer in answers_of(session, client_id)]


def press(app: AppTest, label: str) -> None:
    next(button for button in app.button if button.label == label).click().run()
    assert not app.exception


@pytest.mark.parametrize("kind", ["botox", "microcurrent"])
def test_what_was_filled_in_for_one_client_is_not_there_for_another(
    clients: list[str], kind: str
) -> None:
    app = opened("treatment", id=clients[0], kind=kind)
    fill_in(app)
    next(field for field in app.number_input if field.label == texts.COST).set_value(80.0).run()
    assert "about Ada" in written(app)

    choose(app, clients[1])
    assert written(app) == {""}
    assert next(field for field in app.number_input if field.label == texts.COST).value is None


def test_reasons_given_for_one_client_do_not_let_another_be_treated(
    clients: list[str], forehead: None
) -> None:
    app = opened("treatment", id=clients[0], kind="microcurrent")
    fill_in(app)
    assert texts.REASON_TO_GO_AHEAD in {field.label for field in app.text_input}
    assert not next(b for b in app.button if b.label == texts.SAVE_TREATMENT).disabled

    choose(app, clients[1])
    assert next(b for b in app.button if b.label == texts.SAVE_TREATMENT).disabled


def test_after_a_treatment_is_saved_the_form_is_empty(clients: list[str], forehead: None) -> None:
    app = opened("treatment", id=clients[0], kind="microcurrent")
    fill_in(app)
    press(app, texts.SAVE_TREATMENT)
    assert app.success[0].value.startswith("Saved")
    assert written(app) == {""}


def test_a_typed_time_stays_while_the_clock_goes_on(
    clients: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    hour = datetime(2026, 3, 1, 10, tzinfo=UTC)
    monkeypatch.setattr(sources, "now", lambda: hour)
    app = opened("treatment", id=clients[0])
    assert app.time_input[0].value == time(10)
    app.date_input[0].set_value(date(2026, 2, 27))
    app.time_input[0].set_value(time(8, 30)).run()

    monkeypatch.setattr(sources, "now", lambda: hour + timedelta(days=1, minutes=7))
    app.run()
    assert (app.date_input[0].value, app.time_input[0].value) == (date(2026, 2, 27), time(8, 30))

    choose(app, clients[1])
    assert (app.date_input[0].value, app.time_input[0].value) == (date(2026, 3, 2), time(10, 7))


def test_answers_of_one_client_are_not_kept_for_another_nor_twice(
    desk: Desk, clients: list[str]
) -> None:
    ada, bea = clients
    app = opened("treatment", id=ada)
    question = next(c for c in app.segmented_control if (c.key or "").startswith("asked-"))
    question.set_value(Reply.YES)
    press(app, texts.SCREENING_SAVE)
    press(app, texts.SCREENING_SAVE)
    assert len(answered(desk, ada)) == 1

    choose(app, bea)
    press(app, texts.SCREENING_SAVE)
    assert answered(desk, bea) == []
