"""What concerns the whole practice, in few queries whatever the number of clients."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, exists, func, select
from sqlalchemy.orm import Session, selectinload

from records.models import (
    BotoxSessionRow,
    Measurement,
    MicrocurrentSessionRow,
    OtherCare,
    Photo,
    SideEffectRow,
    Visit,
)
from records.screening import SideEffectRecord, side_effect_of
from records.treatments import botox_session, microcurrent_session
from records.visits import photographed
from records.voids import holds
from treatments.sessions import History
from vision.errors import Refusal


@dataclass(frozen=True)
class RefusedPhoto:
    """A photo of a client's last visit that could not be measured, and why."""

    client_id: str
    visited_at: datetime
    expression: str
    reason: Refusal


def visit_times(session: Session) -> Mapping[str, list[datetime]]:
    """When each client was photographed, oldest first."""
    found: dict[str, list[datetime]] = defaultdict(list)
    rows = select(Visit.client_id, Visit.visited_at).where(photographed())
    for client_id, visited_at in session.execute(rows.order_by(Visit.visited_at)):
        found[client_id].append(visited_at)
    return found


def histories(session: Session) -> Mapping[str, History]:
    """Everything done to each client, as the safety rules ask for it."""
    botox, microcurrent = defaultdict(list), defaultdict(list)
    injected = select(BotoxSessionRow).options(selectinload(BotoxSessionRow.injections))
    injected = injected.where(holds(BotoxSessionRow))
    for row in session.scalars(injected.order_by(BotoxSessionRow.treated_at)):
        botox[row.client_id].append(botox_session(row))
    devices = select(MicrocurrentSessionRow).where(holds(MicrocurrentSessionRow))
    for device in session.scalars(devices.order_by(MicrocurrentSessionRow.treated_at)):
        microcurrent[device.client_id].append(microcurrent_session(device))
    return {
        client_id: History(tuple(botox[client_id]), tuple(microcurrent[client_id]))
        for client_id in sorted({*botox, *microcurrent})
    }


def last_treatments(session: Session) -> Mapping[str, datetime]:
    """When each client was last treated or cared for, or is next, as far as it is on record."""
    found: dict[str, datetime] = {}
    for table in (BotoxSessionRow, MicrocurrentSessionRow, OtherCare):
        rows = select(table.client_id, func.max(table.treated_at)).where(holds(table))
        for client_id, treated_at in session.execute(rows.group_by(table.client_id)):
            found[client_id] = max(treated_at, found.get(client_id, treated_at))
    return found


def lasting_side_effects(session: Session) -> list[tuple[str, SideEffectRecord]]:
    """Side effects that have not ended, each with its client, oldest first."""
    rows = select(SideEffectRow).where(SideEffectRow.ended_at.is_(None))
    ordered = session.scalars(rows.order_by(SideEffectRow.started_at, SideEffectRow.id))
    return [(row.client_id, side_effect_of(session, row)) for row in ordered]


def unmeasured_photos(session: Session) -> Mapping[str, int]:
    """Count each client's photos that no version of the algorithm has measured or refused."""
    done = exists().where(Measurement.photo_id == Photo.id)
    rows = select(Visit.client_id, func.count(Photo.id)).join(Photo, Photo.visit_id == Visit.id)
    found = session.execute(rows.where(holds(Photo), ~done).group_by(Visit.client_id))
    return {row[0]: row[1] for row in found}


def refused_photos(session: Session, algorithm: str) -> list[RefusedPhoto]:
    """Front photos of each client's last visit that were refused, with no other shot instead."""
    last = select(func.max(Visit.visited_at)).where(photographed()).group_by(Visit.client_id)
    of_client = last.add_columns(Visit.client_id)
    newest = {client_id: on for on, client_id in session.execute(of_client)}
    rows = (
        select(
            Visit.client_id,
            Visit.visited_at,
            Photo.expression,
            Measurement.status,
            Measurement.reason_code,
            Measurement.reason_message,
        )
        .join(Photo, Photo.visit_id == Visit.id)
        .join(
            Measurement,
            and_(Measurement.photo_id == Photo.id, Measurement.algorithm == algorithm),
        )
        .where(Visit.visited_at.in_(last), Photo.view == "front", holds(Photo))
        .order_by(Visit.visited_at, Photo.shot)
    )
    refused: dict[tuple[str, str], RefusedPhoto] = {}
    measured = set()
    for client_id, on, expression, status, code, message in session.execute(rows):
        shown = (client_id, expression)
        if newest[client_id] != on:
            continue
        if status == "measured":
            measured.add(shown)
        else:
            reason = Refusal(code or "", message or "")
            refused[shown] = RefusedPhoto(client_id, on, expression, reason)
    return [photo for shown, photo in refused.items() if shown not in measured]
