"""Answers to screening questions, side effects, and the overrides signed over findings."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from records.models import AnswerRow, OverrideRow, SideEffectRow
from records.texts import open_text, seal_text
from treatments.overrides import Override
from treatments.screening import Answer, Reply
from treatments.side_effects import SideEffect, SideEffectKind


class SideEffectSeverity(StrEnum):
    """How bad it is for the client."""

    MILD = "mild"
    MODERATE = "moderate"
    SEVERE = "severe"


@dataclass(frozen=True)
class SideEffectRecord:
    """A kept side effect; `action` is what was done about it."""

    id: int
    effect: SideEffect
    severity: SideEffectSeverity
    action: str


@dataclass(frozen=True)
class OverrideRecord:
    """A kept override: the finding in its words, and who went ahead for which reason."""

    session_at: datetime
    rule_id: str
    sentence: str
    reason: str
    signed_by: str
    role: str
    signed_at: datetime


def add_answer(session: Session, *, client_id: str, answer: Answer) -> None:
    """Keep an answer; earlier ones to the same question stay."""
    session.add(
        AnswerRow(
            client_id=client_id,
            condition=answer.condition,
            reply=answer.reply.value,
            asked_at=answer.asked_at,
            asked_by=answer.asked_by,
        )
    )


def answers_of(session: Session, client_id: str) -> list[Answer]:
    """Every answer of a client, oldest first."""
    rows = select(AnswerRow).where(AnswerRow.client_id == client_id)
    return [
        Answer(row.condition, Reply(row.reply), row.asked_at, row.asked_by)
        for row in session.scalars(rows.order_by(AnswerRow.asked_at, AnswerRow.id))
    ]


def add_side_effect(
    session: Session,
    *,
    client_id: str,
    effect: SideEffect,
    severity: SideEffectSeverity,
    action: str = "",
) -> SideEffectRow:
    """Keep a side effect."""
    row = SideEffectRow(
        client_id=client_id,
        kind=effect.kind.value,
        severity=severity.value,
        started_at=effect.started,
        ended_at=effect.ended,
        region=effect.region,
        sealed_action=seal_text(session, client_id, "action", action) if action else None,
    )
    session.add(row)
    session.flush()
    return row


def end_side_effect(
    session: Session, *, client_id: str, side_effect_id: int, ended: datetime
) -> bool:
    """Note that a side effect is over; False when the client has no such side effect."""
    row = session.get(SideEffectRow, side_effect_id)
    if row is None or row.client_id != client_id:
        return False
    row.ended_at = _effect(row, ended).ended
    return True


def side_effects_of(session: Session, client_id: str) -> list[SideEffectRecord]:
    """Every side effect of a client, oldest first."""
    rows = select(SideEffectRow).where(SideEffectRow.client_id == client_id)
    ordered = session.scalars(rows.order_by(SideEffectRow.started_at, SideEffectRow.id))
    return [side_effect_of(session, row) for row in ordered]


def side_effect_of(session: Session, row: SideEffectRow) -> SideEffectRecord:
    """Return the side effect that a row keeps."""
    return SideEffectRecord(
        row.id,
        _effect(row, row.ended_at),
        SideEffectSeverity(row.severity),
        open_text(session, row.client_id, "action", row.sealed_action),
    )


def add_override(session: Session, *, client_id: str, override: Override) -> None:
    """Keep a signed override."""
    session.add(
        OverrideRow(
            client_id=client_id,
            session_at=override.finding.session_at,
            rule_id=override.finding.rule_id,
            severity=override.finding.severity.value,
            sentence=override.finding.sentence,
            sealed_reason=seal_text(session, client_id, "reason", override.reason),
            signed_by=override.signed_by,
            role=override.role.value,
            signed_at=override.signed_at,
        )
    )


def overrides_of(session: Session, client_id: str) -> list[OverrideRecord]:
    """Every override signed for a client, oldest first."""
    rows = select(OverrideRow).where(OverrideRow.client_id == client_id)
    return [
        OverrideRecord(
            row.session_at,
            row.rule_id,
            row.sentence,
            open_text(session, client_id, "reason", row.sealed_reason),
            row.signed_by,
            row.role,
            row.signed_at,
        )
        for row in session.scalars(rows.order_by(OverrideRow.signed_at, OverrideRow.id))
    ]


def _effect(row: SideEffectRow, ended: datetime | None) -> SideEffect:
    return SideEffect(SideEffectKind(row.kind), row.started_at, ended, row.region)
