"""The prior means the same on both halves of a face, however the face lies in the frame."""

import numpy as np
import pytest

from metrics.layout import (
    CELL_MM,
    TOP_MM,
    LayoutTable,
    expected_layout,
    layout_table,
)

ROWS, COLUMNS = 115, 45


def coordinates(turn_degrees=0.0, px_per_mm=3.0):
    """Canonical [x, y] of a frame of 60 x 40 mm that is turned and shifted."""
    y, x = np.mgrid[:120, :180] / px_per_mm
    turn = np.radians(turn_degrees)
    x, y = x - 30, y - 20
    return np.stack(
        [x * np.cos(turn) + y * np.sin(turn), y * np.cos(turn) - x * np.sin(turn)], -1
    ).astype(np.float32)


def slanting(angle, agreement=0.8):
    full = np.ones((ROWS, COLUMNS), np.float32)
    return LayoutTable(
        density=0.1 * full,
        cos2=np.float32(agreement * np.cos(2 * angle)) * full,
        sin2=np.float32(agreement * np.sin(2 * angle)) * full,
    )


def direction(layout):
    return 0.5 * np.arctan2(layout.sin2, layout.cos2)


def same_direction(a, b):
    return np.abs(np.sin(a - b)).max() < 1e-3


def test_the_left_half_of_the_table_is_the_mirrored_right_half():
    angle = np.radians(30)
    layout = expected_layout(coordinates(), slanting(angle))
    assert same_direction(direction(layout)[:, 100:], angle)
    assert same_direction(direction(layout)[:, :80], -angle)
    np.testing.assert_allclose(layout.agreement, 0.8, rtol=1e-5)
    np.testing.assert_allclose(layout.density, 0.1, rtol=1e-5)


@pytest.mark.parametrize("turn", [-20, 10, 35])
def test_a_turned_face_turns_its_directions(turn):
    level = direction(expected_layout(coordinates(), slanting(0.4)))[60, 140]
    turned = direction(expected_layout(coordinates(turn), slanting(0.4)))[60, 140]
    assert same_direction(turned, level + np.radians(turn))


def test_a_face_seen_from_the_side_narrows_its_directions():
    narrowed = coordinates()
    narrowed[..., 0] *= 2  # half as wide in the frame
    layout = expected_layout(narrowed, slanting(0.4))
    assert same_direction(direction(layout)[60, 140], np.arctan(2 * np.tan(0.4)))
    np.testing.assert_allclose(np.hypot(layout.cos2, layout.sin2), 0.8, rtol=1e-5)


def test_where_lines_run_any_way_no_direction_is_expected():
    layout = expected_layout(coordinates(), slanting(0.4, agreement=0.0))
    assert not layout.cos2.any()
    assert not layout.sin2.any()


def test_the_shipped_table_knows_the_forehead_and_the_nasolabial_fold():
    table = layout_table()
    assert table.density.shape == table.cos2.shape == table.sin2.shape == (ROWS, COLUMNS)
    assert table.density.min() > 0
    assert (np.hypot(table.cos2, table.sin2) <= 1.001).all()

    def at(x_mm, y_mm):
        cell = round((y_mm - TOP_MM) / CELL_MM), round(x_mm / CELL_MM)
        angle = np.degrees(0.5 * np.arctan2(table.sin2[cell], table.cos2[cell])) % 180
        return table.density[cell], angle

    forehead, fold = at(10, -75), at(32, 25)
    assert min(forehead[1], 180 - forehead[1]) < 15
    assert 30 < fold[1] < 80
    assert fold[0] > 3 * at(55, 20)[0]
