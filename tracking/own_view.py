"""What a client sees of their own records, on the screen and on paper."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Literal

from records.consents import Purpose, consents_of
from records.screening import SideEffectRecord, side_effects_of
from records.store import Session
from records.treatments import history
from tracking.access import Action
from tracking.care_history import SkinMark, skin_marks
from tracking.desk import Desk
from tracking.pair_view import PairView, pair_view
from tracking.progress import Progress, TreatmentMark, client_progress
from treatments.clock import day_of
from treatments.regions import in_chart_order
from treatments.timeline import Timeline, timeline
from vision.errors import RhytidError

DateKind = Literal["booked", "photos", "microcurrent_from"]


class NoConsentError(RhytidError):
    """Photos are asked for that the client did not agree to be shown."""


@dataclass(frozen=True)
class NextDate:
    """A day to come: a booked session, the next sensible photos, or the end of a wait.

    Attributes
    ----------
    on : date
        On the clinic's calendar.
    kind : str
        See `DateKind`.
    regions : tuple of str
        From forehead to chin; empty for photos.
    booked : TreatmentMark or None
    """

    on: date
    kind: DateKind
    regions: tuple[str, ...] = ()
    booked: TreatmentMark | None = None


@dataclass(frozen=True)
class OwnView:
    """A client's own progress.

    Attributes
    ----------
    progress : Progress
        Its treatments are those done until now.
    next_dates : tuple of NextDate
        Soonest first.
    shows_photos : bool
        Whether the client agreed to see their progress in photos, and has not taken that back.
    marks : tuple of SkinMark
        Their side effects and other care until now, in order of time.
    """

    progress: Progress
    next_dates: tuple[NextDate, ...]
    shows_photos: bool
    marks: tuple[SkinMark, ...] = ()


def own_view(desk: Desk, client_id: str, now: datetime) -> OwnView:
    """Everything that a client sees of themselves, as of now.

    Raises
    ------
    UnknownRecordError
        There is no such client.
    """
    everything = client_progress(desk, client_id)
    with desk.reading(Action.SEE_TREATMENTS, client_id) as session:
        calendar = timeline(history(session, client_id), now, desk.policy)
        agreed = _agreed_to_photos(session, client_id)
        marks = skin_marks(session, client_id)
    done = tuple(mark for mark in everything.treatments if mark.on <= now)
    booked = [mark for mark in everything.treatments if mark.on > now]
    dates = [
        *(NextDate(day_of(m.on, desk.policy.zone), "booked", m.regions, m) for m in booked),
        *_from_calendar(calendar, day_of(now, desk.policy.zone)),
    ]
    return OwnView(
        replace(everything, treatments=done),
        tuple(sorted(dates, key=lambda one: one.on)),
        agreed,
        tuple(mark for mark in marks if mark.on <= now),
    )


def own_pair(
    desk: Desk, client_id: str, before_visit_id: int, after_visit_id: int, expression: str
) -> PairView:
    """Two visits in one frame, where the client agreed to see them.

    Raises
    ------
    NoConsentError
    UnknownRecordError
        There is no photo of this expression at one of the visits.
    """
    with desk.reading(Action.SEE_CLIENT, client_id) as session:
        agreed = _agreed_to_photos(session, client_id)
    if not agreed:
        raise NoConsentError("The client did not agree to see photos of their progress.")
    return pair_view(desk, client_id, before_visit_id, after_visit_id, expression)


def diary(desk: Desk, client_id: str) -> list[SideEffectRecord]:
    """Every side effect that was reported, the latest first."""
    with desk.reading(Action.SEE_TREATMENTS, client_id, detail="diary") as session:
        return side_effects_of(session, client_id)[::-1]


def _agreed_to_photos(session: Session, client_id: str) -> bool:
    return any(
        consent.purpose is Purpose.OWN_PROGRESS and consent.withdrawn_at is None
        for consent in consents_of(session, client_id)
    )


def _from_calendar(calendar: Timeline, today: date) -> Iterator[NextDate]:
    photos = calendar.next_photo_date(today)
    if photos is not None:
        yield NextDate(photos, "photos")
    waits: dict[date, list[str]] = {}
    for region, on in calendar.microcurrent_from.items():
        if on >= today:
            waits.setdefault(on, []).append(region)
    for on, regions in waits.items():
        yield NextDate(on, "microcurrent_from", in_chart_order(regions))
