"""What the owner can do about clients whose records were kept for long enough."""

import io
from collections.abc import Iterator
from concurrent.futures import Future
from datetime import UTC, datetime
from pathlib import Path

import pytest
import streamlit as st
from PIL import Image
from streamlit.testing.v1 import AppTest

from dashboard import startup, texts
from records.clients import ClientDetails
from records.policies import KeptPolicy
from tracking.clients import add_client
from tracking.clinic_policy import change_policy
from tracking.desk import Desk, open_desk
from tracking.intake import NewPhoto, take_in
from tracking.progress import list_clients
from tracking.settings import read_settings
from tracking.verify import verify

APP = Path(__file__).parents[2] / "app.py"
LONG_AGO = datetime(2009, 1, 5, 9, tzinfo=UTC)


def a_photo() -> bytes:
    stream = io.BytesIO()
    Image.new("L", (320, 320), 90).save(stream, "PNG")
    return stream.getvalue()


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """Two clients, of whom one was last there long ago."""
    monkeypatch.setenv("RHYTID_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("RHYTID_KEY_DIR", str(tmp_path / "keys"))
    monkeypatch.setattr(startup, "measure_what_waits", lambda: None)
    st.cache_resource.clear()
    opened = open_desk(read_settings())
    change_policy(opened, KeptPolicy("House rules", 14, "EUR", 10))
    for name, visited_at in (("Ada Old", LONG_AGO), ("Bea New", datetime.now(UTC))):
        client_id = add_client(opened, ClientDetails(name))
        photo = NewPhoto(a_photo(), "rest")
        take_in(opened, client_id=client_id, visited_at=visited_at, photos=[photo])
    preparation = startup.Preparation(desk=Future())
    preparation.desk.set_result(opened)
    monkeypatch.setattr(startup, "_preparation", lambda: preparation)
    yield opened
    opened.store.close()


def policy_page() -> AppTest:
    app = AppTest.from_file(str(APP), default_timeout=30)
    app.query_params["part"] = "policy"
    app.run()
    app.switch_page("dashboard/views/practice.py").run()
    assert not app.exception
    return app


def erase(app: AppTest, pseudonym: str, typed: str) -> None:
    label = texts.ERASE_CONFIRM.format(pseudonym=pseudonym)
    next(field for field in app.text_input if field.label == label).input(typed)
    next(one for one in app.button if one.label == texts.ERASE_FOR_GOOD).click().run()
    assert not app.exception


def test_only_who_is_past_the_time_can_be_looked_at_and_erased(desk: Desk) -> None:
    (old,) = list_clients(desk, "Ada")
    app = policy_page()
    told = " ".join(element.proto.body for element in app.get("html"))
    assert old.pseudonym in told
    assert "Bea New" not in told
    (link,) = (one.proto for one in app.get("page_link") if old.id in str(one.proto))
    assert link.label == texts.OPEN_CLIENT
    assert [one.label for one in app.button].count(texts.ERASE_FOR_GOOD) == 1


def test_a_client_is_erased_only_after_the_pseudonym_was_typed(desk: Desk) -> None:
    (old,) = list_clients(desk, "Ada")
    app = policy_page()
    erase(app, old.pseudonym, "R-NOBODY")
    assert app.error[0].value == texts.ERASE_OTHER.format(pseudonym=old.pseudonym)
    assert len(list_clients(desk)) == 2

    erase(app, old.pseudonym, f" {old.pseudonym.lower()} ")
    assert app.success[0].value == texts.ERASED.format(pseudonym=old.pseudonym)
    assert [card.name for card in list_clients(desk)] == ["Bea New"]
    assert old.id in desk.store.ring.erased()
    assert verify(desk).is_sound
    assert texts.ERASE_FOR_GOOD not in [one.label for one in app.button]
