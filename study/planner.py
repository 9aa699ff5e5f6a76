"""Plans a crossover: how many clients and cycles, what it costs, and whether cycles wash out.

Every client has cycles with and without microcurrent in turn, half of them beginning with it. The
analysis that is simulated is the comparison of the two orders' differences between first and second
cycle (Hills & Armitage, Br J Clin Pharmacol 8:7, 1979), which takes out the client and the period.
"""

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import stats

from study.cycles import Cycle
from study.errors import StudyError

Floats = npt.NDArray[np.float64]

LEAST_CLIENTS, MOST_CLIENTS = 4, 400
SIGNIFICANCE = 0.05
DAYS_PER_YEAR = 365.25


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
class Washout:
    """Whether the lines were back before the next toxin session.

    Attributes
    ----------
    cycle : Cycle
        The later one.
    change_percent : float
        Of its level before the session from that of the first cycle.
    is_complete : bool
        The change is within the smallest detectable change.
    """

    cycle: Cycle
    change_percent: float
    is_complete: bool


def check_washout(cycles: Iterable[Cycle], *, sdc_percent: float) -> list[Washout]:
    """Compare the level before every later cycle with that before the first.

    Parameters
    ----------
    cycles : iterable of Cycle
        Cycles without a photo before the session are passed over.
    sdc_percent : float
        Smallest detectable change between two visits.
    """
    courses: dict[tuple[str, str, str], list[Cycle]] = {}
    for cycle in cycles:
        if cycle.baseline:
            place = (cycle.study_code, cycle.region, cycle.expression)
            courses.setdefault(place, []).append(cycle)
    found = []
    for course in courses.values():
        first, *later = sorted(course, key=lambda cycle: cycle.number)
        for cycle in later:
            change = 100 * ((cycle.baseline or 0.0) / (first.baseline or 1.0) - 1)
            found.append(Washout(cycle, change, change >= -sdc_percent))
    return found


@dataclass(frozen=True)
class YearlyCost:
    """Treatments and money of one client and year."""

    toxin_sessions: float
    device_sessions: float
    cost: float


def yearly_cost(
    *, cycle_days: float, toxin_cost: float, device_cost: float, device_sessions: int
) -> YearlyCost:
    """Return what a year costs when toxin is repeated as its effect wears off.

    Parameters
    ----------
    cycle_days : float
        From one toxin session to the next, above 0.
    toxin_cost, device_cost : float
        Of one session.
    device_sessions : int
        In one toxin cycle.
    """
    cycles = DAYS_PER_YEAR / cycle_days
    devices = cycles * device_sessions
    return YearlyCost(cycles, devices, cycles * toxin_cost + devices * device_cost)
