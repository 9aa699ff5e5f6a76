from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select

from records.care import Care, CareKind, care_records
from records.clients import ClientDetails
from records.models import AuditEntry
from records.screening import SideEffectSeverity, overrides_of, side_effects_of
from records.treatments import Dosage, botox_records, microcurrent_records
from tracking.access import AccessDeniedError, Action, Actor, Role
from tracking.clients import add_client, change_details
from tracking.desk import UnknownRecordError
from tracking.health import answer, report_side_effect, side_effect_ended
from tracking.treat import Recorded, assess, record_botox, record_care, record_microcurrent
from treatments.conditions import CONDITIONS
from treatments.doses import Onabotulinumtoxin
from treatments.overrides import needing_override
from treatments.screening import Answer, Reply
from treatments.sessions import BotoxSession, Injection, MicrocurrentSession
from treatments.side_effects import SideEffect, SideEffectKind

DAY = datetime(2026, 3, 2, 10, tzinfo=UTC)
THERAPIST = Actor("person-3", "Tess", Role.THERAPIST)
BOTOX = BotoxSession(DAY, (Injection("glabella", Onabotulinumtoxin(4)),) * 5)
PROBE = Dosage("Probe", 20, 320)


@pytest.fixture
def client_id(desk):
    return add_client(desk, ClientDetails("Ada Example"))


@pytest.fixture
def screened(desk, client_id):
    """A client who said no to every question, day after day."""
    for day in range(60):
        at = DAY + timedelta(days=day)
        no = [Answer(condition.id, Reply.NO, at, "Tess") for condition in CONDITIONS]
        answer(desk, client_id, no)
    return client_id


def microcurrent(days):
    return MicrocurrentSession(DAY + timedelta(days=days), frozenset({"glabella"}))


def test_a_session_without_objection_is_kept(desk, screened):
    result = record_botox(desk, screened, BOTOX)
    assert isinstance(result, Recorded)
    with desk.store.reading() as session:
        (kept,) = botox_records(session, screened)
    assert (kept.id, kept.done) == (result.id, BOTOX)


def test_nobody_is_treated_without_having_been_asked(desk, client_id):
    result = record_botox(desk, client_id, BOTOX)
    assert not result
    assert [finding.rule_id for finding in result.unsigned] == ["screening-not-asked"]
    with desk.store.reading() as session:
        assert botox_records(session, client_id) == []


def test_microcurrent_on_fresh_toxin_needs_a_practitioners_signature(desk, screened):
    record_botox(desk, screened, BOTOX)
    early = record_microcurrent(desk, screened, microcurrent(5), PROBE)
    assert not early
    reasons = dict.fromkeys(early.unsigned, "the client insists; current kept off the glabella")
    with pytest.raises(AccessDeniedError):
        record_microcurrent(desk.of(THERAPIST), screened, microcurrent(5), PROBE, reasons=reasons)
    assert record_microcurrent(desk, screened, microcurrent(5), PROBE, reasons=reasons)
    with desk.store.reading() as session:
        (signed,) = overrides_of(session, screened)
        assert len(microcurrent_records(session, screened)) == 1
    assert (signed.reason, signed.role) == (reasons[early.unsigned[0]], "owner")
    assert signed.sentence == early.unsigned[0].sentence


def test_an_override_is_in_the_audit_log_with_its_rule(desk, screened):
    record_botox(desk, screened, BOTOX)
    early = record_microcurrent(desk, screened, microcurrent(5), PROBE)
    record_microcurrent(
        desk, screened, microcurrent(5), PROBE, reasons=dict.fromkeys(early.unsigned, "asked for")
    )
    with desk.store.reading() as session:
        rows = select(AuditEntry.subject, AuditEntry.detail).where(
            AuditEntry.action == Action.SIGN_OVERRIDE
        )
        assert session.execute(rows).all() == [(f"client-{screened}", "microcurrent-waiting")]
        assert desk.audit.verify(session) == ()


def test_the_year_of_birth_stands_above_what_was_answered(desk, screened):
    details = ClientDetails("Ada Example", birth_year=DAY.year - 17)
    change_details(desk, screened, details)
    result = record_botox(desk, screened, BOTOX)
    assert [finding.rule_id for finding in result.unsigned] == ["screening-botox-under-18"]
    change_details(desk, screened, ClientDetails("Ada Example", birth_year=DAY.year - 18))
    assert record_botox(desk, screened, BOTOX)


def test_a_therapist_records_a_session_after_the_wait(desk, screened):
    record_botox(desk, screened, BOTOX)
    assert record_microcurrent(desk.of(THERAPIST), screened, microcurrent(14), PROBE)


def test_nothing_is_signed_when_one_finding_stays_unsigned(desk, client_id):
    record = record_botox(desk, client_id, BOTOX)
    report_side_effect(
        desk,
        client_id,
        SideEffect(SideEffectKind.EYELID_PTOSIS, DAY - timedelta(days=1)),
        severity=SideEffectSeverity.MODERATE,
    )
    again = record_botox(desk, client_id, BOTOX, reasons=dict.fromkeys(record.unsigned, "known"))
    assert [finding.rule_id for finding in again.unsigned] == ["side-effect-lasts"]
    with desk.store.reading() as session:
        assert overrides_of(session, client_id) == []


def test_assessing_a_plan_keeps_nothing(desk, screened):
    record_botox(desk, screened, BOTOX)
    plan = assess(desk, screened, microcurrent(3))
    assert needing_override(plan.findings, ())
    with desk.store.reading() as session:
        assert microcurrent_records(session, screened) == []


def test_trouble_breathing_is_an_emergency_at_once(desk, screened):
    effect = SideEffect(SideEffectKind.BREATHING, DAY)
    reported = report_side_effect(
        desk, screened, effect, severity=SideEffectSeverity.SEVERE, action="ambulance called"
    )
    assert reported.notice.rule_id == "side-effect-urgent-referral"
    with desk.store.reading() as session:
        (kept,) = side_effects_of(session, screened)
    assert (kept.effect, kept.action) == (effect, "ambulance called")
    assert not record_botox(desk, screened, BOTOX)
    side_effect_ended(desk, screened, reported.id, DAY + timedelta(hours=1))
    later = BotoxSession(DAY + timedelta(days=1), BOTOX.injections)
    assert record_botox(desk, screened, later)


def test_the_side_effect_of_another_client_cannot_be_ended(desk, screened):
    other = add_client(desk, ClientDetails("Bo"))
    effect = SideEffect(SideEffectKind.BRUISING, DAY)
    reported = report_side_effect(desk, screened, effect, severity=SideEffectSeverity.MILD)
    with pytest.raises(UnknownRecordError):
        side_effect_ended(desk, other, reported.id, DAY + timedelta(days=3))


def test_other_care_stands_with_its_dates(desk, client_id):
    care = Care(CareKind.SKINCARE, "retinol 0.3 %", DAY, DAY + timedelta(days=90), ("forehead",))
    number = record_care(desk, client_id, care)
    with desk.store.reading() as session:
        (kept,) = care_records(session, client_id)
    assert (kept.id, kept.care) == (number, care)
