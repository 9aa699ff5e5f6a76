"""Recording what was done: first every safety rule, then the record."""

from collections.abc import Mapping
from dataclasses import dataclass

from records.base import utc_now
from records.care import Care, add_care
from records.clients import birth_year_of
from records.provision import NO_PROVISION, Provision
from records.screening import add_override, answers_of, side_effects_of
from records.store import Session
from records.treatments import UNKNOWN_VIAL, Dosage, Vial, add_botox, add_microcurrent, history
from tracking.access import Action
from tracking.desk import Desk
from treatments.overrides import Override, Signatory, needing_override
from treatments.rules import Finding
from treatments.safety import Assessment, assess_botox, assess_microcurrent
from treatments.screening import with_known_age
from treatments.sessions import BotoxSession, History, MicrocurrentSession

Planned = BotoxSession | MicrocurrentSession
Reasons = Mapping[Finding, str]
"""For findings that stand in the way: why the practitioner goes ahead nevertheless."""

NO_REASONS: Reasons = {}


@dataclass(frozen=True)
class Recorded:
    """A session that was kept, and everything the rules said about it."""

    id: int
    assessment: Assessment


@dataclass(frozen=True)
class NotRecorded:
    """A session that was not kept, and the findings nobody has signed for; falsy."""

    assessment: Assessment
    unsigned: tuple[Finding, ...]

    def __bool__(self) -> bool:
        return False


def assess(desk: Desk, client_id: str, planned: Planned) -> Assessment:
    """Apply every rule to a session that is planned; nothing is kept."""
    with desk.reading(Action.SEE_TREATMENTS, client_id) as session:
        return assessed(session, desk, client_id, planned, history(session, client_id))


def record_botox(
    desk: Desk,
    client_id: str,
    done: BotoxSession,
    *,
    vial: Vial = UNKNOWN_VIAL,
    provision: Provision = NO_PROVISION,
    reasons: Reasons = NO_REASONS,
) -> Recorded | NotRecorded:
    """Keep a Botox session, unless a finding stands in the way that nobody signs for."""
    _require_signatory(desk, client_id, reasons)
    with desk.writing(Action.RECORD_BOTOX, client_id) as session:
        assessment = assessed(session, desk, client_id, done, history(session, client_id))
        if unsigned := _sign(session, desk, client_id, assessment, reasons):
            return NotRecorded(assessment, unsigned)
        row = add_botox(session, client_id=client_id, done=done, vial=vial, provision=provision)
        return Recorded(row.id, assessment)


def record_microcurrent(
    desk: Desk,
    client_id: str,
    done: MicrocurrentSession,
    dosage: Dosage,
    *,
    provision: Provision = NO_PROVISION,
    reasons: Reasons = NO_REASONS,
) -> Recorded | NotRecorded:
    """Keep a device session, unless a finding stands in the way that nobody signs for."""
    _require_signatory(desk, client_id, reasons)
    with desk.writing(Action.RECORD_MICROCURRENT, client_id) as session:
        assessment = assessed(session, desk, client_id, done, history(session, client_id))
        if unsigned := _sign(session, desk, client_id, assessment, reasons):
            return NotRecorded(assessment, unsigned)
        row = add_microcurrent(
            session, client_id=client_id, done=done, dosage=dosage, provision=provision
        )
        return Recorded(row.id, assessment)


def record_care(
    desk: Desk, client_id: str, care: Care, *, provision: Provision = NO_PROVISION
) -> int:
    """Keep skincare, a filler, laser or other care, and return its number."""
    with desk.writing(Action.RECORD_CARE, client_id) as session:
        return add_care(session, client_id=client_id, care=care, provision=provision).id


def assessed(
    session: Session, desk: Desk, client_id: str, planned: Planned, known: History
) -> Assessment:
    """Apply every rule to a session within a history that does not hold it."""
    answers = with_known_age(
        answers_of(session, client_id),
        birth_year_of(session, client_id),
        planned.at,
        desk.policy,
    )
    effects = [record.effect for record in side_effects_of(session, client_id)]
    if isinstance(planned, BotoxSession):
        return assess_botox(
            planned, history=known, answers=answers, side_effects=effects, policy=desk.policy
        )
    return assess_microcurrent(
        planned, history=known, answers=answers, side_effects=effects, policy=desk.policy
    )


def _require_signatory(desk: Desk, client_id: str, reasons: Reasons) -> None:
    if reasons:
        desk.require(Action.SIGN_OVERRIDE, client_id)


def _sign(
    session: Session, desk: Desk, client_id: str, assessment: Assessment, reasons: Reasons
) -> tuple[Finding, ...]:
    """Keep the actor's overrides, and return the findings that still stand in the way."""
    asked = needing_override(assessment.findings, ())
    given = {finding: reasons[finding] for finding in asked if finding in reasons}
    overrides = [
        Override(finding, reason, desk.actor.name, Signatory(desk.actor.role.value), utc_now())
        for finding, reason in given.items()
    ]
    unsigned = needing_override(assessment.findings, overrides)
    if not unsigned:
        for override in overrides:
            add_override(session, client_id=client_id, override=override)
            desk.note(session, Action.SIGN_OVERRIDE, client_id, override.finding.rule_id)
    return unsigned
