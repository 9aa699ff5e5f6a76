r"""The course of a line figure after toxin: curve, landmarks, and what a visit grid can tell.

.. math:: y(t) = B [1 - A (1 - e^{-t/\tau}) / (1 + e^{(t - D)/s})]

B is the level before treatment, A the fraction of it that toxin takes away, tau how fast the effect
sets in, D the day on which half of the effect is gone and s how slowly it goes. The rise is the
first-order onset and the fall the logistic recovery of pharmacodynamic turnover models; their
product is a choice of this software (decision 0019).
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import expit

Floats = npt.NDArray[np.float64]

LAST_DAY = 400
"""Landmarks are looked for up to this day; daxibotulinumtoxinA lasts up to nine months."""

_PER_DAY = 2


@dataclass(frozen=True)
class Shape:
    """What cycles of one product, region and expression share.

    Attributes
    ----------
    onset_tau_days : float
        tau, above 0.
    recovery_scale_days : float
        s, above 0.
    """

    onset_tau_days: float
    recovery_scale_days: float


@dataclass(frozen=True)
class Landmarks:
    """Days after the injection, read off a curve.

    Attributes
    ----------
    onset_day : ndarray, shape (N,)
        Where the fall first reaches half of its greatest.
    peak_day : ndarray, shape (N,)
        Where the fall is greatest.
    loss_day : ndarray, shape (N,)
        First day after the peak on which the fall is smaller than the smallest detectable change;
        NaN where the fall never was larger, or still is on `LAST_DAY`.
    """

    onset_day: Floats
    peak_day: Floats
    loss_day: Floats


def effect(days: npt.ArrayLike, half_recovery_day: npt.ArrayLike, shape: Shape) -> Floats:
    """Return the share of the full effect on each day; 0 up to the day of injection.

    Parameters
    ----------
    days, half_recovery_day : array_like
        Broadcast against each other.
    shape : Shape

    Returns
    -------
    ndarray of float64, 0 to 1
    """
    return _effect(days, half_recovery_day, shape.onset_tau_days, shape.recovery_scale_days)


def _effect(
    days: npt.ArrayLike, half: npt.ArrayLike, tau: npt.ArrayLike, scale: npt.ArrayLike
) -> Floats:
    since = np.maximum(np.asarray(days, float), 0.0)
    onset = -np.expm1(-since / np.asarray(tau, float))
    product: Floats = onset * expit((np.asarray(half, float) - since) / np.asarray(scale, float))
    return product


def effect_slopes(
    days: npt.ArrayLike, half_recovery_day: npt.ArrayLike, shape: Shape
) -> tuple[Floats, Floats, Floats]:
    """Return the derivatives of `effect` by D, log tau and log s."""
    since = np.maximum(np.asarray(days, float), 0.0)
    half = np.asarray(half_recovery_day, float)
    tau, scale = shape.onset_tau_days, shape.recovery_scale_days
    onset = -np.expm1(-since / tau)
    kept = expit((half - since) / scale)
    by_half = onset * kept * (1 - kept) / scale
    by_log_tau = -(since / tau) * np.exp(-since / tau) * kept
    return by_half, by_log_tau, by_half * (since - half)


def landmarks(
    fall: npt.ArrayLike,
    half_recovery_day: npt.ArrayLike,
    onset_tau_days: npt.ArrayLike,
    recovery_scale_days: npt.ArrayLike,
    *,
    detectable_fall: float,
) -> Landmarks:
    """Read onset, peak and loss of response off N curves.

    Parameters
    ----------
    fall, half_recovery_day, onset_tau_days, recovery_scale_days : array_like, shape (N,)
        A, D, tau and s of each curve.
    detectable_fall : float
        The smallest detectable change as a fraction of the level before treatment.
    """
    days = np.arange(0, LAST_DAY + 1, 1 / _PER_DAY)
    columns = [
        np.atleast_1d(np.asarray(each, float))[:, None]
        for each in (fall, half_recovery_day, onset_tau_days, recovery_scale_days)
    ]
    falls = columns[0] * _effect(days, columns[1], columns[2], columns[3])
    peak = falls.argmax(axis=1)
    greatest = falls[np.arange(len(falls)), peak]
    onset = (falls >= greatest[:, None] / 2).argmax(axis=1)
    lost = (falls < detectable_fall) & (days >= days[peak][:, None])
    known = lost.any(axis=1) & (greatest >= detectable_fall)
    return Landmarks(
        onset_day=days[onset],
        peak_day=days[peak],
        loss_day=np.where(known, days[lost.argmax(axis=1)], np.nan),
    )


def half_recovery_error_days(
    visit_days: Sequence[float],
    *,
    fall: float,
    half_recovery_day: float,
    shape: Shape,
    cv_percent: float,
    shots: int,
) -> float:
    """Return the standard error of D that a grid of visits allows, tau and s being known.

    The Cramer-Rao bound for errors in proportion to the level, B, A and D being estimated.

    Parameters
    ----------
    visit_days : sequence of float
        Days after the injection, the photo before it as 0.
    fall : float
        A, 0 to 1.
    half_recovery_day : float
    shape : Shape
    cv_percent : float
        Coefficient of variation of one photo.
    shots : int
        Photos per visit and expression.
    """
    share = effect(visit_days, half_recovery_day, shape)
    level = 1 - fall * share
    by_half = effect_slopes(visit_days, half_recovery_day, shape)[0]
    jacobian = np.column_stack([np.ones_like(level), -share / level, -fall * by_half / level])
    sd = cv_percent / 100 / np.sqrt(shots)
    covariance = np.linalg.inv(jacobian.T @ jacobian) * sd**2
    return float(np.sqrt(covariance[2, 2]))
