"""What waits for the practice today: visits, findings, photos and side effects."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from metrics.evidence import ALGORITHM
from records.clients import client_summaries
from records.practice import (
    RefusedPhoto,
    histories,
    lasting_side_effects,
    refused_photos,
    unmeasured_photos,
    visit_times,
)
from records.screening import SideEffectRecord, overrides_of
from records.store import Session
from tracking.access import Action, may
from tracking.desk import Desk
from tracking.treat import Planned, assessed
from treatments.clock import day_of
from treatments.rules import Finding, Severity
from treatments.sessions import History
from treatments.timeline import timeline


@dataclass(frozen=True)
class Named:
    """A client as a line of a list names one."""

    id: str
    name: str
    pseudonym: str


@dataclass(frozen=True)
class DueVisit:
    """A photo date that is due, or comes within a week."""

    client: Named
    on: date
    last_visit: datetime | None


@dataclass(frozen=True)
class OpenFinding:
    """What a rule says about a booked session, or about the client now, and nobody signed for."""

    client: Named
    finding: Finding


@dataclass(frozen=True)
class FailedPhoto:
    """A photo of the last visit that could not be measured."""

    client: Named
    photo: RefusedPhoto


@dataclass(frozen=True)
class LastingEffect:
    """A side effect without an end."""

    client: Named
    record: SideEffectRecord


@dataclass(frozen=True)
class Today:
    """Everything that waits; each list with the most pressing first.

    Side effects that must not wait come before the others, each kind oldest first. `unmeasured`
    counts photos that are kept and have neither figures nor a reason yet.
    """

    visits: tuple[DueVisit, ...]
    findings: tuple[OpenFinding, ...]
    photos: tuple[FailedPhoto, ...]
    side_effects: tuple[LastingEffect, ...]
    unmeasured: int


def waiting_today(desk: Desk, now: datetime) -> Today:
    """Gather what waits at a moment, of each client as far as the actor may see it."""
    with desk.reading(Action.LIST_CLIENTS, detail="today") as session:
        clients = {
            summary.id: Named(summary.id, summary.name, summary.pseudonym)
            for summary in client_summaries(session)
        }
        treated = _seen(desk, Action.SEE_TREATMENTS, clients)
        pictured = _seen(desk, Action.SEE_PHOTOS, clients)
        done = histories(session)
        due = list(_due_visits(desk, session, done, treated, now))
        findings = [
            OpenFinding(client, finding)
            for client in treated.values()
            for finding in _findings(desk, session, client.id, done.get(client.id), now)
        ]
        lasting = [
            LastingEffect(treated[client_id], record)
            for client_id, record in lasting_side_effects(session)
            if client_id in treated
        ]
        refused = refused_photos(session, ALGORITHM)
        may_measure = may(desk.actor, Action.MEASURE_WAITING, None)
        unmeasured = unmeasured_photos(session) if may_measure else {}
    return Today(
        tuple(sorted(due, key=lambda visit: visit.on)),
        tuple(sorted(findings, key=_gravest_first)),
        tuple(FailedPhoto(pictured[p.client_id], p) for p in refused if p.client_id in pictured),
        tuple(sorted(lasting, key=lambda one: not one.record.effect.kind.is_urgent)),
        sum(unmeasured.values()),
    )


def _seen(desk: Desk, action: Action, clients: Mapping[str, Named]) -> dict[str, Named]:
    return {key: client for key, client in clients.items() if may(desk.actor, action, key)}


def _gravest_first(found: OpenFinding) -> tuple[int, datetime, str]:
    finding = found.finding
    return -finding.severity.rank, finding.session_at, found.client.name


def _due_visits(
    desk: Desk,
    session: Session,
    done: Mapping[str, History],
    clients: Mapping[str, Named],
    now: datetime,
) -> Iterator[DueVisit]:
    zone = desk.policy.zone
    times = visit_times(session)
    for client_id, history in done.items():
        if client_id not in clients:
            continue
        visits = times.get(client_id, [])
        photographed = [day_of(visited_at, zone) for visited_at in visits]
        calendar = timeline(history, now, desk.policy)
        on = calendar.photo_due(day_of(now, zone), photographed)
        if on is not None:
            yield DueVisit(clients[client_id], on, visits[-1] if visits else None)


def _findings(
    desk: Desk, session: Session, client_id: str, history: History | None, now: datetime
) -> Iterator[Finding]:
    """Findings on booked sessions that stand in the way and are not signed for."""
    if history is None:
        return
    done: tuple[Planned, ...] = (*history.botox, *history.microcurrent)
    booked = [one for one in done if one.at > now]
    if not booked:
        return
    signed = {(o.rule_id, o.session_at, o.sentence) for o in overrides_of(session, client_id)}
    for planned in booked:
        known = _without(history, planned)
        for finding in assessed(session, desk, client_id, planned, known).findings:
            key = (finding.rule_id, finding.session_at, finding.sentence)
            if finding.severity is not Severity.INFO and key not in signed:
                yield finding


def _without(history: History, planned: Planned) -> History:
    return History(
        tuple(session for session in history.botox if session is not planned),
        tuple(session for session in history.microcurrent if session is not planned),
    )
