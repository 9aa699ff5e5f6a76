"""What the smallest detectable change is made of."""

import numpy as np
import pytest

from metrics.contrast import Traces
from metrics.error import (
    Conditions,
    Spread,
    group_of,
    noise_of_sum,
    placebo_noise,
    rendered_study,
    share_reposed,
)
from vision.regions import REGIONS

SAME = Conditions(across=0, pitch=0, light=0, turn=0, length_mm=100)
SPREAD = Spread(
    floor=0.02,
    reposed=0.03,
    per_light=0.4,
    per_degree=0.01,
    across=2,
    pitch=0.02,
    length_mm=100,
)


def lines(count, length=60):
    paths = [
        np.column_stack([np.arange(20.0, 20 + length), np.full(length, 30.0 + 40 * k)])
        for k in range(count)
    ]
    return Traces.of_paths(paths, 3.0)


def test_two_shots_of_one_sitting_have_the_floor_and_no_expected_change():
    disturbance = SPREAD.disturbance(SAME)

    assert disturbance.expected == 0
    assert disturbance.relative == pytest.approx(SPREAD.floor)


@pytest.mark.parametrize("name", ["across", "pitch", "light", "turn"])
def test_every_difference_between_the_photos_widens_the_error(name):
    conditions = Conditions(**{**vars(SAME), name: 0.3})

    assert SPREAD.disturbance(conditions).relative > SPREAD.disturbance(SAME).relative


def test_the_expected_change_turns_round_with_the_pair():
    there = Conditions(across=0.1, pitch=2, light=0.1, turn=3, length_mm=100)
    back = Conditions(across=-0.1, pitch=-2, light=0.1, turn=3, length_mm=100)

    assert SPREAD.disturbance(there).expected == -SPREAD.disturbance(back).expected != 0


def test_fewer_lines_are_less_sure():
    short = Conditions(**{**vars(SAME), "length_mm": 25})
    long = Conditions(**{**vars(SAME), "length_mm": 400})

    assert SPREAD.disturbance(short).relative == pytest.approx(2 * SPREAD.floor)
    assert SPREAD.disturbance(long).relative == pytest.approx(SPREAD.floor)


def test_share_reposed_runs_from_none_to_all():
    far = Conditions(across=0, pitch=0, light=0.2, turn=5, length_mm=100)

    assert share_reposed(SAME) == 0
    assert share_reposed(far) == pytest.approx(1, abs=1e-3)


def test_every_region_and_the_face_have_been_studied():
    for name in ("face", *(region.name for region in REGIONS)):
        assert 0 < rendered_study()[group_of(name)].floor < 0.1
    assert group_of("crows_feet_left") == group_of("crows_feet_right") == "crows_feet"


def test_noise_is_averaged_along_and_between_lines():
    one, four = lines(1), lines(4)
    alone = noise_of_sum(one.length_mm, one.line, one.length_mm, noise=0.01)
    many = noise_of_sum(four.length_mm, four.line, four.length_mm, noise=0.01)

    assert alone == pytest.approx(0.01 * np.sqrt(8.0 * one.length_mm.sum()))
    assert many == pytest.approx(2 * alone)
    assert noise_of_sum(np.zeros(0), np.zeros(0, int), np.zeros(0), noise=0.01) == 0


def test_placebo_noise_follows_the_noise_of_the_photos_and_not_their_lines():
    rng = np.random.default_rng(0)
    clean = np.zeros((600, 200), np.float32)
    for row in range(30, 600, 40):
        clean[row - 1 : row + 2] -= 0.1
    skin, traces = np.ones(clean.shape, bool), lines(14, length=150)
    found = {
        sigma: placebo_noise(
            clean, clean + np.float32(rng.normal(0, sigma, clean.shape)), traces, skin, 3.0
        )
        for sigma in (0.02, 0.04)
    }

    assert 0 < found[0.02] < 0.02
    assert found[0.04] == pytest.approx(2 * found[0.02], rel=0.25)
