"""Figures from lines: equations by hand, additivity, and refusal instead of zero."""

from dataclasses import fields
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.density import LineFigures, line_figures, region_figures
from metrics.lines import Rhytid, path_length, split_by_owner

SQUARE = np.array([[0.0, 0.0], [10.0, 0.0], [10.0, 10.0]])


def rhytid(length_mm=10.0, width_mm=0.5, contrast=0.1, region="forehead"):
    return Rhytid(np.zeros((2, 2)), length_mm, width_mm, contrast, region)


def test_figures_of_two_lines_by_hand():
    figures = line_figures([rhytid(10, 0.5, 0.1), rhytid(30, 1.0, 0.2)], area_cm2=20.0)
    assert figures == LineFigures(
        visible_area_cm2=20.0,
        line_length_mm=40.0,
        line_density_mm_per_cm2=2.0,
        line_area_percent=pytest.approx(1.75),  # 35 mm2 of 2000 mm2
        line_count=2,
        mean_width_mm=pytest.approx(0.875),
        mean_contrast=pytest.approx(0.175),
        severity=pytest.approx(0.35),
    )


def test_skin_without_lines_has_density_zero_and_no_width():
    figures = line_figures([], area_cm2=5.0)
    assert figures.line_density_mm_per_cm2 == figures.severity == figures.line_count == 0
    assert figures.mean_width_mm is None
    assert figures.mean_contrast is None


lines = st.lists(
    st.builds(
        rhytid, st.floats(3, 90), st.floats(0.1, 3), st.floats(0.001, 0.6), st.just("forehead")
    ),
    max_size=8,
)


@given(lines, lines)
def test_figures_add_up_over_lines(some, others):
    one, two, both = (line_figures(g, area_cm2=7.0) for g in (some, others, some + others))
    for name in ("line_length_mm", "line_area_percent", "line_count", "severity"):
        assert getattr(both, name) == pytest.approx(getattr(one, name) + getattr(two, name))


@given(lines, st.floats(0.1, 1.0))
def test_severity_is_proportional_to_depth_and_density_does_not_see_it(some, share):
    shallower = [rhytid(r.length_mm, r.width_mm, r.contrast * share) for r in some]
    before, after = line_figures(some, area_cm2=7.0), line_figures(shallower, area_cm2=7.0)
    assert after.severity == pytest.approx(share * before.severity)
    assert after.line_density_mm_per_cm2 == before.line_density_mm_per_cm2


@pytest.mark.parametrize(
    ("area", "visible", "measured"),
    [
        (30.0, 28.0, True),
        (30.0, 8.0, False),
        (1.2, 0.6, False),
        (1.2, 0.8, True),
        (0.0, 0.0, False),
    ],
)
def test_a_region_that_is_hardly_seen_is_not_measured(area, visible, measured):
    region = region_figures([rhytid()], area_cm2=area, visible_cm2=visible, polygon=SQUARE)
    assert (region.status == "measured") == measured
    assert (region.figures is None) == (not measured)
    if not measured:
        assert region.reason is not None
        assert f"{visible:.1f}" in region.reason.message


def test_no_figure_may_be_nan_or_negative():
    figures = line_figures([rhytid()], area_cm2=1.0)
    assert all(getattr(figures, field.name) >= 0 for field in fields(figures))


def test_a_line_over_a_border_is_cut_there_without_losing_length():
    owner = np.zeros((40, 60), int)
    owner[:, 30:] = 1
    path = np.column_stack([np.linspace(5, 55, 101), np.linspace(10, 30, 101)])
    parts = split_by_owner(path, owner, shortest_px=9.0)
    assert [number for number, _ in parts] == [0, 1]
    assert sum(path_length(part) for _, part in parts) == pytest.approx(path_length(path))
    assert parts[0][1][-1] == pytest.approx(parts[1][1][0])
    assert parts[0][1][-1][0] == pytest.approx(30, abs=1)


def test_a_line_that_only_grazes_a_region_stays_whole():
    owner = np.zeros((40, 60), int)
    owner[:, 52:] = 1
    owner[:, 20:23] = 2
    path = np.column_stack([np.linspace(5, 55, 101), np.full(101, 20.0)])
    parts = split_by_owner(path, owner, shortest_px=9.0)
    assert [number for number, _ in parts] == [0]
    assert len(parts[0][1]) == len(path)


@given(st.integers(0, 2**32 - 1), st.integers(2, 60))
def test_any_cutting_keeps_the_length(seed, count):
    random = np.random.default_rng(seed)
    owner = random.integers(-1, 3, (8, 8)).repeat(5, 0).repeat(5, 1)
    path = np.clip(np.cumsum(random.normal(0, 1.5, (count, 2)), 0) + 20, 0, 39)
    parts = split_by_owner(path, owner, shortest_px=6.0)
    assert sum(path_length(part) for _, part in parts) == pytest.approx(path_length(path))
    numbers = [number for number, _ in parts]
    assert all(a != b for a, b in pairwise(numbers))
    assert len(parts) == 1 or all(path_length(part) >= 6.0 for _, part in parts)
