"""What to expect when, and when to photograph."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from treatments.clock import day_of
from treatments.courses import COURSES, Window
from treatments.microcurrent import earliest_date
from treatments.policy import ClinicPolicy
from treatments.regions import in_chart_order
from treatments.rules import Treatment
from treatments.sessions import BotoxSession, History, MicrocurrentSession, last_injected
from treatments.sources import Source

PHOTO_DAYS = (0, 7, 14, 30, *range(44, 181, 14))
"""Close around onset and peak, then every 14 days to day 180, to see the effect wear off."""

DUE_AHEAD = timedelta(days=7)
EARLY = timedelta(days=3)
GIVEN_UP = timedelta(days=28)

NO_FIGURE = "no figure was found for this product"
NO_EFFECT_KNOWN = (
    "no controlled trial of facial microcurrent gives an onset, peak or duration of its effect"
)


@dataclass(frozen=True)
class Phase:
    """A window of expectation on the clinic's calendar, both days included."""

    first: date
    last: date
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class Expectation:
    """What one session may do in one region.

    Attributes
    ----------
    treatment : Treatment
    region : str
    on : date
        The day of the session.
    label : str
        Product and units, or the modality.
    onset, peak, wear_off : Phase or None
        None where nothing is known; `reason` then says why.
    reason : str or None
    """

    treatment: Treatment
    region: str
    on: date
    label: str
    onset: Phase | None
    peak: Phase | None
    wear_off: Phase | None
    reason: str | None


@dataclass(frozen=True)
class Timeline:
    """The treatment plan's calendar.

    Attributes
    ----------
    expectations : tuple of Expectation
        By day, then from forehead to chin.
    photo_dates : tuple of date
        Sensible photo dates after the last Botox session that has taken place, or after the first
        device session of a client without Botox; empty for a client without treatments.
    microcurrent_from : dict of str to date
        The earliest microcurrent date of each injected region.
    """

    expectations: tuple[Expectation, ...]
    photo_dates: tuple[date, ...]
    microcurrent_from: dict[str, date]

    def next_photo_date(self, today: date) -> date | None:
        """Return the first sensible photo date from today on; None when all have passed."""
        return next((day for day in self.photo_dates if day >= today), None)

    def photo_due(self, today: date, photographed: Iterable[date]) -> date | None:
        """Return the photo date that stands out, or comes within a week.

        A photo a few days before a date, or at any time after it, keeps that date. A date nobody
        kept falls away once the next one is nearer, and the last one after four weeks.
        """
        kept = max(photographed, default=date.min)
        reached = [day for day in self.photo_dates if day <= today + DUE_AHEAD]
        if not reached or kept >= reached[-1] - EARLY or today - reached[-1] > GIVEN_UP:
            return None
        return reached[-1]


def timeline(history: History, now: datetime, policy: ClinicPolicy) -> Timeline:
    """Draw the calendar of everything done up to `now`; booked sessions are not counted."""
    botox = [session for session in history.botox if session.at <= now]
    microcurrent = [session for session in history.microcurrent if session.at <= now]
    expectations = [
        *(e for session in botox for e in _of_botox(session, policy)),
        *(e for session in microcurrent for e in _of_microcurrent(session, policy)),
    ]
    expectations.sort(key=lambda e: (e.on, e.treatment, in_chart_order([e.region]), e.label))
    last = last_injected(botox, until=now)
    return Timeline(
        expectations=tuple(expectations),
        photo_dates=_photo_dates(botox, microcurrent, policy),
        microcurrent_from={r: earliest_date(session, policy) for r, session in last.items()},
    )


def _of_botox(session: BotoxSession, policy: ClinicPolicy) -> list[Expectation]:
    course = COURSES[session.dose.product]
    day = day_of(session.at, policy.zone)
    complete = course.onset and course.peak and course.wear_off
    return [
        Expectation(
            treatment=Treatment.BOTOX,
            region=region,
            on=day,
            label=str(session.dose_in(region)),
            onset=_phase(day, course.onset),
            peak=_phase(day, course.peak),
            wear_off=_phase(day, course.wear_off),
            reason=None if complete else NO_FIGURE,
        )
        for region in in_chart_order(session.regions)
    ]


def _of_microcurrent(session: MicrocurrentSession, policy: ClinicPolicy) -> list[Expectation]:
    return [
        Expectation(
            treatment=Treatment.MICROCURRENT,
            region=region,
            on=day_of(session.at, policy.zone),
            label=session.modality.value,
            onset=None,
            peak=None,
            wear_off=None,
            reason=NO_EFFECT_KNOWN,
        )
        for region in in_chart_order(session.regions)
    ]


def _phase(day: date, window: Window | None) -> Phase | None:
    if window is None:
        return None
    return Phase(
        day + timedelta(days=window.first_day),
        day + timedelta(days=window.last_day),
        window.sources,
    )


def _photo_dates(
    botox: list[BotoxSession], microcurrent: list[MicrocurrentSession], policy: ClinicPolicy
) -> tuple[date, ...]:
    if botox:
        start = max(session.at for session in botox)
    elif microcurrent:
        start = min(session.at for session in microcurrent)
    else:
        return ()
    return tuple(day_of(start, policy.zone) + timedelta(days=days) for days in PHOTO_DAYS)
