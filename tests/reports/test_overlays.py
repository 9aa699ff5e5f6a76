"""Overlays put what was measured where it is on the photo."""

import numpy as np
import pytest

from reports.drawing import REGION_COLOURS, Crop, draw_polyline, draw_scale_bar, region_colour
from reports.fates import COLOURS
from reports.overlays import comparison_overlay
from tracking.contract import PairLineEntry
from vision.pictures import AlignedPictures
from vision.regions import REGIONS

RED = (255, 0, 0)


@pytest.mark.parametrize("height", [350, 1400, 2800])
def test_a_crop_places_points_on_the_pixels_they_belong_to(height):
    pixels = np.zeros((height, height, 3), np.uint8)
    row, column = height // 3, height // 2
    pixels[row - 4 : row + 5, column - 4 : column + 5] = 255
    crop = Crop.around(np.array([[0.0, 0.0], [height, height]]), (height, height), margin_px=0)
    shown = crop.of(pixels)[..., 0].astype(float)
    rows, columns = np.indices(shown.shape)
    centre = [(shown * columns).sum() / shown.sum(), (shown * rows).sum() / shown.sum()]
    placed = crop.place(np.array([[column, row]], float))[0]
    np.testing.assert_allclose(placed, centre, atol=0.15)


def test_a_crop_stays_inside_the_photo():
    crop = Crop.around(np.array([[5.0, 5.0], [95.0, 95.0]]), (100, 80), margin_px=30)
    assert (crop.left, crop.top, crop.width, crop.height) == (0, 0, 100, 80)


def test_a_polyline_is_drawn_at_subpixel_places():
    canvas = np.zeros((40, 40, 3), np.uint8)
    draw_polyline(canvas, np.array([[5.0, 20.5], [35.0, 20.5]]), RED, width=1)
    column = canvas[:, 20, 0].astype(float)
    assert (column * np.arange(40)).sum() / column.sum() == pytest.approx(20.5, abs=0.1)


def test_the_scale_bar_is_ten_millimetres_long():
    canvas = draw_scale_bar(np.full((200, 400, 3), 128, np.uint8), px_per_mm=12.0)
    dark = (canvas < 60).all(axis=2)
    longest = max(row.sum() for row in dark)
    assert longest == pytest.approx(120, abs=2)


def test_every_region_has_a_colour_and_sides_share_it():
    assert region_colour("cheek_left") == region_colour("cheek_right")
    assert {region_colour(region.name) for region in REGIONS} == set(REGION_COLOURS.values())


@pytest.mark.parametrize(
    ("before_mm", "change_percent", "fate"),
    [
        (20.0, -60.0, "faded"),
        (20.0, 80.0, "appeared"),
        (20.0, -3.0, "stayed"),
        (20.0, None, "stayed"),
        (0.0, None, "appeared"),
    ],
)
def test_lines_of_a_pair_are_coloured_by_what_became_of_them(before_mm, change_percent, fate):
    line = PairLineEntry(
        region="forehead",
        before_mm=before_mm,
        after_mm=10.0,
        contrast_change_percent=change_percent,
        points=[[20.0, 50.0], [80.0, 50.0]],
    )
    before = np.full((100, 100, 3), 90, np.uint8)
    pictures = AlignedPictures(before, before, np.eye(2, 3), 3.0)
    picture = comparison_overlay(pictures, [line])
    seen = picture[707, 700]  # the crop shows the hundred pixels on 1400
    np.testing.assert_allclose(seen, COLOURS[fate], atol=30)
