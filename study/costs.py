"""What a year of treatments costs, with microcurrent and without."""

from dataclasses import dataclass

DAYS_PER_YEAR = 365.25


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


@dataclass(frozen=True)
class CostComparison:
    """A year without microcurrent, and one with the device sessions and the days they gain."""

    without: YearlyCost
    with_device: YearlyCost


def compare_costs(
    *,
    duration_days: float,
    gain_days: float,
    toxin_cost: float,
    device_cost: float,
    device_sessions: int,
) -> CostComparison:
    """Compare a year with and without microcurrent.

    Parameters
    ----------
    duration_days : float
        How long toxin alone lasts.
    gain_days : float
        Days that microcurrent is taken to add.
    toxin_cost, device_cost : float
        Of one session.
    device_sessions : int
        In one toxin cycle.
    """
    return CostComparison(
        yearly_cost(
            cycle_days=duration_days,
            toxin_cost=toxin_cost,
            device_cost=device_cost,
            device_sessions=0,
        ),
        yearly_cost(
            cycle_days=duration_days + gain_days,
            toxin_cost=toxin_cost,
            device_cost=device_cost,
            device_sessions=device_sessions,
        ),
    )
