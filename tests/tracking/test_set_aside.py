"""Photos that were kept by mistake: they count for nothing, and what rests on them is made anew.

Measuring is made up; a visit counts as the mean of its shots.
"""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from zipfile import ZipFile

import numpy as np
import pytest
from sqlalchemy import func, select, text

from metrics.evidence import ALGORITHM
from metrics.supporting import ALGORITHM as SUPPORT_ALGORITHM
from metrics.verdict import ALGORITHM as PAIR_ALGORITHM
from records.clients import ClientDetails
from records.consents import ConsentText, Purpose
from records.models import Measurement, PairMeasurementRow, Photo
from records.practice import refused_photos, unmeasured_photos, visit_times
from records.research import count_unmeasured, measurement_rows, pair_rows, reading_rows, visit_rows
from records.soundness import row_faults
from records.supporting import support_of_visits
from records.visits import photo_names, photos_of
from reports.client_report import client_report
from study.reading_pictures import photos_as_exported
from study.reading_room import next_page
from tests.tracking.conftest import FIRST_DAY, made_up_pair, picture
from tracking import analyse, consent
from tracking.access import AccessDeniedError, Actor, Role
from tracking.backup import back_up, verify_backup
from tracking.client_export import export_client
from tracking.clients import add_client
from tracking.corrections import EntryKind, take_back_void, void_entry
from tracking.desk import UnknownRecordError
from tracking.intake import NewPhoto, take_in, take_in_today
from tracking.kept_shots import kept_shots, shot_picture
from tracking.own_view import own_view
from tracking.pair_view import pair_view
from tracking.plan_photo import has_plan_photo
from tracking.progress import client_progress
from tracking.rebuild import rebuild
from tracking.shot_check import first_photos
from tracking.today import waiting_today
from tracking.verify import verify
from tracking.waiting import clients_to_measure
from vision.errors import Refusal

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
REASON = "another-clients-face"
FROWN = "frown"


@pytest.fixture(autouse=True)
def of_all_shots(made_up, monkeypatch):
    """Let a comparison rest on every shot of both visits."""

    def mean(shots):
        brightness = np.mean([shot.photo.pixels[0, 0, 0] for shot in shots])
        return SimpleNamespace(photo=SimpleNamespace(pixels=np.full((1, 1, 3), brightness)))

    def compare(before, after, *, study=None):
        made_up.compared += 1
        return made_up_pair(mean(before), mean(after))

    monkeypatch.setattr(analyse, "compare_visits", compare)


@pytest.fixture
def client_id(desk):
    return add_client(desk, ClientDetails("Ada Example"))


def photograph(desk, client_id, visits):
    """Keep visits, given as the brightness of each shot by day."""
    for day, shots in visits.items():
        photos = [NewPhoto(picture(b), FROWN, shot=shot) for shot, b in enumerate(shots, start=1)]
        on = FIRST_DAY + timedelta(days=day)
        taken = take_in(desk, client_id=client_id, visited_at=on, photos=photos)
        assert set(taken.refusals) == {None}
    measure(desk, client_id)


def measure(desk, client_id):
    analyse.analyse(desk, [client_id], lambda *how_far: None)


def numbers(desk, client_id):
    """Photo numbers by day and shot."""
    return {
        ((shot.on - FIRST_DAY).days, shot.shot): shot.number for shot in kept_shots(desk, client_id)
    }


def set_aside(desk, client_id, number, reason=REASON):
    return void_entry(desk, client_id, EntryKind.PHOTO, number, reason)


def take_back(desk, client_id, number):
    return take_back_void(desk, client_id, EntryKind.PHOTO, number)


def charted(desk, client_id):
    """What the chart and the research tables say, without numbers of rows."""
    points = [
        (point.on, point.region, point.density, point.change_percent, point.verdict)
        for point in client_progress(desk, client_id).points
    ]
    with desk.store.reading() as session:
        pairs = pair_rows(session, client_id, PAIR_ALGORITHM)
        visits = [visit.id for visit in visit_rows(session, client_id)]
        beside = support_of_visits(session, client_id, visits, FROWN, SUPPORT_ALGORITHM)
    changes = [(row["region"], row["density_change_percent"]) for row in pairs]
    return points, sorted(changes, key=str), [beside[visit]["regions"] for visit in visits]


