"""The comparison of cycles against known gains, closed formulas and statsmodels."""

from dataclasses import replace
from random import Random

import numpy as np
import pandas as pd
import pytest
from scipy import stats
from statsmodels.regression.mixed_linear_model import MixedLM

from study.comparison import compare_microcurrent
from study.costs import compare_costs
from study.crossover import CycleDay, compare_cycles, dose_trend
from study.cycles import Cycle, cut_cycles
from study.design import design_of
from study.documents import comparison_document
from study.errors import StudyError
from study.evidence import CONFOUNDERS, wording
from study.planner import Scenario, clients_needed, plan_crossover, simulate_trials
from study.schedule import draw_schedule, open_allocation, save_schedule
from study.simulate import Clinic, simulate
from study.split_face import compare_sides, counterpart
from study.two_level import fit_two_level
from study.washout import check_washout
from vision.errors import Refusal


def _cycle(
    person, number=1, *, device=False, region="glabella", product="ona", units=20.0, level=5
):
    return Cycle(
        study_code=f"P{person:02d}",
        region=region,
        expression="frown",
        product=product,
        number=number,
        dose_units=units,
        start_day=200 * number,
        next_day=None,
        days=np.array([0.0]),
        values=np.array([float(level)]),
        shots=np.array([1]),
        device_days=(20,) if device else (),
        device_minutes=20.0 if device else 0.0,
    )


def _trial(seed, *, gain=18.0, clients=19, sd=18.0, error=3.0):
    rng = np.random.default_rng(seed)
    first_with = rng.permutation(np.arange(clients) % 2 == 0)
    for person in range(clients):
        usual = rng.normal(120, 14)
        for number in (1, 2):
            device = bool(first_with[person]) == (number == 1)
            day = usual + gain * device + rng.normal(0, np.hypot(sd, error))
            yield CycleDay(_cycle(person, number, device=device), day, error)


def test_the_mixed_model_is_that_of_statsmodels():
    days = list(_trial(0))
    table = pd.DataFrame(
        {
            "day": d.half_recovery_day,
            "device": d.cycle.exposure == "with",
            "period": d.cycle.number,
            "client": d.cycle.study_code,
        }
        for d in days
    ).astype({"device": float})
    fitted = MixedLM.from_formula("day ~ device + period", table, groups="client").fit()
    ours = fit_two_level(
        table["day"],
        np.column_stack([np.ones(len(table)), table["device"], table["period"]]),
        errors=np.zeros(len(table)),
        clients=list(table["client"]),
    )
    assert ours.coefficients == pytest.approx(fitted.fe_params.to_numpy(), abs=1e-3)
    assert np.sqrt(np.diag(ours.covariance)) == pytest.approx(fitted.bse_fe.to_numpy(), rel=1e-3)
    assert ours.sd_cycle == pytest.approx(np.sqrt(fitted.scale), rel=1e-3)
    assert ours.sd_client == pytest.approx(np.sqrt(fitted.cov_re.iloc[0, 0]), rel=1e-2)


def test_a_balanced_crossover_is_the_t_test_of_hills_and_armitage():
    days = list(_trial(5, clients=18))
    by_client = {}
    for day in days:
        by_client.setdefault(day.cycle.study_code, []).append(day)
    differences = {True: [], False: []}
    for first, second in by_client.values():
        began_with = first.cycle.exposure == "with"
        differences[began_with].append(first.half_recovery_day - second.half_recovery_day)
    test = stats.ttest_ind(differences[True], differences[False])
    found = compare_cycles(days, randomised=True)
    assert found.gain.value == pytest.approx(
        (np.mean(differences[True]) - np.mean(differences[False])) / 2, abs=1e-3
    )
    assert found.gain.p_value == pytest.approx(test.pvalue, rel=1e-2)


