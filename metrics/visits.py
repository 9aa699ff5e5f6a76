"""Two visits with several shots each: the mean change, and how much surer repeats make it.

SDC = 1.96 sqrt(2) sqrt(session variance + within variance / k) for k shots of each visit: repeats
average out what differs from shot to shot, never what differs from day to day.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from metrics.change import compare_faces
from metrics.error import Study
from metrics.verdict import (
    Change,
    ChangeError,
    PairMeasurement,
    RegionChange,
    judged,
    no_percentage,
)
from vision.portrait import Portrait
from vision.quality import Finding

PRIOR_SHOTS = 8
"""Weight of the model's own error, in shots: the spread of two or three says little by itself."""


@dataclass(frozen=True)
class Shots:
    """How many shots the earlier and the later visit have."""

    before: int
    after: int

    @property
    def pairs(self) -> list[tuple[int, int]]:
        """Which shot is compared with which; the visit with fewer has its shots used again."""
        count = max(self.before, self.after)
        return [(number % self.before, number % self.after) for number in range(count)]

    @classmethod
    def among(cls, pairs: Collection[tuple[int, int]]) -> "Shots":
        """How many shots of either visit take part in some of the pairs."""
        return cls(len({before for before, _ in pairs}), len({after for _, after in pairs}))

    @property
    def averaged(self) -> float:
        """Share of the within-visit variance of one pair that is left in the mean."""
        return (1 / self.before + 1 / self.after) / 2


def compare_visits(
    before: Sequence[Portrait], after: Sequence[Portrait], *, study: Study | None = None
) -> PairMeasurement:
    """Compare two visits of one person, shot by shot, and average what the pairs say.

    Parameters
    ----------
    before, after : sequence of Portrait
        Shots of the earlier and of the later visit, at least one of each.
    study : Mapping of str to Spread, optional
        See `metrics.change.compare_faces`.

    Returns
    -------
    PairMeasurement
        Pictures and lines are those of the first pair of shots that could be compared.
    """
    shots = Shots(len(before), len(after))
    return pooled([compare_faces(before[i], after[j], study=study) for i, j in shots.pairs], shots)


def pooled(pairs: Sequence[PairMeasurement], shots: Shots) -> PairMeasurement:
    """Average comparisons of the shots of two visits.

    Parameters
    ----------
    pairs : sequence of PairMeasurement
        In the order of `Shots.pairs`.
    shots : Shots
    """
    compared = [
        (numbers, pair)
        for numbers, pair in zip(shots.pairs, pairs, strict=True)
        if pair.status == "compared"
    ]
    if len(pairs) == 1 or not compared:
        return pairs[0]
    first = compared[0][1]
    return replace(
        first,
        findings=(*first.findings, *_left_out(pairs, shots)),
        face=_pooled_region([(numbers, pair.face) for numbers, pair in compared]),
        regions={
            name: _pooled_region([(numbers, pair.regions[name]) for numbers, pair in compared])
            for name in first.regions
        },
        shots=tuple(numbers for numbers, _ in compared),
    )


def _left_out(pairs: Sequence[PairMeasurement], shots: Shots) -> Iterator[Finding]:
    for (before, after), pair in zip(shots.pairs, pairs, strict=True):
        if pair.reason is not None:
            message = f"Shots {before + 1} and {after + 1} were not compared. {pair.reason.message}"
            yield Finding(pair.reason.code, "warn", None, None, message)


def _pooled_region(changes: Sequence[tuple[tuple[int, int], RegionChange]]) -> RegionChange:
    """Mean of the shots in which a region could be compared, if those are more than half."""
    taken = [(numbers, change) for numbers, change in changes if change.status == "compared"]
    if 2 * len(taken) <= len(changes):
        return next(change for _, change in changes if change.status != "compared")
    left = Shots.among([numbers for numbers, _ in taken])
    compared = [change for _, change in taken]
    pooled = (
        _pooled_change([change.density for change in compared], left),
        _pooled_change([change.severity for change in compared], left),
    )
    reasons = (change.reason for change in compared if change.reason is not None)
    return RegionChange("compared", next(reasons, no_percentage(*pooled)), *pooled)


def _pooled_change(changes: Sequence[Change], shots: Shots) -> Change:
    before, after = (_mean(change, changes) for change in ("before", "after"))
    errors = [change.error for change in changes if change.error is not None]
    if len(errors) < len(changes):
        # In one of the shots there are too few lines for a change.
        return Change(before, after, None, None, "within_error")
    session = _root_mean_square(error.session for error in errors)
    expected = _root_mean_square(error.within for error in errors)
    differences = [(c.after or 0.0) - (c.before or 0.0) for c in changes]
    within = within_of_mean(differences, expected, shots)
    return judged(before, after, ChangeError(session, within))


def within_of_mean(differences: Sequence[float], expected: float, shots: Shots) -> float:
    """Standard deviation of a mean difference from what differs between shots.

    The variance is that of the model, moderated by the spread that the shots show, each weighted by
    its degrees of freedom [1]_.

    Parameters
    ----------
    differences : sequence of float
        Of every pair of shots.
    expected : float
        Standard deviation of one such difference, by the model.
    shots : Shots

    References
    ----------
    .. [1] Smyth, "Linear models and empirical Bayes methods", Statistical Applications in Genetics
       and Molecular Biology 3(1), 2004: moderated variance.
    """
    freedom = len(differences) - 1
    seen = float(np.var(differences, ddof=1)) if freedom else 0.0
    variance = (PRIOR_SHOTS * expected**2 + freedom * seen) / (PRIOR_SHOTS + freedom)
    return float(np.sqrt(variance * shots.averaged))


def _mean(name: Literal["before", "after"], changes: Sequence[Change]) -> float:
    return float(np.mean([getattr(change, name) for change in changes]))


def _root_mean_square(values: Iterable[float]) -> float:
    return float(np.sqrt(np.mean(np.square(list(values)))))
