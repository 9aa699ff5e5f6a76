"""Pictures for people agree with the frame that was measured, only finer."""

import cv2
import numpy as np
import pytest

from vision.align import Alignment
from vision.frame import FaceFrame
from vision.photo import Photo
from vision.pictures import FINEST_PX_PER_MM, aligned_pictures

SPOT = np.array([[430.0, 300.0]])


def spotted(px_per_mm: float, moved: tuple[float, float] = (0.0, 0.0)) -> Photo:
    """A grey photo of 100 by 80 mm with a bright spot 2 mm wide."""
    size = (round(100 * px_per_mm), round(80 * px_per_mm))
    pixels = np.full((size[1], size[0], 3), 60, np.uint8)
    place = tuple(np.round(SPOT[0] / 10 * px_per_mm + moved).astype(int).tolist())
    cv2.circle(pixels, place, round(px_per_mm), (220, 220, 220), -1)
    return Photo(pixels, "0" * 64)


def aligned(px_per_mm: float, moved_px: tuple[float, float]) -> Alignment:
    frame_px_per_mm = 3.0
    ratio = px_per_mm / frame_px_per_mm
    shift = 0.5 * ratio - 0.5
    to_photo = np.array([[ratio, 0, shift], [0, ratio, shift]])
    pixels = np.zeros((240, 300, 3), np.float32)
    frame = FaceFrame(pixels, np.zeros((478, 2)), frame_px_per_mm, to_photo)
    displacement = np.full((240, 300, 2), np.array(moved_px) / ratio, np.float32)
    photos = (spotted(px_per_mm), spotted(px_per_mm, moved_px))
    face = np.ones((240, 300), bool)
    return Alignment(frame, frame, face, displacement, np.eye(3), 0.0, 1.0, photos)


def centre_of_spot(picture: np.ndarray) -> np.ndarray:
    bright = picture[..., 0].astype(float) - 60
    bright[bright < 20] = 0
    rows, columns = np.indices(bright.shape)
    return np.array([(bright * columns).sum(), (bright * rows).sum()]) / bright.sum()


@pytest.mark.parametrize("px_per_mm", [3.0, 5.0, 10.0])
def test_the_same_skin_lies_at_the_same_place_in_both_pictures(px_per_mm):
    pictures = aligned_pictures(aligned(px_per_mm, (9.0, -6.0)))
    assert pictures.before.shape == pictures.after.shape
    np.testing.assert_allclose(
        centre_of_spot(pictures.after), centre_of_spot(pictures.before), atol=0.3
    )


@pytest.mark.parametrize("px_per_mm", [3.0, 5.0, 10.0])
def test_points_of_the_photo_are_found_in_the_picture(px_per_mm):
    pictures = aligned_pictures(aligned(px_per_mm, (0.0, 0.0)))
    placed = pictures.in_picture(np.round(SPOT / 10 * px_per_mm))[0]
    np.testing.assert_allclose(centre_of_spot(pictures.before), placed, atol=0.3)


@pytest.mark.parametrize(("px_per_mm", "shown"), [(3.0, 3.0), (5.0, 5.0), (10.0, FINEST_PX_PER_MM)])
def test_pictures_are_as_fine_as_the_photo_up_to_a_limit(px_per_mm, shown):
    pictures = aligned_pictures(aligned(px_per_mm, (0.0, 0.0)))
    assert pictures.px_per_mm == pytest.approx(shown)
    assert pictures.before.shape[0] == pytest.approx(80 * shown, abs=1)
