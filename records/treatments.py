"""Keeping what was done to a client, and giving it back as the treatment room's own values."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from records.models import BotoxSessionRow, InjectionRow, MicrocurrentSessionRow
from treatments.doses import Dose, OtherToxin, Product, dose_of
from treatments.regions import in_chart_order
from treatments.sessions import BotoxSession, History, Injection, MicrocurrentSession


def add_botox(session: Session, *, client_id: str, done: BotoxSession) -> BotoxSessionRow:
    """Keep a Botox session with its injection map."""
    dose = done.injections[0].dose
    row = BotoxSessionRow(
        client_id=client_id,
        treated_at=done.at,
        product=dose.product.value,
        product_name=dose.name if isinstance(dose, OtherToxin) else "",
        injections=[
            InjectionRow(region=injection.region, units=injection.dose.units)
            for injection in done.injections
        ],
    )
    session.add(row)
    session.flush()
    return row


def add_microcurrent(
    session: Session,
    *,
    client_id: str,
    done: MicrocurrentSession,
    device: str,
    current_microampere: float,
    minutes: float,
) -> MicrocurrentSessionRow:
    """Keep a microcurrent session."""
    row = MicrocurrentSessionRow(
        client_id=client_id,
        treated_at=done.at,
        device=device,
        current_microampere=current_microampere,
        minutes=minutes,
        regions=list(in_chart_order(done.regions)),
    )
    session.add(row)
    session.flush()
    return row


def botox_sessions(session: Session, client_id: str) -> list[BotoxSessionRow]:
    """Botox sessions of a client with their injections, oldest first."""
    rows = (
        select(BotoxSessionRow)
        .where(BotoxSessionRow.client_id == client_id)
        .options(selectinload(BotoxSessionRow.injections))
        .order_by(BotoxSessionRow.treated_at, BotoxSessionRow.id)
    )
    return list(session.scalars(rows))


def microcurrent_sessions(session: Session, client_id: str) -> list[MicrocurrentSessionRow]:
    """Microcurrent sessions of a client, oldest first."""
    rows = (
        select(MicrocurrentSessionRow)
        .where(MicrocurrentSessionRow.client_id == client_id)
        .order_by(MicrocurrentSessionRow.treated_at, MicrocurrentSessionRow.id)
    )
    return list(session.scalars(rows))


def history(session: Session, client_id: str) -> History:
    """Return everything done to a client, as the safety rules ask for it."""
    return History(
        tuple(as_botox(row) for row in botox_sessions(session, client_id)),
        tuple(as_microcurrent(row) for row in microcurrent_sessions(session, client_id)),
    )


def as_botox(row: BotoxSessionRow) -> BotoxSession:
    """Give a kept Botox session back as it was recorded."""
    return BotoxSession(row.treated_at, tuple(_injections(row, row.injections)))


def as_microcurrent(row: MicrocurrentSessionRow) -> MicrocurrentSession:
    """Give a kept microcurrent session back as it was recorded."""
    return MicrocurrentSession(row.treated_at, frozenset(row.regions))


def _injections(row: BotoxSessionRow, points: Iterable[InjectionRow]) -> Iterable[Injection]:
    for point in points:
        yield Injection(point.region, _dose(row, point))


def _dose(row: BotoxSessionRow, point: InjectionRow) -> Dose:
    return dose_of(Product(row.product), point.units, name=row.product_name)
