"""Fits the curves of many cycles at once: level, fall and half-recovery day of each, one shape."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import stats
from scipy.optimize import least_squares
from scipy.sparse import csr_array

from study.curve import LAST_DAY, Shape, effect, effect_slopes
from study.cycles import Cycle

Floats = npt.NDArray[np.float64]

# What is held of the shape before any photo: tau of 4 days, half of the effect within 3, as onsets
# of 2 to 5 days are published (treatments.courses); s of 14 days, most of the return within the two
# months that separate loss of response and return to the level before (notes in decision 0019).
# Both may be wrong by a factor of 2; a few cycles with visits every 14 days outweigh the second.
PRIOR = Shape(onset_tau_days=4.0, recovery_scale_days=14.0)
PRIOR_LOG_SD = 0.5

_LOWEST_LEVEL = 0.1
_BOUNDS = ((-np.inf, -1.0, 10.0), (np.inf, 0.99, float(LAST_DAY)))
_SHAPE_BOUNDS = ((0.0, 1.0), (3.5, 4.5))


@dataclass(frozen=True)
class CurveFit:
    """Curves of N cycles.

    Attributes
    ----------
    parameters : ndarray, shape (N, 3)
        log B, A and D of each cycle.
    shape : Shape
    cv : float
        Coefficient of variation of one photo around the curves.
    """

    parameters: Floats
    shape: Shape
    cv: float
    _covariance: Floats

    def covariance(self, cycle: int) -> Floats:
        """Covariance of log B, A, D, log tau and log s of one cycle, shape (5, 5)."""
        chosen = [3 * cycle, 3 * cycle + 1, 3 * cycle + 2, -2, -1]
        return self._covariance[np.ix_(chosen, chosen)]

    def half_recovery_interval(self, index: int, cycle: Cycle) -> tuple[float, float]:
        """95 % interval of D by its likelihood, B and A at their best for every D.

        Symmetric errors would be too small where the fall is not much larger than the error
        (Bates & Watts, Nonlinear Regression Analysis, chapter 6, 1988). What is not known of the
        shape widens it as it widens the symmetric error.
        """
        possible = np.linspace(_BOUNDS[0][2], LAST_DAY, 10 * LAST_DAY)
        log_level, fall, half = self.parameters[index]
        level = np.exp(log_level) * (1 - fall * effect(cycle.days, half, self.shape))
        weights = cycle.shots / np.maximum(level, _LOWEST_LEVEL * np.exp(log_level)) ** 2
        share = effect(cycle.days, possible[:, None], self.shape)
        share -= np.average(share, axis=1, weights=weights)[:, None]
        values = cycle.values - np.average(cycle.values, weights=weights)
        slope = np.minimum(share @ (weights * values), 0)
        explained = slope**2 / (share**2 @ weights)
        covariance = self.covariance(index)
        known_shape = np.linalg.pinv(np.linalg.pinv(covariance)[:3, :3])
        if not known_shape[2, 2] > 0:  # no photo says anything about D
            return float(possible[0]), float(possible[-1])
        widening = covariance[2, 2] / known_shape[2, 2]
        limit = stats.chi2.ppf(0.95, 1) * widening * self.cv**2
        inside = possible[explained.max() - explained <= limit]
        return float(inside[0]), float(inside[-1])

    def draws(self, cycle: int, count: int) -> Floats:
        """Parameters as sure as they are, shape (count, 5); the same at every call."""
        shape = np.log([self.shape.onset_tau_days, self.shape.recovery_scale_days])
        centre = np.concatenate([self.parameters[cycle], shape])
        rng = np.random.default_rng(cycle)
        return rng.multivariate_normal(centre, self.covariance(cycle), count, method="eigh")


class _Problem:
    """Residuals and slopes; parameters are log B, A, D of every cycle, then log tau, log s."""

    def __init__(self, cycles: Sequence[Cycle]) -> None:
        self.count = len(cycles)
        self.days = np.concatenate([cycle.days for cycle in cycles])
        self.values = np.concatenate([cycle.values for cycle in cycles])
        self.root_shots = np.sqrt(np.concatenate([cycle.shots for cycle in cycles]))
        self.belongs = np.repeat(np.arange(self.count), [len(cycle.days) for cycle in cycles])
        starts = [np.log(cycle.values[0]) for cycle in cycles]
        self.weights = self.root_shots / np.exp(np.array(starts))[self.belongs]
        self.prior_weight = 0.0
        self.prior = np.log([PRIOR.onset_tau_days, PRIOR.recovery_scale_days])
        self.start = np.concatenate([_guess(cycle) for cycle in cycles] + [self.prior])

    def levels(self, parameters: Floats) -> tuple[Floats, Floats, Floats, Shape]:
        log_level, fall, half = parameters[:-2].reshape(-1, 3)[self.belongs].T
        shape = Shape(*map(float, np.exp(parameters[-2:])))
        return np.exp(log_level), fall, half, shape

    def expected(self, parameters: Floats) -> Floats:
        level, fall, half, shape = self.levels(parameters)
        return level * (1 - fall * effect(self.days, half, shape))

    def residuals(self, parameters: Floats) -> Floats:
        photos = (self.expected(parameters) - self.values) * self.weights
        return np.concatenate([photos, self.prior_weight * (parameters[-2:] - self.prior)])

    def slopes(self, parameters: Floats) -> csr_array:
        """Sparse: a photo depends on its own cycle and on the shape only."""
        level, fall, half, shape = self.levels(parameters)
        share = effect(self.days, half, shape)
        by_half, by_tau, by_scale = effect_slopes(self.days, half, shape)
        values = np.column_stack(
            [
                level * (1 - fall * share),
                -level * share,
                -level * fall * by_half,
                -level * fall * by_tau,
                -level * fall * by_scale,
            ]
        )
        first, tau = 3 * self.belongs, np.full(len(self.days), 3 * self.count)
        columns = np.column_stack([first, first + 1, first + 2, tau, tau + 1])
        rows = np.repeat(np.arange(len(self.days)), 5)
        photos = (values * self.weights[:, None]).ravel()
        prior = len(self.days) + np.arange(2), 3 * self.count + np.arange(2)
        return csr_array(
            (
                np.concatenate([photos, np.full(2, self.prior_weight)]),
                (np.concatenate([rows, prior[0]]), np.concatenate([columns.ravel(), prior[1]])),
            ),
            shape=(len(self.days) + 2, len(parameters)),
        )

    def reweigh(self, parameters: Floats) -> float:
        """Weigh photos by the level expected of them; return their coefficient of variation."""
        expected = self.expected(parameters)
        lowest = _LOWEST_LEVEL * self.levels(parameters)[0]
        self.weights = self.root_shots / np.maximum(expected, lowest)
        misfit = self.residuals(parameters)[:-2]
        freedom = max(len(misfit) - 3 * self.count, 1)
        return float(np.sqrt(misfit @ misfit / freedom))


def fit_curves(cycles: Sequence[Cycle]) -> CurveFit:
    """Fit the curves of cycles that share a shape.

    Parameters
    ----------
    cycles : sequence of Cycle
        At least one; each with a figure above 0 before the session.
    """
    problem = _Problem(cycles)
    lowest, highest = (
        np.concatenate([np.tile(cycle, len(cycles)), shape])
        for cycle, shape in zip(_BOUNDS, _SHAPE_BOUNDS, strict=True)
    )
    parameters, cv = problem.start, 0.05
    for _ in range(2):
        problem.prior_weight = cv / PRIOR_LOG_SD
        parameters = least_squares(
            problem.residuals,
            parameters,
            jac=problem.slopes,
            bounds=(lowest, highest),
            x_scale="jac",
        ).x
        cv = problem.reweigh(parameters)
    jacobian = problem.slopes(parameters)
    covariance = np.linalg.pinv((jacobian.T @ jacobian).toarray(), hermitian=True) * cv**2
    return CurveFit(parameters[:-2].reshape(-1, 3), problem.levels(parameters)[3], cv, covariance)


def _guess(cycle: Cycle) -> Floats:
    """Level from the first photo, fall from the lowest, recovery where it is half made up."""
    level, lowest = cycle.values[0], int(cycle.values.argmin())
    fall = float(np.clip(1 - cycle.values[lowest] / level, 0.05, 0.9))
    back = (cycle.values > level * (1 - fall / 2)) & (cycle.days > cycle.days[lowest])
    half = cycle.days[back][0] if back.any() else cycle.days[-1]
    return np.array([np.log(level), fall, float(np.clip(half, 20, LAST_DAY - 20))])
