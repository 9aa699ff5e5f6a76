"""What the microcurrent therapist is told about recent Botox, on one card."""

from dataclasses import dataclass
from datetime import date, datetime

from treatments.clock import day_of
from treatments.doses import Dose
from treatments.microcurrent import earliest_date
from treatments.policy import ClinicPolicy
from treatments.regions import in_chart_order, in_words
from treatments.sessions import BotoxSession, History, Injection, last_injected
from treatments.sources import SEED, STATE_OF_EVIDENCE, Source

ADVICE = (
    "Do not use microcurrent on the injected areas before the earliest date: current over fresh "
    "toxin may spread it to areas that were not meant."
)
REFERRAL = (
    "Trouble with swallowing, speech or breathing is an emergency, even weeks after the injection: "
    "refer at once."
)


@dataclass(frozen=True)
class InjectedArea:
    """One region and the units injected there."""

    region: str
    name: str
    dose: Dose


@dataclass(frozen=True)
class CardEntry:
    """One Botox session that is the last in at least one of its regions."""

    on: date
    preparation: str
    dose: Dose
    areas: tuple[InjectedArea, ...]
    injections: tuple[Injection, ...]
    earliest_microcurrent: date


@dataclass(frozen=True)
class HandoverCard:
    """The content of the hand-over card; it names no person and holds no photo.

    Attributes
    ----------
    prepared_on : date
    policy_name : str
    wait_days : int
    entries : tuple of CardEntry
        Latest first.
    earliest_microcurrent : date
        The first day that is green for every injected area.
    advice, evidence, referral : str
        Sentences to print as they are.
    source : Source
    """

    prepared_on: date
    policy_name: str
    wait_days: int
    entries: tuple[CardEntry, ...]
    earliest_microcurrent: date
    advice: str = ADVICE
    evidence: str = STATE_OF_EVIDENCE
    referral: str = REFERRAL
    source: Source = SEED


def handover_card(history: History, now: datetime, policy: ClinicPolicy) -> HandoverCard | None:
    """Write the card from the sessions up to `now`; None where nothing was ever injected."""
    sessions = set(last_injected(history.botox, until=now).values())
    if not sessions:
        return None
    latest_first = sorted(sessions, key=lambda s: (s.at, repr(s)), reverse=True)
    return HandoverCard(
        prepared_on=day_of(now, policy.zone),
        policy_name=policy.name,
        wait_days=policy.wait_days,
        entries=tuple(_entry(session, policy) for session in latest_first),
        earliest_microcurrent=max(earliest_date(session, policy) for session in sessions),
    )


def _entry(session: BotoxSession, policy: ClinicPolicy) -> CardEntry:
    return CardEntry(
        on=day_of(session.at, policy.zone),
        preparation=session.preparation,
        dose=session.dose,
        areas=tuple(
            InjectedArea(region, in_words([region]), session.dose_in(region))
            for region in in_chart_order(session.regions)
        ),
        injections=session.injections,
        earliest_microcurrent=earliest_date(session, policy),
    )
