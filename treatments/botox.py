"""Botox against its label: interval, cumulative units, and doses that look like typing errors."""

from collections.abc import Iterator
from datetime import timedelta

from treatments.clock import day_of, days_between
from treatments.doses import Dose, total_dose
from treatments.labels import (
    CUMULATIVE_LIMITS,
    CUMULATIVE_WINDOW_DAYS,
    LABEL_DOSES,
    RETREATMENT_DAYS,
)
from treatments.policy import ClinicPolicy
from treatments.regions import in_chart_order, in_words
from treatments.rules import Finding, Rule, Severity
from treatments.sessions import BotoxSession, History
from treatments.sources import ALL_LABELS, CHOICE, ONA_LABEL

IMPLAUSIBLE_FACTOR = 2
"""Trials went up to twice the labelled glabellar dose (40 U onabotulinumtoxinA, 24 weeks)."""

INTERVAL = Rule(
    "botox-interval",
    Severity.WARN,
    ALL_LABELS,
    "{days} days lie between this Botox session and the one on {other_on}: the labels ask for "
    "three months ({limit} days) between treatments, whatever the region.",
)
CUMULATIVE_EXCEEDED = Rule(
    "botox-cumulative-exceeded",
    Severity.BLOCK,
    ONA_LABEL,
    "{total} within three months: more than the label's {limit}. Units given elsewhere count too.",
)
CUMULATIVE_TOTAL = Rule(
    "botox-cumulative-total",
    Severity.INFO,
    ALL_LABELS,
    "{total} within three months; {limit}. Units of other products are not added.",
)
IMPLAUSIBLE_POINT = Rule(
    "botox-dose-point",
    Severity.WARN,
    CHOICE,
    "{dose} in one point of {area}? The label gives {label} a point; check the entry.",
)
IMPLAUSIBLE_TOTAL = Rule(
    "botox-dose-implausible",
    Severity.WARN,
    CHOICE,
    "{dose} in {area}? That is more than twice the label's {label}; check the entry.",
)
ABOVE_LABEL = Rule(
    "botox-dose-above-label",
    Severity.INFO,
    ALL_LABELS,
    "{dose} in {area}: above the label's {label}.",
)
NO_LABEL_DOSE = Rule(
    "botox-dose-off-label",
    Severity.INFO,
    ALL_LABELS,
    "{dose} in {area}: no label dose of this product for this region is known here.",
)

RULES = (
    INTERVAL,
    CUMULATIVE_EXCEEDED,
    CUMULATIVE_TOTAL,
    IMPLAUSIBLE_POINT,
    IMPLAUSIBLE_TOTAL,
    ABOVE_LABEL,
    NO_LABEL_DOSE,
)


def interval_findings(
    planned: BotoxSession, history: History, policy: ClinicPolicy
) -> Iterator[Finding]:
    """Name each other Botox session, past or booked, that lies less than 90 days away."""
    for other in set(history.botox):
        days = abs(days_between(other.at, planned.at, policy.zone))
        if days < RETREATMENT_DAYS:
            other_on = day_of(other.at, policy.zone)
            yield INTERVAL.finding(
                planned.at,
                regions=planned.regions,
                earliest=other_on + timedelta(days=RETREATMENT_DAYS),
                days=days,
                other_on=other_on,
                limit=RETREATMENT_DAYS,
            )


def cumulative_dose(planned: BotoxSession, history: History, policy: ClinicPolicy) -> Dose:
    """Return the most units of the planned product in any three months that hold the plan.

    Booked sessions count, so that a plan cannot push a later one over the limit unseen.
    """
    same = [s for s in history.botox if s.preparation == planned.preparation]
    doses_by_day = [(day_of(s.at, policy.zone), s.dose) for s in (*same, planned)]
    window = timedelta(days=CUMULATIVE_WINDOW_DAYS)
    start = day_of(planned.at, policy.zone)
    most = planned.dose
    for last_day in {day for day, _ in doses_by_day if start <= day < start + window}:
        held = total_dose(d for day, d in doses_by_day if last_day - window < day <= last_day)
        most = held if held.exceeds(most) else most
    return most


def cumulative_finding(planned: BotoxSession, history: History, policy: ClinicPolicy) -> Finding:
    """Say how many units of the product fall into three months, and whether that is too many."""
    total = cumulative_dose(planned, history, policy)
    limit = CUMULATIVE_LIMITS.get(total.product)
    if limit is not None and total.exceeds(limit):
        return CUMULATIVE_EXCEEDED.finding(planned.at, total=total, limit=limit)
    known = f"the label's limit is {limit}" if limit else "no limit for this product is known here"
    return CUMULATIVE_TOTAL.finding(planned.at, total=total, limit=known)


def dose_findings(planned: BotoxSession) -> Iterator[Finding]:
    """Compare the doses of one session with the label, region by region and point by point."""
    for region in in_chart_order(planned.regions):
        dose, area = planned.dose_in(region), in_words([region])
        label = LABEL_DOSES[dose.product].get(region)
        if label is None:
            yield NO_LABEL_DOSE.finding(planned.at, regions=[region], dose=dose, area=area)
            continue
        if dose.exceeds(label.total):
            implausible = dose.exceeds(label.total * IMPLAUSIBLE_FACTOR)
            yield (IMPLAUSIBLE_TOTAL if implausible else ABOVE_LABEL).finding(
                planned.at,
                regions=[region],
                source=None if implausible else label.source,
                dose=dose,
                area=area,
                label=label.total,
            )
        if label.per_point is None:
            continue
        points = {i.dose for i in planned.injections if i.region == region}
        for point in points:
            if point.exceeds(label.per_point * IMPLAUSIBLE_FACTOR):
                yield IMPLAUSIBLE_POINT.finding(
                    planned.at, regions=[region], dose=point, area=area, label=label.per_point
                )
