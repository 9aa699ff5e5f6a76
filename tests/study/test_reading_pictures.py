"""The photos of a reading set: the right ones, and nothing but the picture."""

import io
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pandas as pd
import pytest
from PIL import Image
from sqlalchemy import select

from records.audit import AuditLog
from records.blobs import PhotoStore
from records.clients import ClientDetails, add_client
from records.consents import ConsentText, Purpose, give_consent
from records.exports import study_codes
from records.keys import open_ring
from records.models import AuditEntry, Photo, Visit
from records.schema import upgrade
from records.store import Store
from records.visits import photos_of
from study.blinded import blinded_picture
from study.errors import StudyError
from study.kept_readings import keep_grades
from study.reading import PHOTO, draw_set, read_key, save_set
from study.reading_pictures import write_pictures
from tracking.access import LOCAL_OWNER, AccessDeniedError, Action, Actor, Role
from tracking.consent import withdraw
from tracking.desk import Desk
from treatments.policy import ClinicPolicy

START = datetime(2026, 1, 5, 9, tzinfo=UTC)


def _jpeg(shade):
    stream = io.BytesIO()
    exif = Image.Exif()
    exif[0x0132] = "2026:01:05 09:00:00"
    Image.new("RGB", (320, 320), (shade, 90, 80)).save(stream, "JPEG", exif=exif)
    return stream.getvalue()


@pytest.fixture
def desk(tmp_path):
    store = Store(f"sqlite:///{tmp_path / 'x.sqlite3'}", open_ring(tmp_path / "r", tmp_path / "a"))
    upgrade(store)
    photos = PhotoStore((tmp_path / "photos").as_posix(), store.ring)
    policy = ClinicPolicy("Practice", ZoneInfo("Europe/Berlin"))
    yield Desk(store, photos, AuditLog(tmp_path / "head.json"), policy, LOCAL_OWNER)
    store.close()


@pytest.fixture
def person(desk):
    """A client with photos of known shade in four visits, two shots each."""
    with desk.store.writing() as session:
        client = add_client(session, ClientDetails("Zaphira Quillfeather", 1980, 3)).id
        give_consent(
            session,
            client_id=client,
            purpose=Purpose.RESEARCH,
            text=ConsentText("1", "text"),
            given_at=START,
            taken_by="owner",
        )
        code = study_codes(session, [client])[client]
    rows = []
    for number in range(1, 5):
        names = [desk.photos.put(client, _jpeg(40 * number + 9 * shot)) for shot in (1, 2)]
        with desk.store.writing() as session:
            visit = Visit(client_id=client, visited_at=START + timedelta(days=14 * number))
            session.add(visit)
            session.flush()
            for shot, name in enumerate(names, start=1):
                session.add(
                    Photo(
                        visit_id=visit.id,
                        sha256=name.sha256,
                        size_bytes=1,
                        expression="frown",
                        shot=shot,
                    )
                )
                rows.append((code, number, 14 * number, "frown", "front", "glabella", shot))
    return client, rows


@pytest.fixture
def key(person, tmp_path):

    photos = pd.DataFrame(person[1], columns=PHOTO)
    save_set(draw_set(photos, pairs=5, repeat_share=0.2, sham_share=0.4, seed=1), tmp_path / "set")
    return read_key(tmp_path / "set" / "key.csv")


def test_each_item_shows_its_photo_and_no_metadata(desk, key, tmp_path):
    assert write_pictures(desk, key, tmp_path / "pictures") == []
    for row in key.itertuples():
        with Image.open(
            tmp_path / "pictures" / f"{row.item_number:04d}-{row.position}.jpg"
        ) as image:
            assert not image.getexif()
            shade = np.asarray(image)[..., 0].mean()
        assert shade == pytest.approx(40 * row.visit_number + 9 * row.shot, abs=3)
    assert len(list((tmp_path / "pictures").iterdir())) == len(key)


def test_whoever_withdrew_is_not_shown(desk, key, person, tmp_path):
    withdraw(desk, person[0], Purpose.RESEARCH)
    missing = write_pictures(desk, key, tmp_path / "pictures")
    assert len(missing) == len(key)
    assert list((tmp_path / "pictures").iterdir()) == []


def test_a_missing_photo_is_named(desk, key, person, tmp_path):
    desk.photos.remove_client(person[0])
    missing = write_pictures(desk, key, tmp_path / "pictures")
    assert "skip the item" in missing[0].message


RESEARCHER = Actor("person-2", "Researcher", Role.RESEARCHER)


def test_researchers_write_pictures_and_may_see_photos_in_no_other_way(desk, key, person, tmp_path):
    mine = desk.of(RESEARCHER)
    assert write_pictures(mine, key, tmp_path / "pictures") == []
    seen = [subject for actor, action, subject in noted(desk) if action == "see_blinded_pictures"]
    assert seen == [f"client-{person[0]}"] * len(key)
    with pytest.raises(AccessDeniedError):
        mine.require(Action.SEE_PHOTOS, person[0])


@pytest.mark.parametrize("role", [Role.PRACTITIONER, Role.THERAPIST, Role.CLIENT, Role.NOBODY])
def test_nobody_else_writes_pictures_and_no_folder_is_made(desk, key, person, tmp_path, role):
    actor = Actor("person-3", "X", role, person[0] if role is Role.CLIENT else None)
    with pytest.raises(AccessDeniedError):
        write_pictures(desk.of(actor), key, tmp_path / "pictures")
    assert not (tmp_path / "pictures").exists()


def test_without_consent_to_research_there_is_no_picture(desk, person):
    with desk.store.reading() as session:
        sha256 = photos_of(session, person[0])[0].name.sha256
    assert blinded_picture(desk.of(RESEARCHER), person[0], sha256).shape == (320, 320, 3)
    withdraw(desk, person[0], Purpose.RESEARCH)
    assert blinded_picture(desk.of(RESEARCHER), person[0], sha256) is None
    assert blinded_picture(desk, person[0], sha256) is None


def test_researchers_keep_grades(desk, key, person):
    grades = key.assign(rater_number=1, grade=2)
    kept = keep_grades(desk.of(RESEARCHER), grades)
    assert (kept.grades, kept.without_photo) == (len(key), 0)


def noted(desk):
    with desk.store.reading() as session:
        rows = session.scalars(select(AuditEntry).order_by(AuditEntry.number))
        return [(row.actor, row.action, row.subject) for row in rows]


def test_a_folder_is_never_written_over_and_a_key_must_be_one(desk, key, tmp_path):
    with pytest.raises(StudyError, match="exists"):
        write_pictures(desk, key, tmp_path)
    (tmp_path / "no.csv").write_text("a,b\n1,2\n")
    with pytest.raises(StudyError, match="not the key"):
        read_key(tmp_path / "no.csv")
