"""Whether a toxin cycle had worn off before the next began, without which cycles are no repeats."""

from collections.abc import Iterable
from dataclasses import dataclass

from study.cycles import Cycle


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
