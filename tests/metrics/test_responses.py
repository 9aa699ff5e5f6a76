"""The oriented filters see grooves, in their own direction, and are blind to steps."""

import cv2
import numpy as np
import pytest
from scipy.ndimage import convolve

from metrics.responses import ANGLES, BANKS, DIRECTIONS, oriented_responses

PX_PER_MM = 3.0
SIZE = 150


def groove(angle, *, depth=0.1, sigma_mm=0.4):
    """A straight groove through the middle of an even ground."""
    y, x = np.mgrid[:SIZE, :SIZE] - SIZE // 2
    across = (-x * np.sin(angle) + y * np.cos(angle)) / PX_PER_MM
    return (-depth * np.exp(-(across**2) / 2 / sigma_mm**2)).astype(np.float32)


def at_centre(image):
    every, middle = np.arange(DIRECTIONS), np.full(DIRECTIONS, SIZE // 2)
    responses = oriented_responses(image, PX_PER_MM)
    return np.stack([response.valley_at(every, middle, middle) for response in responses])


@pytest.mark.parametrize("index", range(0, DIRECTIONS, 3))
def test_a_groove_answers_most_in_its_own_direction(index):
    valley = at_centre(groove(ANGLES[index]))
    assert (valley.argmax(1) == index).all()
    assert (valley.max(1) > 0).all()


def test_the_response_is_proportional_to_depth():
    shallow, deep = at_centre(groove(0.0, depth=0.05)), at_centre(groove(0.0, depth=0.1))
    np.testing.assert_allclose(deep, 2 * shallow, atol=1e-5)


def test_an_even_ground_answers_nothing():
    assert np.abs(at_centre(np.full((SIZE, SIZE), 0.3, np.float32))).max() < 1e-5


@pytest.mark.parametrize("shift_px", [0, 2, 4])
def test_a_step_edge_is_no_groove(shift_px):
    step = np.where(np.arange(SIZE) < SIZE // 2 + shift_px, 0.0, -0.2).astype(np.float32)
    assert at_centre(np.tile(step, (SIZE, 1))).max() < 1e-3


def test_the_spectral_filter_is_the_elongated_gaussian():
    # An impulse gives the kernel back; the fine bank without flanks is checked against its formula.
    bank, angle = BANKS[0], ANGLES[2]
    reach = 24
    y, x = np.mgrid[-reach : reach + 1, -reach : reach + 1] / PX_PER_MM
    along, across = (
        x * np.cos(angle) + y * np.sin(angle),
        -x * np.sin(angle) + y * np.cos(angle),
    )
    kernel = np.exp(-(along**2) / 2 / bank.along_mm**2 - across**2 / 2 / bank.across_mm**2)
    kernel /= kernel.sum()
    image = np.random.default_rng(0).normal(0, 0.1, (SIZE, SIZE)).astype(np.float32)
    mean = convolve(image, kernel, mode="mirror")
    normal = bank.flank_mm * PX_PER_MM * np.array([np.cos(angle), -np.sin(angle)])
    middle = SIZE // 2
    flanks = [
        _bilinear(mean, middle + sign * normal[0], middle + sign * normal[1]) for sign in (1, -1)
    ]
    response = oriented_responses(image, PX_PER_MM)[0]
    assert response.flank[2, middle, middle] == pytest.approx(
        max(flanks) - mean[middle, middle], abs=2e-4
    )


def _bilinear(image, row, column):
    i, j = int(np.floor(row)), int(np.floor(column))
    a, b = row - i, column - j
    return (
        image[i, j] * (1 - a) * (1 - b)
        + image[i + 1, j] * a * (1 - b)
        + image[i, j + 1] * (1 - a) * b
        + image[i + 1, j + 1] * a * b
    )


def test_what_is_kept_at_half_resolution_is_read_at_any_pixel():
    image = np.random.default_rng(0).normal(0, 0.1, (SIZE, SIZE + 7)).astype(np.float32)
    coarse = next(
        response
        for response in oriented_responses(image, PX_PER_MM)
        if response.valley.shape[1:] != image.shape
    )
    rows, columns = (axis.ravel() for axis in np.indices(image.shape))
    for k in (0, 5):
        direction = np.full(rows.shape, k)
        for planes, read_at in (
            (coarse.valley, coarse.valley_at),
            (coarse.flank, coarse.flank_at),
        ):
            enlarged = cv2.resize(planes[k], image.shape[::-1])
            read = read_at(direction, rows, columns)
            assert read == pytest.approx(enlarged.ravel(), abs=1e-6)
