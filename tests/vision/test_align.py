"""Alignment against displacements that are known exactly."""

import cv2
import numpy as np
import pytest
from scipy.ndimage import map_coordinates

from tests.drawn_faces import PX_PER_MM, SIZE, drawn, grid, portrait
from vision.align import Alignment, FailedAlignment, align
from vision.skin import face_zone

WIDTH, HEIGHT = SIZE


def turned(degrees, scale):
    """Where each pixel of the turned photo lies in the drawing, and the map itself."""
    matrix = cv2.getRotationMatrix2D((WIDTH / 2, HEIGHT / 2), degrees, scale)
    back = cv2.invertAffineTransform(matrix)
    return grid() @ back[:, :2].T + back[:, 2], back


def bent(seed, size_mm=1.0):
    rng = np.random.default_rng(seed)
    bend = [cv2.GaussianBlur(rng.normal(0, 1, (HEIGHT, WIDTH)), (0, 0), 60) for _ in "xy"]
    return grid() + np.dstack([size_mm * PX_PER_MM * b / b.std() for b in bend])


def error_px(found: Alignment, to_drawing) -> np.ndarray:
    """Distance over skin between where a place is and where the alignment says it is."""
    zone = face_zone(found.before)
    rows, columns = (axis[::37] for axis in np.nonzero(zone))
    places = np.column_stack([columns, rows]).astype(float)
    truth = found.before.in_photo(places)
    later = found.after.in_photo(places + found.displacement[rows, columns])
    looked = [
        map_coordinates(to_drawing[..., axis], [later[:, 1], later[:, 0]], order=1)
        for axis in (0, 1)
    ]
    return np.hypot(looked[0] - truth[:, 0], looked[1] - truth[:, 1])


@pytest.fixture(scope="module")
def before():
    return portrait(drawn(seed=1), noise=1.0)


def test_the_same_photo_lies_on_itself_without_any_displacement(before):
    found = align(before, before, px_per_mm=3.0)

    assert isinstance(found, Alignment)
    assert not found.displacement.any()
    assert np.array_equal(found.before.pixels, found.after.pixels)
    assert np.array_equal(found.similarity, np.eye(3))


def test_a_turned_and_smaller_copy_is_found_to_a_thirtieth_of_a_millimetre(before):
    to_drawing, back = turned(6, 0.92)
    found = align(before, portrait(drawn(seed=1), to_drawing=to_drawing, noise=2), px_per_mm=3.0)

    assert isinstance(found, Alignment)
    assert np.median(error_px(found, to_drawing)) < PX_PER_MM / 30
    assert np.allclose(found.similarity[:2, :2], back[:, :2], atol=2e-4)
    assert found.residual_mm < 0.05


def test_a_bend_of_a_millimetre_is_followed(before):
    to_drawing = bent(3)
    found = align(before, portrait(drawn(seed=1), to_drawing=to_drawing, noise=2), px_per_mm=3.0)

    assert isinstance(found, Alignment)
    assert np.median(np.hypot(*np.moveaxis(to_drawing - grid(), 2, 0))) > 2
    assert np.median(error_px(found, to_drawing)) < 0.15


def test_light_does_not_move_the_alignment(before):
    shade = np.log(np.linspace(0.7, 1.2, WIDTH))[None, :]
    found = align(before, portrait(drawn(seed=1) + shade, noise=2), px_per_mm=3.0)

    assert isinstance(found, Alignment)
    assert np.median(error_px(found, grid())) < 0.05


def test_the_residual_is_about_as_large_as_the_error_it_stands_for(before):
    sharp = align(before, portrait(drawn(seed=1), to_drawing=turned(3, 1)[0]), px_per_mm=3.0)
    rippled = grid()
    rippled[..., 0] += 1.2 * np.sin(rippled[..., 1] / 9.0)
    rough = align(before, portrait(drawn(seed=1), to_drawing=rippled), px_per_mm=3.0)

    assert isinstance(sharp, Alignment)
    assert isinstance(rough, Alignment)
    assert rough.residual_mm > 3 * sharp.residual_mm


def test_another_skin_is_refused_or_found_to_agree_badly(before):
    found = align(before, portrait(drawn(seed=2), noise=1.0), px_per_mm=3.0)

    assert isinstance(found, FailedAlignment) or found.correlation < 0.6
    if isinstance(found, FailedAlignment):
        assert found.reason.code == "not_aligned"
        assert not found
