from datetime import UTC, date, datetime, timedelta

import pytest

from metrics.change import Change, RegionChange
from reports import words
from tracking.progress import PointVerdict, VisitPoint
from vision.errors import Refusal
from vision.regions import REGIONS


def visit(
    verdict: PointVerdict,
    change: float | None,
    error: float | None,
    reason: Refusal | None = None,
) -> VisitPoint:
    return VisitPoint(
        visit_id=1,
        on=datetime(2026, 3, 3, tzinfo=UTC),
        expression="frown",
        region="forehead",
        density=4.0,
        severity=None,
        change_percent=change,
        sdc_percent=error,
        severity_change_percent=None,
        severity_sdc_percent=None,
        verdict=verdict,
        severity_verdict=verdict,
        reason=reason,
    )


def sentence(*figures: object) -> str:
    return str(words.visit_sentence(visit(*figures))).replace(words.NARROW_SPACE, " ")  # type: ignore[arg-type]  # figures are checked by `visit`


def test_a_change_beyond_its_error_is_said_with_both_sizes() -> None:
    assert sentence("fewer_lines", -31.2, 10.4) == (
        "Forehead while frowning: 31 % fewer lines, more than the 10 % this comparison can tell "
        "apart."
    )
    assert "12 % more lines" in sentence("more_lines", 12.0, 9.0)


def test_a_change_within_its_error_is_never_called_fewer_or_more() -> None:
    told = sentence("within_error", -8.9, 9.4)

    assert "no change that can be told apart" in told
    assert "fewer" not in told


def test_sizes_that_round_to_the_same_are_told_apart() -> None:
    assert "12.4 % fewer lines, more than the 11.6 %" in sentence("fewer_lines", -12.4, 11.6)


def test_no_percentage_is_made_up_where_there_were_hardly_any_lines() -> None:
    told = sentence("more_lines", None, None)

    assert "more lines" in told
    assert "%" not in told


def test_what_could_not_be_compared_says_why() -> None:
    reason = Refusal("light_changed", "Light the face as before.")

    assert sentence("not_comparable", None, None, reason).endswith(
        "not comparable. Light the face as before."
    )


@pytest.mark.parametrize(
    ("value", "told"),
    [(-31.4, "−31 %"), (4.04, "+4.0 %"), (9.96, "+10 %"), (-0.04, "0.0 %"), (None, "–")],
)
def test_signed_percent(value: float | None, told: str) -> None:
    assert words.signed_percent(value).replace(words.NARROW_SPACE, " ") == told


def test_regions_that_changed_are_named() -> None:
    def region(verdict: PointVerdict) -> RegionChange:
        change = Change(4.0, 3.0, -25.0, 9.0, verdict)  # type: ignore[arg-type]  # a subset of the verdicts
        return RegionChange("compared", None, change, change)

    told = words.regions_sentence(
        {
            "chin": region("more_lines"),
            "forehead": region("fewer_lines"),
            "bunny": region("within_error"),
        }
    )

    assert told == "Fewer lines: Forehead. More lines: Chin."
    assert words.regions_sentence({}) == "No single region changed by more than its error."


def test_every_region_has_a_name_for_people() -> None:
    assert set(words.REGIONS) == {"face", *(region.name for region in REGIONS)}


def test_a_period_says_its_year_once() -> None:
    first, last = datetime(2026, 3, 3, tzinfo=UTC), datetime(2026, 7, 1, tzinfo=UTC)

    assert words.period(first, last) == "3 Mar – 1 Jul 2026"
    assert words.period(first, first) == "3 Mar 2026"
    assert words.period(first.replace(year=2025), last) == "3 Mar 2025 – 1 Jul 2026"


@pytest.mark.parametrize(
    ("zone", "told"), [("UTC", "9 Mar"), ("Pacific/Auckland", "10 Mar"), ("America/Lima", "9 Mar")]
)
def test_moments_are_told_as_days_at_the_clinic(
    monkeypatch: pytest.MonkeyPatch, zone: str, told: str
) -> None:
    monkeypatch.setenv("RHYTID_TIME_ZONE", zone)
    evening = datetime(2026, 3, 9, 20, tzinfo=UTC)

    assert words.day_and_month(evening) == f"{told} 2026"
    assert words.period(evening, evening + timedelta(hours=3)) == f"{told} 2026"
    assert words.day_and_month(date(2026, 3, 9)) == "9 Mar 2026"


@pytest.mark.parametrize(
    ("value", "told"), [(1.26, "+1.3"), (-0.3, "−0.3"), (-0.04, "0.0"), (None, words.NO_FIGURE)]
)
def test_a_change_has_its_sign_unless_it_rounds_to_nought(value: float | None, told: str) -> None:
    assert words.signed(value, 1) == told
