"""Toxin cycles: one injected region of one person from one toxin session to the next."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt
import pandas as pd

from study.export_reader import Export
from treatments.sessions import Modality

Figure = Literal["line_density_mm_per_cm2", "severity"]

BASELINE_DAYS = 30
"""A photo this many days before the injection, or later, shows the level before it."""

EXPOSURE_DAYS = 60
"""Device sessions count as exposure up to this day only: a longer cycle has time for more of them,
and would make the device look as if it had prolonged the cycle (immortal time bias; Suissa, Am J
Epidemiol 167:492, 2008)."""


@dataclass(frozen=True)
class Cycle:
    """One toxin cycle of one region, seen in one expression.

    Attributes
    ----------
    study_code, region, expression, product : str
    number : int
        Cycles of this person and region, counted from 1.
    dose_units : float
        Units of the product in this region.
    start_day : int
        Day of the toxin session, as in the export.
    next_day : int or None
        Day of the next toxin session in the region, where the cycle is censored.
    days : ndarray, shape (N,)
        Days after the session on which photos were measured, ascending; at most one is not above 0.
    values : ndarray, shape (N,)
        The figure, averaged over the shots of the visit.
    shots : ndarray of int64, shape (N,)
    device_days : tuple of int
        Days after the session with microcurrent in the region.
    device_minutes : float
        Of those sessions up to `EXPOSURE_DAYS`, added up.
    device_charge_mc : float or None
        Current times time up to `EXPOSURE_DAYS`, in millicoulomb; None where a current is unknown.
    """

    study_code: str
    region: str
    expression: str
    product: str
    number: int
    dose_units: float
    start_day: int
    next_day: int | None
    days: npt.NDArray[np.float64]
    values: npt.NDArray[np.float64]
    shots: npt.NDArray[np.int64]
    device_days: tuple[int, ...] = ()
    device_minutes: float = 0.0
    device_charge_mc: float | None = 0.0

    @property
    def name(self) -> str:
        """How messages call it."""
        return f"{self.study_code}, {self.region}, {self.expression}, cycle {self.number}"

    @property
    def exposure(self) -> Literal["without", "with", "late"]:
        """Whether microcurrent was given, in time or only after `EXPOSURE_DAYS`."""
        if not self.device_days:
            return "without"
        return "with" if min(self.device_days) <= EXPOSURE_DAYS else "late"

    @property
    def baseline(self) -> float | None:
        """The figure before the injection; None without a photo."""
        return float(self.values[0]) if len(self.days) and self.days[0] <= 0 else None


def cut_cycles(export: Export, *, figure: Figure) -> list[Cycle]:
    """Cut the course of every person, as seen from the front, into toxin cycles.

    Photos without the figure are left out. A session that holds several products in one region
    makes no cycle: units of different products are never added.

    Parameters
    ----------
    export : Export
    figure : {"line_density_mm_per_cm2", "severity"}
        Severity stays in proportion when lines only become shallower.

    Returns
    -------
    list of Cycle
        Ordered by person, region, expression and number.
    """
    table = export.measurements
    seen = table[(table["view"] == "front") & table[figure].notna()]
    keys = ["study_code", "region", "expression", "day_offset"]
    visits = seen.groupby(keys)[figure].agg(["mean", "size"]).reset_index()
    done = export.treatments
    toxin = _toxin_sessions(done[done["kind"] == "botox"])
    device = done[done["modality"] == Modality.MICROCURRENT.value]
    by_place = dict(list(toxin.groupby(["study_code", "region"])))
    cycles: list[Cycle] = []
    for (code, region, expression), course in visits.groupby(keys[:3]):
        sessions = by_place.get((code, region))
        if sessions is not None:
            here = device[(device["study_code"] == code) & (device["region"] == region)]
            cycles.extend(_cycles(str(expression), sessions, course, here))
    return cycles


def _toxin_sessions(toxin: pd.DataFrame) -> pd.DataFrame:
    """One row per person, region and day: the sides of a region added, products apart."""
    keys = ["study_code", "region", "day_offset"]
    sessions = toxin.groupby(keys).agg(
        product=("product", "first"),
        products=("product", "nunique"),
        dose_units=("dose_units", "sum"),
    )
    return sessions.reset_index()


def _cycles(
    expression: str, sessions: pd.DataFrame, course: pd.DataFrame, device: pd.DataFrame
) -> Iterator[Cycle]:
    starts, doses = sessions["day_offset"].to_numpy(), sessions["dose_units"].to_numpy(float)
    for index, session in enumerate(sessions.itertuples()):
        if session.products != 1:
            continue
        start = int(starts[index])
        last = index + 1 == len(starts)
        end = np.inf if last else float(starts[index + 1])
        days = course["day_offset"].to_numpy(float)
        earlier = days[days <= start]
        first = earlier.max() if len(earlier) and earlier.max() >= start - BASELINE_DAYS else start
        chosen = ((days > start) & (days <= end)) | (days == first)
        used = device[(device["day_offset"] >= start) & (device["day_offset"] < end)]
        in_time = used[used["day_offset"] - start <= EXPOSURE_DAYS].drop_duplicates(
            "session_number"
        )
        seconds = 60 * in_time["session_minutes"].to_numpy(float)
        charge = float((seconds * in_time["current_microampere"].to_numpy(float)).sum() / 1000)
        yield Cycle(
            study_code=str(session.study_code),
            region=str(session.region),
            expression=expression,
            product=str(session.product),
            number=index + 1,
            dose_units=float(doses[index]),
            start_day=start,
            next_day=None if last else int(starts[index + 1]),
            days=days[chosen] - start,
            values=course["mean"].to_numpy(float)[chosen],
            shots=course["size"].to_numpy(np.int64)[chosen],
            device_days=tuple(sorted({int(day) - start for day in used["day_offset"]})),
            device_minutes=float(seconds.sum() / 60),
            device_charge_mc=None if np.isnan(charge) else charge,
        )
