from datetime import UTC, datetime, timedelta
from zipfile import ZipFile

import pytest
from sqlalchemy import select

from records.clients import ClientDetails
from records.models import AuditEntry, BotoxSessionRow
from records.practice import histories, last_treatments
from records.research import care_rows, device_rows, injection_rows
from records.soundness import row_faults
from records.treatments import Dosage, history
from tests.recorded_client import add_recorded_client
from tracking.access import AccessDeniedError, Actor, Role
from tracking.care_history import care_history
from tracking.client_export import export_client
from tracking.clients import add_client
from tracking.corrections import EntryKind, entries_of, take_back_void, void_entry
from tracking.desk import UnknownRecordError
from tracking.handover import Handover, handover
from tracking.own_view import own_view
from tracking.plan import last_map
from tracking.progress import client_progress
from tracking.today import waiting_today
from tracking.treat import record_botox, record_microcurrent
from treatments.doses import Onabotulinumtoxin
from treatments.sessions import BotoxSession, Injection, MicrocurrentSession

NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
REASON = "meant for another client"
PRACTITIONER = Actor("person-2", "Dora Example", Role.PRACTITIONER)
THERAPIST = Actor("person-3", "Tess Example", Role.THERAPIST)


@pytest.fixture
def client_id(desk):
    return add_client(desk, ClientDetails("Ada Example"))


def signed(record, desk, client_id, *what):
    """Keep a session, with a reason for whatever stands in the way."""
    result = record(desk, client_id, *what)
    reasons = {} if result else dict.fromkeys(result.unsigned, "discussed")
    return (result or record(desk, client_id, *what, reasons=reasons)).id


def inject(desk, client_id, days):
    done = BotoxSession(NOW + timedelta(days=days), (Injection("glabella", Onabotulinumtoxin(20)),))
    return signed(record_botox, desk, client_id, done)


def glide(desk, client_id, days):
    done = MicrocurrentSession(NOW + timedelta(days=days), frozenset({"glabella"}))
    return signed(record_microcurrent, desk, client_id, done, Dosage("Probe", 20, 320))


def rules(result):
    return {finding.rule_id for finding in result.unsigned}


def everything_told(desk, client_id):
    """What every reader of treatments makes of a client, without the client's own names."""
    progress = client_progress(desk, client_id)
    care = care_history(desk, client_id)
    own = own_view(desk, client_id, NOW - timedelta(days=180))
    card = handover(desk, client_id)
    with desk.store.reading() as session:
        rows = [read(session, client_id) for read in (injection_rows, device_rows, care_rows)]
        practice = histories(session).get(client_id), last_treatments(session).get(client_id)
        done = history(session, client_id)
    return {
        "history": done,
        "marks": (progress.treatments, progress.expectations, progress.client.treatment_kinds),
        "care": (tuple(mark for mark in care.marks if mark.family == "care"), care.years),
        "own": (own.progress.treatments, own.next_dates),
        "card": isinstance(card, Handover) and card.card,
        "map": last_map(desk, client_id),
        "research": rows,
        "practice": practice,
        "due": [visit for visit in waiting_today(desk, NOW).visits if visit.client.id == client_id],
    }


def void_all(desk, client_id):
    for entry in entries_of(desk, client_id):
        assert void_entry(desk, client_id, entry.kind, entry.number, REASON) is None


def test_what_is_void_counts_for_nobody_and_counts_again_once_taken_back(desk, made_up):
    client_id = add_recorded_client(desk.store)
    untouched = add_client(desk, ClientDetails("Nobody treated her"))
    before = everything_told(desk, client_id)
    assert before != everything_told(desk, untouched)

    void_all(desk, client_id)
    assert everything_told(desk, client_id) == everything_told(desk, untouched)

    for entry in entries_of(desk, client_id):
        assert take_back_void(desk, client_id, entry.kind, entry.number) is None
    assert everything_told(desk, client_id) == before


