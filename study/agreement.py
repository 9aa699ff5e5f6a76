"""How far readers agree, with themselves, with each other and with what was measured."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import stats
from statsmodels.stats.inter_rater import cohens_kappa

from metrics.verdict import Z95
from study.cycles import Figure
from study.two_level import Estimate
from vision.errors import Refusal

GRADES = range(5)
LEAST_PHOTOS = 5
_ROUNDING = 1e-9
_VISIT = ["study_code", "visit_number", "expression", "view", "region", "shot"]


@dataclass(frozen=True)
class Agreement:
    """A coefficient with its 95 % interval and the number of photos it rests on."""

    value: float
    low: float
    high: float
    photos: int


@dataclass(frozen=True)
class ReadingReport:
    """What a reading set says; a `Refusal` stands where there is too little for a figure.

    Attributes
    ----------
    within : dict of int to Agreement or Refusal
        Weighted kappa of each reader with the same reader, from repeats.
    between : dict of (int, int) to Agreement or Refusal
        Weighted kappa of two readers.
    icc : Agreement or Refusal
        ICC(2,1) of all readers.
    with_measured : Agreement or Refusal
        Spearman's rho of the mean grade with the measured figure.
    expectation : Estimate or Refusal
        Grades by which the second shot of one visit was seen as better than the first; 0 if nothing
        was expected.
    """

    within: dict[int, Agreement | Refusal]
    between: dict[tuple[int, int], Agreement | Refusal]
    icc: Agreement | Refusal
    with_measured: Agreement | Refusal
    expectation: Estimate | Refusal


def weighted_kappa(first: Sequence[int], second: Sequence[int]) -> Agreement | Refusal:
    """Cohen's kappa with quadratic weights (Psychol Bull 70:213, 1968), grades 0 to 4.

    Parameters
    ----------
    first, second : sequence of int
        Grades of the same photos.
    """
    if len(first) < LEAST_PHOTOS:
        return _too_few(len(first))
    if len(set(first)) < 2 or len(set(second)) < 2:  # kappa is 0 then, whatever the other said
        return Refusal(
            "one_grade", "A reader gave all photos one grade, so agreement cannot be told."
        )
    table = pd.crosstab(pd.Categorical(first, GRADES), pd.Categorical(second, GRADES), dropna=False)
    with np.errstate(invalid="ignore"):  # a variance of nought may come out below that
        result = cohens_kappa(table.to_numpy(), wt="quadratic")
    kappa = float(result.kappa)
    low, high = np.nan_to_num([result.kappa_low, result.kappa_upp], nan=kappa)
    return Agreement(kappa, float(low), float(high), len(first))


def icc_2_1(grades: npt.ArrayLike) -> Agreement | Refusal:
    """Two-way random effects, absolute agreement, single reader.

    Shrout & Fleiss, Psychol Bull 86:420 (1979), equations for ICC(2,1) and its interval.

    Parameters
    ----------
    grades : array_like, shape (N photos, K readers)
        Without gaps, K at least 2.
    """
    x = np.asarray(grades, float)
    n, k = x.shape
    if n < LEAST_PHOTOS or k < 2:
        return _too_few(n)
    photos, readers = x.mean(axis=1), x.mean(axis=0)
    if np.ptp(photos) < _ROUNDING:
        return Refusal("one_grade", "All photos have one mean grade, so agreement cannot be told.")
    bms = k * ((photos - x.mean()) ** 2).sum() / (n - 1)
    jms = n * ((readers - x.mean()) ** 2).sum() / (k - 1)
    residual = x - photos[:, None] - readers + x.mean()
    ems = (residual**2).sum() / ((n - 1) * (k - 1))
    icc = (bms - ems) / (bms + (k - 1) * ems + k * (jms - ems) / n)
    if ems == 0:
        return Agreement(float(icc), float(icc), float(icc), n)
    f_readers = jms / ems
    spread = k * icc * f_readers + n * (1 + (k - 1) * icc) - k * icc
    freedom = (
        (k - 1)
        * (n - 1)
        * spread**2
        / ((n - 1) * k**2 * icc**2 * f_readers**2 + (n * (1 + (k - 1) * icc) - k * icc) ** 2)
    )
    upper = stats.f.ppf(0.975, n - 1, freedom)
    lower = stats.f.ppf(0.975, freedom, n - 1)
    other = k * jms + (k * n - k - n) * ems
    low = n * (bms - upper * ems) / (upper * other + n * bms)
    high = n * (lower * bms - ems) / (other + n * lower * bms)
    return Agreement(float(icc), float(low), float(high), n)


def spearman(first: npt.ArrayLike, second: npt.ArrayLike) -> Agreement | Refusal:
    """Spearman's rho; interval of Bonett & Wright, Psychometrika 65:23 (2000)."""
    x, y = np.asarray(first, float), np.asarray(second, float)
    if len(x) < LEAST_PHOTOS:
        return _too_few(len(x))
    if np.ptp(x) == 0 or np.ptp(y) == 0:
        return Refusal("one_grade", "All photos have one grade, so nothing can be ranked.")
    rho = float(stats.spearmanr(x, y).statistic)
    if abs(rho) == 1:
        return Agreement(rho, rho, rho, len(x))
    half = Z95 * np.sqrt((1 + rho**2 / 2) / (len(x) - 3))
    return Agreement(
        rho, float(np.tanh(np.arctanh(rho) - half)), float(np.tanh(np.arctanh(rho) + half)), len(x)
    )


