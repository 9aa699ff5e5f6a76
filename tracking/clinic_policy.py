"""What the owner decides for the practice: the wait, the currency, and how long records stay."""

from dataclasses import dataclass
from datetime import datetime

from records.clients import client_summaries
from records.policies import KeptPolicy, keep_policy, newest_policy
from records.practice import last_treatments
from tracking.access import Action
from tracking.desk import Desk
from tracking.progress import ClientCard
from treatments.policy import ClinicPolicy

DAYS_PER_YEAR = 365.25
DEFAULT_CURRENCY = "EUR"
CURRENCIES = ("EUR", "USD", "GBP", "CHF")


def practice_policy(desk: Desk) -> KeptPolicy:
    """Return what holds now."""
    with desk.reading(Action.MAINTAIN, detail="policy") as session:
        kept = newest_policy(session)
    if kept is not None:
        return kept
    return KeptPolicy(desk.policy.name, desk.policy.wait_days, DEFAULT_CURRENCY, None)


def practice_currency(desk: Desk) -> str:
    """Return the currency of the practice (ISO 4217), which everybody who works there may know."""
    desk.require(Action.LIST_CLIENTS)
    with desk.store.reading() as session:
        kept = newest_policy(session)
    return DEFAULT_CURRENCY if kept is None else kept.currency


def change_policy(desk: Desk, policy: KeptPolicy) -> None:
    """Let a policy hold from now on, for everybody who works at the records.

    Raises
    ------
    treatments.errors.InvalidRecordError
        The wait is out of range, or the name is empty.
    """
    with desk.writing(Action.MAINTAIN, detail="policy") as session:
        ClinicPolicy(policy.name, desk.policy.zone, policy.wait_days)
        keep_policy(session, policy, decided_by=desk.actor.id)


@dataclass(frozen=True)
class PastRetention:
    """A client whose records were kept for long enough; `last` is the last visit or treatment."""

    client: ClientCard
    last: datetime


def past_retention(desk: Desk, now: datetime) -> list[PastRetention]:
    """Clients whose last visit or treatment lies further back than records are kept.

    Nobody without a limit, and nobody who was never there. Somebody who was treated or is booked
    since the last photo is still a client.
    """
    years = practice_policy(desk).retention_years
    if years is None:
        return []
    with desk.reading(Action.MAINTAIN, detail="retention") as session:
        cards, treated = client_summaries(session), last_treatments(session)
    found = []
    for card in cards:
        known = [on for on in (card.last_visit, treated.get(card.id)) if on is not None]
        if known and (now - max(known)).days > years * DAYS_PER_YEAR:
            found.append(PastRetention(card, max(known)))
    return found
