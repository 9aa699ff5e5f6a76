"""A client with a row in every table that can hold one, and words planted in every free text."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

from records.care import Care, CareKind, add_care
from records.clients import ClientDetails, add_client, client_ids
from records.consents import ConsentText, Purpose, give_consent
from records.exports import keep_export, study_codes
from records.models import Photo, Reading
from records.people import add_person
from records.provision import Cost, Provision
from records.screening import SideEffectSeverity, add_answer, add_override, add_side_effect
from records.treatments import Dosage, PlacedInjection, add_botox, add_microcurrent
from records.visits import add_visit, photos_of
from treatments.doses import Product, dose_of
from treatments.overrides import Override, Signatory
from treatments.rules import Rule, Severity
from treatments.screening import Answer, Reply
from treatments.sessions import BotoxSession, MicrocurrentSession
from treatments.side_effects import SideEffect, SideEffectKind
from treatments.sources import SEED

DAY = datetime(2026, 1, 5, 9, tzinfo=UTC)
PLANTED = {
    "name": "Zaphira Quillfeather",
    "notes": "confided-about-her-divorce",
    "allergies": "allergic-to-quokkas",
    "care": "secret-cream-no-77",
    "reason": "she-insisted-in-writing",
    "action": "cooled-with-a-frozen-peach",
    "login": "zaphira-at-home",
    "reference": "other-system-4711",
}
"""What to look for where it must not be; the last two are not sealed while the client is kept."""


def add_recorded_client(store):
    """Add the client and return the id."""
    with store.writing() as session:
        count = len(client_ids(session))
        details = ClientDetails(
            PLANTED["name"], 1970, 3, allergies=PLANTED["allergies"], notes=PLANTED["notes"]
        )
        reference = f"{PLANTED['reference']}-{count}"
        client_id = add_client(session, details, reference=reference).id
        add_person(
            session,
            login=f"{PLANTED['login']}-{count}",
            name=PLANTED["name"],
            role="client",
            password_hash="x",
            client_id=client_id,
        )
        _treat(session, client_id)
        _ask(session, client_id)
    return client_id


def add_research_rows(store, client_id):
    """Add an export that holds the client, and a reading of the client's first photo."""
    with store.writing() as session:
        study_codes(session, [client_id])
        number = keep_export(
            session, made_by="local", datapackage_sha256="0" * 64, client_ids=[client_id]
        )
        photo = photos_of(session, client_id)[0].photo_id
        reading = Reading(
            set_number=number,
            item_number=1,
            rater_number=1,
            photo_id=photo,
            region="glabella",
            grade=3,
            is_repeat=False,
            is_sham=False,
        )
        session.add(reading)


def add_photographed(session, client_id, visited_at, *, sha256="a" * 64, expression="rest"):
    """Add a visit with a photo of which there are no bytes."""
    visit = add_visit(session, client_id=client_id, visited_at=visited_at)
    photo = Photo(visit_id=visit.id, sha256=sha256, size_bytes=1, expression=expression)
    session.add(photo)
    session.flush()
    return photo


def _treat(session, client_id):
    point = PlacedInjection("glabella", dose_of(Product.ONA, 4.0), "procerus", "middle", 0.0, 12.5)
    provision = Provision("Dr. Who", "MD", Cost(Decimal("250.50"), "EUR"), PLANTED["notes"])
    add_botox(session, client_id=client_id, done=BotoxSession(DAY, (point,)), provision=provision)
    current = MicrocurrentSession(DAY + timedelta(days=20), frozenset({"forehead"}))
    add_microcurrent(session, client_id=client_id, done=current, dosage=Dosage("Probe", 20, 320))
    care = Care(CareKind.SKINCARE, PLANTED["care"], DAY)
    add_care(session, client_id=client_id, care=care)
    rule = Rule("example", Severity.WARN, SEED, "An example.")
    override = Override(rule.finding(DAY), PLANTED["reason"], "Dr. Who", Signatory.OWNER, DAY)
    add_override(session, client_id=client_id, override=override)


def _ask(session, client_id):
    answer = Answer("pregnancy", Reply.NO, DAY, "Dr. Who")
    add_answer(session, client_id=client_id, answer=answer)
    effect = SideEffect(SideEffectKind.BRUISING, DAY, None, "glabella")
    add_side_effect(
        session,
        client_id=client_id,
        effect=effect,
        severity=SideEffectSeverity.MILD,
        action=PLANTED["action"],
    )
    give_consent(
        session,
        client_id=client_id,
        purpose=Purpose.OWN_PROGRESS,
        text=ConsentText("1", "Photos may be kept."),
        given_at=DAY,
        taken_by="local",
    )
