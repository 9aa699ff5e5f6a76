"""How long a response lasts: intervals between visits, Kaplan-Meier curves and a Weibull model.

A response is lost at the first visit after the peak at which half of the fall has come back and
stays back at the next visit. It was lost some time after the visit before: the time is known as an
interval only, and is censored at retreatment or at the last visit. The Kaplan-Meier curve is the
mean over times drawn evenly from their intervals (multiple imputation: Rubin, Multiple Imputation
for Nonresponse in Surveys, 1987), its band a bootstrap over clients. Turnbull's estimator, which
assumes nothing between visits, scatters half as far again (decision 0020). The accelerated
failure time model of lifelines takes the intervals as they are.
"""

import warnings
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd
from lifelines import WeibullAFTFitter
from pandas.errors import Pandas4Warning

from study.cycles import Cycle
from study.design import MICROCURRENT, design_of
from study.responses import NEEDED, PEAK_DAYS
from study.two_level import Estimate
from vision.errors import Refusal

Floats = npt.NDArray[np.float64]

LEAST_FALL = 0.1
"""A smaller fall, as a fraction of the level before, is no response whose loss could be dated."""

LEAST_LOST = 5

_IMPUTATIONS = 50
_RESAMPLES = 200


@dataclass(frozen=True)
class ResponseTime:
    """When the response of one cycle was lost.

    Attributes
    ----------
    cycle : Cycle
    lower : float
        Last day on which it was still there.
    upper : float
        First day on which it was gone; infinite where that was not seen.
    """

    cycle: Cycle
    lower: float
    upper: float


@dataclass(frozen=True)
class SurvivalCurve:
    """Share of responses that are still there.

    Attributes
    ----------
    table : DataFrame
        Columns day, survival, low, high (95 %); a row for every day.
    median_day : float or None
        None where fewer than half were lost.
    median_low, median_high : float or None
        None where a bound lies beyond the last visit.
    cycles, clients, lost : int
    """

    table: pd.DataFrame
    median_day: float | None
    median_low: float | None
    median_high: float | None
    cycles: int
    clients: int
    lost: int


@dataclass(frozen=True)
class AftResult:
    """Weibull accelerated failure time: cycles of a client are taken as independent.

    Where the same people have cycles with and without, that makes the interval too wide rather than
    too narrow. `time_ratio` and its bounds say by how much times are stretched.
    """

    time_ratio: float
    low: float
    high: float
    p_value: float
    median_without_days: float
    columns: tuple[str, ...]

    @property
    def gain_days(self) -> Estimate:
        """Days gained at the median, its baseline taken as known."""
        value, low, high = (
            self.median_without_days * (ratio - 1)
            for ratio in (self.time_ratio, self.low, self.high)
        )
        return Estimate(value, low, high, self.p_value)


def response_time(cycle: Cycle) -> ResponseTime | Refusal:
    """Tell between which visits the response of a cycle was lost."""
    level = cycle.baseline
    after = cycle.days > 0
    days, values = cycle.days[after], cycle.values[after]
    at_peak = (days >= PEAK_DAYS[0]) & (days <= PEAK_DAYS[1])
    if level is None or level == 0 or not at_peak.any():
        return Refusal("too_few_visits", f"The fall is not known; {NEEDED}.")
    lowest = float(values[at_peak].mean())
    if lowest > level * (1 - LEAST_FALL):
        return Refusal("no_response", "The lines did not fall by a tenth, so nothing was lost.")
    back = values > (level + lowest) / 2
    stays = back & np.append(back[1:], True)
    later = days > days[at_peak][0]
    gone = np.flatnonzero(stays & later)
    if len(gone) == 0:
        return ResponseTime(cycle, float(days[-1]), float("inf"))
    return ResponseTime(cycle, float(days[gone[0] - 1]), float(days[gone[0]]))


def response_times(
    cycles: Iterable[Cycle],
) -> tuple[list[ResponseTime], list[tuple[Cycle, Refusal]]]:
    """Return the times of all cycles, and the cycles without one with the reason."""
    times: list[ResponseTime] = []
    refused: list[tuple[Cycle, Refusal]] = []
    for cycle in cycles:
        time = response_time(cycle)
        if isinstance(time, Refusal):
            refused.append((cycle, time))
        else:
            times.append(time)
    return times, refused


def times_by_arm(times: Iterable[ResponseTime]) -> dict[str, list[ResponseTime]]:
    """Part times by product and microcurrent; cycles where it began late are left out."""
    arms: dict[str, list[ResponseTime]] = {}
    by_arm = sorted(times, key=lambda time: (time.cycle.product, time.cycle.exposure == "with"))
    for time in by_arm:
        if time.cycle.exposure != "late":
            arm = f"{time.cycle.product}, {time.cycle.exposure} microcurrent"
            arms.setdefault(arm, []).append(time)
    return arms


