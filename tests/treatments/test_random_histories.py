"""What must hold for every history, plan, policy and time zone."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from treatments.botox import cumulative_dose
from treatments.clock import day_of, days_between
from treatments.conditions import CONDITIONS
from treatments.doses import Abobotulinumtoxin, Daxibotulinumtoxin, Onabotulinumtoxin, OtherToxin
from treatments.handover import handover_card
from treatments.microcurrent import (
    botox_after_microcurrent,
    earliest_date,
    microcurrent_after_botox,
    waits_of_microcurrent,
)
from treatments.overrides import Override, Signatory, needing_override
from treatments.policy import ClinicPolicy
from treatments.regions import REGIONS
from treatments.registry import RULES
from treatments.rules import Light, Severity
from treatments.safety import Assessment, assess_botox, assess_microcurrent
from treatments.screening import Answer, Reply
from treatments.sessions import BotoxSession, History, Injection, MicrocurrentSession
from treatments.side_effects import SideEffect, SideEffectKind
from treatments.timeline import timeline

RANDOM = settings(max_examples=60)

# Lord Howe shifts by half an hour, Kiritimati is 14 hours ahead, Samoa once skipped a day.
ZONES = st.sampled_from(
    [
        UTC,
        *map(
            ZoneInfo,
            (
                "America/New_York",
                "Europe/Berlin",
                "Australia/Lord_Howe",
                "Pacific/Kiritimati",
                "Pacific/Pago_Pago",
            ),
        ),
    ]
)
START = datetime(2026, 1, 1, tzinfo=UTC)
MOMENTS = st.builds(
    # Whole days often, so that sessions at one moment and on one day do occur.
    lambda days, minutes: START + timedelta(days=days, minutes=minutes),
    st.integers(0, 400),
    st.sampled_from([0, 1, 360, 719, 1439]),
)
SOME_REGIONS = st.sampled_from(("glabella", "forehead", "crows_feet_left", "chin"))
REGION_SETS = st.frozensets(SOME_REGIONS, min_size=1)
POLICIES = st.builds(ClinicPolicy, st.just("House rule"), ZONES, st.integers(2, 30))
PRODUCTS = st.sampled_from(
    (Onabotulinumtoxin, Abobotulinumtoxin, Daxibotulinumtoxin, lambda u: OtherToxin(u, "X"))
)


@st.composite
def botox_sessions(draw, moments=MOMENTS):
    product = draw(PRODUCTS)
    doses = st.builds(product, st.sampled_from((2.5, 4, 8, 40, 180)))
    points = draw(st.lists(st.builds(Injection, SOME_REGIONS, doses), min_size=1, max_size=4))
    return BotoxSession(draw(moments), tuple(points))


DEVICE_SESSIONS = st.builds(MicrocurrentSession, MOMENTS, REGION_SETS)
HISTORIES = st.builds(
    History,
    st.lists(botox_sessions(), max_size=5).map(tuple),
    st.lists(DEVICE_SESSIONS, max_size=4).map(tuple),
)
ANSWERS = st.lists(
    st.builds(
        Answer,
        st.sampled_from([condition.id for condition in CONDITIONS]),
        st.sampled_from(Reply),
        MOMENTS,
        st.just("Ada"),
    ),
    max_size=25,
)
EFFECTS = st.lists(
    st.builds(
        SideEffect,
        st.sampled_from(SideEffectKind),
        MOMENTS,
        region=st.none() | SOME_REGIONS,
    ),
    max_size=3,
)


def assess(plan, history, answers, effects, policy):
    one = assess_botox if isinstance(plan, BotoxSession) else assess_microcurrent
    return one(plan, history=history, answers=answers, side_effects=effects, policy=policy)


PLANS = botox_sessions() | DEVICE_SESSIONS


def green_from(sessions, regions, policy):
    """The first day that is green for all the regions; None where none was ever injected."""
    dates = [earliest_date(one, policy) for one in sessions if one.regions & set(regions)]
    return max(dates, default=None)


@RANDOM
@given(botox_sessions(), DEVICE_SESSIONS, POLICIES)
def test_a_pair_gets_one_colour_from_one_rule(botox, device, policy):
    found = [
        finding
        for finding in (
            microcurrent_after_botox(botox, device, policy),
            botox_after_microcurrent(device, botox, policy),
        )
        if finding
    ]
    assert len(found) <= 1
    if not botox.regions & device.regions:
        assert found == []
    elif device.at >= botox.at:
        days = days_between(botox.at, device.at, policy.zone)
        expected = (
            Light.RED if days < 2 else Light.AMBER if days < policy.wait_days else Light.GREEN
        )
        assert found[0].severity.light is expected


@RANDOM
@given(HISTORIES, DEVICE_SESSIONS, POLICIES)
def test_no_region_of_a_plan_is_judged_twice_after_botox(history, plan, policy):
    after_botox = [
        finding
        for finding in waits_of_microcurrent(plan, history, policy)
        if finding.rule_id.startswith("microcurrent")
    ]
    judged = [region for finding in after_botox for region in finding.regions]
    assert len(judged) == len(set(judged))
    injected = {r for s in history.botox if s.at <= plan.at for r in s.regions}
    assert set(judged) == injected & plan.regions


@RANDOM
@given(HISTORIES, REGION_SETS, POLICIES, st.times())
def test_the_earliest_date_is_green_at_every_hour(history, regions, policy, hour):
    earliest = green_from(history.botox, regions, policy)
    if earliest is None:
        return
    on_the_day = datetime.combine(earliest, hour, tzinfo=policy.zone)
    plan = MicrocurrentSession(on_the_day, regions)
    # A wall time that daylight saving skips belongs to the hour after it, still on that date.
    assert day_of(plan.at, policy.zone) == earliest
    assert Assessment(tuple(waits_of_microcurrent(plan, history, policy))).light is Light.GREEN


@RANDOM
@given(st.lists(botox_sessions(), min_size=1).map(tuple), POLICIES)
def test_the_day_before_the_earliest_date_is_not_green(sessions, policy):
    regions = frozenset(REGIONS)
    earliest = green_from(sessions, regions, policy)
    eve = datetime.combine(earliest - timedelta(days=1), time(23, 59), tzinfo=policy.zone)
    plan = MicrocurrentSession(eve, regions)
    found = waits_of_microcurrent(plan, History(sessions), policy)
    assert Assessment(tuple(found)).light is not Light.GREEN


@RANDOM
@given(HISTORIES, DEVICE_SESSIONS, POLICIES, st.timedeltas(timedelta(0), timedelta(90)))
def test_moving_a_session_later_never_worsens_its_wait(history, plan, policy, delay):
    past = History(tuple(s for s in history.botox if s.at <= plan.at))
    later = MicrocurrentSession(plan.at + delay, plan.regions)

    def rank(session):
        found = waits_of_microcurrent(session, past, policy)
        return max((finding.severity.rank for finding in found), default=0)

    assert rank(later) <= rank(plan)


@RANDOM
@given(botox_sessions(), DEVICE_SESSIONS, POLICIES, st.integers(2, 30))
def test_a_longer_limit_is_never_milder(botox, device, policy, limit):
    short, long = sorted((policy.wait_days, limit))
    ranks = []
    for days in (short, long):
        finding = microcurrent_after_botox(
            botox, device, ClinicPolicy("House rule", policy.zone, days)
        )
        ranks.append(finding.severity.rank if finding else -1)
    assert ranks[0] <= ranks[1]


@RANDOM
@given(REGION_SETS, REGION_SETS, MOMENTS, POLICIES)
def test_overlap_has_no_direction(ones, others, at, policy):
    def found(injected, treated):
        injections = tuple(Injection(r, Onabotulinumtoxin(4)) for r in sorted(injected))
        device = MicrocurrentSession(at + timedelta(days=1), treated)
        return microcurrent_after_botox(BotoxSession(at, injections), device, policy)

    one, other = found(ones, others), found(others, ones)
    assert one == other
    assert (one is None) == ones.isdisjoint(others)


@RANDOM
@given(PLANS, HISTORIES, ANSWERS, EFFECTS, POLICIES, st.randoms())
def test_the_order_of_the_history_does_not_matter(plan, history, answers, effects, policy, random):
    def shuffled(items):
        return tuple(random.sample(items, len(items)))

    assert assess(plan, history, answers, effects, policy) == assess(
        plan,
        History(shuffled(history.botox), shuffled(history.microcurrent)),
        shuffled(answers),
        shuffled(effects),
        policy,
    )


@RANDOM
@given(botox_sessions(), DEVICE_SESSIONS, HISTORIES, POLICIES, ZONES)
def test_the_zone_a_moment_was_typed_in_does_not_matter(botox, device, history, policy, zone):
    there = History(
        tuple(BotoxSession(s.at.astimezone(zone), s.injections) for s in history.botox),
        tuple(MicrocurrentSession(s.at.astimezone(zone), s.regions) for s in history.microcurrent),
    )
    botox_there = BotoxSession(botox.at.astimezone(zone), botox.injections)
    device_there = MicrocurrentSession(device.at.astimezone(zone), device.regions)
    assert assess(botox, history, [], [], policy) == assess(botox_there, there, [], [], policy)
    assert assess(device, history, [], [], policy) == assess(device_there, there, [], [], policy)
    now = START + timedelta(days=200)
    assert timeline(history, now, policy) == timeline(there, now.astimezone(zone), policy)
    assert handover_card(history, now, policy) == handover_card(there, now, policy)


@RANDOM
@given(PLANS, HISTORIES, ANSWERS, EFFECTS, POLICIES)
def test_an_assessment_is_as_bad_as_its_worst_finding(plan, history, answers, effects, policy):
    assessment = assess(plan, history, answers, effects, policy)
    ranks = [finding.severity.rank for finding in assessment.findings]
    assert ranks == sorted(ranks, reverse=True)
    lights = {finding.severity.light for finding in assessment.findings}
    assert assessment.light is next(
        (light for light in (Light.RED, Light.AMBER) if light in lights), Light.GREEN
    )
    for finding in assessment.findings:
        assert finding.severity is RULES[finding.rule_id].severity
        assert "{" not in finding.sentence
        assert finding.session_at.tzinfo is UTC


@RANDOM
@given(PLANS, HISTORIES, ANSWERS, EFFECTS, POLICIES)
def test_green_without_overrides_is_the_same_as_nothing_in_the_way(
    plan, history, answers, effects, policy
):
    assessment = assess(plan, history, answers, effects, policy)
    in_the_way = needing_override(assessment.findings, [])
    assert (in_the_way == ()) == (assessment.light is Light.GREEN)
    signed = [
        Override(f, "seen", "Dr. Grey", Signatory.OWNER, START)
        for f in in_the_way
        if f.severity is not Severity.URGENT
    ]
    left = needing_override(assessment.findings, signed)
    assert {f.severity for f in left} <= {Severity.URGENT}


@RANDOM
@given(botox_sessions(), HISTORIES, POLICIES)
def test_the_cumulative_dose_is_the_worst_three_months_by_brute_force(plan, history, policy):
    same = [s for s in history.botox if s.preparation == plan.preparation]
    sessions = [(day_of(s.at, policy.zone), s.dose.units) for s in (*same, plan)]
    day = day_of(plan.at, policy.zone)
    windows = [day - timedelta(days=back) for back in range(92)]
    most = max(
        sum(units for on, units in sessions if first <= on < first + timedelta(days=92))
        for first in windows
    )
    assert abs(cumulative_dose(plan, history, policy).units - most) < 1e-6


@RANDOM
@given(HISTORIES, POLICIES, st.integers(0, 600))
def test_card_and_timeline_name_the_same_earliest_dates(history, policy, day):
    now = START + timedelta(days=day)
    done = [session for session in history.botox if session.at <= now]
    card, plan = handover_card(history, now, policy), timeline(history, now, policy)
    assert (card is None) == (plan.microcurrent_from == {})
    if card is None:
        return
    assert card.earliest_microcurrent == max(plan.microcurrent_from.values())
    for region, earliest in plan.microcurrent_from.items():
        assert earliest == green_from(done, [region], policy)
        assert isinstance(earliest, date)
