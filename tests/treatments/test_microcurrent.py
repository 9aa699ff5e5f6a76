from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from treatments.doses import Onabotulinumtoxin
from treatments.errors import InvalidRecordError, UnknownRegionError
from treatments.microcurrent import (
    botox_after_microcurrent,
    microcurrent_after_botox,
    waits_of_botox,
    waits_of_microcurrent,
)
from treatments.policy import ClinicPolicy
from treatments.rules import Light, Severity
from treatments.sessions import BotoxSession, History, Injection, MicrocurrentSession, Modality

ZONE = ZoneInfo("America/New_York")
DAY_0 = datetime(2026, 3, 2, 17, tzinfo=ZONE)  # the clocks change six days later
POLICY = ClinicPolicy("House rule", ZONE)


def botox(at=DAY_0, regions=("glabella",)):
    return BotoxSession(at, tuple(Injection(region, Onabotulinumtoxin(4)) for region in regions))


def current(day, regions=("glabella",), *, hour=10):
    at = (DAY_0 + timedelta(days=day)).replace(hour=hour)
    return MicrocurrentSession(at, frozenset(regions))


@pytest.mark.parametrize(
    ("day", "light"),
    [
        (1, Light.RED),
        (2, Light.AMBER),
        (13, Light.AMBER),
        (14, Light.GREEN),
        (400, Light.GREEN),
    ],
)
def test_red_then_amber_then_green_by_default(day, light):
    finding = microcurrent_after_botox(botox(), current(day), POLICY)
    assert finding.severity.light is light
    assert finding.earliest == date(2026, 3, 16)
    assert f"Day {day} after Botox in glabella on 2026-03-02" in finding.sentence


@pytest.mark.parametrize(
    ("limit", "day", "light"),
    [
        (2, 1, Light.RED),
        (2, 2, Light.GREEN),
        (30, 29, Light.AMBER),
        (30, 30, Light.GREEN),
    ],
)
def test_the_clinic_sets_the_limit_and_its_name_is_shown(limit, day, light):
    policy = ClinicPolicy("Dr. Grey's thirty", ZONE, limit)
    finding = microcurrent_after_botox(botox(), current(day), policy)
    assert finding.severity.light is light
    assert "“Dr. Grey's thirty”" in finding.sentence


@pytest.mark.parametrize("limit", [1, 31, 0, -14])
def test_a_limit_outside_two_to_thirty_days_is_refused(limit):
    with pytest.raises(InvalidRecordError):
        ClinicPolicy("House rule", ZONE, limit)


@pytest.mark.parametrize("day", [1, 5, 20])
def test_every_wait_says_that_no_trial_stands_behind_it(day):
    sentence = microcurrent_after_botox(botox(), current(day), POLICY).sentence
    assert "precaution" in sentence
    assert "no trial" in sentence


def test_other_skin_needs_no_wait():
    assert microcurrent_after_botox(botox(), current(1, ("chin",)), POLICY) is None
    assert not list(waits_of_microcurrent(current(1, ("chin",)), History((botox(),)), POLICY))


def test_only_the_last_injection_of_each_region_counts():
    old = botox(DAY_0 - timedelta(days=100), ("glabella", "forehead"))
    new = botox(DAY_0, ("glabella",))
    plan = current(3, ("glabella", "forehead"))
    found = list(waits_of_microcurrent(plan, History((new, old)), POLICY))
    lights = {finding.regions: finding.severity.light for finding in found}
    assert lights == {("glabella",): Light.AMBER, ("forehead",): Light.GREEN}


def test_same_day_in_either_order():
    before, after = current(0, hour=9), current(0, hour=18)
    assert microcurrent_after_botox(botox(), before, POLICY) is None
    assert botox_after_microcurrent(before, botox(), POLICY).severity is Severity.WARN
    assert microcurrent_after_botox(botox(), after, POLICY).severity is Severity.BLOCK
    assert botox_after_microcurrent(after, botox(), POLICY) is None


def test_at_the_same_moment_botox_counts_as_first():
    together = current(0, hour=17)
    assert microcurrent_after_botox(botox(), together, POLICY).severity is Severity.BLOCK
    assert botox_after_microcurrent(together, botox(), POLICY) is None


@pytest.mark.parametrize(("day", "asked"), [(-1, True), (-2, False)])
def test_botox_soon_after_microcurrent_asks_for_a_reason(day, asked):
    found = list(waits_of_botox(botox(), History((), (current(day),)), POLICY))
    assert bool(found) is asked


def test_planned_botox_sees_the_microcurrent_already_booked():
    history = History((), (current(5), current(20)))
    (found,) = waits_of_botox(botox(), history, POLICY)
    assert found.session_at == current(5).at
    assert found.severity is Severity.WARN


def test_planned_microcurrent_sees_the_botox_already_booked():
    (found,) = waits_of_microcurrent(current(-1), History((botox(),)), POLICY)
    assert found.rule_id == "botox-soon-after-microcurrent"


def test_the_sentence_names_what_the_device_does():
    plan = MicrocurrentSession(DAY_0, frozenset({"glabella"}), Modality.RADIOFREQUENCY)
    assert "too early for RF" in microcurrent_after_botox(botox(), plan, POLICY).sentence


@pytest.mark.parametrize("regions", [("nose",), ()])
def test_regions_off_the_face_chart_are_refused(regions):
    with pytest.raises(InvalidRecordError):
        MicrocurrentSession(DAY_0, frozenset(regions))
    with pytest.raises(UnknownRegionError):
        Injection("nose", Onabotulinumtoxin(4))
