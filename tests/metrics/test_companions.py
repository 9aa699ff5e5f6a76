"""The foot of a fold's bulge is left out; second folds, and lines elsewhere, are not."""

import numpy as np
import pytest

from metrics.companions import without_companions

PX_PER_MM = 3.0
SHAPE = (240, 300)
FOLD = np.zeros(SHAPE, bool)
FOLD[:, 60:240] = True
REGIONS = {"nasolabial_left": FOLD, "cheek_left": ~FOLD}


def line(x_mm: float, *, length_mm: float = 40.0, top_mm: float = 10.0) -> np.ndarray:
    """Straight down, [x, y] in frame pixels."""
    y = np.arange(top_mm * PX_PER_MM, (top_mm + length_mm) * PX_PER_MM)
    return np.column_stack([np.full(len(y), x_mm * PX_PER_MM), y])


def level(y_mm: float) -> np.ndarray:
    x = np.arange(100.0, 200.0)
    return np.column_stack([x, np.full(len(x), y_mm * PX_PER_MM)])


def likely(*lines: tuple[np.ndarray, float]) -> np.ndarray:
    probability = np.zeros(SHAPE, np.float32)
    for path, chance in lines:
        columns, rows = np.rint(path).astype(int).T
        probability[rows, columns] = chance
    return probability


def kept(deep: np.ndarray, other: np.ndarray, chance: float, regions=REGIONS) -> list[bool]:
    paths = [deep, other]
    left = without_companions(paths, likely((deep, 0.9), (other, chance)), regions, PX_PER_MM)
    return [any(path is one for one in left) for path in paths]


@pytest.mark.parametrize("aside_mm", [-8.0, -5.0, 5.0, 8.0])
def test_a_weak_line_beside_a_fold_goes_and_the_fold_stays(aside_mm):
    assert kept(line(50), line(50 + aside_mm, length_mm=15, top_mm=20), 0.5) == [True, False]


@pytest.mark.parametrize(
    ("other", "chance"),
    [
        pytest.param(line(56, length_mm=15, top_mm=20), 0.85, id="nearly as likely"),
        pytest.param(line(62, length_mm=15, top_mm=20), 0.5, id="too far aside"),
        pytest.param(level(30), 0.5, id="across"),
        pytest.param(line(50, length_mm=15, top_mm=55), 0.5, id="goes on behind the end"),
    ],
)
def test_what_is_no_companion_stays(other, chance):
    assert kept(line(50), other, chance) == [True, True]


def test_lines_of_other_regions_stay():
    deep, weak = line(50), line(55)

    assert kept(deep, weak, 0.4, {"forehead": FOLD}) == [True, True]
    assert kept(deep, weak, 0.4, {}) == [True, True]


def test_a_line_beside_a_fold_of_the_other_side_stays():
    near_fold = FOLD.copy()
    near_fold[:, 158:] = False
    sides = {"nasolabial_left": near_fold, "nasolabial_right": FOLD & ~near_fold}

    assert kept(line(50), line(56), 0.4, sides) == [True, True]
