"""Contrast of drawn valleys of known depth, in every direction."""

import numpy as np
import pytest

from metrics.contrast import Smoother, Traces, line_contrast

PX_PER_MM = 3.0
SIZE = 181


def valley(degrees, depth, sigma_mm=0.4, aside_mm=0.0):
    y, x = np.mgrid[:SIZE, :SIZE] - SIZE // 2
    angle = np.radians(degrees)
    across = (y * np.cos(angle) - x * np.sin(angle)) / PX_PER_MM - aside_mm
    return np.float32(-depth * np.exp(-0.5 * (across / sigma_mm) ** 2))


def straight(degrees, half_mm=15):
    steps = np.arange(-half_mm * PX_PER_MM, half_mm * PX_PER_MM + 1)
    angle = np.radians(degrees)
    path = np.column_stack([np.cos(angle) * steps, np.sin(angle) * steps]) + SIZE // 2
    return Traces.of_paths([path], PX_PER_MM)


def mean_contrast(degrees, depth, **how):
    traces = straight(degrees)
    return line_contrast(valley(degrees, depth, **how), traces, PX_PER_MM).mean()


@pytest.mark.parametrize("degrees", [0, 20, 45, 70, 90, 135])
def test_contrast_is_in_proportion_to_depth_in_every_direction(degrees):
    level = mean_contrast(0, 0.1)

    assert mean_contrast(degrees, 0.1) == pytest.approx(level, rel=0.03)
    assert mean_contrast(degrees, 0.05) == pytest.approx(level / 2, rel=0.03)


def test_a_ridge_has_the_opposite_sign_and_flat_skin_none():
    assert mean_contrast(30, -0.1) == pytest.approx(-mean_contrast(30, 0.1), rel=1e-4)
    assert mean_contrast(30, 0.0) == pytest.approx(0, abs=1e-6)


def test_a_slope_of_light_across_the_line_is_no_contrast():
    traces = straight(0)
    slope = np.float32(np.mgrid[:SIZE, :SIZE][0] * 0.01)

    assert line_contrast(slope, traces, PX_PER_MM) == pytest.approx(0, abs=2e-3)


def test_skin_beside_the_line_is_looked_at_on_request():
    traces = straight(0)
    shifted = line_contrast(valley(0, 0.1, aside_mm=3), traces, PX_PER_MM, aside_mm=3)

    assert shifted.mean() == pytest.approx(mean_contrast(0, 0.1), rel=0.02)


@pytest.mark.parametrize("degrees", [0, 17, 45, 90])
def test_lengths_add_up_to_the_length_of_the_line(degrees):
    assert straight(degrees, half_mm=15).length_mm.sum() == pytest.approx(30, abs=0.4)


def test_smoothing_keeps_a_constant_and_lines_apart():
    one, two = straight(0), straight(90)
    both = Traces(
        *(np.concatenate([getattr(one, n), getattr(two, n)]) for n in ("rows", "columns", "angle")),
        np.concatenate([one.line, two.line + 1]),
        np.concatenate([one.length_mm, two.length_mm]),
    )
    smooth = Smoother(both, PX_PER_MM)(both.line.astype(float))

    assert both.count == 2
    assert smooth == pytest.approx(both.line)


def test_no_lines_are_no_lines():
    none = Traces.of_paths([], PX_PER_MM)

    assert (len(none), none.count) == (0, 0)
    assert line_contrast(valley(0, 0.1), none, PX_PER_MM).shape == (0,)
