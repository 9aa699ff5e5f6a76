"""How well repeated measurements agree: variance components, ICC(2,1), limits of agreement."""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from metrics.verdict import Z95
from vision.errors import ShapeError

Values = NDArray[np.float64]


def icc_2_1(table: Values) -> float:
    """Intraclass correlation of single ratings: two-way random effects, absolute agreement.

    Parameters
    ----------
    table : (n, k) float64 ndarray
        Targets by raters, at least two of each.

    Returns
    -------
    float
        At most 1; not a number where neither targets nor raters differ.

    References
    ----------
    .. [1] Shrout and Fleiss, "Intraclass correlations: uses in assessing rater reliability",
       Psychological Bulletin 86(2), 1979: ICC(2,1) = (BMS - EMS) / (BMS + (k - 1) EMS +
       k (JMS - EMS) / n).
    """
    targets, raters = table.shape
    if min(targets, raters) < 2:
        raise ShapeError(f"an intraclass correlation needs two targets and raters: {table.shape}")
    mean = table.mean()
    rows, columns = table.mean(1), table.mean(0)
    between_targets = raters * np.sum((rows - mean) ** 2) / (targets - 1)
    between_raters = targets * np.sum((columns - mean) ** 2) / (raters - 1)
    left = table - rows[:, None] - columns + mean
    error = np.sum(left**2) / ((targets - 1) * (raters - 1))
    total = between_targets + (raters - 1) * error + raters * (between_raters - error) / targets
    return float((between_targets - error) / total) if total else float("nan")


@dataclass(frozen=True)
class Components:
    """Standard deviations of one figure of one person, in its unit.

    Attributes
    ----------
    within : float
        Between shots of one pose.
    session : float
        Between poses, over what their shots explain; 0 where they explain it all.
    """

    within: float
    session: float

    @property
    def sem(self) -> float:
        """Standard error of measurement of one photo."""
        return float(np.hypot(self.within, self.session))

    def sdc(self, shots: int) -> float:
        """Smallest detectable change (95 %) between visits of so many shots."""
        variance = self.session**2 + self.within**2 / shots
        return Z95 * float(np.sqrt(2 * variance))


def components(table: Values) -> Components:
    """Variance components of a figure over poses and their shots, by one-way random effects.

    Parameters
    ----------
    table : (p, s) float64 ndarray
        Poses by shots, at least two of each.

    References
    ----------
    .. [1] Searle, Casella and McCulloch, "Variance Components", Wiley 1992, section 3.5: the
       ANOVA estimators, session variance = (MS between - MS within) / shots.
    """
    poses, shots = table.shape
    if min(poses, shots) < 2:
        raise ShapeError(f"variance components need two poses and shots: {table.shape}")
    within = float(table.var(axis=1, ddof=1).mean())
    between = shots * float(table.mean(1).var(ddof=1))
    return Components(np.sqrt(within), np.sqrt(max(0.0, (between - within) / shots)))


def limits_of_agreement(table: Values) -> tuple[float, float]:
    """Limits between which 95 % of the differences of two photos of successive poses lie.

    Parameters
    ----------
    table : (p, s) float64 ndarray
        Poses by shots.

    References
    ----------
    .. [1] Bland and Altman, "Statistical methods for assessing agreement between two methods of
       clinical measurement", The Lancet 327, 1986: mean difference +- 1.96 standard deviations.
    """
    differences = np.concatenate(
        [(later[:, None] - earlier).ravel() for earlier, later in pairwise(table)]
    )
    mean, spread = float(differences.mean()), Z95 * float(differences.std(ddof=1))
    return mean - spread, mean + spread
