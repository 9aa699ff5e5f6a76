"""What the analyses of `study` recover from simulated clinics of known truth.

    python -m benchmarks.study [--trials N]

Beside each figure stands one of an independent computation: the Cramer-Rao bound, Turnbull's
estimator and the Weibull model of lifelines, the mixed model of statsmodels, the t-test of Hills
and Armitage, the noncentral t distribution.
"""

import argparse
import time
import warnings
from collections.abc import Iterator

import numpy as np
import pandas as pd
from lifelines import KaplanMeierFitter, WeibullFitter
from scipy import stats
from statsmodels.regression.mixed_linear_model import MixedLM

from study.agreement import icc_2_1
from study.crossover import Crossover, CycleDay, compare_cycles
from study.curve import half_recovery_error_days
from study.cycles import Cycle, cut_cycles
from study.planner import Scenario, clients_needed, simulate_trials
from study.responses import fit_responses
from study.simulate import SHAPE, VISIT_DAYS, Clinic, Course, simulate
from study.survival import ResponseTime, SurvivalCurve, kaplan_meier, response_times
from vision.errors import Refusal

CLINICS, TIMES = 20, 100
CLIENTS, SD_WITHIN, GAIN, ERROR = 19, 18.0, 18.0, 3.0
WEIBULL_SHAPE = 5.0
MEDIANS = {
    "onabotulinumtoxinA, movement": 120,
    "onabotulinumtoxinA, rest": 131,
    "daxibotulinumtoxinA": 168,
}


def half_recovery() -> Iterator[str]:
    """Half-recovery day of single cycles, 3 shots with a CV of 6 % every 14 days."""
    misses: dict[str, list[float]] = {"frown": [], "rest": []}
    inside: dict[str, list[bool]] = {"frown": [], "rest": []}
    cycles = 0
    for seed in range(CLINICS):
        clinic = Clinic(20, 1, 0, sd_between_days=14, sd_within_days=14, cycle_days=210)
        export, truth = simulate(clinic, seed=seed)
        known = truth.set_index(["study_code", "expression"])["half_recovery_day"].astype(float)
        cycles += clinic.clients
        for group in fit_responses(cut_cycles(export, figure="severity")):
            for response in group.responses:
                if response.half_recovery is not None:
                    day = known[response.cycle.study_code, group.expression]
                    found = response.half_recovery
                    misses[group.expression].append(found.value - day)
                    inside[group.expression].append(found.low <= day <= found.high)
    for expression, fall in (("frown", 0.41), ("rest", 0.12)):
        bound = half_recovery_error_days(
            VISIT_DAYS, fall=fall, half_recovery_day=125, shape=SHAPE, cv_percent=6, shots=3
        )
        told = misses[expression]
        yield (
            f"{expression:6s} bias {np.mean(told):+.2f} d   SD {np.std(told):.2f} d   "
            f"(Cramer-Rao bound, shape known: {bound:.2f} d)   95 % intervals hold "
            f"{np.mean(inside[expression]):.1%}   dated {len(told)} of {cycles} cycles"
        )


