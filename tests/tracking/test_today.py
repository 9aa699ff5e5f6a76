from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from records.clients import ClientDetails
from records.models import Measurement, Photo
from records.screening import SideEffectSeverity
from records.treatments import Dosage, add_microcurrent
from tracking.access import Actor, Role
from tracking.analyse import analyse
from tracking.clients import add_client
from tracking.health import report_side_effect, side_effect_ended
from tracking.intake import NewPhoto, take_in
from tracking.today import waiting_today
from tracking.treat import record_botox, record_microcurrent
from treatments.doses import Product, dose_of
from treatments.sessions import BotoxSession, Injection, MicrocurrentSession
from treatments.side_effects import SideEffect, SideEffectKind
from vision.errors import Refusal

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)


@pytest.fixture
def client_id(desk, made_up):
    return add_client(desk, ClientDetails("Ana Lima"))


def inject(desk, client_id, days_ago):
    done = BotoxSession(
        NOW - timedelta(days=days_ago), (Injection("glabella", dose_of(Product.ONA, 20.0)),)
    )
    return sign_all(desk, record_botox, client_id, done)


def sign_all(desk, record, client_id, done, *more):
    refused = record(desk, client_id, done, *more)
    if refused:
        return refused
    return record(desk, client_id, done, *more, reasons=dict.fromkeys(refused.unsigned, "asked"))


def photograph(desk, client_id, days_ago, photo):
    visited_at = NOW - timedelta(days=days_ago)
    take_in(desk, client_id=client_id, visited_at=visited_at, photos=[NewPhoto(photo, "frown")])
    analyse(desk, [client_id], lambda *how_far: None)


def test_photos_are_due_two_weeks_after_an_injection_until_they_are_taken(
    desk, client_id, photo_bytes
):
    inject(desk, client_id, days_ago=15)
    photograph(desk, client_id, 15, photo_bytes(50))
    due = waiting_today(desk, NOW).visits
    assert [(visit.client.name, str(visit.on)) for visit in due] == [("Ana Lima", "2026-05-31")]

    photograph(desk, client_id, 0, photo_bytes(60))
    assert waiting_today(desk, NOW).visits == ()


def test_a_booked_session_too_early_is_open_until_somebody_signs(desk, client_id):
    inject(desk, client_id, days_ago=4)
    booked = MicrocurrentSession(NOW + timedelta(days=1), frozenset({"glabella"}))
    with desk.store.writing() as session:
        add_microcurrent(session, client_id=client_id, done=booked, dosage=Dosage("Probe", 20))
    rules = {found.finding.rule_id for found in waiting_today(desk, NOW).findings}
    assert any("microcurrent" in rule or "wait" in rule for rule in rules)

    assert waiting_today(desk, NOW + timedelta(days=2)).findings == ()


def test_photos_from_the_side_have_a_reason_instead_of_figures_and_are_not_to_be_retaken(
    desk, client_id, photo_bytes, monkeypatch
):
    unreadable = Refusal("head_turned", "Let the nose point at the camera.")
    monkeypatch.setattr("tracking.analyse.read_portrait", lambda *_: unreadable)
    views = {"front": 50, "left": 51, "right": 52}
    photos = [NewPhoto(photo_bytes(shade), "rest", view=view) for view, shade in views.items()]
    take_in(desk, client_id=client_id, visited_at=NOW, photos=photos)
    analyse(desk, [client_id], lambda *how_far: None)
    with desk.store.reading() as session:
        rows = session.execute(
            select(Photo.view, Measurement.reason_code).join(
                Measurement, Measurement.photo_id == Photo.id
            )
        )
        assert sorted(map(tuple, rows)) == [
            ("front", "head_turned"),
            ("left", "view_not_measured"),
            ("right", "view_not_measured"),
        ]
    (failed,) = waiting_today(desk, NOW).photos
    assert failed.photo.reason == unreadable


def test_signed_findings_do_not_come_back(desk, client_id):
    inject(desk, client_id, days_ago=4)
    booked = MicrocurrentSession(NOW + timedelta(days=1), frozenset({"glabella"}))
    assert sign_all(desk, record_microcurrent, client_id, booked, Dosage("Probe", 20))

    assert waiting_today(desk, NOW).findings == ()


def test_a_refused_photo_waits_until_another_shot_is_measured(desk, client_id, photo_bytes):
    photograph(desk, client_id, 3, photo_bytes(0))
    failed = waiting_today(desk, NOW).photos
    assert [(f.client.name, f.photo.expression, f.photo.reason.code) for f in failed] == [
        ("Ana Lima", "frown", "no_face")
    ]

    photograph(desk, client_id, 1, photo_bytes(70))
    assert waiting_today(desk, NOW).photos == ()


def test_a_side_effect_waits_until_it_ends(desk, client_id):
    effect = SideEffect(SideEffectKind.HEADACHE, NOW - timedelta(days=1))
    report_side_effect(desk, client_id, effect, severity=SideEffectSeverity.MILD)
    (lasting,) = waiting_today(desk, NOW).side_effects
    assert lasting.record.effect == effect

    side_effect_ended(desk, client_id, lasting.record.id, NOW)
    assert waiting_today(desk, NOW).side_effects == ()


def test_a_side_effect_that_must_not_wait_comes_before_older_ones(desk, client_id):
    for days_ago, kind in enumerate(("trouble breathing", "headache", "bruising")):
        effect = SideEffect(SideEffectKind(kind), NOW - timedelta(days=days_ago))
        report_side_effect(desk, client_id, effect, severity=SideEffectSeverity.MILD)
    kinds = [lasting.record.effect.kind for lasting in waiting_today(desk, NOW).side_effects]
    assert kinds == ["trouble breathing", "bruising", "headache"]


def test_a_therapist_learns_nothing_about_photos(desk, client_id, photo_bytes):
    photograph(desk, client_id, 3, photo_bytes(0))
    therapist = desk.of(Actor("person-3", "T", Role.THERAPIST))

    assert waiting_today(therapist, NOW).photos == ()
