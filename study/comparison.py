"""All that is asked about microcurrent in one region and expression, answered together."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from study.crossover import Crossover, CycleDay, DoseTrend, compare_cycles, cycle_days, dose_trend
from study.cycles import EXPOSURE_DAYS, Cycle
from study.responses import ResponseGroup, fit_responses
from study.split_face import compare_sides, counterpart
from study.two_level import Estimate
from study.washout import Washout, check_washout
from vision.errors import Refusal


@dataclass(frozen=True)
class Comparison:
    """Answers, each with a reason where there is none.

    Attributes
    ----------
    crossover : Crossover or Refusal
    trend : DoseTrend or Refusal
        By cumulative minutes.
    sides : Estimate or Refusal
        Left against right.
    washout : tuple of Washout
        Of every cycle but the first of each person.
    left_out : tuple of (Cycle, Refusal)
        Cycles that could not be compared. Where they are those that lasted longest, as cycles that
        had not recovered by the last visit are, the comparison shows too small a gain, and
        `study.survival`, which counts them, is to be believed.
    """

    crossover: Crossover | Refusal
    trend: DoseTrend | Refusal
    sides: Estimate | Refusal
    washout: tuple[Washout, ...]
    left_out: tuple[tuple[Cycle, Refusal], ...]


def compare_microcurrent(
    cycles: Iterable[Cycle], *, region: str, expression: str, randomised: bool
) -> Comparison:
    """Compare cycles with and without microcurrent.

    Parameters
    ----------
    cycles : iterable of Cycle
        Of all regions and expressions.
    region, expression : str
        What the comparison is about; the other side of `region` is used for the split face.
    randomised : bool
        Whether the order of cycles with and without was drawn at random.
    """
    places = (region, counterpart(region))
    seen = [cycle for cycle in cycles if cycle.expression == expression]
    groups = fit_responses(cycle for cycle in seen if cycle.region in places)
    here = [group for group in groups if group.region == region]
    days = _days(here)
    return Comparison(
        compare_cycles(days, randomised=randomised),
        dose_trend(days),
        compare_sides(_days(groups)),
        tuple(washout for group in here for washout in _washout(group)),
        tuple(_left_out(here)),
    )


def _left_out(groups: Iterable[ResponseGroup]) -> Iterator[tuple[Cycle, Refusal]]:
    for group in groups:
        for response in group.responses:
            if response.reason is not None:
                yield response.cycle, response.reason
            elif response.cycle.exposure == "late":
                yield (
                    response.cycle,
                    Refusal("late", f"Microcurrent began after day {EXPOSURE_DAYS}."),
                )


def _days(groups: Iterable[ResponseGroup]) -> list[CycleDay]:
    return cycle_days([response for group in groups for response in group.responses])


def _washout(group: ResponseGroup) -> list[Washout]:
    if group.sdc_percent is None:
        return []
    cycles = [response.cycle for response in group.responses]
    return check_washout(cycles, sdc_percent=group.sdc_percent)