def everything_told(desk, client_id):
    """What every reader of photos makes of a client, without the client's own names."""
    progress, own = client_progress(desk, client_id), own_view(desk, client_id, NOW)
    today = waiting_today(desk, NOW)
    with desk.store.reading() as session:
        visits = [visit.id for visit in visit_rows(session, client_id)]
        return {
            "visits": (progress.visits, progress.client.visit_count, progress.client.last_visit),
            "points": (progress.points, own.progress.points, progress.outdated),
            "report": isinstance(
                client_report(desk, client_id, NOW, region="face", expression=FROWN), Refusal
            ),
            "map": has_plan_photo(desk, client_id),
            "first": first_photos(desk, client_id),
            "photos": photos_of(session, client_id),
            "exported": photos_as_exported(session, client_id),
            "research": [
                visits,
                measurement_rows(session, client_id, ALGORITHM),
                pair_rows(session, client_id, PAIR_ALGORITHM),
                reading_rows(session, client_id),
                count_unmeasured(session, [client_id], "another/1.0.0"),
            ],
            "beside": support_of_visits(session, client_id, visits, FROWN, SUPPORT_ALGORITHM),
            "practice": (
                visit_times(session).get(client_id),
                unmeasured_photos(session).get(client_id),
            ),
            "refused": [
                one.reason
                for one in refused_photos(session, ALGORITHM)
                if one.client_id == client_id
            ],
            "today": [
                (visit.on, visit.last_visit)
                for visit in today.visits
                if visit.client.id == client_id
            ],
        }


def test_photos_set_aside_count_for_nobody_and_count_again_once_taken_back(
    desk, add_full_client, made_up
):
    client_id, untouched = add_full_client(photos=(50, 40, 0)), add_full_client(photos=(60,))
    (only,) = numbers(desk, untouched).values()
    with desk.store.writing() as session:
        session.execute(text("DELETE FROM photo WHERE id = :id"), {"id": only})
        session.execute(text("DELETE FROM visit WHERE client_id = :id"), {"id": untouched})
    before, nothing = everything_told(desk, client_id), everything_told(desk, untouched)
    assert [name for name in before if before[name] == nothing[name]] == []

    for number in numbers(desk, client_id).values():
        assert set_aside(desk, client_id, number) is None
    assert everything_told(desk, client_id) == nothing
    measured, compared = made_up.measured, made_up.compared
    assert clients_to_measure(desk) == []
    measure(desk, client_id)
    assert (made_up.measured, made_up.compared) == (measured, compared)

    for number in numbers(desk, client_id).values():
        assert take_back(desk, client_id, number) is None
    assert clients_to_measure(desk) == [client_id]
    measure(desk, client_id)
    assert made_up.measured == measured
    assert everything_told(desk, client_id) == before


@pytest.mark.parametrize("seed", range(3))
def test_whatever_is_set_aside_the_course_is_that_of_the_photos_that_are_left(
    desk, client_id, seed
):
    rng = np.random.default_rng(seed)
    brightness = iter(rng.permutation(np.arange(20, 90)).tolist())
    visits = {30 * n: [next(brightness) for _ in range(rng.integers(1, 4))] for n in range(4)}
    photograph(desk, client_id, visits)
    aside = set()
    for _ in range(4):
        for place, number in numbers(desk, client_id).items():
            if rng.random() < 0.4:
                change = take_back if place in aside else set_aside
                assert change(desk, client_id, number) is None
                aside ^= {place}
        measure(desk, client_id)
        left = {
            day: [b for shot, b in enumerate(shots, start=1) if (day, shot) not in aside]
            for day, shots in visits.items()
        }
        other = add_client(desk, ClientDetails("As if never taken"))
        photograph(desk, other, {day: shots for day, shots in left.items() if shots})
        assert charted(desk, client_id) == charted(desk, other)
    assert clients_to_measure(desk) == []


def test_only_comparisons_with_the_photo_are_made_anew(desk, client_id, made_up):
    photograph(desk, client_id, {0: [50], 30: [40, 45], 60: [30]})
    places = numbers(desk, client_id)
    for place, pairs in (((30, 2), 1), ((30, 1), 0), ((0, 1), 0)):
        compared = made_up.compared
        set_aside(desk, client_id, places[place])
        measure(desk, client_id)
        assert made_up.compared - compared == pairs
    with desk.store.reading() as session:
        assert session.scalar(select(func.count(PairMeasurementRow.id))) == 0


