"""Which photo lies under the injection map, who may see it, and how it is kept."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from records.audit import newest_entries
from records.clients import ClientDetails
from records.derivatives import Derivatives
from tracking import plan_photo as module
from tracking.access import AccessDeniedError, Action, Actor, Role
from tracking.analyse import analyse
from tracking.clients import add_client
from tracking.erase import erase_client
from tracking.intake import NewPhoto, take_in
from tracking.plan_photo import has_plan_photo, plan_photo
from vision.errors import Refusal

FIRST_DAY = datetime(2026, 1, 5, 9, tzinfo=UTC)
BLACK = 0  # the made-up reader finds no face in it


@pytest.fixture
def warped(made_up, monkeypatch):
    """Stand in for the warp: a picture as bright as the photo; lists what was warped."""
    seen = []

    def warp(portrait):
        brightness = int(portrait.photo.pixels[0, 0, 0])
        seen.append(brightness)
        return np.full((40, 30, 3), brightness, np.uint8)

    monkeypatch.setattr(module, "plan_picture", warp)
    return seen


@pytest.fixture
def client_of(desk, warped, photo_bytes):
    """Add a client with a visit every 30 days of (expression, brightness) photos."""

    def add(*visits):
        client_id = add_client(desk, ClientDetails("Ana Lima"))
        for number, shots in enumerate(visits):
            photos = [NewPhoto(photo_bytes(bright), expression) for expression, bright in shots]
            visited_at = FIRST_DAY + timedelta(days=30 * number)
            take_in(desk, client_id=client_id, visited_at=visited_at, photos=photos)
        analyse(desk, [client_id], lambda *how_far: None)
        return client_id

    return add


def test_the_newest_photo_at_rest_goes_before_newer_ones_that_frown(desk, client_of):
    client_id = client_of([("rest", 90)], [("frown", 80), ("rest", 70)], [("frown", 60)])

    photo = plan_photo(desk, client_id)
    assert photo.pixels[0, 0, 0] == 70
    assert photo.expression == "rest"
    assert photo.taken_at == FIRST_DAY + timedelta(days=30)


def test_without_one_at_rest_it_is_the_newest_that_was_measured(desk, client_of):
    client_id = client_of([("frown", 80)], [("frown", 60)], [("frown", BLACK)])

    assert plan_photo(desk, client_id).pixels[0, 0, 0] == 60


def test_a_client_without_a_measured_photo_has_none(desk, client_of):
    for client_id in (client_of(), client_of([("rest", BLACK)])):
        assert not has_plan_photo(desk, client_id)
        assert plan_photo(desk, client_id) is None


def test_every_look_is_in_the_audit_log_and_the_picture_is_made_once(desk, client_of, warped):
    client_id = client_of([("rest", 70)])
    first, again = plan_photo(desk, client_id), plan_photo(desk, client_id)

    assert warped == [70]
    assert np.array_equal(first.pixels, again.pixels)
    with desk.store.reading() as session:
        looks = newest_entries(session, action=Action.SEE_PHOTOS, limit=5)
    assert [(look.subject, look.detail) for look in looks] == [
        (f"client-{client_id}", "injection map")
    ] * 2


def test_who_may_not_see_photos_is_told_nothing_and_gets_none(desk, client_of, warped):
    client_id = client_of([("rest", 70)])
    therapist = replace(desk, actor=Actor("person-7", "Thea", Role.THERAPIST))

    assert has_plan_photo(desk, client_id)
    with pytest.raises(AccessDeniedError):
        has_plan_photo(therapist, client_id)
    with pytest.raises(AccessDeniedError):
        plan_photo(therapist, client_id)
    assert warped == []


def test_a_photo_that_cannot_be_read_any_more_says_why(desk, client_of, monkeypatch):
    client_id = client_of([("rest", 70)])
    gone = Refusal("no_face", "No face was found.")
    monkeypatch.setattr(module, "kept_portrait", lambda *_: gone)

    assert plan_photo(desk, client_id) == gone


def test_the_picture_goes_with_the_client(desk, client_of):
    client_id = client_of([("rest", 70)])
    plan_photo(desk, client_id)
    store = Derivatives.beside(desk.photos)
    assert store.filesystem.find(store.url)

    erase_client(desk, client_id)
    assert not store.filesystem.find(store.url)
