"""Brows and lids of a face whose landmarks are given, of rendered ones, and between two visits."""

from dataclasses import replace

import cv2
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.symmetry import Symmetry, measure_symmetry
from metrics.symmetry_change import (
    KINDS,
    REPOSED,
    Shift,
    SymmetryError,
    compare_symmetry,
    landmark_jitter,
)
from sample_images.camera import Shot
from sample_images.person import Person
from sample_images.render import render
from vision.canonical import canonical_mesh
from vision.errors import Refusal
from vision.landmarks import Face, pose_of
from vision.mediapipe_landmarker import MediaPipeLandmarker
from vision.photo import Photo
from vision.portrait import Portrait
from vision.regions import BROWS, EYES
from vision.scale import Scale, measure_scale

PX_PER_MM = 4.0
PUPILS_MM = ((-31.5, -27.0), (31.5, -27.0))
RIGHT, LEFT = 0, 1
STILL = SymmetryError(0.0, 0.0, 0.0, 0.0)


def landmarks_mm():
    """Canonical face and irises, (478, 3) in mm; x to the picture's right, y down, z away."""
    points = np.zeros((478, 3))
    mesh = canonical_mesh()[0]
    points[:468, : mesh.shape[1]] = mesh
    around = np.array([[0, 0], [5.85, 0], [0, -5.85], [-5.85, 0], [0, 5.85]])
    for first, pupil in zip((468, 473), PUPILS_MM, strict=True):
        points[first : first + 5, :2] = around + pupil
        points[first : first + 5, 2] = points[[33, 133, 263, 362], 2].mean()
    return points


def rotation(yaw, pitch, roll):
    """Canonical face (x right, y up, z near) to camera axes; turns as in `vision.landmarks`."""
    a, b, c = np.radians([yaw, -pitch, -roll])
    about_y = np.array([[np.cos(a), 0, np.sin(a)], [0, 1, 0], [-np.sin(a), 0, np.cos(a)]])
    about_x = np.array([[1, 0, 0], [0, np.cos(b), -np.sin(b)], [0, np.sin(b), np.cos(b)]])
    about_z = np.array([[np.cos(c), -np.sin(c), 0], [np.sin(c), np.cos(c), 0], [0, 0, 1]])
    return about_z @ about_x @ about_y


def seen(points_mm, *, yaw=0.0, pitch=0.0, roll=0.0, **blendshapes):
    """The face of a camera far away, turned."""
    turn = rotation(yaw, pitch, roll)
    camera = points_mm * [1, -1, -1] @ turn.T
    return Face(PX_PER_MM * camera * [1, -1, -1] + 500, turn, pose_of(turn), blendshapes)


def measured(points_mm, **turn):
    found = measure_symmetry(seen(points_mm, **turn), Scale(1 / PX_PER_MM))
    assert isinstance(found, Symmetry)
    return found


def lifted(indexes, up_mm):
    points = landmarks_mm()
    points[list(indexes), 1] -= up_mm
    return points


def test_a_level_face_is_level():
    face = measured(landmarks_mm())
    assert face.brow_asymmetry_mm == pytest.approx(0, abs=0.05)
    assert face.eyelid_asymmetry_mm == pytest.approx(0, abs=0.05)
    assert 12 < face.brow_height_right_mm < 30
    assert 5 < face.eyelid_aperture_left_mm < 13


@given(st.floats(-4, 4))
def test_a_lifted_brow_is_recovered(up_mm):
    rest, face = measured(landmarks_mm()), measured(lifted(BROWS[LEFT], up_mm))
    assert face.brow_height_left_mm - rest.brow_height_left_mm == pytest.approx(up_mm, abs=1e-6)
    assert face.brow_height_right_mm == pytest.approx(rest.brow_height_right_mm)
    assert face.brow_asymmetry_mm - rest.brow_asymmetry_mm == pytest.approx(up_mm, abs=1e-6)


@pytest.mark.parametrize("side", [RIGHT, LEFT])
def test_a_dropped_lid_narrows_its_own_eye(side):
    rest, face = measured(landmarks_mm()), measured(lifted(EYES[side][3:6], -1.5))
    assert face.eyelid_asymmetry_mm - rest.eyelid_asymmetry_mm == pytest.approx(
        -1.5 if side == LEFT else 1.5, abs=1e-6
    )
    assert face.brow_asymmetry_mm == pytest.approx(rest.brow_asymmetry_mm)


@given(st.floats(-10, 10), st.floats(-10, 10), st.floats(-30, 30))
def test_turning_the_head_moves_nothing(yaw, pitch, roll):
    points = lifted(BROWS[RIGHT], 2.0)
    front, turned = measured(points), measured(points, yaw=yaw, pitch=pitch, roll=roll)
    for name in KINDS:
        assert getattr(turned, name) == pytest.approx(getattr(front, name), abs=1e-6)
    assert turned.eye_span_mm == pytest.approx(front.eye_span_mm)


