from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from treatments.clock import day_of, days_between, utc
from treatments.errors import NaiveTimeError
from treatments.screening import Answer, Reply
from treatments.sessions import BotoxSession, MicrocurrentSession
from treatments.side_effects import SideEffect, SideEffectKind

BERLIN = ZoneInfo("Europe/Berlin")
AUCKLAND = ZoneInfo("Pacific/Auckland")
NAIVE = datetime(2026, 3, 1, 12)


@pytest.mark.parametrize(
    "record",
    [
        lambda: utc(NAIVE),
        lambda: BotoxSession(NAIVE, ()),
        lambda: MicrocurrentSession(NAIVE, frozenset({"chin"})),
        lambda: SideEffect(SideEffectKind.PAIN, NAIVE),
        lambda: Answer("epilepsy", Reply.NO, NAIVE, "Ada"),
    ],
)
def test_a_time_without_a_zone_is_refused_everywhere(record):
    with pytest.raises(NaiveTimeError, match="has no time zone"):
        record()


def test_the_day_is_the_one_on_the_clinics_wall():
    moment = datetime(2026, 3, 1, 23, 30, tzinfo=UTC)
    assert day_of(moment, BERLIN) == date(2026, 3, 2)
    assert day_of(moment, UTC) == date(2026, 3, 1)


@pytest.mark.parametrize(
    ("earlier", "later", "days"),
    [
        ("2026-03-01T00:00", "2026-03-01T23:59", 0),
        ("2026-03-01T23:59", "2026-03-02T00:00", 1),
        ("2026-03-22T17:00", "2026-04-05T10:00", 14),  # clocks go forward on 29 March
        ("2026-10-18T17:00", "2026-11-01T10:00", 14),  # clocks go back on 25 October
        ("2028-02-28T12:00", "2028-03-01T12:00", 2),  # leap year
    ],
)
def test_days_are_midnights_whatever_the_clocks_do(earlier, later, days):
    first = datetime.fromisoformat(earlier).replace(tzinfo=BERLIN)
    second = datetime.fromisoformat(later).replace(tzinfo=BERLIN)
    assert days_between(first, second, BERLIN) == days
    assert days_between(first.astimezone(AUCKLAND), second.astimezone(UTC), BERLIN) == days


def test_the_repeated_hour_keeps_its_order():
    first = datetime(2026, 10, 25, 2, 50, fold=0, tzinfo=BERLIN)
    second = datetime(2026, 10, 25, 2, 10, fold=1, tzinfo=BERLIN)
    assert first > second  # Python compares walls within one zone
    assert utc(first) < utc(second)
