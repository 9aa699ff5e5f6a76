"""Response curves: how far each toxin cycle fell, how long it lasted, and how sure that is.

Cycles of one product, region and expression share the onset time tau and the recovery scale s of
`study.curve`; level B, fall A and half-recovery day D belong to each cycle. All are fitted at once
by weighted least squares with errors in proportion to the level (Carroll & Ruppert, Transformation
and Weighting in Regression, 1988), then D goes through a mixed model over cycles and clients with
its own error (two stages: Davidian & Giltinan, Nonlinear Models for Repeated Measurement Data,
chapter 5, 1995).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
import numpy.typing as npt

from metrics.verdict import Z95
from study.curve import LAST_DAY, Shape, landmarks
from study.curve_fit import CurveFit, fit_curves
from study.cycles import Cycle
from study.errors import StudyError
from study.two_level import Estimate, TwoLevel, fit_two_level
from treatments.courses import COURSES, Window
from treatments.doses import Product
from vision.errors import Refusal

PEAK_DAYS = (7, 45)
LEAST_VISITS = 6
NEEDED = (
    "photos are needed before the session, one between day 7 and day 45, and every 14 days until "
    "the lines are back, at least 6 visits in all"
)
BROADEST_DAYS = 240.0
"""A half-recovery day with a broader interval says nothing about a course of months."""

_DRAWS = 200


@dataclass(frozen=True)
class Day:
    """A day of a curve with its 95 % interval, in days after the injection."""

    value: float
    low: float
    high: float


@dataclass(frozen=True)
class Response:
    """The curve of one cycle, or the reason why there is none.

    Attributes
    ----------
    cycle : Cycle
    reason : Refusal or None
        None where there is a curve; all figures below are None otherwise.
    level : float or None
        B, in the unit of the figure.
    fall : float or None
        A, as a fraction of B.
    half_recovery : Day or None
        D from this cycle alone.
    onset, peak : Day or None
        Days on which half of the greatest fall is reached, and the greatest.
    loss : Day or None
        Day from which the fall is smaller than the smallest detectable change of one visit; None
        also where that is not reached by `study.curve.LAST_DAY`.
    """

    cycle: Cycle
    reason: Refusal | None = None
    level: float | None = None
    fall: float | None = None
    half_recovery: Day | None = None
    onset: Day | None = None
    peak: Day | None = None
    loss: Day | None = None


@dataclass(frozen=True)
class Published:
    """A published window beside what was observed; `window` is None where no figure was read."""

    phase: str
    window: Window | None
    observed_day: float


@dataclass(frozen=True)
class ResponseGroup:
    """All cycles of one product, region and expression.

    Attributes
    ----------
    product, region, expression : str
    responses : tuple of Response
    reason : Refusal or None
        Why there is no summary.
    shape : Shape or None
    cv_percent : float or None
        Error of a single photo around the curves.
    sdc_percent : float or None
        Smallest detectable change between two visits of the usual number of photos.
    half_recovery : Estimate or None
        Mean D over clients and cycles; None below two clients.
    sd_client_days, sd_cycle_days : float or None
    published : tuple of Published
        Of glabellar lines at maximum frown in groups of people, whatever the region here.
    """

    product: str
    region: str
    expression: str
    responses: tuple[Response, ...]
    reason: Refusal | None = None
    shape: Shape | None = None
    cv_percent: float | None = None
    sdc_percent: float | None = None
    half_recovery: Estimate | None = None
    sd_client_days: float | None = None
    sd_cycle_days: float | None = None
    published: tuple[Published, ...] = ()


def fit_responses(cycles: Iterable[Cycle]) -> list[ResponseGroup]:
    """Fit the curves of all cycles, expressions and products apart.

    Parameters
    ----------
    cycles : iterable of Cycle
        Of one figure, as `study.cycles.cut_cycles` returns them.
    """

    def key(cycle: Cycle) -> tuple[str, str, str]:
        return cycle.product, cycle.region, cycle.expression

    grouped = groupby(sorted(cycles, key=key), key=key)
    return [_fit_group(list(group)) for _, group in grouped]


def _fit_group(cycles: Sequence[Cycle]) -> ResponseGroup:
    reasons = {id(cycle): _too_little(cycle) for cycle in cycles}
    usable = [cycle for cycle in cycles if reasons[id(cycle)] is None]
    product, region, expression = cycles[0].product, cycles[0].region, cycles[0].expression
    if not usable:
        told = tuple(Response(cycle, reasons[id(cycle)]) for cycle in cycles)
        return ResponseGroup(product, region, expression, told, Refusal("no_cycle", NEEDED))
    fit = fit_curves(usable)
    shots = float(np.mean(np.concatenate([cycle.shots for cycle in usable])))
    detectable = Z95 * np.sqrt(2 / shots) * fit.cv
    fitted = {
        id(cycle): _response(cycle, fit, index, detectable) for index, cycle in enumerate(usable)
    }
    responses = tuple(
        fitted.get(id(cycle)) or Response(cycle, reasons[id(cycle)]) for cycle in cycles
    )
    found = [each for each in responses if each.half_recovery is not None]
    model = _over_clients(found)
    return ResponseGroup(
        product,
        region,
        expression,
        responses,
        None if model else Refusal("one_client", "a mean needs cycles of two clients or more"),
        fit.shape,
        100 * fit.cv,
        100 * detectable,
        model.estimate(0) if model else None,
        model.sd_client if model else None,
        model.sd_cycle if model else None,
        _published(product, found),
    )


def _too_little(cycle: Cycle) -> Refusal | None:
    """The visits that are missing for a curve, if any."""
    if cycle.baseline is None:
        return Refusal("no_baseline", f"There is no photo before the session; {NEEDED}.")
    if cycle.baseline == 0:
        return Refusal("no_lines", "There were no lines before the session to follow.")
    if not ((cycle.days >= PEAK_DAYS[0]) & (cycle.days <= PEAK_DAYS[1])).any():
        return Refusal("no_peak_visit", f"There is no photo of days 7 to 45; {NEEDED}.")
    if len(cycle.days) < LEAST_VISITS:
        return Refusal("few_visits", f"There are {len(cycle.days)} visits; {NEEDED}.")
    return None


def _response(cycle: Cycle, fit: CurveFit, index: int, detectable: float) -> Response:
    log_level, fall, half = fit.parameters[index]
    fall_error = np.sqrt(fit.covariance(index)[1, 1])
    low, high = fit.half_recovery_interval(index, cycle)
    last = cycle.days[-1]
    if fall < Z95 * fall_error or fall < detectable:
        return Response(
            cycle, Refusal("no_effect", "The lines did not fall by more than the error.")
        )
    if half > last or high == LAST_DAY or high - low > BROADEST_DAYS:
        return Response(
            cycle,
            Refusal(
                "not_recovered",
                f"By the last visit (day {last:.0f}) the lines were not back by half for certain; "
                f"photos of day {last + 14:.0f} and every 14 days after it are needed.",
            ),
        )
    draws = fit.draws(index, _DRAWS)
    drawn = landmarks(
        draws[:, 1],
        draws[:, 2],
        np.exp(draws[:, 3]),
        np.exp(draws[:, 4]),
        detectable_fall=detectable,
    )
    best = landmarks(
        fall,
        half,
        fit.shape.onset_tau_days,
        fit.shape.recovery_scale_days,
        detectable_fall=detectable,
    )
    return Response(
        cycle,
        None,
        float(np.exp(log_level)),
        float(fall),
        Day(float(half), min(low, float(half)), max(high, float(half))),
        _day(best.onset_day, drawn.onset_day),
        _day(best.peak_day, drawn.peak_day),
        _day(best.loss_day, drawn.loss_day),
    )


def _day(best: npt.NDArray[np.float64], drawn: npt.NDArray[np.float64]) -> Day | None:
    if np.isnan(best[0]):
        return None
    low, high = np.nanquantile(drawn, (0.025, 0.975))
    return Day(float(best[0]), float(low), float(high))


def _over_clients(found: Sequence[Response]) -> TwoLevel | None:
    clients = [response.cycle.study_code for response in found]
    if len(set(clients)) < 2:
        return None
    days, errors = half_recovery_days(found)
    return fit_two_level(days, np.ones((len(found), 1)), errors=errors, clients=clients)


def half_recovery_days(
    found: Sequence[Response],
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Return D of responses that have one and its standard errors, shape (N,) each."""
    halves = [response.half_recovery for response in found if response.half_recovery is not None]
    if len(halves) < len(found):
        raise StudyError("only responses with a half-recovery day have one")
    return (
        np.array([half.value for half in halves]),
        np.array([(half.high - half.low) / (2 * Z95) for half in halves]),
    )


def _published(product: str, found: Sequence[Response]) -> tuple[Published, ...]:
    if not found:
        return ()
    course = COURSES[Product(product)]
    phases = (
        ("onset", course.onset, [each.onset for each in found]),
        ("peak", course.peak, [each.peak for each in found]),
        ("wear-off", course.wear_off, [each.half_recovery for each in found]),
    )
    return tuple(
        Published(name, window, float(np.median([day.value for day in days if day is not None])))
        for name, window, days in phases
    )
