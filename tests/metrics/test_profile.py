"""Width and depth of drawn grooves come back; what is no groove has none."""

import numpy as np
import pytest
from scipy.ndimage import gaussian_filter

from metrics.profile import FWHM_PER_SIGMA, SCATTER_MM, measure_profile, within_groove
from metrics.relief import Relief

PX_PER_MM = 3.0
BLUR_MM = 0.174
SHAPE = (90, 200)


def relief_of(light):
    light = light.astype(np.float32)
    return Relief(
        lab=np.zeros((*light.shape, 3), np.float32),
        log_lightness=light,
        grooves=light,
        px_per_mm=PX_PER_MM,
        blur_mm=BLUR_MM,
    )


def path(y=45.0):
    return np.column_stack([np.arange(30.0, 170.0), np.full(140, y)])


def groove(sigma_mm, depth, *, slope=0.0, noise=0.0, drift_px=0.0):
    course = 45 + drift_px * np.sin(np.arange(SHAPE[1]) / 12)
    y = (np.arange(SHAPE[0])[:, None] - course) / PX_PER_MM
    image = -depth * np.exp(-(y**2) / 2 / sigma_mm**2) + slope * y
    return image + np.random.default_rng(0).normal(0, noise, SHAPE)


@pytest.mark.parametrize("sigma_mm", [0.3, 0.5, 0.7])
@pytest.mark.parametrize("slope", [0.0, 0.01])
def test_width_is_that_of_the_groove_before_the_blur(sigma_mm, slope):
    blurred = np.linalg.norm([sigma_mm, BLUR_MM, SCATTER_MM])
    measured = measure_profile(path(), relief_of(groove(blurred, 0.1, slope=slope)))
    assert measured.width_mm == pytest.approx(FWHM_PER_SIGMA * sigma_mm, rel=0.1)


def test_a_groove_narrower_than_the_blur_keeps_half_of_what_is_seen():
    narrow = measure_profile(path(), relief_of(groove(1.05 * BLUR_MM, 0.1)))
    assert narrow.width_mm == pytest.approx(FWHM_PER_SIGMA * 1.05 * BLUR_MM / 2, rel=0.3)


@pytest.mark.parametrize("depth", [0.03, 0.1, 0.3])
def test_depth_comes_back(depth):
    measured = measure_profile(path(), relief_of(groove(0.5, depth, noise=0.004)))
    assert measured.depth == pytest.approx(depth, rel=0.05, abs=0.002)


def test_depth_does_not_depend_on_exposure():
    image = groove(0.5, 0.1)
    first, darker = (measure_profile(path(), relief_of(image + shift)) for shift in (0.0, -0.7))
    assert darker.depth == pytest.approx(first.depth, rel=1e-3)
    assert darker.width_mm == pytest.approx(first.width_mm, rel=1e-2)


def test_a_line_drawn_half_a_millimetre_off_is_measured_as_well():
    there = measure_profile(path(45.0), relief_of(groove(0.5, 0.1)))
    beside = measure_profile(path(46.0), relief_of(groove(0.5, 0.1)))
    assert beside.depth == pytest.approx(there.depth, rel=0.05)


def test_a_line_that_wanders_about_its_path_is_no_wider():
    straight, wandering = (groove(0.4, 0.1, noise=0.002, drift_px=px) for px in (0.0, 1.2))
    there, here = (measure_profile(path(), relief_of(light)) for light in (straight, wandering))
    assert here.width_mm == pytest.approx(there.width_mm, rel=0.1)


@pytest.mark.parametrize(
    "light",
    [
        np.zeros(SHAPE),
        groove(0.5, -0.1),
        groove(0.5, 0.0, slope=0.05),
        groove(0.5, 0.01, noise=0.004),
    ],
)
def test_what_is_no_groove_has_no_profile(light):
    assert measure_profile(path(), relief_of(light)) is None


def test_blurring_a_photo_lowers_depth_and_not_the_width_beyond_reason():
    image = groove(0.5, 0.1)
    soft = gaussian_filter(image, 0.6 * PX_PER_MM)
    sharp, blurred = (measure_profile(path(), relief_of(light)) for light in (image, soft))
    assert blurred.depth < 0.75 * sharp.depth
    assert blurred.width_mm > sharp.width_mm


def test_ends_beyond_the_groove_are_cut_and_the_groove_is_kept():
    image = groove(0.5, 0.1, noise=0.002)
    image[:, :60] = image[:, 140:] = 0
    kept = within_groove(path(), relief_of(image))
    assert kept[0, 0] == pytest.approx(60, abs=1.5 * PX_PER_MM)
    assert kept[-1, 0] == pytest.approx(139, abs=1.5 * PX_PER_MM)


def test_a_groove_seen_from_end_to_end_is_not_cut():
    assert np.array_equal(within_groove(path(), relief_of(groove(0.5, 0.1, noise=0.004))), path())


def test_gaps_inside_a_groove_are_kept():
    image = groove(0.5, 0.1)
    image[:, 90:100] = 0
    assert np.array_equal(within_groove(path(), relief_of(image)), path())


def test_what_is_no_groove_is_left_to_the_profile_to_refuse():
    assert np.array_equal(within_groove(path(), relief_of(groove(0.5, -0.1))), path())
