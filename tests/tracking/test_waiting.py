"""Photos whose server died before they were measured; measuring is made up."""

from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import func, select, text

from records.clients import ClientDetails
from records.measurements import PhotoToMeasure, keep_new, refused
from records.models import Measurement
from records.visits import photos_of
from tracking import analyse
from tracking.clients import add_client
from tracking.intake import NewPhoto, take_in
from tracking.today import waiting_today
from tracking.waiting import clients_to_measure
from vision.errors import Refusal

DAY = datetime(2026, 1, 5, 9, tzinfo=UTC)
WHY = Refusal("no_face", "No face was found.")


class KilledError(BaseException):
    """The process is gone."""


@pytest.fixture
def photograph(desk, made_up, photo_bytes):
    """Keep a visit of a client without measuring it."""

    def keep(client_id, day, brightness=50):
        photo = NewPhoto(photo_bytes(brightness), "frown")
        take_in(desk, client_id=client_id, visited_at=DAY + timedelta(days=day), photos=[photo])

    return keep


@pytest.fixture
def client_id(desk):
    return add_client(desk, ClientDetails("Ada"))


def measure(desk, client_id):
    analyse.analyse(desk, [client_id], lambda *how_far: None)


def killed(*arguments):
    raise KilledError


def test_a_photo_that_was_kept_and_not_measured_waits_and_is_counted(desk, client_id, photograph):
    other = add_client(desk, ClientDetails("Bea"))
    photograph(client_id, 0)
    photograph(client_id, 14, 60)
    assert clients_to_measure(desk) == [client_id]
    assert waiting_today(desk, DAY).unmeasured == 2
    measure(desk, client_id)
    assert clients_to_measure(desk) == []
    assert waiting_today(desk, DAY).unmeasured == 0
    photograph(other, 0)
    assert clients_to_measure(desk) == [other]


def test_a_refused_photo_waits_no_longer(desk, client_id, photograph):
    photograph(client_id, 0, brightness=0)
    measure(desk, client_id)
    assert clients_to_measure(desk) == []
    assert waiting_today(desk, DAY).unmeasured == 0


@pytest.mark.parametrize("step", ["measure_kept", "compare_kept"])
def test_whoever_dies_at_measuring_or_comparing_leaves_a_client_that_waits(
    desk, client_id, photograph, monkeypatch, step
):
    photograph(client_id, 0)
    photograph(client_id, 14, 60)
    with monkeypatch.context() as dying:
        dying.setattr(analyse, step, killed)
        with pytest.raises(KilledError):
            measure(desk, client_id)
    assert clients_to_measure(desk) == [client_id]
    measure(desk, client_id)
    assert clients_to_measure(desk) == []


def test_a_history_of_an_earlier_version_waits_only_for_a_new_photo(desk, client_id, photograph):
    photograph(client_id, 0)
    photograph(client_id, 14, 60)
    measure(desk, client_id)
    with desk.store.writing() as session:
        for table in ("measurement", "pair_measurement"):
            session.execute(text(f"UPDATE {table} SET algorithm = 'older/1.0.0'"))
    assert clients_to_measure(desk) == []
    photograph(client_id, 30, 70)
    assert clients_to_measure(desk) == [client_id]


def test_two_processes_at_one_photo_keep_one_row_and_neither_fails(
    desk, client_id, photograph, monkeypatch
):
    photograph(client_id, 0)
    photograph(client_id, 14, 60)

    def overtaken(photos, photo: PhotoToMeasure):
        with desk.store.writing() as session:
            session.add(refused(photo.photo_id, analyse.ALGORITHM, WHY))
        return made(photos, photo)

    made = analyse.measure_kept
    monkeypatch.setattr(analyse, "measure_kept", overtaken)
    measure(desk, client_id)
    with desk.store.reading() as session:
        rows = session.scalars(select(Measurement.reason_code)).all()
    assert rows == ["no_face", "no_face"]
    assert clients_to_measure(desk) == []


def test_figures_of_a_photo_that_was_erased_meanwhile_are_not_kept(desk, client_id, photograph):
    photograph(client_id, 0)
    with desk.store.reading() as session:
        gone = photos_of(session, client_id)[0].photo_id + 1
    with desk.store.writing() as session:
        assert not keep_new(session, refused(gone, analyse.ALGORITHM, WHY))
        assert keep_new(session, refused(gone - 1, analyse.ALGORITHM, WHY))
    with desk.store.reading() as session:
        assert session.scalar(select(func.count(Measurement.id))) == 1
