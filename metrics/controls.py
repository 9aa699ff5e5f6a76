"""Untreated regions of the same face as control: what changed there was not the treatment."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np

from metrics.verdict import Z95, Change, Figure, PairMeasurement
from vision.errors import Refusal

FEWEST_CONTROLS = 3
ERROR_OF_MEDIAN = 1.2533  # sqrt(pi / 2): standard error of a median over that of a mean
NORMAL_MAD = 1.4826


@dataclass(frozen=True)
class TreatedRegion:
    """A treated region beside the untreated ones.

    Attributes
    ----------
    change : Change
        As the comparison gives it.
    beyond_control_percent, beyond_control_sdc_percent : float or None
        Its change less the median change of the untreated regions, and the smallest such
        difference that can be told from error (95 %).
    stands_out : bool or None
        Whether the first is larger than the second; None when it cannot be told.
    reason : Refusal or None
        Why it cannot be told.
    """

    change: Change
    beyond_control_percent: float | None
    beyond_control_sdc_percent: float | None
    stands_out: bool | None
    reason: Refusal | None


@dataclass(frozen=True)
class ControlledChange:
    """Treated beside untreated regions of one pair.

    Attributes
    ----------
    treated : Mapping of str to TreatedRegion
    untreated : Mapping of str to Change
        Those untreated regions of which a change in percent is known.
    untreated_median_percent : float or None
        None with fewer than three of them.
    untreated_sdc_percent : float or None
        95 % error of that median.
    """

    treated: Mapping[str, TreatedRegion]
    untreated: Mapping[str, Change]
    untreated_median_percent: float | None
    untreated_sdc_percent: float | None


def treated_beside_untreated(
    pair: PairMeasurement,
    treated_regions: Collection[str],
    *,
    figure: Figure,
) -> ControlledChange | Refusal:
    """Set the change of treated regions beside that of the untreated ones.

    The error of the untreated median is the larger of what the regions' own errors give and what
    their spread shows: light or a make-up that differs moves all regions in its own way.

    Parameters
    ----------
    pair : PairMeasurement
    treated_regions : collection of str
        Names of `vision.regions.REGIONS`.
    figure : Figure

    Returns
    -------
    ControlledChange or Refusal
        The pair's own reason when it could not be compared.
    """
    if pair.reason is not None:
        return pair.reason
    changes = {name: region.of(figure) for name, region in pair.regions.items()}
    untreated = {
        name: change
        for name, change in changes.items()
        if name not in treated_regions and change.change_percent is not None
    }
    median, sdc = _median_and_sdc(tuple(untreated.values()))
    treated = {
        name: _beside(changes[name], pair.regions[name].reason, median, sdc)
        for name in changes
        if name in treated_regions
    }
    return ControlledChange(treated, untreated, median, sdc)


def _median_and_sdc(changes: tuple[Change, ...]) -> tuple[float | None, float | None]:
    if len(changes) < FEWEST_CONTROLS:
        return None, None
    percent = np.array([change.change_percent for change in changes], float)
    sdc = np.array([change.sdc_percent for change in changes], float)
    median = float(np.median(percent))
    spread = Z95 * NORMAL_MAD * float(np.median(np.abs(percent - median)))
    error = max(spread, float(np.sqrt(np.mean(sdc**2)))) * ERROR_OF_MEDIAN
    return median, error / float(np.sqrt(len(changes)))


def _beside(
    change: Change, reason: Refusal | None, median: float | None, sdc: float | None
) -> TreatedRegion:
    if change.change_percent is None or change.sdc_percent is None:
        return TreatedRegion(change, None, None, None, reason)
    if median is None or sdc is None:
        few = Refusal(
            "few_untreated_regions",
            f"Fewer than {FEWEST_CONTROLS} untreated regions could be compared; keep hair and "
            "glasses off the whole face.",
        )
        return TreatedRegion(change, None, None, None, few)
    beyond = change.change_percent - median
    beyond_sdc = float(np.hypot(change.sdc_percent, sdc))
    return TreatedRegion(change, beyond, beyond_sdc, abs(beyond) > beyond_sdc, None)
