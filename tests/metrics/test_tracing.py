"""Centre-lines: right length in every direction, sub-pixel place, one line per fold."""

import numpy as np
import pytest
from skimage.morphology import skeletonize

from metrics.evidence import LineEvidence
from metrics.layout import Layout
from metrics.lines import path_length
from metrics.relief import Relief
from metrics.responses import ANGLES, oriented_responses
from metrics.ridges import find_ridges, measure_activity
from metrics.tracing import trace_lines, walk, without_parallels

PX_PER_MM = 3.0
SIZE = 240


def evidence_of(grooves):
    """Evidence without any learned part: every crest counts as a line."""
    skin = np.ones(grooves.shape, bool)
    responses = oriented_responses(grooves, PX_PER_MM)
    flat = np.zeros(grooves.shape, np.float32)
    ridges = find_ridges(
        responses,
        measure_activity(responses, skin, PX_PER_MM),
        Layout(flat, flat, flat, flat),
        skin,
    )
    relief = Relief(
        lab=np.zeros((*grooves.shape, 3), np.float32),
        log_lightness=grooves,
        grooves=grooves,
        px_per_mm=PX_PER_MM,
        blur_mm=0.17,
    )
    strong = ridges.joint[ridges.rows, ridges.columns] > 0.25 * ridges.joint.max()
    return LineEvidence(
        probability=ridges.plane(0.9 * strong),
        direction=ridges.plane(ridges.angle),
        strength=ridges.joint,
        relief=relief,
    )


def drawn_line(start, end, *, sigma_mm=0.4, depth=0.15):
    """A groove between two points [x, y] in pixels, on faint noise."""
    start, end = np.array(start, float), np.array(end, float)
    y, x = np.mgrid[:SIZE, :SIZE]
    along = end - start
    length = np.linalg.norm(along)
    along /= length
    u = (x - start[0]) * along[0] + (y - start[1]) * along[1]
    v = -(x - start[0]) * along[1] + (y - start[1]) * along[0]
    beyond = np.maximum(np.maximum(-u, u - length), 0)
    distance_mm = np.hypot(v, beyond) / PX_PER_MM
    noise = np.random.default_rng(3).normal(0, 0.002, (SIZE, SIZE))
    return (noise - depth * np.exp(-(distance_mm**2) / 2 / sigma_mm**2)).astype(np.float32)


@pytest.mark.parametrize("degrees", range(0, 91, 10))
def test_length_is_right_in_every_direction(degrees):
    length_mm = 40.0
    half = (
        length_mm
        * PX_PER_MM
        / 2
        * np.array([np.cos(np.radians(degrees)), np.sin(np.radians(degrees))])
    )
    middle = np.array([120.3, 119.6])
    lines = trace_lines(evidence_of(drawn_line(middle - half, middle + half)), PX_PER_MM)
    total = sum(path_length(line) for line in lines) / PX_PER_MM
    assert total == pytest.approx(length_mm, rel=0.05)


@pytest.mark.parametrize("degrees", [0, 13, 45, 77, 90])
def test_centre_lines_lie_within_a_tenth_of_a_pixel(degrees):
    angle = np.radians(degrees)
    direction, normal = (
        np.array([np.cos(angle), np.sin(angle)]),
        np.array([-np.sin(angle), np.cos(angle)]),
    )
    middle = np.array([120.37, 119.81])
    lines = trace_lines(
        evidence_of(drawn_line(middle - 70 * direction, middle + 70 * direction)), PX_PER_MM
    )
    points = np.vstack(lines)
    inner = points[np.abs((points - middle) @ direction) < 60]
    assert np.sqrt(np.mean(((inner - middle) @ normal) ** 2)) < 0.1


@pytest.mark.parametrize(("length_mm", "count"), [(4.5, 0), (7.5, 1)])
def test_short_pieces_are_not_lines(length_mm, count):
    evidence = evidence_of(drawn_line((60, 120), (180, 120)))
    evidence.probability[:, int(60 + length_mm * PX_PER_MM) :] = 0
    evidence.probability[:, :60] = 0
    assert len(trace_lines(evidence, PX_PER_MM)) == count


def test_a_doubtful_stretch_is_drawn_only_where_a_certain_one_leads_on():
    evidence = evidence_of(drawn_line((30, 120), (210, 120)))
    on_line = evidence.probability > 0
    evidence.probability[on_line] = 0.35
    assert trace_lines(evidence, PX_PER_MM) == []
    evidence.probability[:, 100:140][on_line[:, 100:140]] = 0.9
    (line,) = trace_lines(evidence, PX_PER_MM)
    assert np.ptp(line[:, 0]) > 150


def test_nothing_gives_no_lines():
    empty = evidence_of(np.random.default_rng(0).normal(0, 1e-6, (SIZE, SIZE)).astype(np.float32))
    blank = LineEvidence(
        np.zeros_like(empty.probability), empty.direction, empty.strength, empty.relief
    )
    assert trace_lines(blank, PX_PER_MM) == []


def test_of_two_parallel_crests_of_one_fold_the_likelier_stays():
    probability = np.zeros((60, 60), np.float32)
    probability[30, 10:50], probability[33, 10:50] = 0.9, 0.5
    alone = without_parallels(probability, np.zeros_like(probability), PX_PER_MM)
    assert (alone[30, 10:50] == np.float32(0.9)).all()
    assert (alone[33, 12:48] == 0).all()


def test_two_lines_further_apart_both_stay():
    probability = np.zeros((60, 60), np.float32)
    probability[20, 10:50], probability[32, 10:50] = 0.9, 0.5
    alone = without_parallels(probability, np.zeros_like(probability), PX_PER_MM)
    assert (alone == probability).all()


def test_walking_a_crossing_covers_every_pixel_and_goes_straight_on():
    skeleton = np.zeros((41, 41), bool)
    skeleton[20, 5:36] = skeleton[8:33, 20] = True
    paths = list(walk(skeleton))
    visited = {tuple(point) for path in paths for point in path.astype(int)}
    assert visited == {(x, y) for y, x in np.argwhere(skeleton)}
    straight = max(paths, key=len)
    assert np.ptp(straight[:, 1]) == 0 or np.ptp(straight[:, 0]) == 0


def test_a_closed_ring_is_walked():
    angles = np.linspace(0, 2 * np.pi, 400)
    skeleton = np.zeros((41, 41), bool)
    skeleton[
        np.round(20 + 12 * np.sin(angles)).astype(int),
        np.round(20 + 12 * np.cos(angles)).astype(int),
    ] = True
    ring = skeletonize(skeleton)
    paths = list(walk(ring))
    assert {tuple(p) for path in paths for p in path.astype(int)} == {
        (x, y) for y, x in np.argwhere(ring)
    }


def test_directions_cover_half_a_turn():
    assert ANGLES[0] == 0
    np.testing.assert_allclose(np.diff(ANGLES), np.pi / len(ANGLES))
