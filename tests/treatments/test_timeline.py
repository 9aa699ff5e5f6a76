from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest

from treatments.courses import COURSES
from treatments.doses import Daxibotulinumtoxin, Onabotulinumtoxin, OtherToxin, Product
from treatments.policy import ClinicPolicy
from treatments.rules import Treatment
from treatments.sessions import BotoxSession, History, Injection, MicrocurrentSession
from treatments.timeline import timeline

DAY_0 = datetime(2026, 3, 2, 12, tzinfo=UTC)
POLICY = ClinicPolicy("House rule", UTC)
TWENTY = Onabotulinumtoxin(20)


def botox(day, dose=TWENTY, regions=("glabella",)):
    return BotoxSession(DAY_0 + timedelta(days=day), tuple(Injection(r, dose) for r in regions))


def current(day):
    return MicrocurrentSession(DAY_0 + timedelta(days=day), frozenset({"chin"}))


def at(day):
    return DAY_0 + timedelta(days=day)


def test_onset_peak_and_wear_off_of_a_product_with_their_sources():
    (seen,) = timeline(History((botox(0),)), at(1), POLICY).expectations
    assert (seen.onset.first, seen.onset.last) == (date(2026, 3, 7), date(2026, 3, 8))
    assert (seen.peak.first, seen.peak.last) == (date(2026, 3, 16), date(2026, 4, 1))
    assert seen.wear_off.first == date(2026, 3, 2) + timedelta(days=120)
    assert seen.label == "20 U onabotulinumtoxinA"
    assert seen.reason is None
    assert all(phase.sources for phase in (seen.onset, seen.peak, seen.wear_off))


def test_daxibotulinumtoxin_lasts_longer():
    history = History((botox(0), botox(0, Daxibotulinumtoxin(40))))
    ends = {e.label: e.wear_off.first for e in timeline(history, at(1), POLICY).expectations}
    assert ends["40 U daxibotulinumtoxinA"] - ends["20 U onabotulinumtoxinA"] == timedelta(48)


@pytest.mark.parametrize("product", list(Product))
def test_windows_of_each_product_follow_one_another(product):
    course = COURSES[product]
    windows = [w for w in (course.onset, course.peak, course.wear_off) if w is not None]
    for window in windows:
        assert 0 < window.first_day <= window.last_day
        assert window.sources
    for earlier, later in pairwise(windows):
        assert earlier.last_day < later.first_day


def test_what_is_not_known_is_none_with_a_reason():
    history = History((botox(0, OtherToxin(5, "X")),), (current(0),))
    for seen in timeline(history, at(0), POLICY).expectations:
        assert (seen.onset, seen.peak, seen.wear_off) == (None, None, None)
        assert seen.reason
        if seen.treatment is Treatment.MICROCURRENT:
            assert "no controlled trial" in seen.reason


def test_photo_dates_are_dense_early_and_fortnightly_to_day_180():
    dates = timeline(History((botox(0),)), at(3), POLICY).photo_dates
    days = [(day - date(2026, 3, 2)).days for day in dates]
    assert days[:5] == [0, 7, 14, 30, 44]
    assert {b - a for a, b in pairwise(days[3:])} == {14}
    assert 180 - 14 < days[-1] <= 180


def test_photo_dates_start_anew_with_each_botox_and_ignore_what_is_only_booked():
    history = History((botox(0), botox(100), botox(200)), (current(0),))
    plan = timeline(history, at(150), POLICY)
    assert plan.photo_dates[0] == at(100).date()
    assert len(plan.expectations) == 3


def test_photo_dates_without_botox_start_with_the_first_microcurrent():
    plan = timeline(History((), (current(3), current(0))), at(10), POLICY)
    assert plan.photo_dates[0] == at(0).date()
    assert timeline(History(), at(0), POLICY).photo_dates == ()


def test_the_next_photo_date():
    plan = timeline(History((botox(0),)), at(0), POLICY)
    assert plan.next_photo_date(date(2026, 3, 2)) == date(2026, 3, 2)
    assert plan.next_photo_date(date(2026, 3, 3)) == date(2026, 3, 9)
    assert plan.next_photo_date(date(2027, 3, 3)) is None


def test_the_earliest_microcurrent_date_of_each_region():
    history = History((botox(0, regions=("glabella", "chin")), botox(5, regions=("chin",))))
    plan = timeline(history, at(6), POLICY)
    assert plan.microcurrent_from == {"glabella": date(2026, 3, 16), "chin": date(2026, 3, 21)}


def test_dates_are_those_of_the_clinics_wall():
    late = BotoxSession(datetime(2026, 3, 2, 23, tzinfo=UTC), botox(0).injections)
    auckland = ClinicPolicy("House rule", ZoneInfo("Pacific/Auckland"))
    assert timeline(History((late,)), at(9), auckland).photo_dates[0] == date(2026, 3, 3)


def test_a_photo_date_stands_out_until_it_is_kept_or_long_past():
    plan = timeline(History((botox(0),)), at(200), POLICY)
    day_14 = date(2026, 3, 16)
    assert plan.photo_due(date(2026, 3, 17), [date(2026, 3, 2)]) == day_14
    assert plan.photo_due(date(2026, 3, 12), [date(2026, 3, 9)]) == day_14  # within a week
    assert plan.photo_due(date(2026, 3, 17), [date(2026, 3, 14)]) is None  # kept, a little early
    assert plan.photo_due(date(2026, 3, 17), []) == day_14
    last = plan.photo_dates[-1]
    assert plan.photo_due(last + timedelta(days=28), []) == last
    assert plan.photo_due(last + timedelta(days=29), []) is None
