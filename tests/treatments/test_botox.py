from datetime import UTC, date, datetime, timedelta

import pytest

from treatments.botox import cumulative_dose, cumulative_finding, dose_findings, interval_findings
from treatments.doses import (
    Abobotulinumtoxin,
    Daxibotulinumtoxin,
    Incobotulinumtoxin,
    Onabotulinumtoxin,
    OtherToxin,
    Product,
    total_dose,
)
from treatments.errors import InvalidRecordError, MixedProductsError
from treatments.labels import LABEL_DOSES
from treatments.policy import ClinicPolicy
from treatments.rules import Severity
from treatments.sessions import BotoxSession, History, Injection

POLICY = ClinicPolicy("House rule", UTC)
DAY_0 = datetime(2026, 3, 2, 12, tzinfo=UTC)


def session(day, *doses, region="glabella"):
    injections = tuple(Injection(region, dose) for dose in doses)
    return BotoxSession(DAY_0 + timedelta(days=day), injections)


@pytest.mark.parametrize(
    ("day", "asked"), [(0, True), (89, True), (90, False), (-89, True), (-90, False)]
)
def test_ninety_days_lie_between_treatments(day, asked):
    history = History((session(0, Onabotulinumtoxin(20)),))
    found = list(interval_findings(session(day, Abobotulinumtoxin(50)), history, POLICY))
    assert bool(found) is asked
    if asked:
        assert found[0].earliest == date(2026, 5, 31)
        assert found[0].sentence.startswith(f"{abs(day)} days lie between")


def test_a_session_holds_one_product_and_at_least_one_point():
    with pytest.raises(MixedProductsError):
        session(0, Onabotulinumtoxin(4), Incobotulinumtoxin(4))
    with pytest.raises(InvalidRecordError):
        session(0)


@pytest.mark.parametrize(
    ("days", "severity"),
    [([0], Severity.INFO), ([0, 91], Severity.BLOCK), ([0, 92], Severity.INFO)],
)
def test_400_units_of_onabotulinumtoxin_in_three_months(days, severity):
    *earlier, last = [session(day, Onabotulinumtoxin(200.5)) for day in days]
    assert cumulative_finding(last, History(tuple(earlier)), POLICY).severity is severity


def test_exactly_400_units_are_within_the_label():
    history = History((session(-30, Onabotulinumtoxin(200)),))
    found = cumulative_finding(session(0, Onabotulinumtoxin(200)), history, POLICY)
    assert found.severity is Severity.INFO
    assert "400 U onabotulinumtoxinA within three months" in found.sentence


def test_booked_sessions_count_in_the_window_that_holds_the_plan():
    history = History(tuple(session(day, Onabotulinumtoxin(150)) for day in (-80, 80, 91, 120)))
    plan = session(0, Onabotulinumtoxin(150))
    assert cumulative_dose(plan, history, POLICY) == Onabotulinumtoxin(450)


def test_units_of_other_products_are_never_added():
    history = History((session(-10, Abobotulinumtoxin(500)), session(-5, OtherToxin(500, "X"))))
    plan = session(0, Onabotulinumtoxin(20))
    assert cumulative_dose(plan, history, POLICY) == Onabotulinumtoxin(20)


def test_a_product_without_a_known_limit_says_so():
    found = cumulative_finding(session(0, Daxibotulinumtoxin(4000)), History(), POLICY)
    assert found.severity is Severity.INFO
    assert "no limit for this product is known here" in found.sentence


def test_forty_units_in_one_glabella_point_look_like_a_typing_error():
    found = {f.rule_id: f for f in dose_findings(session(0, Onabotulinumtoxin(40)))}
    assert found["botox-dose-point"].severity is Severity.WARN
    assert "40 U onabotulinumtoxinA in one point of glabella?" in found["botox-dose-point"].sentence
    assert "4 U onabotulinumtoxinA a point" in found["botox-dose-point"].sentence


@pytest.mark.parametrize(
    ("points", "rules"),
    [
        ([4] * 5, set()),
        ([8, 4, 4, 2, 2], set()),
        ([4] * 6, {"botox-dose-above-label"}),
        ([8] * 5, {"botox-dose-above-label"}),
        ([8] * 6, {"botox-dose-implausible"}),
        ([9, 2], {"botox-dose-point"}),
    ],
)
def test_glabella_doses_of_onabotulinumtoxin(points, rules):
    plan = session(0, *(Onabotulinumtoxin(units) for units in points))
    assert {finding.rule_id for finding in dose_findings(plan)} == rules


@pytest.mark.parametrize("product", [p for p in Product if p is not Product.OTHER])
def test_the_label_dose_itself_raises_no_question(product):
    for region, label in LABEL_DOSES[product].items():
        doses = [label.total]
        if label.per_point is not None:
            points = round(label.total.units / label.per_point.units)
            doses = [label.per_point] * points
            assert total_dose(doses) == label.total
        assert not list(dose_findings(session(0, *doses, region=region)))


def test_a_region_without_a_label_dose_is_named_as_such():
    (found,) = dose_findings(session(0, Onabotulinumtoxin(4), region="chin"))
    assert found.rule_id == "botox-dose-off-label"
    assert found.severity is Severity.INFO
