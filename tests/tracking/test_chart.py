from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from records.figures import KeptChange, KeptFigures, KeptPair, MeasuredPhoto
from tracking.chart import baselines_of, chart_points, first_shots

START = datetime(2026, 1, 1, tzinfo=UTC)
figures = st.floats(0.1, 60)


def photo(number, *, expression="frown", status="measured", visit=None):
    visit = number if visit is None else visit
    on = START + timedelta(days=visit)
    return MeasuredPhoto(number, "", visit, on, expression, 100 + number, status, None)


@st.composite
def changes(draw):
    """A change as the metric states it, percentages withheld where there was hardly a line."""
    before, after = draw(figures), draw(figures)
    difference, sdc = after - before, draw(st.floats(0.01, 30))
    verdict = "within_error"
    if abs(difference) > sdc:
        verdict = "fewer_lines" if difference < 0 else "more_lines"
    if draw(st.booleans()):
        return KeptChange("face", None, *[difference, None, None, verdict] * 2)
    percents = [difference, 100 * difference / before, 100 * sdc / before, verdict]
    return KeptChange("face", None, *percents * 2)


@given(baseline=figures, severity=figures, change=changes())
def test_a_point_never_lies_on_the_other_side_of_the_baseline_than_its_verdict(
    baseline, severity, change
):
    photos = [photo(1), photo(2)]
    base = {101: [KeptFigures("face", None, baseline, severity)]}
    first, later = chart_points(photos, base, {2: KeptPair(None, [change])})
    assert (first.density, first.severity) == (baseline, severity)
    assert later.verdict == change.density_verdict
    for before, now in ((first.density, later.density), (first.severity, later.severity)):
        assert now is not None
        assert now >= 0
        if later.verdict == "fewer_lines":
            assert now < before
        if later.verdict == "more_lines":
            assert now > before
        if later.verdict == "within_error" and later.sdc_percent is not None:
            assert abs(now - before) <= before * later.sdc_percent / 100 + 1e-9


def test_the_first_measured_shot_stands_for_its_visit_and_expression():
    shots = [
        photo(1, status="refused", visit=1),
        photo(2, visit=1),
        photo(3, visit=1),
        photo(4, expression="rest", visit=1),
        photo(5, status="refused", visit=2),
    ]
    assert [shot.photo_id for shot in first_shots(shots)] == [2, 4, 5]


def test_every_expression_has_its_own_baseline():
    photos = [photo(1), photo(2, expression="rest", status="refused"), photo(3, expression="rest")]
    assert baselines_of(photos) == {1: 101, 3: 103}


def test_a_visit_that_waits_for_its_figures_has_points_that_say_so():
    base = {101: [KeptFigures("face", None, 5.0, 1.0)]}
    _, waiting = chart_points([photo(1), photo(2)], base, {})
    assert (waiting.verdict, waiting.density) == ("not_measured", None)
    assert waiting.reason.code == "not_measured_yet"
