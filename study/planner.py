"""Plans a crossover: how many clients and cycles it needs.

Every client has cycles with and without microcurrent in turn, half of them beginning with it. The
analysis that is simulated is the comparison of the two orders' differences between first and second
cycle (Hills & Armitage, Br J Clin Pharmacol 8:7, 1979), which takes out the client and the period.
"""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import stats

from study.curve import Shape, half_recovery_error_days
from study.errors import StudyError
from vision.errors import Refusal

Floats = npt.NDArray[np.float64]

LEAST_CLIENTS, MOST_CLIENTS = 4, 400
SIGNIFICANCE = 0.05
LAST_VISIT_DAY = 196

# Assumed of the curve: a fall of 41 % in movement (DACS, PubMed 25969436) and half of it gone by
# day 120 (Glogau et al., PubMed 23106853); tau and s as in study.curve_fit.
FALL, HALF_RECOVERY_DAY = 0.41, 120.0
SHAPE = Shape(onset_tau_days=4.0, recovery_scale_days=14.0)


@dataclass(frozen=True)
class Scenario:
    """What is assumed of the trial.

    Attributes
    ----------
    gain_days : float
        By how much microcurrent is assumed to move the half-recovery day.
    sd_within_days : float
        Between cycles of one client; no study that gives it for facial lines was found.
    error_days : float
        Standard error of one half-recovery day, from `study.curve.half_recovery_error_days`.
    cycles_per_arm : int
        Cycles with, and as many without, of each client.
    """

    gain_days: float
    sd_within_days: float
    error_days: float
    cycles_per_arm: int


@dataclass(frozen=True)
class Trials:
    """What became of simulated trials, shape (N,) each."""

    gain_days: Floats
    half_width_days: Floats
    significant: npt.NDArray[np.bool_]

    @property
    def power(self) -> float:
        """Share of trials that found a difference; without a gain, the type I error."""
        return float(self.significant.mean())

    def coverage(self, gain_days: float) -> float:
        """Share of 95 % intervals that hold the gain."""
        return float((np.abs(self.gain_days - gain_days) <= self.half_width_days).mean())


def simulate_trials(scenario: Scenario, *, clients: int, trials: int, seed: int) -> Trials:
    """Simulate crossover trials and analyse each.

    Raises
    ------
    StudyError
        There are fewer than `LEAST_CLIENTS` clients.
    """
    if clients < LEAST_CLIENTS:
        raise StudyError(f"A crossover needs at least {LEAST_CLIENTS} clients.")
    rng = np.random.default_rng(seed)
    with_first = np.arange(clients) < clients // 2
    sd = np.hypot(scenario.sd_within_days, scenario.error_days)
    shape = (2, trials, clients, scenario.cycles_per_arm)
    first, second = rng.normal(0, sd, shape).mean(axis=-1)
    difference = first - second + np.where(with_first, 1, -1) * scenario.gain_days
    ours, theirs = difference[:, with_first], difference[:, ~with_first]
    gain = (ours.mean(axis=1) - theirs.mean(axis=1)) / 2
    freedom = clients - 2
    squares = sum(
        ((each - each.mean(axis=1, keepdims=True)) ** 2).sum(axis=1) for each in (ours, theirs)
    )
    error = np.sqrt(squares / freedom * (1 / ours.shape[1] + 1 / theirs.shape[1])) / 2
    half_width = stats.t.ppf(1 - SIGNIFICANCE / 2, freedom) * error
    return Trials(gain, half_width, np.abs(gain) > half_width)


def clients_needed(
    scenario: Scenario, *, power: float, trials: int, seed: int
) -> tuple[int, float] | None:
    """Return the fewest clients with this power and the power reached; None above `MOST_CLIENTS`.

    Parameters
    ----------
    scenario : Scenario
    power : float
        Wanted, 0 to 1.
    trials : int
        Simulated for each number of clients.
    seed : int
    """

    def reached(clients: int) -> float:
        return simulate_trials(scenario, clients=clients, trials=trials, seed=seed).power

    low, high = LEAST_CLIENTS - 1, LEAST_CLIENTS
    while reached(high) < power:
        low, high = high, 2 * high
        if high > MOST_CLIENTS:
            return None
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if reached(middle) >= power else (middle, high)
    return high, reached(high)


@dataclass(frozen=True)
class Plan:
    """A trial that finds the assumed gain with the wanted power.

    Attributes
    ----------
    scenario : Scenario
    clients : int
        Who finish it; enrol more for those who will not.
    power : float
        Reached in the simulation.
    """

    scenario: Scenario
    clients: int
    power: float


def plan_crossover(
    *,
    gain_days: float,
    sd_within_days: float,
    cycles_per_arm: int,
    visit_every_days: int,
    shots: int,
    cv_percent: float,
    power: float,
    trials: int,
    seed: int,
) -> Plan | Refusal:
    """Find the number of clients for dynamic lines that are photographed on a grid of visits.

    Parameters are those of `Scenario`, `study.curve.half_recovery_error_days` and `clients_needed`;
    visits go from the session to `LAST_VISIT_DAY`.
    """
    error = half_recovery_error_days(
        range(0, LAST_VISIT_DAY + 1, visit_every_days),
        fall=FALL,
        half_recovery_day=HALF_RECOVERY_DAY,
        shape=SHAPE,
        cv_percent=cv_percent,
        shots=shots,
    )
    scenario = Scenario(gain_days, sd_within_days, error, cycles_per_arm)
    found = clients_needed(scenario, power=power, trials=trials, seed=seed)
    if found is None:
        return Refusal(
            "too_many_clients",
            f"More than {MOST_CLIENTS} clients would be needed; plan more cycles of each, more "
            "visits, or a larger gain.",
        )
    return Plan(scenario, *found)
