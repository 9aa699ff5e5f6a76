"""What else happened to a client's skin, and what treatments cost: for the client's page."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Literal

from records.care import Care, CareKind, CareRecord, care_records
from records.provision import Cost
from records.screening import SideEffectRecord, side_effects_of
from records.store import Session
from records.treatments import botox_records, microcurrent_records
from tracking.access import Action
from tracking.desk import Desk
from treatments.clock import day_of
from treatments.side_effects import SideEffect

Family = Literal["side_effect", "care"]


@dataclass(frozen=True)
class SkinMark:
    """A side effect or other care as a mark on the time axis.

    Attributes
    ----------
    on : datetime
        When it began, UTC.
    until : datetime or None
        When it ended; None for what happened once or still goes on.
    goes_on : bool
        Whether it has begun and not ended: a side effect or a routine of skincare.
    family : str
        See `Family`.
    kind : str
        A value of `SideEffectKind` or of `CareKind`.
    what : str
        The product; empty for side effects.
    regions : tuple of str
        From forehead to chin; empty for the whole person.
    """

    on: datetime
    until: datetime | None
    goes_on: bool
    family: Family
    kind: str
    what: str = ""
    regions: tuple[str, ...] = ()


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

    marks: tuple[SkinMark, ...]
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
    return CareHistory(_marks(effects, care), tuple(years))


def skin_marks(session: Session, client_id: str) -> tuple[SkinMark, ...]:
    """Side effects and other care of a client in order of time."""
    return _marks(side_effects_of(session, client_id), care_records(session, client_id))


def _marks(effects: list[SideEffectRecord], care: list[CareRecord]) -> tuple[SkinMark, ...]:
    marks = [
        *(_effect_mark(record.effect) for record in effects),
        *(_care_mark(record.care) for record in care),
    ]
    return tuple(sorted(marks, key=lambda mark: mark.on))


def _effect_mark(effect: SideEffect) -> SkinMark:
    return SkinMark(
        on=effect.started,
        until=effect.ended,
        goes_on=effect.ended is None,
        family="side_effect",
        kind=effect.kind.value,
        regions=(effect.region,) if effect.region else (),
    )


def _care_mark(care: Care) -> SkinMark:
    return SkinMark(
        on=care.at,
        until=care.until,
        goes_on=care.until is None and care.kind is CareKind.SKINCARE,
        family="care",
        kind=care.kind.value,
        what=care.product,
        regions=care.regions,
    )


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
