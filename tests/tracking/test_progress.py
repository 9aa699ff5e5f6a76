import pytest
from sqlalchemy import event

from tracking.demo import prepare_demo_clinic
from tracking.desk import UnknownRecordError
from tracking.progress import client_progress, list_clients, pair_view
from tracking.settings import read_settings


@pytest.fixture
def clinic_desk(tmp_path, make_clinic, made_up):
    settings = read_settings(
        {
            "RHYTID_DATA_DIR": str(tmp_path / "data"),
            "RHYTID_KEY_DIR": str(tmp_path / "keys"),
            "RHYTID_TIME_ZONE": "Europe/Berlin",
        }
    )
    clinic = make_clinic({"anna": (50, 60, 52, 0), "bert": (50, 60)})
    return prepare_demo_clinic(settings, lambda what, done, total: None, clinic=clinic)


@pytest.fixture
def anna(clinic_desk):
    return client_progress(clinic_desk, list_clients(clinic_desk, "anna")[0].id)


def test_the_page_holds_visits_with_days_since_the_first_and_their_expressions(anna):
    assert [(visit.day, visit.expressions) for visit in anna.visits] == [
        (0, ("frown",)),
        (30, ("frown",)),
        (60, ("frown",)),
        (90, ("frown",)),
    ]
    assert anna.client.visit_count == 4
    assert anna.client.first_visit == anna.visits[0].on


def test_treatments_are_marked_in_order_with_product_or_device(anna):
    assert [(mark.kind, mark.regions, mark.label) for mark in anna.treatments] == [
        ("botox", ("glabella",), "20 U onabotulinumtoxinA"),
        ("microcurrent", ("forehead",), "Probe, 320 µA, 20 min"),
    ]


def test_points_carry_change_error_and_verdict_per_region(anna):
    glabella = [point for point in anna.points if point.region == "glabella"]
    assert [point.density for point in glabella] == [50, pytest.approx(40), pytest.approx(48), None]
    assert [point.change_percent for point in glabella] == [None, -20, -4, None]
    assert [point.sdc_percent for point in glabella] == [None, 5, 5, None]
    assert [point.severity_sdc_percent for point in glabella] == [None, 6, 6, None]
    assert {point.region for point in anna.points} == {"face", "forehead", "glabella"}


def test_a_region_that_could_not_be_measured_has_a_reason_and_no_number(anna):
    for point in anna.points:
        if point.region == "forehead":
            assert (point.density, point.severity, point.change_percent) == (None, None, None)
        assert (point.density is None) == (point.reason is not None)


def test_a_client_who_is_not_there_is_an_error(clinic_desk):
    with pytest.raises(UnknownRecordError):
        client_progress(clinic_desk, "nobody")


def test_two_visits_are_seen_in_one_frame(clinic_desk, anna):
    first, second = anna.visits[0], anna.visits[1]
    view = pair_view(clinic_desk, anna.client.id, first.id, second.id, "frown")
    assert view.status == "compared"
    assert view.before_pixels.shape == view.after_pixels.shape
    assert (view.before_on, view.after_on) == (first.on, second.on)
    assert view.regions["glabella"].density.verdict == "fewer_lines"


def test_a_pair_with_an_unreadable_photo_says_why(clinic_desk, anna):
    view = pair_view(clinic_desk, anna.client.id, anna.visits[0].id, anna.visits[3].id, "frown")
    assert (view.status, view.reason.code) == ("not_comparable", "no_face")
    assert view.before_pixels is None


def test_a_visit_of_another_client_is_not_shown(clinic_desk, anna):
    bert = client_progress(clinic_desk, list_clients(clinic_desk, "bert")[0].id)
    with pytest.raises(UnknownRecordError):
        pair_view(clinic_desk, anna.client.id, anna.visits[0].id, bert.visits[1].id, "frown")


def test_the_page_costs_the_same_number_of_queries_however_many_visits_there_are(clinic_desk):
    statements = []

    def note(connection, cursor, statement, *rest):
        statements.append(statement)

    event.listen(clinic_desk.store.engine, "before_cursor_execute", note)
    counts = []
    for card in list_clients(clinic_desk):
        statements.clear()
        client_progress(clinic_desk, card.id)
        counts.append(len(statements))
    assert counts[0] == counts[1] <= 17
