"""Screening answers and side effects."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from records.screening import (
    SideEffectSeverity,
    add_answer,
    add_side_effect,
    end_side_effect,
)
from tracking.access import Action
from tracking.desk import Desk, UnknownRecordError
from treatments.rules import Finding
from treatments.screening import Answer
from treatments.side_effects import SideEffect, urgent_notice


@dataclass(frozen=True)
class Reported:
    """A side effect that was kept; `notice` is to be shown at once where it is not None."""

    id: int
    notice: Finding | None


def answer(desk: Desk, client_id: str, answers: Iterable[Answer]) -> None:
    """Keep answers to screening questions."""
    with desk.writing(Action.ASK_SCREENING, client_id) as session:
        for given in answers:
            add_answer(session, client_id=client_id, answer=given)


def report_side_effect(
    desk: Desk,
    client_id: str,
    effect: SideEffect,
    *,
    severity: SideEffectSeverity,
    action: str = "",
) -> Reported:
    """Keep a side effect, and say whether it is an emergency."""
    with desk.writing(Action.REPORT_SIDE_EFFECT, client_id) as session:
        row = add_side_effect(
            session, client_id=client_id, effect=effect, severity=severity, action=action
        )
        return Reported(row.id, urgent_notice(effect, desk.policy))


def side_effect_ended(desk: Desk, client_id: str, side_effect_id: int, ended: datetime) -> None:
    """Note that a side effect is over."""
    with desk.writing(Action.REPORT_SIDE_EFFECT, client_id) as session:
        known = end_side_effect(
            session, client_id=client_id, side_effect_id=side_effect_id, ended=ended
        )
        if not known:
            raise UnknownRecordError("There is no such side effect.")