@pytest.mark.parametrize("change", [set_aside, take_back])
def test_a_comparison_that_ends_after_its_shots_have_changed_is_not_kept(
    desk, client_id, monkeypatch, change
):
    photograph(desk, client_id, {0: [50], 30: [40, 80]})
    second = numbers(desk, client_id)[30, 2]
    if change is take_back:
        set_aside(desk, client_id, second)
    with desk.store.writing() as session:
        session.execute(text("DELETE FROM pair_measurement"))
    compare = analyse.compare_kept

    def overtaken(*work):
        found = compare(*work)
        assert change(desk, client_id, second) is None
        return found

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr(analyse, "compare_kept", overtaken)
        measure(desk, client_id)
    assert clients_to_measure(desk) == [client_id]
    measure(desk, client_id)
    other = add_client(desk, ClientDetails("Bea"))
    photograph(desk, other, {0: [50], 30: [40] if change is set_aside else [40, 80]})
    assert charted(desk, client_id) == charted(desk, other)


def test_of_two_who_set_a_photo_aside_at_once_one_is_told(desk, client_id):
    photograph(desk, client_id, {0: [50]})
    (number,) = numbers(desk, client_id).values()
    with ThreadPoolExecutor(2) as threads:
        told = list(threads.map(lambda who: set_aside(desk, client_id, number, who), "ab"))
    assert {getattr(refusal, "code", None) for refusal in told} == {None, "already_void"}
    assert take_back(desk, client_id, number) is None
    assert take_back(desk, client_id, number).code == "not_void"
    assert set_aside(desk, client_id, number, " ").code == "no_reason"


def test_a_photo_that_is_set_aside_is_shown_to_nobody_and_nothing_made_of_it_stays(desk, client_id):
    photograph(desk, client_id, {0: [50], 30: [40]})
    places = numbers(desk, client_id)
    (before, _), (after, _) = own_visits(desk, client_id)
    assert pair_view(desk, client_id, before, after, FROWN).before_pixels is not None
    assert shot_picture(desk, client_id, places[0, 1]).shape == (320, 320, 3)

    set_aside(desk, client_id, places[0, 1])
    derived = desk.photos.filesystem.glob(f"{desk.photos.url}-derived/{client_id}/*")
    assert derived == []
    with pytest.raises(UnknownRecordError):
        pair_view(desk, client_id, before, after, FROWN)
    with pytest.raises(UnknownRecordError):
        shot_picture(desk, client_id, places[0, 1])


def own_visits(desk, client_id):
    return [(visit.id, visit.on) for visit in client_progress(desk, client_id).visits]


def test_the_reason_is_sealed_verified_and_backed_up_with_the_photo(desk, client_id, tmp_path):
    photograph(desk, client_id, {0: [50]})
    (number,) = numbers(desk, client_id).values()
    set_aside(desk, client_id, number)
    (shot,) = kept_shots(desk, client_id)
    assert (shot.void.reason, shot.void.by) == (REASON, desk.actor.name)
    assert verify(desk).is_sound
    back_up(desk, tmp_path / "backup")
    assert verify_backup(desk, tmp_path / "backup") == []
    with desk.store.reading() as session:
        row = session.get(Photo, number)
        assert REASON.encode() not in row.sealed_void_reason
        assert [name.sha256 for name in photo_names(session)] == [row.sha256]
    rebuild(desk)
    assert kept_shots(desk, client_id) == [shot]

    with desk.store.writing() as session:
        session.execute(text("UPDATE photo SET sealed_void_reason = :no"), {"no": b"no"})
    with desk.store.reading() as session:
        faults = [(fault.table, fault.what) for fault in row_faults(session)]
    assert faults == [("photo", "sealed_void_reason does not open")]


def test_a_photo_set_aside_before_it_was_measured_waits_until_it_counts(desk, client_id, made_up):
    take_in(desk, client_id=client_id, visited_at=NOW, photos=[NewPhoto(picture(50), FROWN)])
    (number,) = [shot.number for shot in kept_shots(desk, client_id)]
    set_aside(desk, client_id, number)
    rebuild(desk)
    assert made_up.measured == 0
    take_back(desk, client_id, number)
    assert clients_to_measure(desk) == [client_id]
    rebuild(desk)
    assert made_up.measured == 1