def test_the_entry_stays_with_the_reason_who_gave_it_and_when(desk, client_id):
    number = inject(desk, client_id, -40)
    practitioner = desk.of(PRACTITIONER)
    assert void_entry(practitioner, client_id, EntryKind.BOTOX, number, f"  {REASON} ") is None

    (entry,) = entries_of(practitioner, client_id)
    assert (entry.kind, entry.number, entry.what) == ("botox", number, "20 U onabotulinumtoxinA")
    assert (entry.void.reason, entry.void.by) == (REASON, "Dora Example")
    assert NOW.year <= entry.void.at.year
    with desk.store.reading() as session:
        row = session.get(BotoxSessionRow, number)
        assert REASON.encode() not in row.sealed_void_reason
        assert list(row_faults(session)) == []
        noted = session.execute(
            select(AuditEntry.actor, AuditEntry.subject, AuditEntry.detail).where(
                AuditEntry.action == "void"
            )
        )
        assert noted.all() == [("person-2", f"client-{client_id}", f"botox-{number}")]
        assert desk.audit.verify(session) == ()


def test_the_wait_after_botox_ends_with_the_botox_that_was_not(desk, client_id):
    number = inject(desk, client_id, -3)
    plan = MicrocurrentSession(NOW, frozenset({"glabella"}))
    probe = Dosage("Probe", 20, 320)
    assert "microcurrent-waiting" in rules(record_microcurrent(desk, client_id, plan, probe))

    void_entry(desk, client_id, EntryKind.BOTOX, number, REASON)
    assert "microcurrent-waiting" not in rules(record_microcurrent(desk, client_id, plan, probe))

    take_back_void(desk, client_id, EntryKind.BOTOX, number)
    assert "microcurrent-waiting" in rules(record_microcurrent(desk, client_id, plan, probe))


def test_a_cancelled_booking_is_not_done_once_its_day_has_passed(desk, client_id):
    booked = inject(desk, client_id, 1)
    after = NOW + timedelta(days=16)
    assert next(one.kind for one in own_view(desk, client_id, NOW).next_dates) == "booked"
    assert len(waiting_today(desk, after).visits) == 1

    void_entry(desk, client_id, EntryKind.BOTOX, booked, "cancelled")
    assert own_view(desk, client_id, NOW).next_dates == ()
    assert own_view(desk, client_id, after).progress.treatments == ()
    assert waiting_today(desk, NOW).findings == waiting_today(desk, after).visits == ()


def test_who_may_not_record_a_kind_may_not_void_it(desk, client_id):
    injected, glided = inject(desk, client_id, -40), glide(desk, client_id, -20)
    therapist = desk.of(THERAPIST)
    allowed = {entry.kind: entry.may_be_corrected for entry in entries_of(therapist, client_id)}
    assert allowed == {"botox": False, "microcurrent": True}

    with pytest.raises(AccessDeniedError):
        void_entry(therapist, client_id, EntryKind.BOTOX, injected, REASON)
    assert void_entry(therapist, client_id, EntryKind.MICROCURRENT, glided, REASON) is None
    client = desk.of(Actor("person-4", "R-1", Role.CLIENT, client_id))
    for correct in (
        lambda: void_entry(client, client_id, EntryKind.BOTOX, injected, REASON),
        lambda: take_back_void(client, client_id, EntryKind.MICROCURRENT, glided),
    ):
        with pytest.raises(AccessDeniedError):
            correct()


def test_an_entry_of_another_client_or_kind_is_not_there(desk, client_id):
    number = inject(desk, client_id, -40)
    other = add_client(desk, ClientDetails("Bo"))
    for owner, kind, wanted in (
        (other, EntryKind.BOTOX, number),
        (client_id, EntryKind.MICROCURRENT, number),
        (client_id, EntryKind.BOTOX, number + 1),
    ):
        with pytest.raises(UnknownRecordError):
            void_entry(desk, owner, kind, wanted, REASON)


def test_what_cannot_be_is_refused_with_what_to_do(desk, client_id):
    number = inject(desk, client_id, -40)
    assert void_entry(desk, client_id, EntryKind.BOTOX, number, " ").code == "no_reason"
    assert take_back_void(desk, client_id, EntryKind.BOTOX, number).code == "not_void"
    void_entry(desk, client_id, EntryKind.BOTOX, number, REASON)
    assert void_entry(desk, client_id, EntryKind.BOTOX, number, "twice").code == "already_void"
    (entry,) = entries_of(desk, client_id)
    assert entry.void.reason == REASON


def test_a_clients_own_data_name_what_is_void_and_why(desk, client_id, tmp_path):
    void_entry(desk, client_id, EntryKind.BOTOX, inject(desk, client_id, -40), REASON)
    export_client(desk, client_id, tmp_path / "own.zip")
    with ZipFile(tmp_path / "own.zip") as archive:
        assert REASON in archive.read("everything.json").decode()
