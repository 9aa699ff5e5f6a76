"""Photos that were kept as another expression than they show. Measuring is made up."""

from datetime import timedelta

import pytest

from records.clients import ClientDetails
from records.visits import photo_names, photos_of
from tests.tracking.conftest import FIRST_DAY, picture
from tracking import analyse
from tracking.access import AccessDeniedError, Actor, Role
from tracking.backup import back_up, verify_backup
from tracking.clients import add_client
from tracking.corrections import EntryKind, take_back_void, void_entry
from tracking.desk import UnknownRecordError
from tracking.intake import NewPhoto, take_in
from tracking.kept_as import keep_as
from tracking.kept_shots import kept_shots, shot_picture
from tracking.progress import client_progress
from tracking.verify import verify

pytestmark = pytest.mark.usefixtures("made_up")
WHY = "it was a frown"


def photographed(desk, name, *visits):
    """Keep visits a month apart, each as expression and brightness of its photos, and measure."""
    client_id = add_client(desk, ClientDetails(name))
    for number, shots in enumerate(visits):
        shot_of = {expression: 0 for expression, _ in shots}
        photos = []
        for expression, brightness in shots:
            shot_of[expression] += 1
            photos.append(NewPhoto(picture(brightness), expression, shot=shot_of[expression]))
        on = FIRST_DAY + timedelta(days=30 * number)
        assert set(take_in(desk, client_id=client_id, visited_at=on, photos=photos).refusals) == {
            None
        }
    measure(desk, client_id)
    return client_id


def measure(desk, client_id):
    analyse.analyse(desk, [client_id], lambda *how_far: None)


def charted(desk, client_id):
    return [
        (point.on, point.expression, point.region, point.density, point.change_percent)
        for point in client_progress(desk, client_id).points
    ]


def number_of(desk, client_id, expression, visit=0, *, void=False):
    visits = sorted({shot.on for shot in kept_shots(desk, client_id)})
    (number,) = [
        shot.number
        for shot in kept_shots(desk, client_id)
        if (shot.expression, shot.on) == (expression, visits[visit]) and bool(shot.void) == void
    ]
    return number


@pytest.mark.parametrize("visit", [0, 1, 2])
def test_a_photo_kept_as_what_it_shows_counts_as_if_it_had_been_from_the_start(desk, visit):
    shots = [[("frown", 50 + 5 * number)] for number in range(3)]
    right = photographed(desk, "Right", *shots)
    shots[visit] = [("rest", shots[visit][0][1])]
    wrong = photographed(desk, "Wrong", *shots)
    assert charted(desk, wrong) != charted(desk, right)

    old = number_of(desk, wrong, "rest", visit)
    new = keep_as(desk, wrong, old, "frown", WHY)
    measure(desk, wrong)
    assert charted(desk, wrong) == charted(desk, right)
    assert new == number_of(desk, wrong, "frown", visit)
    assert number_of(desk, wrong, "rest", visit, void=True) == old
    assert shot_picture(desk, wrong, new).size
    with pytest.raises(UnknownRecordError):
        shot_picture(desk, wrong, old)


def test_it_is_the_next_shot_of_its_visit_and_the_file_is_there_once(desk, tmp_path):
    client_id = photographed(desk, "Ada", [("frown", 50), ("rest", 60)])
    before = sorted(desk.photos.names())
    new = keep_as(desk, client_id, number_of(desk, client_id, "rest"), "frown", WHY)
    (photo,) = [shot for shot in kept_shots(desk, client_id) if shot.number == new]
    assert (photo.expression, photo.view, photo.shot) == ("frown", "front", 2)
    assert sorted(desk.photos.names()) == before
    with desk.store.reading() as session:
        assert sorted(photo_names(session)) == before
        assert len(photos_of(session, client_id)) == 2
    measure(desk, client_id)
    assert verify(desk).is_sound
    back_up(desk, tmp_path / "backup")
    assert verify_backup(desk, tmp_path / "backup") == []


def test_what_cannot_be_kept_as_that_says_why(desk):
    client_id = photographed(desk, "Ada", [("rest", 60)])
    number = number_of(desk, client_id, "rest")
    assert keep_as(desk, client_id, number, "rest", WHY).code == "kept_as_that"
    assert keep_as(desk, client_id, number, "frown", "  ").code == "no_reason"
    with pytest.raises(ValueError, match="grin"):
        keep_as(desk, client_id, number, "grin", WHY)
    assert keep_as(desk, client_id, number, "frown", WHY)
    assert keep_as(desk, client_id, number, "smile", WHY).code == "set_aside"


def test_one_file_never_counts_twice(desk):
    client_id = photographed(desk, "Ada", [("rest", 60)])
    old = number_of(desk, client_id, "rest")
    new = keep_as(desk, client_id, old, "frown", WHY)
    assert take_back_void(desk, client_id, EntryKind.PHOTO, old).code == "kept_already"

    back = keep_as(desk, client_id, new, "rest", WHY)
    assert number_of(desk, client_id, "rest") == back
    void_entry(desk, client_id, EntryKind.PHOTO, back, "no, it was")
    assert take_back_void(desk, client_id, EntryKind.PHOTO, new) is None
    with desk.store.reading() as session:
        assert [photo.photo_id for photo in photos_of(session, client_id)] == [new]


def test_only_who_may_take_photos_of_the_client_may_do_it(desk):
    client_id = photographed(desk, "Ada", [("rest", 60)])
    other = photographed(desk, "Bea", [("frown", 70)])
    number = number_of(desk, client_id, "rest")
    with pytest.raises(UnknownRecordError):
        keep_as(desk, other, number, "frown", WHY)
    herself = desk.of(Actor("person-9", "Ada", Role.CLIENT, client_id))
    with pytest.raises(AccessDeniedError):
        keep_as(herself, client_id, number, "frown", WHY)
    assert number_of(desk, client_id, "rest") == number
