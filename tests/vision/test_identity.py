"""The difference of two faces' shapes, whatever their pose, distance and place."""

from dataclasses import replace

import numpy as np
import pytest
from scipy.spatial.transform import Rotation

from tests.drawn_faces import landmarks
from vision.identity import STEADY, shape_difference
from vision.landmarks import Face, Pose
from vision.regions import EYE_CORNERS_OUTER, LIPS

FACE = Face(landmarks(), np.eye(3), Pose(0.0, 0.0, 0.0), {})
SPAN = float(np.linalg.norm(np.subtract(*FACE.points[list(EYE_CORNERS_OUTER)])))


def changed(points):
    return replace(FACE, points=points)


def test_a_turned_nearer_and_shifted_face_has_the_same_shape():
    turn = Rotation.from_euler("xyz", [12, -20, 35], degrees=True).as_matrix()

    assert shape_difference(FACE, changed(1.7 * FACE.points @ turn.T + [40, -9, 5])) < 1e-9


def test_scattered_landmarks_differ_by_their_scatter():
    scatter = np.random.default_rng(3).normal(0, 0.02 * SPAN / np.sqrt(3), FACE.points.shape)

    assert shape_difference(FACE, changed(FACE.points + scatter)) == pytest.approx(2, rel=0.05)


def test_a_mouth_that_moves_is_no_other_person():
    points = FACE.points.copy()
    points[list(LIPS), 1] += 0.2 * SPAN

    assert shape_difference(FACE, changed(points)) < 1e-9


def test_a_mirrored_face_is_another_one():
    """A reflection must not be taken for a turn."""
    lopsided = FACE.points.copy()
    lopsided[STEADY[:100], 0] += 0.1 * SPAN

    assert shape_difference(changed(lopsided), changed(lopsided * [-1, 1, 1])) > 2