def medians() -> Iterator[str]:
    """Medians of responders, seen at visits every 14 days +- 4, cut off at a retreatment."""
    for name, median in MEDIANS.items():
        found = np.array([_medians_once(median, seed) for seed in range(CLINICS)])
        ours, turnbull, weibull = found.mean(axis=0)
        scatter = found.std(axis=0)
        yield (
            f"{name:30s} true {median}   here {ours:.1f} (SD {scatter[0]:.1f})   Turnbull "
            f"{turnbull:.1f} (SD {scatter[1]:.1f})   Weibull {weibull:.1f} (SD {scatter[2]:.1f})"
        )
    misses = [_median_of_photos(seed) for seed in range(CLINICS // 2)]
    yield (
        f"from photos of frowns, true median of the cycles minus the one found: "
        f"{-np.mean(misses):+.1f} d (SD {np.std(misses):.1f})"
    )


def _medians_once(median: float, seed: int) -> tuple[float, float, float]:
    rng = np.random.default_rng(seed)
    times = median * (rng.weibull(WEIBULL_SHAPE, TIMES) / np.log(2) ** (1 / WEIBULL_SHAPE))
    last = rng.uniform(0.8 * median, 400, TIMES)
    rows = []
    for person, (lost, end) in enumerate(zip(times, last, strict=True)):
        planned = np.arange(14, 400, 14)
        visits = planned + rng.integers(-4, 5, len(planned))
        visits = visits[visits <= end]
        before, after = visits[visits < lost], visits[visits >= lost]
        upper = float(after[0]) if len(after) else np.inf
        rows.append(ResponseTime(_cycle(person), float(before.max(initial=0)), upper))
    curve = kaplan_meier(rows, seed=seed)
    lowest = np.array([row.lower for row in rows])
    highest = np.array([row.upper for row in rows])
    steps = KaplanMeierFitter().fit_interval_censoring(lowest + 1e-5, highest).survival_function_
    share = np.minimum.accumulate(steps.iloc[:, 1].to_numpy(float))
    turnbull = float(np.interp(-0.5, -share, steps.index.to_numpy(float)))
    weibull = WeibullFitter().fit_interval_censoring(np.maximum(lowest, 1e-3), highest)
    return _median_of(curve), turnbull, float(weibull.median_survival_time_)


def _median_of(curve: SurvivalCurve | Refusal) -> float:
    found = None if isinstance(curve, Refusal) else curve.median_day
    return np.nan if found is None else found


def _median_of_photos(seed: int) -> float:
    courses = {"frown": Course(0.41, 120.0)}
    clinic = Clinic(60, 1, 0, 14, 14, jitter_days=4, courses=courses)
    export, truth = simulate(clinic, seed=seed)
    times, _ = response_times(cut_cycles(export, figure="severity"))
    curve = kaplan_meier(times, seed=seed)
    return _median_of(curve) - float(truth["half_recovery_day"].median())


def crossover(trials: int) -> Iterator[str]:
    """Randomised AB/BA trials of 19 clients, SD within a client 18 days, error of D 3 days."""
    for gain, what in ((0.0, "type I error"), (GAIN, "power")):
        found = [_trial(gain, seed) for seed in range(trials)]
        significant = np.mean([each.gain.p_value < 0.05 for each, _ in found])
        held = np.mean([each.gain.low <= gain <= each.gain.high for each, _ in found])
        planned = simulate_trials(
            Scenario(gain, SD_WITHIN, ERROR, 1), clients=CLIENTS, trials=20_000, seed=1
        )
        yield (
            f"gain {gain:4.0f} d: {what} {significant:.1%}, intervals hold {held:.1%}, mean "
            f"{np.mean([each.gain.value for each, _ in found]):+.2f} d   (Hills and Armitage's "
            f"t-test: {planned.power:.1%}, {planned.coverage(gain):.1%})"
        )
    pairs = [_beside_statsmodels(*_trial(GAIN, seed)) for seed in range(20)]
    gains, errors = np.max(pairs, axis=0)
    yield (
        f"against statsmodels' MixedLM on 20 trials: gain differs by at most {gains:.1e} d, "
        f"standard error by {errors:.1e} d"
    )


def _trial(gain: float, seed: int) -> tuple[Crossover, list[CycleDay]]:
    rng = np.random.default_rng(seed)
    first_with = rng.permutation(np.arange(CLIENTS) % 2 == 0)
    days = []
    for person in range(CLIENTS):
        usual = rng.normal(120, 14)
        for number in (1, 2):
            device = bool(first_with[person]) == (number == 1)
            day = usual + gain * device + rng.normal(0, SD_WITHIN) + rng.normal(0, ERROR)
            days.append(CycleDay(_cycle(person, number, device=device), day, ERROR))
    found = compare_cycles(days, randomised=True)
    if not isinstance(found, Crossover):
        raise TypeError(found.message)
    return found, days


def _beside_statsmodels(found: Crossover, days: list[CycleDay]) -> tuple[float, float]:
    table = pd.DataFrame(
        {
            "day": day.half_recovery_day,
            "device": float(day.cycle.exposure == "with"),
            "period": float(day.cycle.number),
            "client": day.cycle.study_code,
        }
        for day in days
    )
    with warnings.catch_warnings():
        # At the edge of no scatter between clients the library warns; the estimate is still good.
        warnings.simplefilter("ignore")
        fitted = MixedLM.from_formula("day ~ device + period", table, groups="client").fit()
    half = (found.gain.high - found.gain.low) / 2
    error = half / stats.t.ppf(0.975, CLIENTS - 2)
    return abs(fitted.params["device"] - found.gain.value), abs(fitted.bse["device"] - error)


def _cycle(person: int, number: int = 1, *, device: bool = False) -> Cycle:
    empty = np.zeros(0)
    return Cycle(
        study_code=f"P{person}",
        region="glabella",
        expression="frown",
        product="onabotulinumtoxinA",
        number=number,
        dose_units=20,
        start_day=0,
        next_day=None,
        days=empty,
        values=empty,
        shots=np.zeros(0, np.int64),
        device_days=(20,) if device else (),
    )


def sample_sizes() -> Iterator[str]:
    """Clients for a power of 80 %: by simulation, and by the noncentral t distribution."""
    for gain in (18, 12):
        for sd in (12, 18, 24):
            scenario = Scenario(gain, sd, ERROR, 1)
            found = clients_needed(scenario, power=0.8, trials=20_000, seed=1)
            yield (
                f"gain {gain} d, SD within {sd} d: {found[0] if found else '-'} "
                f"({_by_formula(gain, np.hypot(sd, ERROR))} by formula)"
            )


def _by_formula(gain: float, sd: float) -> int:
    clients = 4
    while True:
        beyond = stats.t.ppf(0.975, clients - 2)
        shift = gain / (sd * np.sqrt(2 / clients))
        if stats.nct.sf(beyond, clients - 2, shift) >= 0.8:
            return clients
        clients += 1


def agreement() -> Iterator[str]:
    """The worked example of Shrout & Fleiss (1979, table 2), where ICC(2,1) is 0.29."""
    grades = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]]
    yield f"ICC(2,1): {icc_2_1(grades)}"


def main() -> None:
    """Print every section with the time it takes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--trials", type=int, default=1000)
    trials = parser.parse_args().trials
    for lines in (half_recovery(), medians(), crossover(trials), sample_sizes(), agreement()):
        started = time.perf_counter()
        for line in lines:
            print(line, flush=True)
        print(f"  ({time.perf_counter() - started:.0f} s)\n")


if __name__ == "__main__":
    main()
