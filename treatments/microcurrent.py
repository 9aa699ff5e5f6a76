"""The wait between Botox and microcurrent on the same skin."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from treatments.clock import day_of, days_between
from treatments.policy import ClinicPolicy
from treatments.regions import in_words, known_regions
from treatments.rules import Finding, Rule, Severity
from treatments.sessions import BotoxSession, History, MicrocurrentSession, last_injected
from treatments.sources import SEED, STATE_OF_EVIDENCE, WAIT_BOTH_SIDES

RED_UNDER_DAYS = 2
BOTOX_AFTER_MICROCURRENT_DAYS = 2

SPREAD = "Current over fresh toxin may spread it to areas that were not meant. " + STATE_OF_EVIDENCE

TOO_EARLY = Rule(
    "microcurrent-too-early",
    Severity.BLOCK,
    SEED,
    "Day {days} after Botox in {areas} on {botox_on}: too early for {modality}. Earliest date "
    "under the policy “{policy}” ({limit} days): {earliest}. " + SPREAD,
)
STILL_WAITING = Rule(
    "microcurrent-waiting",
    Severity.WARN,
    SEED,
    "Day {days} after Botox in {areas} on {botox_on}: the policy “{policy}” asks for {limit} days "
    "before {modality}. Earliest date: {earliest}. " + SPREAD,
)
WAIT_OVER = Rule(
    "microcurrent-wait-over",
    Severity.INFO,
    SEED,
    "Day {days} after Botox in {areas} on {botox_on}: the {limit} days of the policy “{policy}” "
    "before {modality} are over. " + STATE_OF_EVIDENCE,
)
BOTOX_TOO_SOON = Rule(
    "botox-soon-after-microcurrent",
    Severity.WARN,
    WAIT_BOTH_SIDES,
    "Botox on day {days} after {modality} in {areas} on {microcurrent_on}: some advise 2 to 14 "
    "days between them; below {limit} days this software asks for a reason. " + STATE_OF_EVIDENCE,
)

RULES = (TOO_EARLY, STILL_WAITING, WAIT_OVER, BOTOX_TOO_SOON)


def earliest_date(botox: BotoxSession, policy: ClinicPolicy) -> date:
    """Return the first day on the clinic's calendar that is green after one Botox session."""
    return day_of(botox.at, policy.zone) + timedelta(days=policy.wait_days)


def microcurrent_after_botox(
    botox: BotoxSession,
    microcurrent: MicrocurrentSession,
    policy: ClinicPolicy,
    *,
    among: Iterable[str] | None = None,
) -> Finding | None:
    """Judge one device session against one earlier Botox session.

    Parameters
    ----------
    botox, microcurrent : BotoxSession, MicrocurrentSession
    policy : ClinicPolicy
    among : iterable of str, optional
        Look at these regions only.

    Returns
    -------
    Finding or None
        None where no region overlaps or the Botox comes later. At the very same moment the Botox
        counts as first, which is the stricter reading.
    """
    overlap = botox.regions & microcurrent.regions
    if among is not None:
        overlap &= known_regions(among)
    if not overlap or microcurrent.at < botox.at:
        return None
    days = days_between(botox.at, microcurrent.at, policy.zone)
    if days < RED_UNDER_DAYS:
        rule = TOO_EARLY
    elif days < policy.wait_days:
        rule = STILL_WAITING
    else:
        rule = WAIT_OVER
    return rule.finding(
        microcurrent.at,
        regions=overlap,
        earliest=earliest_date(botox, policy),
        days=days,
        areas=in_words(overlap),
        botox_on=day_of(botox.at, policy.zone),
        policy=policy.name,
        limit=policy.wait_days,
        modality=microcurrent.modality,
    )


def botox_after_microcurrent(
    microcurrent: MicrocurrentSession, botox: BotoxSession, policy: ClinicPolicy
) -> Finding | None:
    """Judge one Botox session against one earlier device session; None where all is well."""
    overlap = botox.regions & microcurrent.regions
    if not overlap or botox.at <= microcurrent.at:
        return None
    days = days_between(microcurrent.at, botox.at, policy.zone)
    if days >= BOTOX_AFTER_MICROCURRENT_DAYS:
        return None
    microcurrent_on = day_of(microcurrent.at, policy.zone)
    return BOTOX_TOO_SOON.finding(
        botox.at,
        regions=overlap,
        earliest=microcurrent_on + timedelta(days=BOTOX_AFTER_MICROCURRENT_DAYS),
        days=days,
        areas=in_words(overlap),
        microcurrent_on=microcurrent_on,
        limit=BOTOX_AFTER_MICROCURRENT_DAYS,
        modality=microcurrent.modality,
    )


def waits_of_microcurrent(
    planned: MicrocurrentSession, history: History, policy: ClinicPolicy
) -> Iterator[Finding]:
    """Judge a planned device session against the last Botox in each region, and booked Botox."""
    last = last_injected(history.botox, until=planned.at)
    for botox in set(last.values()):
        regions = [region for region, session in last.items() if session == botox]
        if finding := microcurrent_after_botox(botox, planned, policy, among=regions):
            yield finding
    for botox in set(history.botox):
        if finding := botox_after_microcurrent(planned, botox, policy):
            yield finding


def waits_of_botox(
    planned: BotoxSession, history: History, policy: ClinicPolicy
) -> Iterator[Finding]:
    """Judge a planned Botox session against earlier device sessions and those already booked."""
    for microcurrent in set(history.microcurrent):
        if finding := botox_after_microcurrent(microcurrent, planned, policy):
            yield finding
        booked = microcurrent_after_botox(planned, microcurrent, policy)
        if booked and booked.severity is not Severity.INFO:
            yield booked