@pytest.mark.parametrize(("gain", "least", "most"), [(0.0, 0.0, 0.12), (18.0, 0.70, 0.95)])
def test_errors_and_power_are_as_promised(gain, least, most):
    trials = [compare_cycles(list(_trial(seed, gain=gain)), randomised=True) for seed in range(80)]
    assert least <= np.mean([each.gain.p_value < 0.05 for each in trials]) <= most
    held = np.mean([each.gain.low <= gain <= each.gain.high for each in trials])
    assert held >= 0.88


def test_known_errors_pull_less_sure_cycles_to_the_mean():
    values, errors = [100.0, 140.0, 100.0, 140.0], [1.0, 30.0, 1.0, 30.0]
    fitted = fit_two_level(values, np.ones((4, 1)), errors=errors, clients=[1, 2, 3, 4])
    sure, unsure = fitted.predictions[0], fitted.predictions[1]
    assert abs(sure - 100) < 1
    assert unsure < 130


def test_design_keeps_products_apart_and_drops_what_says_nothing():
    cycles = [
        _cycle(1, 1, product="a", units=20),
        _cycle(1, 2, product="a", units=30, device=True),
        _cycle(2, 1, product="b", units=50),
        _cycle(3, 1, product="a", units=25),
        _cycle(3, 2, product="b", units=50, device=True),
        _cycle(3, 3, product="a", units=25, device=True),
    ]
    design = design_of(cycles)
    assert set(design) == {"intercept", "microcurrent", "period", "b", "relative_dose"}
    assert design["relative_dose"].to_list() == pytest.approx([-0.2, 0.2, 0, 0, 0, 0])
    assert "relative_dose" not in design_of([_cycle(1), _cycle(1, 2, device=True)])


def test_too_few_clients_are_told_so():
    found = compare_cycles(list(_trial(1, clients=2)), randomised=True)
    assert isinstance(found, Refusal)
    assert "study plan" in found.message


def test_one_order_for_all_cannot_be_told_from_time():
    days = [
        CycleDay(_cycle(person, number, device=number == 2), 120.0 + 10 * number, 3.0)
        for person in range(8)
        for number in (1, 2)
    ]
    assert compare_cycles(days, randomised=False).code == "one_order"
    assert dose_trend(days).code == "one_order"


def test_only_a_drawn_order_is_called_an_effect():
    assert "association" not in wording(randomised=True)
    observed = wording(randomised=False)
    assert "association" in observed
    assert all(confounder in observed for confounder in CONFOUNDERS)


def test_dose_counts_in_hours():
    trend = dose_trend(list(_trial(3)))
    gain = compare_cycles(list(_trial(3)), randomised=True).gain
    assert trend.days_per_hour.value == pytest.approx(gain.value * 3, rel=1e-6)


def _sides(count, gain, asymmetry, *, alternate=True):
    rng = np.random.default_rng(8)
    for person in range(count):
        left_treated = person % 2 == 0 or not alternate
        usual = rng.normal(120, 15)
        for side, shift in (("left", asymmetry), ("right", 0.0)):
            device = left_treated == (side == "left")
            cycle = _cycle(person, region=f"crows_feet_{side}", device=device)
            yield CycleDay(cycle, usual + shift + gain * device + rng.normal(0, 4), 2.0)


def test_split_face_finds_the_gain_whatever_the_face_is_like():
    found = compare_sides(list(_sides(24, 12.0, asymmetry=20.0)))
    assert found.low < 12 < found.high
    assert found.value == pytest.approx(12, abs=3)


def test_split_face_needs_both_sides_treated_and_never_the_midline():
    assert compare_sides(list(_sides(24, 12.0, 20.0, alternate=False))).code == "one_side"
    midline = [replace(d, cycle=replace(d.cycle, region="glabella")) for d in _sides(24, 12, 0)]
    assert compare_sides(midline).code == "few_clients"
    assert counterpart("glabella") is None
    assert counterpart("cheek_right") == "cheek_left"


def test_unequal_toxin_doses_are_no_contrast():
    unequal = [
        replace(d, cycle=replace(d.cycle, dose_units=8.0)) if "left" in d.cycle.region else d
        for d in _sides(24, 12, 0)
    ]
    assert compare_sides(unequal).code == "few_clients"


