"""Tables that charts of response curves and of survival are drawn from."""

from collections.abc import Mapping

import numpy as np
import pandas as pd

from study.curve import effect
from study.responses import Response, ResponseGroup
from study.survival import SurvivalCurve

_DAYS = np.arange(0, 241, 2)


def curve_table(group: ResponseGroup) -> pd.DataFrame:
    """Return the curve of the mean cycle with the band of its cycles.

    Returns
    -------
    DataFrame
        Columns day; percent of the level before, the median over the cycles' curves; low and high,
        between which 95 % of these curves run.
    """
    found = _found(group)
    if group.shape is None or not found:
        return pd.DataFrame(columns=["day", "percent", "low", "high"], dtype=float)
    fall = np.array([response.fall for response in found], float)[:, None]
    half = np.array([each.half_recovery.value for each in found if each.half_recovery])[:, None]
    percent = 100 * (1 - fall * effect(_DAYS, half, group.shape))
    low, middle, high = np.quantile(percent, (0.025, 0.5, 0.975), axis=0)
    return pd.DataFrame({"day": _DAYS, "percent": middle, "low": low, "high": high})


def photo_table(group: ResponseGroup) -> pd.DataFrame:
    """Return every visit of the cycles with a curve: day, and percent of the level before."""
    return pd.concat(
        [
            pd.DataFrame(
                {
                    "day": response.cycle.days.clip(min=0),
                    "percent": 100 * response.cycle.values / (response.level or np.nan),
                }
            )
            for response in _found(group)
        ]
        or [pd.DataFrame(columns=["day", "percent"], dtype=float)],
        ignore_index=True,
    )


def window_table(group: ResponseGroup) -> pd.DataFrame:
    """Return the published windows: phase, first_day, last_day."""
    return pd.DataFrame(
        [
            (f"published {each.phase}", each.window.first_day, each.window.last_day)
            for each in group.published
            if each.window is not None and each.phase != "onset"
        ],
        columns=["phase", "first_day", "last_day"],
    )


def survival_table(curves: Mapping[str, SurvivalCurve]) -> pd.DataFrame:
    """Return Kaplan-Meier curves one below the other: day, percent, low, high, arm."""
    tables = []
    for arm, curve in curves.items():
        median = "" if curve.median_day is None else f", median {curve.median_day:.0f} d"
        table = curve.table.rename(columns={"survival": "percent"})
        table[["percent", "low", "high"]] *= 100
        tables.append(table.assign(arm=f"{arm} (n = {curve.cycles}{median})"))
    return pd.concat(tables, ignore_index=True)


def _found(group: ResponseGroup) -> list[Response]:
    return [response for response in group.responses if response.half_recovery is not None]
