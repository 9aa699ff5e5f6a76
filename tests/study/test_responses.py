"""Curves against clinics whose truth is known."""

from dataclasses import replace

import numpy as np
import pytest

from study.curve import Shape, effect, effect_slopes, half_recovery_error_days, landmarks
from study.cycles import cut_cycles
from study.documents import group_document
from study.responses import fit_responses
from study.simulate import VISIT_DAYS, Clinic, Course, simulate

SHAPE = Shape(4.0, 13.0)
CLINIC = Clinic(16, 2, gain_days=0, sd_between_days=15, sd_within_days=10)


@pytest.fixture(scope="module")
def fitted():
    export, truth = simulate(CLINIC, seed=3)
    groups = {
        group.expression: group for group in fit_responses(cut_cycles(export, figure="severity"))
    }
    return groups, truth


def _errors(group, truth):
    known = {
        (row.study_code, row.number): row.half_recovery_day
        for row in truth[truth["expression"] == group.expression].itertuples()
    }
    found = [response for response in group.responses if response.half_recovery is not None]
    return np.array(
        [
            (
                each.half_recovery.value - known[each.cycle.study_code, each.cycle.number],
                (each.half_recovery.high - each.half_recovery.low) / 2,
            )
            for each in found
        ]
    ).T


def test_slopes_are_those_of_the_effect():
    days, half, step = np.linspace(1, 200, 40), 118.0, 1e-5
    by_half, by_tau, by_scale = effect_slopes(days, half, SHAPE)
    plain = effect(days, half, SHAPE)
    tau = replace(SHAPE, onset_tau_days=4.0 * np.exp(step))
    scale = replace(SHAPE, recovery_scale_days=13.0 * np.exp(step))
    assert np.allclose((effect(days, half + step, SHAPE) - plain) / step, by_half, atol=1e-5)
    assert np.allclose((effect(days, half, tau) - plain) / step, by_tau, atol=1e-5)
    assert np.allclose((effect(days, half, scale) - plain) / step, by_scale, atol=1e-5)


def test_landmarks_come_in_order_and_end_where_the_fall_is_no_longer_detectable():
    found = landmarks([0.41], [120.0], [4.0], [13.0], detectable_fall=0.1)
    assert 0 < found.onset_day[0] < found.peak_day[0] < found.loss_day[0]
    assert 0.41 * effect(found.loss_day, 120.0, SHAPE)[0] == pytest.approx(0.1, abs=0.005)
    assert np.isnan(landmarks([0.05], [120.0], [4.0], [13.0], detectable_fall=0.1).loss_day[0])


def test_the_error_that_a_grid_of_visits_allows_is_that_of_fits(fitted):
    groups, truth = fitted
    misses, _ = _errors(groups["frown"], truth)
    allowed = half_recovery_error_days(
        VISIT_DAYS, fall=0.41, half_recovery_day=120, shape=SHAPE, cv_percent=6, shots=3
    )
    assert allowed == pytest.approx(3.0, abs=0.3)
    assert misses.std() == pytest.approx(allowed, rel=0.4)


def test_half_recovery_of_dynamic_lines_is_found_within_its_interval(fitted):
    groups, truth = fitted
    misses, widths = _errors(groups["frown"], truth)
    assert len(misses) == 32
    assert abs(misses.mean()) <= 1.5
    assert misses.std() <= 5
    assert (np.abs(misses) <= widths).mean() >= 0.85
    assert groups["frown"].cv_percent == pytest.approx(6, abs=0.8)


def test_static_lines_are_a_curve_of_their_own_and_far_less_sure(fitted):
    groups, _ = fitted
    width = {
        name: np.median(
            [
                r.half_recovery.high - r.half_recovery.low
                for r in group.responses
                if r.half_recovery is not None
            ]
        )
        for name, group in groups.items()
    }
    assert width["rest"] > 2.5 * width["frown"]


def test_scatter_between_clients_and_cycles_is_told_apart_from_the_error(fitted):
    groups, truth = fitted
    frown = truth[truth["expression"] == "frown"]["half_recovery_day"]
    group = groups["frown"]
    assert np.hypot(group.sd_client_days, group.sd_cycle_days) == pytest.approx(
        frown.std(), rel=0.25
    )
    assert group.half_recovery.low < frown.mean() < group.half_recovery.high


@pytest.mark.parametrize(
    ("keep", "code"),
    [
        (lambda day: day > 0, "no_baseline"),
        (lambda day: (day == 0) | (day > 50), "no_peak_visit"),
        (lambda day: (day == 0) | ((day > 20) & (day < 80)), "few_visits"),
        (lambda day: day < 90, "not_recovered"),
    ],
)
def test_too_few_visits_give_no_curve_but_the_visits_that_are_needed(keep, code):
    export, _ = simulate(replace(CLINIC, clients=4, cycles=1), seed=1)
    seen = export.measurements[keep(export.measurements["day_offset"])]
    group = next(
        group
        for group in fit_responses(
            cut_cycles(replace(export, measurements=seen), figure="severity")
        )
        if group.expression == "frown"
    )
    assert {response.reason.code for response in group.responses} == {code}
    assert all(response.half_recovery is None for response in group.responses)
    assert all("every 14 days" in response.reason.message for response in group.responses)
    assert all(cycle["reason"]["code"] == code for cycle in group_document(group)["cycles"])


@pytest.mark.parametrize("last", [60, 75])
def test_an_effect_at_its_height_is_not_dated(last):
    course = {"frown": Course(0.41, 250.0)}
    export, _ = simulate(
        replace(CLINIC, clients=3, cycles=1, courses=course, visit_days=range(0, last, 7)), seed=1
    )
    (group,) = fit_responses(cut_cycles(export, figure="severity"))
    assert {response.reason.code for response in group.responses} == {"not_recovered"}
    assert group.reason.code == "one_client"


def test_untreated_lines_have_no_effect_to_date():
    export, _ = simulate(replace(CLINIC, clients=4, cycles=1, cv_percent=3), seed=1)
    flat = export.measurements.copy()
    baseline = (
        flat[flat["day_offset"] == 0].groupby(["study_code", "expression"])["severity"].mean()
    )
    noise = np.random.default_rng(0).normal(1, 0.03, len(flat))
    places = list(zip(flat["study_code"], flat["expression"], strict=True))
    flat["severity"] = baseline.loc[places].to_numpy() * noise
    groups = fit_responses(cut_cycles(replace(export, measurements=flat), figure="severity"))
    codes = [
        each.reason.code for group in groups for each in group.responses if each.reason is not None
    ]
    assert len(codes) == 8
    assert set(codes) <= {"no_effect", "not_recovered"}


def test_published_windows_stand_beside_what_was_seen(fitted):
    groups, _ = fitted
    phases = {each.phase: each for each in groups["frown"].published}
    assert (phases["wear-off"].window.first_day, phases["wear-off"].window.last_day) == (120, 131)
    assert phases["wear-off"].observed_day == pytest.approx(120, abs=10)
