"""Several shots of a visit: what they make surer, and what they do not."""

import numpy as np
import pytest

from metrics.verdict import (
    NOT_COMPARABLE,
    ChangeError,
    PairMeasurement,
    RegionChange,
    judged,
    not_comparable,
)
from metrics.visits import PRIOR_SHOTS, Shots, compare_visits, pooled, within_of_mean
from tests.drawn_faces import drawn, forehead_lines, portrait

SESSION, WITHIN = 0.3, 0.4


def region(before, after):
    change = judged(before, after, ChangeError(SESSION, WITHIN))
    return RegionChange("compared", None, change, change)


def pair(before, after, status="compared"):
    if status != "compared":
        refused = not_comparable("light_differs", "Use the same lamps.")
        return PairMeasurement("not_comparable", refused.reason, (), refused, {}, (), None)
    part = region(before, after)
    return PairMeasurement("compared", None, (), part, {"forehead": part}, (), None)


@pytest.mark.parametrize("shots", [1, 2, 3, 5])
def test_error_is_session_variance_plus_within_variance_over_shots(shots):
    """Shots that agree exactly leave the model's own error, moderated by their number."""
    together = pooled([pair(10, 9)] * shots, Shots(shots, shots)).face.density
    moderated = WITHIN**2 * PRIOR_SHOTS / (PRIOR_SHOTS + shots - 1)

    assert together.change_percent == pytest.approx(-10)
    assert together.error.session == pytest.approx(SESSION)
    assert together.error.within == pytest.approx(np.sqrt(moderated / shots))
    assert together.sdc_percent == pytest.approx(
        10 * 1.96 * np.sqrt(SESSION**2 + moderated / shots)
    )


def test_shots_that_disagree_widen_the_error_beyond_the_model():
    calm = within_of_mean([0.1, 0.0, -0.1], 0.1, Shots(3, 3))
    wild = within_of_mean([3.0, 0.0, -3.0], 0.1, Shots(3, 3))

    assert wild > 10 * calm


def test_the_moderated_error_is_right_on_average():
    """95 % of means of three simulated shots lie within 1.96 of the error that is given."""
    rng = np.random.default_rng(5)
    inside = []
    for _ in range(4000):
        shots = rng.normal(0, WITHIN, 3)
        inside.append(abs(shots.mean()) <= 1.96 * within_of_mean(shots, WITHIN, Shots(3, 3)))

    assert np.mean(inside) == pytest.approx(0.95, abs=0.012)


def test_a_visit_with_fewer_shots_has_them_used_again_and_counts_them_once():
    assert Shots(1, 3).pairs == [(0, 0), (0, 1), (0, 2)]
    assert Shots(3, 2).pairs == [(0, 0), (1, 1), (2, 0)]
    assert Shots(1, 3).averaged == pytest.approx((1 + 1 / 3) / 2)


def test_one_pair_of_shots_is_that_pair():
    alone = pair(10, 9)

    assert pooled([alone], Shots(1, 1)) is alone


def test_a_shot_that_cannot_be_compared_is_left_out():
    together = pooled([pair(10, 8, "no"), pair(10, 8), pair(10, 8)], Shots(3, 3))
    two = pooled([pair(10, 8)] * 2, Shots(2, 2))

    assert together.status == "compared"
    assert together.face == two.face
    assert together.shots == ((1, 1), (2, 2))
    assert [finding.code for finding in together.findings] == ["light_differs"]
    assert together.findings[0].message == "Shots 1 and 1 were not compared. Use the same lamps."


def test_a_shot_that_is_used_again_counts_once_among_those_that_are_left():
    """Without the second of two shots, four later ones are compared twice with the first."""
    together = pooled([pair(10, 8), pair(1, 1, "no")] * 2, Shots(2, 4))

    assert together.face == pooled([pair(10, 8)] * 2, Shots(1, 2)).face


def test_no_shot_that_can_be_compared_gives_the_reason():
    together = pooled([pair(1, 1, "no")] * 3, Shots(3, 3))

    assert (together.status, together.reason.code) == ("not_comparable", "light_differs")
    assert together.face.density == NOT_COMPARABLE


def test_three_shots_of_each_visit_narrow_the_error_of_photos():
    lines = forehead_lines(0.16)
    before, after = (
        [portrait(drawn(seed=3, lines=lines), noise=2.5, grain=g) for g in range(k, k + 3)]
        for k in (10, 20)
    )
    one = compare_visits(before[:1], after[:1]).regions["forehead"].density
    three = compare_visits(before, after).regions["forehead"].density

    assert three.sdc_percent < 0.8 * one.sdc_percent
    assert three.verdict == one.verdict == "within_error"