def test_the_whole_comparison_from_photos_finds_the_gain():
    export, _ = simulate(Clinic(16, 2, 20, 14, 8, shots=2), seed=11)
    cycles = cut_cycles(export, figure="severity")
    found = compare_microcurrent(cycles, region="glabella", expression="frown", randomised=True)
    assert found.crossover.gain.low < 20 < found.crossover.gain.high
    assert found.crossover.gain.value == pytest.approx(20, abs=8)
    assert comparison_document(found)["gain_days"]["value"] == found.crossover.gain.value
    assert len(found.washout) == 16


def test_a_cycle_begun_too_early_is_not_washed_out():
    first, early, late = _cycle(1, 1), _cycle(1, 2, level=3.5), _cycle(1, 3, level=4.9)
    found = check_washout([first, early, late], sdc_percent=9.6)
    assert [each.is_complete for each in found] == [False, True]
    assert found[0].change_percent == pytest.approx(-30)


@pytest.mark.parametrize(("sd", "clients"), [(12, 10), (18, 19), (24, 31)])
def test_sample_sizes_are_those_of_the_noncentral_t(sd, clients):
    found, power = clients_needed(Scenario(18, sd, 3, 1), power=0.8, trials=4000, seed=1)
    assert found == pytest.approx(clients, abs=1)
    assert power >= 0.8


def test_more_cycles_need_fewer_clients_and_nothing_is_promised_beyond_reach():
    once, _ = clients_needed(Scenario(18, 18, 3, 1), power=0.8, trials=2000, seed=1)
    twice, _ = clients_needed(Scenario(18, 18, 3, 2), power=0.8, trials=2000, seed=1)
    assert twice < once
    assert clients_needed(Scenario(0.5, 24, 3, 1), power=0.9, trials=200, seed=1) is None


def test_rarer_visits_need_more_clients():
    plans = [
        plan_crossover(
            gain_days=18,
            sd_within_days=12,
            cycles_per_arm=1,
            visit_every_days=every,
            shots=shots,
            cv_percent=10,
            power=0.8,
            trials=4000,
            seed=1,
        )
        for every, shots in ((7, 3), (28, 1))
    ]
    assert plans[0].clients < plans[1].clients
    assert plans[0].scenario.error_days < plans[1].scenario.error_days


def test_simulated_trials_without_a_gain_err_in_one_of_twenty():
    trials = simulate_trials(Scenario(0, 18, 3, 1), clients=19, trials=8000, seed=2)
    assert trials.power == pytest.approx(0.05, abs=0.01)
    assert trials.coverage(0) == pytest.approx(0.95, abs=0.01)


def test_a_schedule_is_balanced_and_opens_only_as_it_was_drawn(tmp_path):
    drawn = draw_schedule(clients=20, cycles_per_arm=2, source=Random(1))
    assert sum(place.cycles[0] == "with" for place in drawn) == 10
    assert all(len(place.cycles) == 4 for place in drawn)
    digests = [place.digest for place in drawn]
    assert len(set(digests)) == 20
    assert open_allocation(drawn[3], digests) == drawn[3].cycles
    with pytest.raises(StudyError, match="as it was drawn"):
        open_allocation(replace(drawn[3], cycles=drawn[3].cycles[::-1]), digests)
    save_schedule(drawn, tmp_path)
    assert "with" not in (tmp_path / "digests.csv").read_text().splitlines()[1]
    with pytest.raises(StudyError, match="already"):
        save_schedule(drawn, tmp_path)


def test_a_year_costs_what_its_sessions_cost():
    compared = compare_costs(
        duration_days=121.75, gain_days=0, toxin_cost=300, device_cost=50, device_sessions=6
    )
    assert compared.without.cost == pytest.approx(900)
    assert compared.with_device.cost == pytest.approx(900 + 18 * 50)