def report_reading(
    joined: pd.DataFrame, measurements: pd.DataFrame, *, figure: Figure
) -> ReadingReport:
    """Report on a set.

    Parameters
    ----------
    joined : DataFrame
        Grades with their key, from `study.reading.unblind`.
    measurements : DataFrame
        The export's; may be empty.
    figure : {"line_density_mm_per_cm2", "severity"}
    """
    first_shown = joined[joined["repeat_of"].isna()]
    table = first_shown.pivot_table("grade", ["item_number", "position"], "rater_number").dropna()
    raters = [int(rater) for rater in table.columns]
    return ReadingReport(
        {rater: _within(joined[joined["rater_number"] == rater]) for rater in raters},
        {
            (a, b): weighted_kappa(table[a].astype(int).tolist(), table[b].astype(int).tolist())
            for a, b in combinations(raters, 2)
        },
        icc_2_1(table.to_numpy()),
        _with_measured(first_shown, measurements, figure),
        _expectation(joined),
    )


def _within(grades: pd.DataFrame) -> Agreement | Refusal:
    again = grades[grades["repeat_of"].notna()].assign(
        item_number=lambda rows: rows["repeat_of"].astype(int)
    )
    twice = again.merge(grades, on=["item_number", *_VISIT])
    return weighted_kappa(twice["grade_x"].tolist(), twice["grade_y"].tolist())


def _with_measured(
    grades: pd.DataFrame, measurements: pd.DataFrame, figure: Figure
) -> Agreement | Refusal:
    mean = grades.groupby(_VISIT)["grade"].mean().reset_index()
    both = mean.merge(measurements[[*_VISIT, figure]].dropna(), on=_VISIT)
    return spearman(both["grade"], both[figure])


def _expectation(joined: pd.DataFrame) -> Estimate | Refusal:
    shams = joined[joined["kind"] == "sham"]
    sides = shams.pivot_table("grade", ["rater_number", "item_number"], "position").dropna()
    if len(sides) < LEAST_PHOTOS:
        return _too_few(len(sides))
    # One mean per pair: readers of the same photos are not independent of each other.
    better = (sides["first"] - sides["second"]).groupby("item_number").mean()
    if better.nunique() == 1:
        value = float(better.iloc[0])
        return Estimate(value, value, value, 1.0 if value == 0 else 0.0)
    test = stats.ttest_1samp(better, 0)
    interval = test.confidence_interval()
    return Estimate(
        float(better.mean()), float(interval.low), float(interval.high), float(test.pvalue)
    )


def _too_few(count: int) -> Refusal:
    return Refusal("too_few", f"{count} graded photos are too few; {LEAST_PHOTOS} are the least.")