@pytest.mark.parametrize("turn", [{"yaw": 17.0}, {"pitch": -17.0}])
def test_a_head_turned_far_is_refused(turn):
    found = measure_symmetry(seen(landmarks_mm(), **turn), Scale(1 / PX_PER_MM))
    assert isinstance(found, Refusal)
    assert found.code == "head_turned"


def change(before, after, jitter=STILL):
    shifts = compare_symmetry(before, after, jitter=(jitter, jitter))
    assert isinstance(shifts, dict)
    return shifts


def test_a_drop_beyond_the_error_is_heard_on_its_side_only():
    before, after = measured(landmarks_mm()), measured(lifted(BROWS[RIGHT], -1.5))
    shifts = change(before, after)
    assert set(shifts) == set(KINDS)
    assert shifts["brow_height_right_mm"].verdict == "lower"
    assert shifts["brow_height_right_mm"].change_mm == pytest.approx(-1.5)
    assert shifts["brow_asymmetry_mm"].verdict == "higher"
    for name in ("brow_height_left_mm", "eyelid_aperture_left_mm", "eyelid_asymmetry_mm"):
        assert shifts[name].verdict == "within_error"


def test_jitter_widens_the_error():
    before, after = measured(landmarks_mm()), measured(lifted(BROWS[LEFT], -1.0))
    calm, shaky = change(before, after), change(before, after, SymmetryError(1, 1, 1, 1))
    name = "brow_height_left_mm"
    assert calm[name].sdc_mm == pytest.approx(1.96 * np.sqrt(2) * REPOSED.brow_height_mm)
    assert shaky[name].sdc_mm > calm[name].sdc_mm + 1
    assert (calm[name].verdict, shaky[name].verdict) == ("lower", "within_error")


@given(st.floats(0.9, 1.1))
def test_an_error_of_the_iris_ruler_is_no_change(factor):
    points = landmarks_mm()
    before, after = measured(points), measured(points * factor)
    for shift in change(before, after).values():
        assert shift.change_mm == pytest.approx(0, abs=1e-6)
        assert isinstance(shift, Shift)


def test_different_expressions_are_not_compared():
    rest = measured(landmarks_mm())
    found = compare_symmetry(rest, replace(rest, expression="raise"), jitter=(STILL, STILL))
    assert isinstance(found, Refusal)
    assert found.code == "expression_differs"


@pytest.fixture(scope="module")
def landmarker():
    return MediaPipeLandmarker()


@pytest.fixture(scope="module")
def photo():
    return render(Person(seed=11, tone="II"), Shot(width=720, height=960)).pixels


def found_in(pixels, landmarker):
    (face,) = landmarker.detect(pixels)
    scale = measure_scale(face)
    assert isinstance(scale, Scale)
    return face, scale


def moved(pixels, centre, sigma_px, down_px):
    """Copy with the surroundings of a place moved down."""
    rows, columns = np.indices(pixels.shape[:2], np.float32)
    away = np.hypot((columns - centre[0]) / sigma_px[0], (rows - centre[1]) / sigma_px[1])
    source = rows - np.float32(down_px) * np.exp(-0.5 * away**2)
    return cv2.remap(pixels, columns, source.astype(np.float32), cv2.INTER_CUBIC)


def test_a_brow_that_drops_in_a_photo_is_heard(photo, landmarker):
    face, scale = found_in(photo, landmarker)
    brow = face.points[list(BROWS[LEFT]), :2].mean(axis=0)
    sigma_px = np.array([20, 5]) * scale.px_per_mm
    dropped = moved(photo, brow, sigma_px, 3 * scale.px_per_mm)
    before = measure_symmetry(face, scale)
    after = measure_symmetry(*found_in(dropped, landmarker))
    assert isinstance(before, Symmetry)
    assert isinstance(after, Symmetry)
    jitter = landmark_jitter(Portrait(Photo(photo, "0" * 64), face, scale), landmarker, seed=1)
    assert 0 < jitter.brow_height_mm < 0.4
    shifts = change(before, after, jitter)
    # A mean of 1.9 mm over the brow's landmarks, which follow by two thirds at least.
    assert -2.5 < shifts["brow_height_left_mm"].change_mm < -1.2
    assert shifts["brow_height_left_mm"].verdict == "lower"
    assert shifts["brow_height_right_mm"].verdict == "within_error"


def test_jitter_of_a_photo_without_a_face_is_unknown(landmarker, photo):
    face, scale = found_in(photo, landmarker)
    blank = Portrait(Photo(np.full_like(photo, 128), "0" * 64), face, scale)
    assert landmark_jitter(blank, landmarker, seed=1) == SymmetryError(*4 * [np.inf])
