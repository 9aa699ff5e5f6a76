"""Agreement statistics against published examples and simulated truth."""

import numpy as np
import pytest

from metrics.agreement import components, icc_2_1, limits_of_agreement
from vision.errors import ShapeError

SHROUT_FLEISS = np.array(
    [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]], float
)
"""Table 2 of Shrout and Fleiss (1979): six targets, four judges; their table 4 says 0.29."""


def simulated(rng, *, session, within, poses=2, shots=3):
    return 100 + rng.normal(0, session, (poses, 1)) + rng.normal(0, within, (poses, shots))


def test_icc_is_that_of_shrout_and_fleiss():
    assert icc_2_1(SHROUT_FLEISS) == pytest.approx(0.29, abs=0.005)


def test_icc_knows_perfect_agreement_and_a_rater_who_always_adds_one():
    truth = np.arange(5.0)

    assert icc_2_1(np.column_stack([truth, truth, truth])) == pytest.approx(1)
    assert icc_2_1(np.column_stack([truth, truth + 1])) < 0.9


def test_icc_recovers_the_share_of_variance_between_targets():
    rng = np.random.default_rng(1)
    table = rng.normal(0, 3, (4000, 1)) + rng.normal(0, 1, (4000, 6))

    assert icc_2_1(table) == pytest.approx(9 / 10, abs=0.01)


def test_components_recover_what_was_simulated():
    rng = np.random.default_rng(2)
    many = [components(simulated(rng, session=2, within=1)) for _ in range(3000)]

    assert np.mean([c.within**2 for c in many]) == pytest.approx(1, rel=0.05)
    # Negative estimates are cut at zero, so that the mean of the session variance is a little high.
    assert np.mean([c.session**2 for c in many]) == pytest.approx(4, rel=0.08)


def test_poses_whose_shots_explain_everything_add_nothing():
    table = np.array([[1.0, 2.0, 3.0], [3.0, 1.0, 2.0]])

    assert components(table).session == 0
    assert components(table).sem == pytest.approx(1)


def test_sdc_follows_its_formula():
    table = np.array([[10.0, 11.0, 12.0], [14.0, 15.0, 16.0]])
    found = components(table)

    assert found.within == pytest.approx(1)
    assert found.session**2 == pytest.approx(8 - 1 / 3)
    for shots in (1, 3):
        variance = found.session**2 + found.within**2 / shots
        assert found.sdc(shots) == pytest.approx(1.96 * np.sqrt(2) * np.sqrt(variance))


def test_limits_of_agreement_hold_95_percent_of_new_differences():
    rng = np.random.default_rng(3)
    lower, upper = limits_of_agreement(np.array([rng.normal(0, 1, 60), rng.normal(0.5, 1, 60)]))
    fresh = rng.normal(0.5, 1, 20_000) - rng.normal(0, 1, 20_000)

    assert np.mean((fresh > lower) & (fresh < upper)) == pytest.approx(0.95, abs=0.03)


@pytest.mark.parametrize("statistic", [icc_2_1, components])
def test_one_row_is_too_little(statistic):
    with pytest.raises(ShapeError):
        statistic(np.ones((1, 3)))
