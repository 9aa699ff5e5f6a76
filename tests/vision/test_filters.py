"""Blurs have the width they are asked for, however narrow."""

import numpy as np
import pytest

from vision.filters import FULL_RESOLUTION_SIGMA, SAMPLED_SIGMA, blur


@pytest.mark.parametrize("sigma_px", [0.1, 0.34, 0.5, 0.79, SAMPLED_SIGMA, 2.0, 9.0])
def test_a_blurred_point_has_the_standard_deviation_asked_for(sigma_px):
    image = np.zeros((121, 121), np.float32)
    image[60, 60] = 1
    across = blur(image, sigma_px).sum(axis=0)
    offset = np.arange(-60, 61)

    assert across.sum() == pytest.approx(1, abs=0.01)
    exact = 0.001 if sigma_px <= FULL_RESOLUTION_SIGMA else 0.05
    spread = np.sqrt((across * offset**2).sum() / across.sum())
    assert spread == pytest.approx(sigma_px, rel=exact)


@pytest.mark.parametrize("sigma_px", [0.01, 0.34, 1.5])
def test_an_even_picture_stays_as_it_is(sigma_px):
    even = np.full((40, 50), 0.3, np.float32)

    assert blur(even, sigma_px) == pytest.approx(even, abs=1e-6)


def test_colours_are_blurred_each_by_itself():
    picture = np.random.default_rng(1).random((30, 40, 3)).astype(np.float32)
    together = blur(picture, 0.5)

    for channel in range(3):
        alone = blur(np.ascontiguousarray(picture[..., channel]), 0.5)
        assert together[..., channel] == pytest.approx(alone, abs=1e-6)
