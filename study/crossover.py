"""Does microcurrent prolong the effect? Cycles with it against cycles without, within people.

A mixed model of the half-recovery day with microcurrent, period, product and dose within product,
and the client as random effect (Jones & Kenward, Design and Analysis of Cross-Over Trials, chapter
5, 2014). Where the order was not drawn at random the result is an association.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from study.cycles import Cycle
from study.design import MICROCURRENT, design_of
from study.responses import Response, half_recovery_days
from study.two_level import Estimate, TwoLevel, fit_two_level
from vision.errors import Refusal

LEAST_CLIENTS = 3


@dataclass(frozen=True)
class CycleDay:
    """What a crossover compares: one cycle and its half-recovery day with its standard error."""

    cycle: Cycle
    half_recovery_day: float
    error_days: float


@dataclass(frozen=True)
class Crossover:
    """Cycles with microcurrent against cycles without.

    Attributes
    ----------
    gain : Estimate
        Days by which the half-recovery day is later with microcurrent.
    randomised : bool
        Whether the order was drawn at random; otherwise `gain` is an association.
    sd_within_days, sd_between_days : float
        Between cycles of one client beyond the error of measurement, and between clients.
    clients, cycles_with, cycles_without : int
    clients_with_both : int
        Only these are compared with themselves.
    effects : dict of str to Estimate
        The other columns: period per cycle, products against the most used, dose per doubling of
        the product's mean.
    """

    gain: Estimate
    randomised: bool
    sd_within_days: float
    sd_between_days: float
    clients: int
    clients_with_both: int
    cycles_with: int
    cycles_without: int
    effects: dict[str, Estimate]


def cycle_days(responses: Sequence[Response]) -> list[CycleDay]:
    """Return the half-recovery days of the responses that have one."""
    found = [response for response in responses if response.half_recovery is not None]
    days, errors = half_recovery_days(found)
    return [
        CycleDay(response.cycle, float(day), float(error))
        for response, day, error in zip(found, days, errors, strict=True)
    ]


def compare_cycles(days: Sequence[CycleDay], *, randomised: bool) -> Crossover | Refusal:
    """Estimate how many days microcurrent gains.

    Parameters
    ----------
    days : sequence of CycleDay
        Of one region and expression.
    randomised : bool
        Whether the order of cycles with and without was drawn at random.
    """
    used = _in_time(days)
    refusal = _unanswerable(used)
    if refusal is not None:
        return refusal
    design = design_of([day.cycle for day in used])
    model = _fit(used, design)
    estimates = {str(name): model.estimate(index) for index, name in enumerate(design)}
    count = int(design[MICROCURRENT].sum())
    return Crossover(
        estimates[MICROCURRENT],
        randomised,
        model.sd_cycle,
        model.sd_client,
        len({day.cycle.study_code for day in used}),
        _clients_with_both(used),
        count,
        len(used) - count,
        {
            name: estimate
            for name, estimate in estimates.items()
            if name not in ("intercept", MICROCURRENT)
        },
    )


def _clients_with_both(days: Sequence[CycleDay]) -> int:
    kinds = {(day.cycle.study_code, day.cycle.exposure) for day in days}
    return sum(count == 2 for count in Counter(code for code, _ in kinds).values())


@dataclass(frozen=True)
class DoseTrend:
    """Days gained per hour of microcurrent, as `study.cycles.EXPOSURE_DAYS` counts it."""

    days_per_hour: Estimate
    cycles: int


def dose_trend(days: Sequence[CycleDay]) -> DoseTrend | Refusal:
    """Relate the half-recovery day to the cumulative minutes of microcurrent."""
    used = _in_time(days)
    refusal = _unanswerable(used)
    if refusal is not None:
        return refusal
    design = design_of([day.cycle for day in used])
    design[MICROCURRENT] = np.array([day.cycle.device_minutes for day in used]) / 60
    return DoseTrend(_fit(used, design).estimate(list(design).index(MICROCURRENT)), len(used))


def _in_time(days: Sequence[CycleDay]) -> list[CycleDay]:
    return [day for day in days if day.cycle.exposure != "late"]


def _unanswerable(days: Sequence[CycleDay]) -> Refusal | None:
    """Why these cycles cannot say anything about microcurrent, if they cannot."""
    both = _clients_with_both(days)
    if both < LEAST_CLIENTS:
        return Refusal(
            "few_clients",
            f"{both} clients have measured cycles with and without microcurrent; at least "
            f"{LEAST_CLIENTS} are needed, and `study plan` says how many answer the question.",
        )
    if "period" not in design_of([day.cycle for day in days]):
        return Refusal(
            "one_order",
            "Everybody had microcurrent in the same cycle, so it cannot be told from what changes "
            "with time; let half of the clients begin with it, as `study plan --out` draws it.",
        )
    return None


def _fit(days: Sequence[CycleDay], design: pd.DataFrame) -> TwoLevel:
    return fit_two_level(
        [day.half_recovery_day for day in days],
        design,
        errors=[day.error_days for day in days],
        clients=[day.cycle.study_code for day in days],
    )
