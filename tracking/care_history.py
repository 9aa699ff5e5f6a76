"""What else happened to a client's skin, and what treatments cost: for the client's page."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from records.care import CareRecord, care_records
from records.provision import Cost
from records.screening import SideEffectRecord, side_effects_of
from records.treatments import botox_records, microcurrent_records
from tracking.access import Action
from tracking.desk import Desk
from treatments.clock import day_of


@dataclass(frozen=True)
class Year:
    """Sessions of a calendar year, and what they cost by currency."""

    year: int
    botox: int
    microcurrent: int
    other: int
    cost: Mapping[str, Decimal]


@dataclass(frozen=True)
class CareHistory:
    """Side effects and other care in order of time, and the years, latest first."""

    side_effects: tuple[SideEffectRecord, ...]
    care: tuple[CareRecord, ...]
    years: tuple[Year, ...]


def care_history(desk: Desk, client_id: str) -> CareHistory:
    """Gather everything but photos that stands on a client's time axis."""
    with desk.reading(Action.SEE_TREATMENTS, client_id) as session:
        botox = botox_records(session, client_id)
        microcurrent = microcurrent_records(session, client_id)
        care = care_records(session, client_id)
        effects = side_effects_of(session, client_id)
    provided: list[tuple[str, datetime, Cost | None]] = [
        *(("botox", record.done.at, record.provision.cost) for record in botox),
        *(("microcurrent", record.done.at, record.provision.cost) for record in microcurrent),
        *(("other", record.care.at, record.provision.cost) for record in care),
    ]
    by_year = defaultdict(list)
    for kind, at, cost in provided:
        by_year[day_of(at, desk.policy.zone).year].append((kind, cost))
    years = [_year(year, by_year[year]) for year in sorted(by_year, reverse=True)]
    return CareHistory(tuple(effects), tuple(care), tuple(years))


def _year(year: int, provided: list[tuple[str, Cost | None]]) -> Year:
    kinds = [kind for kind, _ in provided]
    cost: dict[str, Decimal] = defaultdict(Decimal)
    for _, amount in provided:
        if amount is not None:
            cost[amount.currency] += amount.amount
    return Year(
        year,
        kinds.count("botox"),
        kinds.count("microcurrent"),
        kinds.count("other"),
        dict(cost),
    )