def test_the_same_file_is_refused_with_how_to_take_it_back_and_kept_for_the_right_client(
    desk, client_id
):
    photograph(desk, client_id, {0: [50]})
    set_aside(desk, client_id, numbers(desk, client_id)[0, 1])
    again = [NewPhoto(picture(50), FROWN)]
    refusals = take_in_today(desk, client_id=client_id, now=NOW, photos=[*again, *again]).refusals
    assert [refusal.code for refusal in refusals] == ["set_aside", "set_aside"]
    assert "visit take-back" in refusals[0].message
    right = add_client(desk, ClientDetails("Bea"))
    assert take_in(desk, client_id=right, visited_at=FIRST_DAY, photos=again).refusals == (None,)


@pytest.mark.parametrize("same_moment", [True, False])
def test_an_emptied_visit_goes_on_with_better_photos_under_new_numbers(
    desk, client_id, same_moment
):
    photograph(desk, client_id, {0: [50]})
    set_aside(desk, client_id, numbers(desk, client_id)[0, 1])
    photos = [NewPhoto(picture(60), FROWN)]
    if same_moment:
        take_in(desk, client_id=client_id, visited_at=FIRST_DAY, photos=photos)
    else:
        later = FIRST_DAY + timedelta(hours=2)
        take_in_today(desk, client_id=client_id, now=later, photos=photos)
    shots = kept_shots(desk, client_id)
    assert [(shot.shot, shot.void is None) for shot in shots] == [(1, False), (2, True)]
    assert len({shot.visit_id for shot in shots}) == 1


def test_who_may_not_take_photos_sets_none_aside_and_lists_none(desk, client_id):
    photograph(desk, client_id, {0: [50]})
    (number,) = numbers(desk, client_id).values()
    client = Actor("person-4", "R-1", Role.CLIENT, client_id)
    for actor in (client, *(Actor("p", "P", role) for role in (Role.THERAPIST, Role.RESEARCHER))):
        for attempt in (
            lambda by: set_aside(by, client_id, number),
            lambda by: take_back(by, client_id, number),
            lambda by: kept_shots(by, client_id),
            lambda by: shot_picture(by, client_id, number),
        ):
            with pytest.raises(AccessDeniedError):
                attempt(desk.of(actor))
    practitioner = desk.of(Actor("person-2", "Dora", Role.PRACTITIONER))
    with pytest.raises(UnknownRecordError):
        set_aside(practitioner, add_client(desk, ClientDetails("Bea")), number)
    assert set_aside(practitioner, client_id, number) is None


def test_own_data_name_the_photo_and_why_without_what_may_be_of_somebody_else(
    desk, add_full_client, tmp_path
):
    client_id = add_full_client()
    first = numbers(desk, client_id)[0, 1]
    set_aside(desk, client_id, first)
    export_client(desk, client_id, tmp_path / "own.zip")
    with ZipFile(tmp_path / "own.zip") as archive:
        files = {name: archive.read(name).decode(errors="replace") for name in archive.namelist()}
    assert sum(name.startswith("photos/") for name in files) == 1
    assert REASON in files["set_aside.csv"]
    assert REASON in files["everything.json"]
    assert FIRST_DAY.isoformat() not in files["figures.csv"]
    assert f'"photo_id": {first},' not in files["everything.json"]


def test_a_reading_key_drawn_before_names_the_same_photos_after(desk, client_id, made_up):
    photograph(desk, client_id, {0: [50], 30: [40], 60: [30]})
    agreed = ConsentText("1", "Figures and pictures may be used.")
    consent.give(desk, client_id, Purpose.RESEARCH, agreed)
    places = numbers(desk, client_id)
    with desk.store.reading() as session:
        drawn = photos_as_exported(session, client_id)
    set_aside(desk, client_id, places[0, 1])
    with desk.store.reading() as session:
        left = photos_as_exported(session, client_id)
        assert session.scalar(select(func.count(Measurement.id))) == 3
    assert left == {shown: photo for shown, photo in drawn.items() if shown[0] != 1}
    assert next_page(desk, 90_001).total in (2, 3)  # each fourth photo comes twice
