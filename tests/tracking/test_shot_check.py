from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from records.clients import ClientDetails
from records.visits import photos_of
from tracking.clients import add_client
from tracking.intake import NewPhoto, take_in_today
from tracking.plan import MapPoint, last_map, planned_botox
from tracking.shot_check import Shot, differences, placed_outline
from tracking.treat import record_botox
from treatments.doses import Product
from vision.landmarks import Pose

NOW = datetime(2026, 6, 1, 9, tzinfo=UTC)
EYES = np.array([[100.0, 100.0], [200.0, 100.0]])


def shot(yaw=0.0, pitch=0.0, frown=0.4, expression="frown", eyes=EYES):
    efforts = {"frown": frown, "raise": 0.1, "smile": 0.1, "other": 0.1}
    line = np.array([[100.0, 100.0], [150.0, 180.0]])
    pose = Pose(yaw, pitch, 0.0)
    return Shot("0" * 64, None, (), None, expression, pose, efforts, (line,), eyes)


@pytest.mark.parametrize(
    ("now", "advice"),
    [
        (shot(yaw=5), "turn the head 5 degrees to their right"),
        (shot(yaw=-6), "turn the head 6 degrees to their left"),
        (shot(pitch=7), "Lower the chin by 7 degrees"),
        (shot(frown=0.2), "Frown harder: like last time (50% of that effort now)"),
        (shot(frown=0.8), "Frown less hard"),
    ],
)
def test_advice_says_which_way_to_get_back_to_the_first_photo(now, advice):
    (finding,) = differences(now, shot(), "frown")
    assert advice in finding.message


def test_a_photo_like_the_first_one_needs_no_advice():
    assert differences(shot(yaw=3, pitch=-4, frown=0.5), shot(), "frown") == ()


def test_a_face_at_rest_should_not_frown_more_than_at_first():
    (finding,) = differences(shot(frown=0.6), shot(frown=0.1), "rest")
    assert finding.code == "not_at_rest"


def test_the_first_outline_lies_eyes_upon_eyes_whatever_the_size_of_the_photo():
    (line,) = placed_outline(shot(), shot(eyes=EYES * 2 + 30))
    assert line == pytest.approx(np.array([[230.0, 230.0], [330.0, 390.0]]))


@pytest.fixture
def client_id(desk):
    return add_client(desk, ClientDetails("Ana Lima"))


def kept(desk, client_id):
    with desk.store.reading() as session:
        return [(p.visit_id, p.expression, p.shot) for p in photos_of(session, client_id)]


def test_photos_of_a_day_make_one_visit_however_they_come(desk, client_id, photo_bytes):
    first = take_in_today(
        desk, client_id=client_id, now=NOW, photos=[NewPhoto(photo_bytes(40), "frown")]
    )
    later = take_in_today(
        desk,
        client_id=client_id,
        now=NOW + timedelta(hours=2),
        photos=[NewPhoto(photo_bytes(41), "frown"), NewPhoto(photo_bytes(42), "rest")],
    )
    assert later.visit_id == first.visit_id
    visit = first.visit_id
    assert sorted(kept(desk, client_id)) == [
        (visit, "frown", 1),
        (visit, "frown", 2),
        (visit, "rest", 1),
    ]
    tomorrow = take_in_today(
        desk,
        client_id=client_id,
        now=NOW + timedelta(days=1),
        photos=[NewPhoto(photo_bytes(43), "rest")],
    )
    assert tomorrow.visit_id != visit


def test_a_file_that_is_no_photo_stops_none_of_the_others(desk, client_id, photo_bytes):
    photos = [NewPhoto(b"junk", "rest"), NewPhoto(photo_bytes(40), "rest")]
    intake = take_in_today(desk, client_id=client_id, now=NOW, photos=photos)

    assert intake.refusals[0] is not None
    assert intake.refusals[1] is None
    assert len(kept(desk, client_id)) == 1


def test_the_last_map_can_be_repeated_point_by_point(desk, client_id):
    points = (MapPoint(0.0, -38.0, 4.0, "glabella"), MapPoint(20.5, -50.0, 2.5, "forehead"))
    planned = planned_botox(points, product=Product.ONA, product_name="", at=NOW)
    assert [injection.side for injection in planned.injections] == ["middle", "left"]
    assert last_map(desk, client_id) is None

    unsigned = record_botox(desk, client_id, planned).unsigned
    assert record_botox(desk, client_id, planned, reasons=dict.fromkeys(unsigned, "asked"))
    repeated = last_map(desk, client_id)
    assert repeated.product is Product.ONA
    assert set(repeated.points) == set(points)
