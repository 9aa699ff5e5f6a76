"""A line keeps its number from visit to visit, whatever it lost or gained."""

import numpy as np
import pytest

from metrics.line_identity import same_lines


def level(y, start=0.0, stop=40.0):
    x = np.linspace(start, stop, 30)
    return np.column_stack([x, y + 0.5 * np.sin(x / 6)])


def jittered(path, seed, mm=0.25):
    return path + np.random.default_rng(seed).normal(0, mm / 3, path.shape) + mm


def test_every_line_keeps_its_number_in_any_order():
    lines = [level(y) for y in (0, 4, 8, 12)]
    order = [2, 0, 3, 1]
    later = [jittered(lines[k], k) for k in order]

    assert same_lines([lines, later]) == [[0, 1, 2, 3], order]


def test_a_shortened_line_is_still_the_same_and_a_new_one_gets_a_new_number():
    before = [level(0), level(5)]
    after = [level(0, 12, 30), level(20)]

    assert same_lines([before, after]) == [[0, 1], [0, 2]]


def test_parts_that_were_one_line_at_any_visit_share_its_number():
    whole, left, right = level(0), level(0, 0, 17), level(0, 22, 40)

    assert same_lines([[left, right], [whole], [right]]) == [[0, 0], [0], [0]]


def test_neighbours_and_crossing_lines_stay_apart():
    across = level(0)
    down = np.column_stack([np.full(30, 20.0), np.linspace(-3, 3, 30)])

    assert same_lines([[across, level(2.5)], [across], [down]]) == [[0, 1], [0], [2]]


def test_lines_of_one_visit_are_never_joined_by_being_near():
    assert same_lines([[level(0), level(0.5)]]) == [[0, 1]]


def test_a_line_drawn_the_other_way_round_is_the_same():
    assert same_lines([[level(0)], [level(0)[::-1]]]) == [[0], [0]]


def test_visits_without_lines():
    assert same_lines([[], [level(0)], []]) == [[], [0], []]
    assert same_lines([]) == []


@pytest.mark.parametrize("seed", range(5))
def test_a_scattered_forehead_is_followed_over_eight_visits(seed):
    """Twelve lines, each seen at most visits, cut and shifted by up to half a millimetre."""
    rng = np.random.default_rng(seed)
    starts = rng.uniform(0, 30, 12)
    truth = [level(3.5 * k, start, start + rng.uniform(15, 40)) for k, start in enumerate(starts)]
    visits, names = [], []
    for _ in range(8):
        seen = [k for k in rng.permutation(12) if rng.random() < 0.8]
        names.append(seen)
        parts = [truth[k][: int(30 * rng.uniform(0.7, 1))] for k in seen]
        visits.append([part + rng.uniform(-0.5, 0.5, 2) for part in parts])
    numbers = [n for visit in same_lines(visits) for n in visit]
    owners = [k for visit in names for k in visit]

    assert len(set(zip(numbers, owners, strict=True))) == len(set(owners)) == len(set(numbers))
