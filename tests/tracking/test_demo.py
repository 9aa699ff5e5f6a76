import pytest
from sqlalchemy import func, select

from records.clients import ClientDetails, add_client
from records.models import Measurement
from tracking import analyse
from tracking.demo import prepare_demo_clinic
from tracking.progress import client_progress, list_clients
from tracking.settings import read_settings

OLD = analyse.ALGORITHM


@pytest.fixture
def settings(tmp_path):
    return read_settings(
        {"RHYTID_DATA_DIR": str(tmp_path / "data"), "RHYTID_KEY_DIR": str(tmp_path / "keys")}
    )


@pytest.fixture
def prepare(settings, made_up):
    def run(clinic, progress=lambda what, done, total: None):
        return prepare_demo_clinic(settings, progress, clinic=clinic)

    return run


def points_of(desk, name, region="glabella"):
    (card,) = list_clients(desk, name)
    return [p for p in client_progress(desk, card.id).points if p.region == region]


def test_the_first_start_measures_every_photo_and_compares_every_later_visit(
    prepare, make_clinic, made_up
):
    steps = []
    clinic = make_clinic({"anna": (50, 60, 52), "bert": (40, 40)})
    desk = prepare(clinic, lambda *step: steps.append(step))
    assert [card.name for card in list_clients(desk)] == ["Anna Example", "Bert Example"]
    assert (made_up.measured, made_up.compared) == (5, 3)
    assert steps[0] == ("photos", 0, 5)
    assert ("visits", 3, 3) in steps
    assert steps[-1] == ("beside", 5, 5)
    assert [p.verdict for p in points_of(desk, "anna")] == [
        "baseline",
        "fewer_lines",
        "within_error",
    ]


def test_the_second_start_measures_nothing(prepare, make_clinic, made_up):
    clinic = make_clinic({"anna": (50, 60, 52)})
    first = points_of(prepare(clinic), "anna")
    made_up.measured = made_up.compared = 0
    assert points_of(prepare(clinic), "anna") == first
    assert (made_up.measured, made_up.compared) == (0, 0)


@pytest.mark.parametrize("stop_at", range(1, 8))
def test_an_interrupted_start_goes_on_where_it_stopped(prepare, make_clinic, made_up, stop_at):
    clinic = make_clinic({"anna": (50, 60, 52), "bert": (40, 30)})
    steps = []

    def stop(*step):
        steps.append(step)
        if len(steps) == stop_at:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        prepare(clinic, stop)
    desk = prepare(clinic)
    assert (made_up.measured, made_up.compared) == (5, 3)
    assert len(points_of(desk, "anna")) == 3


def test_one_bad_photo_does_not_stop_the_rest(prepare, make_clinic, made_up):
    no_face, fault = 0, 87
    desk = prepare(make_clinic({"anna": (50, no_face, fault, 60)}))
    points = points_of(desk, "anna")
    assert [p.verdict for p in points] == [
        "baseline",
        "not_measured",
        "not_measured",
        "fewer_lines",
    ]
    assert [p.reason if p.reason is None else p.reason.code for p in points] == [
        None,
        "no_face",
        "fault",
        None,
    ]
    assert [p.density is None for p in points] == [False, True, True, False]


def test_a_series_whose_first_photo_fails_starts_at_the_next(prepare, make_clinic):
    desk = prepare(make_clinic({"anna": (0, 50, 60)}))
    assert [p.verdict for p in points_of(desk, "anna")] == [
        "not_measured",
        "baseline",
        "fewer_lines",
    ]


def test_a_changed_clinic_replaces_its_earlier_self(prepare, make_clinic):
    prepare(make_clinic({"anna": (50, 60), "bert": (40, 40)}))
    desk = prepare(make_clinic({"anna": (50, 60, 70)}))
    assert [(card.name, card.visit_count) for card in list_clients(desk)] == [("Anna Example", 3)]


def test_clients_of_the_practice_are_left_alone(prepare, make_clinic):
    desk = prepare(make_clinic({"anna": (50, 60)}))
    with desk.store.writing() as session:
        add_client(session, ClientDetails("Real Person"))
    desk = prepare(make_clinic({"bert": (50, 60)}))
    assert [card.name for card in list_clients(desk)] == ["Bert Example", "Real Person"]


def test_a_new_version_of_the_algorithm_measures_again_and_keeps_the_old_figures(
    prepare, make_clinic, made_up, monkeypatch
):
    clinic = make_clinic({"anna": (50, 60)})
    prepare(clinic)
    monkeypatch.setattr(analyse, "ALGORITHM", "lines/9.0.0")
    monkeypatch.setattr("tracking.progress.ALGORITHM", "lines/9.0.0")
    desk = prepare(clinic)
    with desk.store.reading() as session:
        rows = select(Measurement.algorithm, func.count()).group_by(Measurement.algorithm)
        assert dict(session.execute(rows).all()) == {OLD: 2, "lines/9.0.0": 2}
    (card,) = list_clients(desk)
    assert client_progress(desk, card.id).outdated is None


def test_after_an_update_the_old_chart_stays_and_says_so(prepare, make_clinic, monkeypatch):
    desk = prepare(make_clinic({"anna": (50, 60)}))
    (card,) = list_clients(desk)
    before = client_progress(desk, card.id)
    monkeypatch.setattr("tracking.progress.ALGORITHM", "lines/9.0.0")
    after = client_progress(desk, card.id)
    assert after.points == before.points
    assert (before.outdated, after.outdated) == (None, f"{OLD}, {analyse.PAIR_ALGORITHM}")
