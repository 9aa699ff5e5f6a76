"""Survival against times that are known, and against an estimator of our own for comparison."""

import numpy as np
import pytest
from lifelines import KaplanMeierFitter

from study.cycles import Cycle
from study.survival import (
    ResponseTime,
    kaplan_meier,
    plain_curve,
    response_time,
    times_by_arm,
    weibull_aft,
)
from vision.errors import Refusal

SHAPE_PARAMETER = 5.0


def _cycle(
    person=0, values=(10.0, 6.0), days=(0.0, 14.0), *, device=False, product="ona", next_day=None
):
    return Cycle(
        f"P{person}",
        "glabella",
        "frown",
        product,
        1,
        20.0,
        0,
        next_day,
        np.array(days, float),
        np.array(values, float),
        np.ones(len(days), np.int64),
        device_days=(20,) if device else (),
    )


def _weibull_times(median, count, seed, *, grid=14, device=False, first=0, until=300):
    rng = np.random.default_rng(seed)
    times = median * (rng.weibull(SHAPE_PARAMETER, count) / np.log(2) ** (1 / SHAPE_PARAMETER))
    found = []
    for person, time in enumerate(times):
        visits = np.arange(grid, until, grid) + rng.integers(
            -4, 5, len(np.arange(grid, until, grid))
        )
        seen = visits[visits >= time]
        lower = visits[visits < time].max(initial=0)
        upper = seen[0] if len(seen) else np.inf
        found.append(
            ResponseTime(_cycle(first + person, device=device), float(lower), float(upper))
        )
    return found


def test_the_response_is_lost_between_the_visits_where_half_has_come_back():
    cycle = _cycle(values=(10, 6, 6, 7, 9, 9.5, 10), days=(0, 14, 28, 60, 90, 104, 118))
    time = response_time(cycle)
    assert (time.lower, time.upper) == (60, 90)


def test_a_single_high_visit_is_no_loss_but_a_last_one_is():
    blip = response_time(_cycle(values=(10, 6, 6, 9, 6, 6), days=(0, 14, 28, 60, 90, 104)))
    assert (blip.lower, blip.upper) == (104, np.inf)
    last = response_time(_cycle(values=(10, 6, 6, 6, 6, 9), days=(0, 14, 28, 60, 90, 104)))
    assert (last.lower, last.upper) == (90, 104)


@pytest.mark.parametrize(
    ("values", "days", "code"),
    [
        ((10, 6), (14, 28), "too_few_visits"),
        ((10, 6), (0, 90), "too_few_visits"),
        ((10, 9.8, 9.9), (0, 14, 28), "no_response"),
    ],
)
def test_without_a_known_fall_there_is_no_time(values, days, code):
    found = response_time(_cycle(values=values, days=days))
    assert isinstance(found, Refusal)
    assert found.code == code


@pytest.mark.parametrize("median", [120, 131, 168])
def test_published_medians_come_back_from_visits_every_14_days(median):
    curve = kaplan_meier(_weibull_times(median, 250, seed=median))
    assert curve.median_day == pytest.approx(median, abs=5)
    assert curve.median_low < curve.median_day < curve.median_high
    assert (np.diff(curve.table["survival"]) <= 0).all()
    assert (curve.table["low"] <= curve.table["high"]).all()


def test_with_exact_times_the_curve_is_kaplan_and_meiers():
    # Freireich et al., Blood 21:699 (1963), the 6-MP arm: the example in textbooks.
    weeks = np.array(
        [6, 6, 6, 6, 7, 9, 10, 10, 11, 13, 16, 17, 19, 20, 22, 23, 25, 32, 32, 34, 35.0]
    )
    lost = np.array([1, 1, 1, 0, 1, 0, 1, 0, 0, 1, 1, 0, 0, 0, 1, 1, 0, 0, 0, 0, 0], bool)
    days = np.array([6, 7, 10, 13, 16, 22, 23.0])
    share = plain_curve(weeks, lost, days)
    assert share == pytest.approx([0.857, 0.807, 0.753, 0.690, 0.627, 0.538, 0.448], abs=0.001)
    library = KaplanMeierFitter().fit(weeks, lost).survival_function_at_times(days)
    assert share == pytest.approx(library.to_numpy(), abs=1e-12)


def test_censoring_at_retreatment_does_not_shorten_the_median():
    full = _weibull_times(120, 300, seed=5)
    rng = np.random.default_rng(0)
    cut = []
    for time in full:
        last = rng.uniform(80, 250)
        lost = time.upper <= last
        cut.append(time if lost else ResponseTime(time.cycle, min(time.lower, last), np.inf))
    assert kaplan_meier(cut).median_day == pytest.approx(kaplan_meier(full).median_day, abs=6)


def test_no_loss_at_all_is_said_and_not_drawn():
    found = kaplan_meier([ResponseTime(_cycle(n), 100.0, np.inf) for n in range(6)])
    assert isinstance(found, Refusal)


def test_weibull_finds_how_far_times_are_stretched():
    times = _weibull_times(120, 150, seed=1) + _weibull_times(
        144, 150, seed=2, device=True, first=1000
    )
    found = weibull_aft(times)
    assert found.time_ratio == pytest.approx(1.2, abs=0.06)
    assert found.low < 1.2 < found.high
    assert found.gain_days.value == pytest.approx(24, abs=7)
    assert found.p_value < 0.001


def test_weibull_needs_losses_on_both_sides():
    assert weibull_aft(_weibull_times(120, 20, seed=1)).code == "too_few_lost"


def test_arms_keep_products_apart():
    times = [
        ResponseTime(_cycle(1, product="b", device=True), 1, 2),
        ResponseTime(_cycle(2, product="a", device=True), 1, 2),
        ResponseTime(_cycle(3, product="a"), 1, 2),
    ]
    assert list(times_by_arm(times)) == [
        "a, without microcurrent",
        "a, with microcurrent",
        "b, with microcurrent",
    ]