def kaplan_meier(times: Sequence[ResponseTime], *, seed: int = 0) -> SurvivalCurve | Refusal:
    """Estimate the curve, where any response was lost.

    Parameters
    ----------
    times : sequence of ResponseTime
        Of one product, region and expression.
    seed : int
        Of the bootstrap.
    """
    lower, upper = _bounds(times)
    seen = np.isfinite(upper)
    if not seen.any():
        return Refusal(
            "none_lost", "No response was lost by the last visit; photograph for longer."
        )
    days = np.arange(0.0, np.max(np.where(seen, upper, lower)) + 1)
    rng = np.random.default_rng(seed)

    def drawn(rows: npt.NDArray[np.int64]) -> Floats:
        latest = np.where(seen, upper, lower)[rows]
        return plain_curve(rng.uniform(lower[rows], latest), seen[rows], days)

    everyone = np.arange(len(times))
    survival = np.mean([drawn(everyone) for _ in range(_IMPUTATIONS)], axis=0)
    codes = np.array([time.cycle.study_code for time in times])
    people = [np.flatnonzero(codes == code) for code in np.unique(codes)]
    resampled = [
        drawn(
            np.concatenate([people[person] for person in rng.integers(0, len(people), len(people))])
        )
        for _ in range(_RESAMPLES)
    ]
    low, high = np.quantile(resampled, (0.025, 0.975), axis=0)
    medians = [_crossing(days, curve) for curve in resampled]
    earliest, latest = np.quantile(medians, (0.025, 0.975), method="nearest")
    return SurvivalCurve(
        pd.DataFrame({"day": days, "survival": survival, "low": low, "high": high}),
        _known(_crossing(days, survival)),
        _known(earliest),
        _known(latest),
        len(times),
        len(people),
        int(seen.sum()),
    )


def plain_curve(times: Floats, seen: npt.NDArray[np.bool_], days: Floats) -> Floats:
    """Return the Kaplan-Meier curve (J Am Stat Assoc 53:457, 1958) of exact times at some days.

    Parameters
    ----------
    times : ndarray, shape (N,)
    seen : ndarray of bool, shape (N,)
        False where the time is censored; at ties losses come first.
    days : ndarray, shape (M,)
    """
    order = np.lexsort((~seen, times))
    survival = np.cumprod(1 - seen[order] / np.arange(len(times), 0, -1))
    place = np.searchsorted(times[order], days, side="right")
    return np.concatenate([[1.0], survival])[place]


def weibull_aft(times: Sequence[ResponseTime]) -> AftResult | Refusal:
    """Model the times by microcurrent, period, product and dose within product."""
    chosen = [time for time in times if time.cycle.exposure != "late"]
    for arm in ("with", "without"):
        lost = sum(time.cycle.exposure == arm and np.isfinite(time.upper) for time in chosen)
        if lost < LEAST_LOST:
            return Refusal(
                "too_few_lost",
                f"{lost} responses {arm} microcurrent were seen to be lost; at least {LEAST_LOST} "
                "are needed with and as many without.",
            )
    design = design_of([time.cycle for time in chosen])
    lower, upper = _bounds(chosen)
    covariates = design.drop(columns="intercept")
    table = covariates.assign(lower=lower, upper=upper)
    with warnings.catch_warnings():
        # lifelines 0.30 calls pandas in a way that pandas 4 will refuse.
        warnings.simplefilter("ignore", Pandas4Warning)
        model = WeibullAFTFitter().fit_interval_censoring(table, "lower", "upper")
        row = model.summary.loc[("lambda_", MICROCURRENT)]
        without = pd.DataFrame(0.0, index=[0], columns=covariates.columns)
        median = float(model.predict_median(without).iloc[0])
    return AftResult(
        float(row["exp(coef)"]),
        float(row["exp(coef) lower 95%"]),
        float(row["exp(coef) upper 95%"]),
        float(row["p"]),
        median,
        tuple(covariates.columns),
    )


def _bounds(times: Sequence[ResponseTime]) -> tuple[Floats, Floats]:
    return np.array([time.lower for time in times]), np.array([time.upper for time in times])


def _crossing(days: Floats, survival: Floats) -> float:
    """Day on which the curve reaches one half."""
    below = np.flatnonzero(survival <= 0.5)
    if len(below) == 0:
        return float("inf")
    last = below[0]
    return float(np.interp(-0.5, -survival[last - 1 : last + 1], days[last - 1 : last + 1]))


def _known(day: float) -> float | None:
    return float(day) if np.isfinite(day) else None
