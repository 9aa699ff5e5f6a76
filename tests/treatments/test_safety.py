"""Every family of rules has its say on a planned session."""

from datetime import UTC, datetime, timedelta

import pytest

from treatments.conditions import CONDITIONS
from treatments.doses import Onabotulinumtoxin, OtherToxin
from treatments.overrides import needing_override
from treatments.policy import ClinicPolicy
from treatments.rules import Light
from treatments.safety import assess_botox, assess_microcurrent
from treatments.screening import Answer, Reply
from treatments.sessions import BotoxSession, History, Injection, MicrocurrentSession
from treatments.side_effects import SideEffect, SideEffectKind

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
POLICY = ClinicPolicy("House rule", UTC)
ALL_NO = [Answer(condition.id, Reply.NO, NOW, "Ada") for condition in CONDITIONS]


def botox(day, *regions, units=4):
    points = tuple(Injection(region, Onabotulinumtoxin(units)) for region in regions)
    return BotoxSession(NOW + timedelta(days=day), points)


def current(day, *regions):
    return MicrocurrentSession(NOW + timedelta(days=day), frozenset(regions))


def ids(assess, plan, *, history=(), answers=ALL_NO, side_effects=()):
    botox_done = tuple(s for s in history if isinstance(s, BotoxSession))
    device_done = tuple(s for s in history if isinstance(s, MicrocurrentSession))
    assessment = assess(
        plan,
        history=History(botox_done, device_done),
        answers=answers,
        side_effects=side_effects,
        policy=POLICY,
    )
    return {finding.rule_id for finding in assessment.findings}


BRUISE = SideEffect(SideEffectKind.BRUISING, NOW - timedelta(days=1), region="glabella")


@pytest.mark.parametrize(
    ("circumstances", "rule"),
    [
        ({"history": [botox(-80, "chin")]}, "botox-interval"),
        ({"history": [botox(-80, "chin", units=400)]}, "botox-cumulative-exceeded"),
        ({"history": [current(-1, "glabella")]}, "botox-soon-after-microcurrent"),
        ({"history": [current(1, "glabella")]}, "microcurrent-too-early"),
        ({"answers": []}, "screening-not-asked"),
        ({"side_effects": [BRUISE]}, "side-effect-lasts"),
    ],
)
def test_what_speaks_against_botox(circumstances, rule):
    plan = botox(0, "glabella")
    assert rule in ids(assess_botox, plan, **circumstances) - ids(assess_botox, plan)


@pytest.mark.parametrize(
    ("circumstances", "rule"),
    [
        ({"history": [botox(-1, "glabella")]}, "microcurrent-too-early"),
        ({"history": [botox(1, "glabella")]}, "botox-soon-after-microcurrent"),
        ({"answers": []}, "screening-not-asked"),
        ({"side_effects": [BRUISE]}, "side-effect-lasts"),
    ],
)
def test_what_speaks_against_microcurrent(circumstances, rule):
    assert ids(assess_microcurrent, current(0, "glabella"), **circumstances) == {rule}


def test_a_well_prepared_session_is_green_and_needs_no_signature():
    assessment = assess_botox(
        botox(0, *["glabella"] * 5),
        history=History((botox(-90, "glabella"),), (current(-2, "glabella"),)),
        answers=ALL_NO,
        side_effects=[],
        policy=POLICY,
    )
    assert assessment.light is Light.GREEN
    assert assessment.findings, "what only informs is shown all the same"
    assert needing_override(assessment.findings, []) == ()


def test_two_sessions_at_one_moment_give_the_same_findings_in_any_order():
    one, other = botox(-5, "glabella", "chin"), botox(-5, "glabella")
    found = [
        assess_microcurrent(
            current(0, "glabella", "chin"),
            history=History(sessions),
            answers=ALL_NO,
            side_effects=[],
            policy=POLICY,
        )
        for sessions in ((one, other), (other, one))
    ]
    assert found[0] == found[1]


def test_two_products_outside_the_list_are_not_added_up():
    earlier = BotoxSession(NOW - timedelta(days=9), (Injection("chin", OtherToxin(9, "Toxin X")),))
    plan = BotoxSession(NOW, (Injection("chin", OtherToxin(4, "Toxin Y")),))
    assessment = assess_botox(
        plan, history=History((earlier,)), answers=ALL_NO, side_effects=[], policy=POLICY
    )
    (total,) = (f for f in assessment.findings if f.rule_id == "botox-cumulative-total")
    assert total.sentence.startswith("4 U Toxin Y within three months")
