"""Side effects, and the three that must not wait."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from treatments.clock import day_of, utc
from treatments.errors import InvalidRecordError
from treatments.policy import ClinicPolicy
from treatments.regions import known_regions
from treatments.rules import Finding, Rule, Severity
from treatments.sources import ALL_LABELS, CHOICE


class SideEffectKind(StrEnum):
    """What a client reports."""

    REDNESS = "redness"
    SWELLING = "swelling"
    BRUISING = "bruising"
    PAIN = "injection site pain"
    HEADACHE = "headache"
    EYELID_PTOSIS = "eyelid ptosis"
    FACIAL_PARESIS = "facial paresis"
    SWALLOWING = "trouble swallowing"
    SPEECH = "trouble speaking"
    BREATHING = "trouble breathing"
    OTHER = "other"

    @property
    def is_urgent(self) -> bool:
        """Whether the boxed warning of the toxin labels names it as possibly life-threatening."""
        return self in (
            SideEffectKind.SWALLOWING,
            SideEffectKind.SPEECH,
            SideEffectKind.BREATHING,
        )


@dataclass(frozen=True)
class SideEffect:
    """One side effect from its onset to its end.

    Attributes
    ----------
    kind : SideEffectKind
    started, ended : datetime, datetime or None
        Aware, kept in UTC; `ended` is None while it lasts.
    region : str or None
        None for the whole person.
    """

    kind: SideEffectKind
    started: datetime
    ended: datetime | None = None
    region: str | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "started", utc(self.started))
        if self.ended is not None:
            object.__setattr__(self, "ended", utc(self.ended))
            if self.ended < self.started:
                raise InvalidRecordError("a side effect cannot end before it starts")
        if self.region is not None:
            known_regions([self.region])

    def lasts_at(self, moment: datetime) -> bool:
        """Tell whether it has started and not ended at a moment."""
        return self.started <= moment and (self.ended is None or moment < self.ended)


URGENT_REFERRAL = Rule(
    "side-effect-urgent-referral",
    Severity.URGENT,
    ALL_LABELS,
    "Refer at once: {kind} since {since}. After botulinum toxin, trouble with swallowing, speech "
    "or breathing can begin hours to weeks after the injection and can be life-threatening. Call "
    "the emergency services; do not wait for the next visit.",
)
STILL_LASTS = Rule(
    "side-effect-lasts",
    Severity.WARN,
    CHOICE,
    "{kind} since {since} has not ended: look at it before treating again.",
)

RULES = (URGENT_REFERRAL, STILL_LASTS)


def urgent_notice(effect: SideEffect, policy: ClinicPolicy) -> Finding | None:
    """Return the referral notice to show the moment a side effect is entered, or None."""
    if not effect.kind.is_urgent:
        return None
    return _finding(URGENT_REFERRAL, effect, effect.started, policy)


def lasting_findings(
    effects: Iterable[SideEffect],
    session_at: datetime,
    regions: frozenset[str],
    policy: ClinicPolicy,
) -> Iterator[Finding]:
    """Name the side effects that still last at a session and concern its regions."""
    for effect in set(effects):
        if not effect.lasts_at(session_at):
            continue
        if effect.kind.is_urgent:
            yield _finding(URGENT_REFERRAL, effect, session_at, policy)
        elif effect.region is None or effect.region in regions:
            yield _finding(STILL_LASTS, effect, session_at, policy)


def _finding(rule: Rule, effect: SideEffect, session_at: datetime, policy: ClinicPolicy) -> Finding:
    return rule.finding(
        session_at,
        regions=[effect.region] if effect.region else [],
        kind=effect.kind.capitalize() if rule is STILL_LASTS else effect.kind,
        since=day_of(effect.started, policy.zone),
    )
