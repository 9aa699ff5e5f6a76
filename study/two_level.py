r"""A mixed model for figures that come with their own error: cycles within clients.

.. math:: y_{ij} = x_{ij} \beta + u_i + e_{ij} + \epsilon_{ij}

with clients u ~ N(0, sd_client^2), cycles e ~ N(0, sd_cycle^2) and errors of known variance. Mixed
models of libraries estimate one error variance for all rows; a half-recovery day from four visits
and one from fourteen are not equally sure, so the variances are given here. Restricted maximum
likelihood (Patterson & Thompson, Biometrika 58:545, 1971), degrees of freedom of the innermost
level (Pinheiro & Bates, Mixed-Effects Models in S and S-PLUS, 2.4.2, 2000).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import stats
from scipy.linalg import cho_factor, cho_solve
from scipy.optimize import minimize

from study.errors import StudyError

Floats = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Estimate:
    """A figure with its 95 % interval; `p_value` asks whether it is 0."""

    value: float
    low: float
    high: float
    p_value: float

    def __format__(self, spec: str) -> str:
        value, low, high = (
            format(each, spec or ".1f") for each in (self.value, self.low, self.high)
        )
        return f"{value} (95 % interval {low} to {high})"


@dataclass(frozen=True)
class TwoLevel:
    """A fitted model.

    Attributes
    ----------
    coefficients : ndarray, shape (P,)
    covariance : ndarray, shape (P, P)
    sd_client, sd_cycle : float
        Between clients, and between cycles of one client beyond the errors given. Where every
        client has one cycle the two cannot be told apart, and all of it is in `sd_cycle`.
    degrees_of_freedom : int
        Of the coefficients that vary within clients.
    predictions : ndarray, shape (N,)
        Best linear unbiased predictions of the rows without their errors.
    """

    coefficients: Floats
    covariance: Floats
    sd_client: float
    sd_cycle: float
    degrees_of_freedom: int
    predictions: Floats

    def estimate(self, column: int) -> Estimate:
        """Return one coefficient with its interval."""
        value = float(self.coefficients[column])
        error = float(np.sqrt(self.covariance[column, column]))
        half = float(stats.t.ppf(0.975, self.degrees_of_freedom)) * error
        p_value = 2 * float(stats.t.sf(abs(value) / error, self.degrees_of_freedom))
        return Estimate(value, value - half, value + half, p_value)


def fit_two_level(
    values: npt.ArrayLike,
    design: npt.ArrayLike,
    *,
    errors: npt.ArrayLike,
    clients: Sequence[object],
) -> TwoLevel:
    """Fit the model.

    Parameters
    ----------
    values : array_like, shape (N,)
    design : array_like, shape (N, P)
        Of full column rank.
    errors : array_like, shape (N,)
        Standard error of each value, 0 where it is counted in `sd_cycle`.
    clients : sequence of hashable, length N

    Raises
    ------
    StudyError
        There are too few rows for the columns.
    """
    y, x = np.asarray(values, float), np.asarray(design, float)
    known = np.asarray(errors, float) ** 2
    names = {client: index for index, client in enumerate(dict.fromkeys(clients))}
    belongs = np.eye(len(names))[[names[client] for client in clients]]
    freedom = _inner_freedom(x, belongs)
    if freedom < 1:
        raise StudyError(f"{len(y)} cycles of {len(names)} clients are too few for this model.")
    residual = y - x @ np.linalg.lstsq(x, y, rcond=None)[0]
    unit = float(residual.std()) or 1.0
    shared = belongs @ belongs.T if len(names) < len(y) else np.zeros((len(y), len(y)))

    def deviance(sds: Floats) -> float:
        return _Solution(y / unit, x, known / unit**2, shared, sds).deviance

    best = minimize(deviance, x0=[0.7, 0.7], method="L-BFGS-B", bounds=[(0, None), (1e-4, None)]).x
    if len(names) == len(y):
        best[0] = 0.0
    solution = _Solution(y / unit, x, known / unit**2, shared, best)
    return TwoLevel(
        coefficients=solution.coefficients * unit,
        covariance=solution.covariance * unit**2,
        sd_client=float(best[0] * unit),
        sd_cycle=float(best[1] * unit),
        degrees_of_freedom=freedom,
        predictions=solution.predictions * unit,
    )


def _inner_freedom(x: Floats, belongs: Floats) -> int:
    """Rows without those that clients and columns take up.

    Where no client has two cycles, every column varies between clients only.
    """
    if belongs.shape[1] == len(x):
        return len(x) - int(np.linalg.matrix_rank(x))
    return len(x) - int(np.linalg.matrix_rank(np.column_stack([belongs, x])))


class _Solution:
    """Generalised least squares for given standard deviations of clients and cycles."""

    def __init__(self, y: Floats, x: Floats, known: Floats, shared: Floats, sds: Floats) -> None:
        between, within = sds**2
        factor = cho_factor(between * shared + np.diag(within + known), lower=True)
        weighted = cho_solve(factor, x)
        self.covariance: Floats = np.asarray(np.linalg.inv(x.T @ weighted), float)
        self.coefficients = self.covariance @ (weighted.T @ y)
        residual = y - x @ self.coefficients
        scaled = cho_solve(factor, residual)
        # What is known to be error is taken out of every row by its expected share.
        self.predictions = y - known * scaled
        # Minus twice the restricted log-likelihood, up to a constant.
        self.deviance = float(
            2 * np.log(np.diag(factor[0])).sum()
            - np.linalg.slogdet(self.covariance)[1]
            + residual @ scaled
        )
