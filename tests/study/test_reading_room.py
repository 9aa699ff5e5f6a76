"""Blinded reading: what a reader may see, in which order, and what is told at the end."""

import io
from datetime import UTC, datetime, timedelta

import numpy as np
import pytest
from PIL import Image
from sqlalchemy import select

from records.client_rows import uses_of_client
from records.clients import ClientDetails
from records.consents import ConsentText, Purpose
from records.models import AuditEntry
from records.readings import FIRST_SCREEN_SET
from study.errors import StudyError
from study.reading_room import REPEAT_EVERY, SETS, keep_grade, next_page, reliability
from tracking.access import LOCAL_OWNER, AccessDeniedError, Actor, Role
from tracking.clients import add_client
from tracking.consent import give, withdraw
from tracking.desk import open_desk
from tracking.intake import NewPhoto, take_in
from tracking.settings import read_settings
from vision.errors import Refusal

FIRST = datetime(2026, 1, 5, 9, tzinfo=UTC)
FROWNS = FIRST_SCREEN_SET
SIDED = [number for number, (region, _) in SETS.items() if region.startswith("crows_feet")]
PHOTOS = 16
READER = Actor("person-4", "R", Role.RESEARCHER)
OTHER = Actor("person-5", "S", Role.RESEARCHER)


def picture(number):
    """A photo that is darker at its left, and as bright as its number."""
    shades = np.tile(np.linspace(0, 100, 320).astype(np.uint8)[None, :, None], (320, 1, 3))
    stream = io.BytesIO()
    Image.fromarray(shades + np.uint8(5 * number)).save(stream, "PNG")
    return stream.getvalue()


@pytest.fixture
def desk(tmp_path):
    """Two clients with frowns; only the first agreed to research."""
    folders = {"RHYTID_DATA_DIR": tmp_path / "data", "RHYTID_KEY_DIR": tmp_path / "keys"}
    opened = open_desk(read_settings({name: str(path) for name, path in folders.items()}))
    for count, agrees in ((PHOTOS, True), (2, False)):
        client_id = add_client(opened, ClientDetails(f"Client {count}"))
        for number in range(count):
            photo = NewPhoto(picture(number), "frown")
            visited_at = FIRST + timedelta(days=number)
            take_in(opened, client_id=client_id, visited_at=visited_at, photos=[photo])
        if agrees:
            give(opened, client_id, Purpose.RESEARCH, ConsentText("1", "Yes."))
            opened_for = client_id
    yield opened, opened_for
    opened.store.close()


def read_all(desk, grade_of, number=FROWNS):
    """Grade a whole set; return item numbers, brightness and direction in the order shown."""
    shown = []
    while (page := next_page(desk, number)).item_number is not None:
        mirrored = bool(page.pixels[0, 0, 0] > page.pixels[0, -1, 0])
        brightness = int(page.pixels[..., 0].min())
        shown.append((page.item_number, brightness, mirrored))
        keep_grade(desk, number, page.item_number, grade_of(brightness))
    return shown


def test_a_reader_sees_each_consented_photo_once_and_some_again_later_and_mirrored(desk):
    records, _ = desk
    shown = read_all(records.of(READER), lambda brightness: brightness // 16 % 5)

    assert len(shown) == PHOTOS + PHOTOS // REPEAT_EVERY
    brightness = [bright for _, bright, _ in shown]
    twice = {bright for bright in brightness if brightness.count(bright) == 2}
    assert len(set(brightness)) == PHOTOS
    assert len(twice) == PHOTOS // REPEAT_EVERY
    for bright in twice:
        (first, _, one_way), (second, _, other_way) = (row for row in shown if row[1] == bright)
        assert (first % 2, second % 2) == (0, 1)
        assert one_way is not other_way
    assert {mirrored for _, _, mirrored in shown} == {True, False}
    assert brightness != sorted(brightness)


@pytest.mark.parametrize("number", SIDED)
def test_a_photo_of_one_side_is_never_mirrored(desk, number):
    records, client_id = desk
    smiles = [NewPhoto(picture(PHOTOS + shade), "smile", shot=shade + 1) for shade in range(PHOTOS)]
    visited_at = FIRST + timedelta(days=PHOTOS)
    take_in(records, client_id=client_id, visited_at=visited_at, photos=smiles)
    shown = read_all(records.of(READER), lambda brightness: 2, number)

    assert len(shown) == PHOTOS + PHOTOS // REPEAT_EVERY
    assert not any(mirrored for _, _, mirrored in shown)


def test_readers_have_an_order_of_their_own_that_stays(desk):
    records, _ = desk
    again = next_page(records.of(READER), FROWNS).item_number
    assert next_page(records.of(READER), FROWNS).item_number == again
    orders = [
        [number for number, _, _ in read_all(records.of(actor), lambda bright: 0)]
        for actor in (READER, OTHER)
    ]
    assert orders[0] != orders[1]
    assert sorted(orders[0]) == sorted(orders[1])


def test_agreement_is_told_only_when_everything_is_read(desk):
    records, _ = desk
    mine = records.of(READER)
    page = next_page(mine, FROWNS)
    keep_grade(mine, FROWNS, page.item_number, 2)
    assert isinstance(reliability(mine, FROWNS), Refusal)

    with pytest.raises(StudyError):
        keep_grade(mine, FROWNS, page.item_number, 3)

    read_all(mine, lambda bright: bright // 16 % 5)
    read_all(records.of(OTHER), lambda bright: bright // 16 % 5)
    found = reliability(mine, FROWNS)
    assert not isinstance(found, Refusal)
    assert len(found.between) == 1
    assert found.between[0].value > 0.9  # one photo was graded otherwise at first


def test_a_withdrawn_consent_takes_the_photos_away_at_once(desk):
    records, client_id = desk
    assert next_page(records.of(READER), FROWNS).total > 0
    withdraw(records, client_id, Purpose.RESEARCH)
    assert next_page(records.of(READER), FROWNS).total == 0


def test_each_picture_that_a_reader_sees_is_in_the_audit_log_of_its_client(desk):
    records, client_id = desk
    next_page(records.of(READER), FROWNS)
    with records.store.reading() as session:
        seen = uses_of_client(session, f"client-{client_id}")
        everyone = session.scalars(select(AuditEntry.subject).where(AuditEntry.actor == READER.id))
        assert set(everyone) == {"practice", f"client-{client_id}"}
    assert [(actor, action) for _, actor, action in seen][-1] == (
        READER.id,
        "see_blinded_pictures",
    )


@pytest.mark.parametrize("role", [Role.CLIENT, Role.THERAPIST, Role.PRACTITIONER])
def test_only_researchers_and_the_owner_read(desk, role):
    records, client_id = desk
    actor = Actor("person-9", "X", role, client_id if role is Role.CLIENT else None)
    for use_case in (next_page, reliability):
        with pytest.raises(AccessDeniedError):
            use_case(records.of(actor), FROWNS)
    assert next_page(records.of(LOCAL_OWNER), FROWNS).total > 0
