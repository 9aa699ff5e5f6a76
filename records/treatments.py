"""Keeping what was done to a client, and giving it back as the treatment room's own values."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from records.models import BotoxSessionRow, InjectionRow, MicrocurrentSessionRow
from records.provision import NO_PROVISION, Provision, provision_columns, provision_of
from records.voids import Void, holds, void_of
from treatments.doses import OtherToxin, Product, dose_of
from treatments.regions import in_chart_order
from treatments.sessions import (
    BotoxSession,
    History,
    Injection,
    MicrocurrentSession,
    Modality,
)


@dataclass(frozen=True)
class PlacedInjection(Injection):
    """An injection with its place on the face chart.

    Attributes
    ----------
    muscle : str
    side : str
        ``"left"``, ``"right"`` (the client's own) or ``"middle"``; empty where not recorded.
    x_mm, y_mm : float or None
        Place on the canonical face, as in `vision.canonical`.
    """

    muscle: str = ""
    side: str = ""
    x_mm: float | None = None
    y_mm: float | None = None


@dataclass(frozen=True)
class Vial:
    """What was drawn up: `vial_units` of the product dissolved in `diluent_ml`."""

    lot: str = ""
    expires_on: date | None = None
    vial_units: float | None = None
    diluent_ml: float | None = None


UNKNOWN_VIAL = Vial()


@dataclass(frozen=True)
class Dosage:
    """What a device was set to."""

    device: str
    minutes: float
    current_microampere: float | None = None
    frequency_hz: float | None = None
    waveform: str = ""

    def __str__(self) -> str:
        amounts = (
            (self.current_microampere, "µA"),
            (self.frequency_hz, "Hz"),
            (self.minutes, "min"),
        )
        known = (f"{amount:g} {unit}" for amount, unit in amounts if amount is not None)
        return ", ".join((self.device, *known))


@dataclass(frozen=True)
class BotoxRecord:
    """A kept Botox session; `void` says why it does not hold."""

    id: int
    done: BotoxSession
    vial: Vial
    provision: Provision
    void: Void | None = None


@dataclass(frozen=True)
class MicrocurrentRecord:
    """A kept device session; `void` says why it does not hold."""

    id: int
    done: MicrocurrentSession
    dosage: Dosage
    provision: Provision
    void: Void | None = None


def add_botox(
    session: Session,
    *,
    client_id: str,
    done: BotoxSession,
    vial: Vial = UNKNOWN_VIAL,
    provision: Provision = NO_PROVISION,
) -> BotoxSessionRow:
    """Keep a Botox session with its injection map."""
    dose = done.injections[0].dose
    row = BotoxSessionRow(
        client_id=client_id,
        treated_at=done.at,
        product=dose.product.value,
        product_name=dose.name if isinstance(dose, OtherToxin) else "",
        lot=vial.lot,
        expires_on=vial.expires_on,
        vial_units=vial.vial_units,
        diluent_ml=vial.diluent_ml,
        injections=[_injection_row(injection) for injection in done.injections],
        **provision_columns(session, client_id, provision),
    )
    session.add(row)
    session.flush()
    return row


def add_microcurrent(
    session: Session,
    *,
    client_id: str,
    done: MicrocurrentSession,
    dosage: Dosage,
    provision: Provision = NO_PROVISION,
) -> MicrocurrentSessionRow:
    """Keep a device session."""
    row = MicrocurrentSessionRow(
        client_id=client_id,
        treated_at=done.at,
        regions=list(in_chart_order(done.regions)),
        modality=done.modality.value,
        device=dosage.device,
        minutes=dosage.minutes,
        current_microampere=dosage.current_microampere,
        frequency_hz=dosage.frequency_hz,
        waveform=dosage.waveform,
        **provision_columns(session, client_id, provision),
    )
    session.add(row)
    session.flush()
    return row


def botox_records(session: Session, client_id: str, *, void: bool = False) -> list[BotoxRecord]:
    """Botox sessions of a client with their injections, oldest first; or those that are void."""
    rows = (
        select(BotoxSessionRow)
        .where(BotoxSessionRow.client_id == client_id, holds(BotoxSessionRow, void=void))
        .options(selectinload(BotoxSessionRow.injections))
        .order_by(BotoxSessionRow.treated_at, BotoxSessionRow.id)
    )
    return [
        BotoxRecord(
            row.id,
            botox_session(row),
            Vial(row.lot, row.expires_on, row.vial_units, row.diluent_ml),
            provision_of(session, row),
            void_of(session, client_id, row),
        )
        for row in session.scalars(rows)
    ]


def microcurrent_records(
    session: Session, client_id: str, *, void: bool = False
) -> list[MicrocurrentRecord]:
    """Device sessions of a client, oldest first; or those that are void."""
    rows = (
        select(MicrocurrentSessionRow)
        .where(
            MicrocurrentSessionRow.client_id == client_id,
            holds(MicrocurrentSessionRow, void=void),
        )
        .order_by(MicrocurrentSessionRow.treated_at, MicrocurrentSessionRow.id)
    )
    return [
        MicrocurrentRecord(
            row.id,
            microcurrent_session(row),
            Dosage(
                row.device, row.minutes, row.current_microampere, row.frequency_hz, row.waveform
            ),
            provision_of(session, row),
            void_of(session, client_id, row),
        )
        for row in session.scalars(rows)
    ]


def history(session: Session, client_id: str) -> History:
    """Return everything done to a client, as the safety rules ask for it."""
    return History(
        tuple(record.done for record in botox_records(session, client_id)),
        tuple(record.done for record in microcurrent_records(session, client_id)),
    )


def botox_session(row: BotoxSessionRow) -> BotoxSession:
    """Return the session that a row with its injections keeps."""
    return BotoxSession(row.treated_at, tuple(_injection(row, i) for i in row.injections))


def microcurrent_session(row: MicrocurrentSessionRow) -> MicrocurrentSession:
    """Return the session that a row keeps."""
    return MicrocurrentSession(row.treated_at, frozenset(row.regions), Modality(row.modality))


def _injection_row(injection: Injection) -> InjectionRow:
    row = InjectionRow(region=injection.region, units=injection.dose.units)
    if isinstance(injection, PlacedInjection):
        row.muscle, row.side = injection.muscle, injection.side
        row.x_mm, row.y_mm = injection.x_mm, injection.y_mm
    return row


def _injection(session: BotoxSessionRow, row: InjectionRow) -> Injection:
    dose = dose_of(Product(session.product), row.units, name=session.product_name)
    place = (row.muscle, row.side, row.x_mm, row.y_mm)
    if place == ("", "", None, None):
        return Injection(row.region, dose)
    return PlacedInjection(row.region, dose, *place)
