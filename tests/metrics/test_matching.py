"""Differences of gain, sharpness and noise that were put in are found and taken out."""

from dataclasses import replace

import cv2
import numpy as np
import pytest

from metrics.matching import match
from metrics.view import common_view
from tests.drawn_faces import PX_PER_MM, drawn
from tests.drawn_faces import portrait as drawn_portrait
from vision.align import align


@pytest.fixture(scope="module")
def still():
    """A photo aligned with itself, and its skin."""
    photo = drawn_portrait(drawn(seed=4), noise=1.0)
    alignment = align(photo, photo, px_per_mm=PX_PER_MM)
    return alignment, common_view(alignment, photo)


def spread(picture, still):
    return float(picture[still[1].skin].std())


def matched(still, pixels):
    alignment, view = still
    after = replace(alignment.after, pixels=np.float32(pixels))
    return match(replace(alignment, after=after), view)


def test_equal_photos_are_left_as_they_are(still):
    pair = matched(still, still[0].after.pixels)

    assert (pair.gain, pair.blur_mm, pair.noise) == (0, 0, 0)
    assert np.array_equal(pair.before, pair.after)


@pytest.mark.parametrize("sigma_mm", [0.2, 0.4])
def test_the_sharper_photo_is_blurred_by_what_the_other_lacks(still, sigma_mm):
    pixels = still[0].after.pixels
    pair = matched(still, cv2.GaussianBlur(pixels, (0, 0), sigma_mm * PX_PER_MM))

    assert pair.blur_mm == pytest.approx(-sigma_mm, abs=0.06)
    assert np.corrcoef(pair.before[still[1].skin], pair.after[still[1].skin])[0, 1] > 0.99


def test_which_photo_is_softer_decides_the_sign(still):
    alignment, view = still
    soft = cv2.GaussianBlur(alignment.before.pixels, (0, 0), 0.4 * PX_PER_MM)
    before = replace(alignment.before, pixels=np.float32(soft))

    assert match(replace(alignment, before=before), view).blur_mm > 0.3


def test_a_flatter_tone_curve_is_undone(still):
    pixels = still[0].after.pixels
    pair = matched(still, 255 * (pixels / 255) ** 0.8)

    assert pair.gain == pytest.approx(np.log(0.8), abs=0.03)
    assert pair.after[still[1].skin].std() == pytest.approx(
        pair.before[still[1].skin].std(), rel=0.04
    )


def test_exposure_alone_changes_nothing(still):
    pair = matched(still, still[0].after.pixels * 0.8)

    assert pair.gain == pytest.approx(0, abs=0.02)
    assert np.abs(pair.after - pair.before)[still[1].skin].mean() < 0.002


def test_the_cleaner_photo_is_given_noise_of_the_same_strength(still):
    pixels = still[0].after.pixels
    grain = np.random.default_rng(1).normal(0, 14, pixels.shape)
    pair = matched(still, np.clip(pixels + grain, 0, 255))

    assert pair.noise > 0.04
    assert pair.before[still[1].skin].std() == pytest.approx(
        pair.after[still[1].skin].std(), rel=0.06
    )
