"""Left against right: one side of the face with microcurrent, the other without.

The difference of the two sides' half-recovery days, adjusted for whatever differs between left and
right anyhow. Toxin and current in the midline reach both sides, so midline regions are no contrast.
"""

from collections.abc import Sequence

import numpy as np

from study.crossover import LEAST_CLIENTS, CycleDay
from study.two_level import Estimate, fit_two_level
from vision.errors import Refusal

_LEFT, _RIGHT = "_left", "_right"


def compare_sides(days: Sequence[CycleDay]) -> Estimate | Refusal:
    """Estimate the days gained on the side with microcurrent.

    Pairs are two regions of one person, expression and toxin session, treated with the same units
    of the same product, of which one side had microcurrent.

    Parameters
    ----------
    days : sequence of CycleDay
        Regions without a counterpart on the other side are passed over.
    """
    left = {_key(day): day for day in days if day.cycle.region.endswith(_LEFT)}
    right = {_key(day): day for day in days if day.cycle.region.endswith(_RIGHT)}
    pairs = [(left[key], right[key]) for key in left.keys() & right.keys()]
    used = [pair for pair in pairs if _is_contrast(*pair)]
    used.sort(key=lambda pair: _key(pair[0]))
    clients = [pair[0].cycle.study_code for pair in used]
    if len(set(clients)) < LEAST_CLIENTS:
        return Refusal(
            "few_clients",
            f"{len(set(clients))} clients had microcurrent on one side only, with the same toxin "
            f"dose on both; at least {LEAST_CLIENTS} are needed. The glabella and other regions of "
            "the midline cannot be split.",
        )
    on_left = np.array([pair[0].cycle.exposure == "with" for pair in used])
    sign = np.where(on_left, 1.0, -1.0)
    difference = [ours.half_recovery_day - other.half_recovery_day for ours, other in used]
    if len(set(sign)) == 1:
        return Refusal("one_side", "Microcurrent was always on the same side; alternate the sides.")
    model = fit_two_level(
        difference,
        np.column_stack([sign, np.ones(len(used))]),
        errors=[np.hypot(ours.error_days, other.error_days) for ours, other in used],
        clients=clients,
    )
    return model.estimate(0)


def counterpart(region: str) -> str | None:
    """Return the same region of the other side; None in the midline."""
    if region.endswith(_LEFT):
        return region.removesuffix(_LEFT) + _RIGHT
    if region.endswith(_RIGHT):
        return region.removesuffix(_RIGHT) + _LEFT
    return None


def _key(day: CycleDay) -> tuple[str, str, str, int]:
    cycle = day.cycle
    place = cycle.region.removesuffix(_LEFT).removesuffix(_RIGHT)
    return cycle.study_code, place, cycle.expression, cycle.start_day


def _is_contrast(left: CycleDay, right: CycleDay) -> bool:
    ours, other = left.cycle, right.cycle
    same_toxin = ours.product == other.product and ours.dose_units == other.dose_units
    return same_toxin and {ours.exposure, other.exposure} == {"with", "without"}
