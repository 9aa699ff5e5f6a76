"""Results as plain documents for files and programs; days and percent, None with a reason."""

from dataclasses import asdict

from study.agreement import Agreement, ReadingReport
from study.comparison import Comparison
from study.crossover import Crossover
from study.cycles import Cycle
from study.evidence import state_of_evidence, wording
from study.responses import Day, Response, ResponseGroup
from study.survival import AftResult, SurvivalCurve
from study.two_level import Estimate
from vision.errors import Refusal

Document = dict[str, object]


def reason_document(reason: Refusal) -> Document:
    """Return a code for programs and a sentence for people."""
    return {"reason": {"code": reason.code, "message": reason.message}}


def estimate_document(estimate: Estimate) -> Document:
    """Return a figure with its 95 % interval."""
    return {
        "value": estimate.value,
        "low": estimate.low,
        "high": estimate.high,
        "p_value": estimate.p_value,
    }


def _maybe(reason: Refusal | None) -> Document:
    return {"reason": None} if reason is None else reason_document(reason)


def _day(day: Day | None) -> Document | None:
    return None if day is None else {"value": day.value, "low": day.low, "high": day.high}


def _cycle(cycle: Cycle) -> Document:
    return {
        "study_code": cycle.study_code,
        "number": cycle.number,
        "product": cycle.product,
        "dose_units": cycle.dose_units,
        "microcurrent": cycle.exposure,
        "microcurrent_minutes": cycle.device_minutes,
        "microcurrent_charge_mc": cycle.device_charge_mc,
        "visits": len(cycle.days),
    }


def _response(response: Response) -> Document:
    return {
        **_cycle(response.cycle),
        "level": response.level,
        "fall_percent": None if response.fall is None else 100 * response.fall,
        "half_recovery_day": _day(response.half_recovery),
        "onset_day": _day(response.onset),
        "peak_day": _day(response.peak),
        "loss_day": _day(response.loss),
        **_maybe(response.reason),
    }


def group_document(group: ResponseGroup) -> Document:
    """Return the curves of one product, region and expression."""
    published = [
        {
            "phase": each.phase,
            "observed_day": each.observed_day,
            "first_day": each.window.first_day if each.window else None,
            "last_day": each.window.last_day if each.window else None,
            "sources": [str(source) for source in each.window.sources] if each.window else [],
        }
        for each in group.published
    ]
    return {
        "product": group.product,
        "region": group.region,
        "expression": group.expression,
        "onset_tau_days": group.shape.onset_tau_days if group.shape else None,
        "recovery_scale_days": group.shape.recovery_scale_days if group.shape else None,
        "cv_percent": group.cv_percent,
        "sdc_percent": group.sdc_percent,
        "half_recovery_day": (
            estimate_document(group.half_recovery) if group.half_recovery else None
        ),
        "sd_between_clients_days": group.sd_client_days,
        "sd_between_cycles_days": group.sd_cycle_days,
        "published": published,
        "cycles": [_response(response) for response in group.responses],
        **_maybe(group.reason),
    }


def curve_document(arm: str, curve: SurvivalCurve | Refusal) -> Document:
    """Return a Kaplan-Meier curve."""
    if isinstance(curve, Refusal):
        return {"arm": arm, **reason_document(curve)}
    return {
        "arm": arm,
        "cycles": curve.cycles,
        "clients": curve.clients,
        "lost": curve.lost,
        "median_day": curve.median_day,
        "median_low": curve.median_low,
        "median_high": curve.median_high,
        "curve": curve.table.to_dict("records"),
    }


def aft_document(result: AftResult | Refusal) -> Document:
    """Return the Weibull model."""
    if isinstance(result, Refusal):
        return reason_document(result)
    return {
        "time_ratio": result.time_ratio,
        "low": result.low,
        "high": result.high,
        "p_value": result.p_value,
        "median_without_days": result.median_without_days,
        "gain_days": estimate_document(result.gain_days),
        "adjusted_for": [name for name in result.columns if name != "microcurrent"],
    }


def comparison_document(comparison: Comparison) -> Document:
    """Return the comparison of cycles with and without microcurrent, and what belongs to it."""
    trend, sides = comparison.trend, comparison.sides
    return {
        "evidence": state_of_evidence().splitlines(),
        **_crossover(comparison.crossover),
        "left_out": [
            {"cycle": cycle.name, **reason_document(reason)}
            for cycle, reason in comparison.left_out
        ],
        "days_per_hour": (
            reason_document(trend)
            if isinstance(trend, Refusal)
            else estimate_document(trend.days_per_hour)
        ),
        "split_face": (
            reason_document(sides) if isinstance(sides, Refusal) else estimate_document(sides)
        ),
        "washout": {
            "checked": len(comparison.washout),
            "incomplete": [each.cycle.name for each in comparison.washout if not each.is_complete],
        },
    }


def _crossover(crossover: Crossover | Refusal) -> Document:
    if isinstance(crossover, Refusal):
        return reason_document(crossover)
    return {
        "gain_days": estimate_document(crossover.gain),
        "wording": wording(randomised=crossover.randomised),
        "sd_within_days": crossover.sd_within_days,
        "sd_between_days": crossover.sd_between_days,
        "clients": crossover.clients,
        "clients_with_both": crossover.clients_with_both,
        "cycles_with": crossover.cycles_with,
        "cycles_without": crossover.cycles_without,
        "effects": {name: estimate_document(each) for name, each in crossover.effects.items()},
        "reason": None,
    }


def reading_document(report: ReadingReport) -> Document:
    """Return the agreement of readers."""
    return {
        "within": {str(rater): _agreement(each) for rater, each in report.within.items()},
        "between": {
            f"{one},{other}": _agreement(each) for (one, other), each in report.between.items()
        },
        "icc_2_1": _agreement(report.icc),
        "spearman_with_severity": _agreement(report.with_measured),
        "expectation_grades": (
            reason_document(report.expectation)
            if isinstance(report.expectation, Refusal)
            else estimate_document(report.expectation)
        ),
    }


def _agreement(agreement: Agreement | Refusal) -> Document:
    if isinstance(agreement, Refusal):
        return reason_document(agreement)
    return asdict(agreement)
