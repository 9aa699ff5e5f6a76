import io
from datetime import UTC, datetime, timedelta

import pytest
from PIL import Image

from records.clients import ClientDetails, add_client
from records.visits import photos_of, visits_of
from tracking.intake import KEPT_ALREADY, NewPhoto, take_in, take_in_today

MOMENT = datetime(2026, 2, 3, 8, tzinfo=UTC)


def add_to(desk, name):
    with desk.store.writing() as session:
        return add_client(session, ClientDetails(name)).id


@pytest.fixture
def client_id(desk):
    return add_to(desk, "Ada")


def in_a_visit(desk, client_id, moment, photos):
    return take_in(desk, client_id=client_id, visited_at=moment, photos=photos)


def today(desk, client_id, moment, photos):
    return take_in_today(desk, client_id=client_id, now=moment, photos=photos)


def kept_files(desk):
    return list(desk.photos.names())


def photo_taken(text):
    stream = io.BytesIO()
    exif = Image.Exif()
    exif.get_ifd(0x8769)[0x9003] = text
    Image.new("RGB", (320, 320), "white").save(stream, "JPEG", exif=exif)
    return stream.getvalue()


def test_readable_photos_are_kept_unchanged_and_refused_ones_are_not(desk, client_id, photo_bytes):
    good = photo_bytes(50)
    photos = [NewPhoto(good, "rest"), NewPhoto(b"no photo", "frown"), NewPhoto(b"", "raise")]
    result = take_in(desk, client_id=client_id, visited_at=MOMENT, photos=photos)
    assert [refusal is None for refusal in result.refusals] == [True, False, False]
    with desk.store.reading() as session:
        (kept,) = photos_of(session, client_id)
    assert (kept.visit_id, kept.expression) == (result.visit_id, "rest")
    assert desk.photos.get(kept.name) == good
    assert len(kept_files(desk)) == 1


def test_a_visit_without_a_readable_photo_is_not_made(desk, client_id):
    result = take_in(
        desk, client_id=client_id, visited_at=MOMENT, photos=[NewPhoto(b"no photo", "rest")]
    )
    assert result.visit_id is None
    with desk.store.reading() as session:
        assert visits_of(session, client_id) == []
    assert kept_files(desk) == []


@pytest.mark.parametrize("keep", [in_a_visit, today])
def test_the_same_file_is_kept_once_and_the_reason_says_so(desk, client_id, photo_bytes, keep):
    photos = [NewPhoto(photo_bytes(50), name) for name in ("rest", "rest")]
    first = keep(desk, client_id, MOMENT, photos)
    assert first.refusals == (None, KEPT_ALREADY)

    again = keep(desk, client_id, MOMENT + timedelta(days=1), photos[:1])
    assert (again.visit_id, again.refusals) == (None, (KEPT_ALREADY,))
    with desk.store.reading() as session:
        assert [photo.shot for photo in photos_of(session, client_id)] == [1]
        assert len(visits_of(session, client_id)) == 1
    other = add_to(desk, "Bea")
    assert keep(desk, other, MOMENT, photos[:1]).refusals == (None,)


def test_a_cameras_wall_clock_is_read_in_the_clinics_zone(desk, client_id):
    photos = [NewPhoto(photo_taken("2026:07:01 10:00:00"), "rest")]
    take_in(desk, client_id=client_id, visited_at=MOMENT, photos=photos)
    with desk.store.reading() as session:
        (kept,) = photos_of(session, client_id)
    assert kept.captured_at == datetime(2026, 7, 1, 8, tzinfo=UTC)  # summer time in Berlin
