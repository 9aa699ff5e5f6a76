from dataclasses import replace

import cv2
import numpy as np
import pytest

from vision.errors import Refusal
from vision.landmarks import Face, Pose
from vision.regions import EYE_CORNERS_INNER, EYE_CORNERS_OUTER, IRIS_RINGS
from vision.scale import IRIS_DIAMETER_MM, MAX_BLINK, Scale, measure_scale

PX_PER_MM = 5.0
CORNERS_APART_MM = 81.0
EYE_WIDTH_MM = 28.0
IRIS_FROM_PIVOT_MM = 10.0
CORNERS_FROM_PIVOT_MM = 7.0
LEFT_CLOSED = {"eyeBlinkLeft": 0.9}
BOTH_CLOSED = {"eyeBlinkLeft": 0.9, "eyeBlinkRight": 0.9}


def looking_face(*, yaw=0.0, gaze=0.0, roll=0.0, corners_mm=CORNERS_APART_MM, blendshapes=None):
    """Two eyeballs with lid corners; `yaw` turns the head, `gaze` is the eyes' angle to the camera.

    Written from the anatomy, in mm with z towards the camera, then projected in parallel.
    """
    points = np.zeros((478, 3))
    turn = rotation_about_y(yaw)
    for eye, (outer, inner, ring) in enumerate(
        zip(EYE_CORNERS_OUTER, EYE_CORNERS_INNER, IRIS_RINGS, strict=True)
    ):
        side = (-1, 1)[eye]
        outer_x = side * corners_mm / 2
        corners = np.array([[outer_x, 0, 0], [outer_x - side * EYE_WIDTH_MM, 0, 0]])
        pivot = corners.mean(axis=0) - [0, 0, CORNERS_FROM_PIVOT_MM]
        points[[outer, inner]] = corners @ turn.T
        radius = IRIS_DIAMETER_MM / 2
        limbus = np.array([[1, 0, 0], [0, -1, 0], [-1, 0, 0], [0, 1, 0]]) * radius
        iris = limbus + np.array([0, 0, IRIS_FROM_PIVOT_MM])
        points[list(ring)] = iris @ rotation_about_y(gaze).T + turn @ pivot
    angle = np.radians(roll)
    points[:, :2] @= np.array([[np.cos(angle), np.sin(angle)], [-np.sin(angle), np.cos(angle)]])
    points = points * PX_PER_MM + [500, 500, 0]
    return Face(points, np.eye(3), Pose(yaw, 0.0, roll), blendshapes or {})


def rotation_about_y(degrees):
    angle = np.radians(degrees)
    return np.array(
        [[np.cos(angle), 0, np.sin(angle)], [0, 1, 0], [-np.sin(angle), 0, np.cos(angle)]]
    )


def px_per_mm(face):
    scale = measure_scale(face)
    assert isinstance(scale, Scale), scale
    assert scale.mm_per_px * scale.px_per_mm == pytest.approx(1)
    return scale.px_per_mm


@pytest.mark.parametrize("yaw", [-25, -10, 0, 10, 25])
@pytest.mark.parametrize("gaze", ["at the camera", "straight ahead"])
@pytest.mark.parametrize("roll", [0, 20])
def test_scale_does_not_depend_on_pose_or_gaze(yaw, gaze, roll):
    face = looking_face(yaw=yaw, gaze=0.0 if gaze == "at the camera" else yaw, roll=roll)
    assert px_per_mm(face) == pytest.approx(PX_PER_MM, rel=0.01)


def test_lids_over_the_iris_do_not_change_the_scale():
    face = looking_face()
    for ring in IRIS_RINGS:
        face.points[list(ring), 1] = 500 + 0.6 * (face.points[list(ring), 1] - 500)
    assert px_per_mm(face) == pytest.approx(PX_PER_MM, rel=0.001)


def test_an_eye_that_is_closed_does_not_count():
    face = looking_face(blendshapes=LEFT_CLOSED)
    left = list(IRIS_RINGS[1])
    middle = face.points[left].mean(axis=0)
    face.points[left] = middle + 1.4 * (face.points[left] - middle)  # what is guessed under a lid
    assert px_per_mm(face) == pytest.approx(PX_PER_MM, rel=0.005)
    winking = replace(face, blendshapes={"eyeBlinkLeft": MAX_BLINK - 0.01})
    assert px_per_mm(winking) == pytest.approx(1.2 * PX_PER_MM, rel=0.005)


def test_closed_eyes_are_refused():
    refusal = measure_scale(looking_face(blendshapes=BOTH_CLOSED))
    assert isinstance(refusal, Refusal)
    assert refusal.code == "eyes_closed"


@pytest.mark.parametrize("corners_mm", [55.0, 115.0])
def test_eyes_that_no_face_has_are_refused(corners_mm):
    refusal = measure_scale(looking_face(corners_mm=corners_mm))
    assert isinstance(refusal, Refusal)
    assert refusal.code == "scale_implausible"


@pytest.mark.parametrize("corners_mm", [70.0, 92.0])
def test_people_with_narrow_and_wide_eyes_are_measured(corners_mm):
    assert px_per_mm(looking_face(corners_mm=corners_mm)) == pytest.approx(PX_PER_MM, rel=0.005)


def test_scale_follows_the_size_of_the_photo():
    face = looking_face()
    larger = replace(face, points=face.points * 3)
    assert px_per_mm(larger) == pytest.approx(3 * px_per_mm(face))


@pytest.mark.parametrize("shot", [{}, {"yaw": 14}, {"yaw": -14}, {"pitch": 12}])
def test_scale_of_a_rendered_person(photograph, landmarker, shot):
    rendering = photograph(**shot)
    irises = rendering.truth.irises
    (face,) = landmarker.detect(rendering.pixels)
    true_px = np.linalg.norm(irises[:, 1] - irises[:, 3], axis=1).mean()
    true_px /= np.cos(np.radians(shot.get("yaw", 0)))  # rendered people look straight ahead
    assert px_per_mm(face) == pytest.approx(true_px / IRIS_DIAMETER_MM, rel=0.07)


def test_scale_repeats_when_the_photo_is_framed_anew(photograph, landmarker):
    pixels = photograph().pixels
    rng = np.random.default_rng(2)
    answers = []
    for _ in range(8):
        turn, zoom = rng.uniform(-3, 3), rng.uniform(0.95, 1.05)
        move = cv2.getRotationMatrix2D((360, 480), turn, zoom)
        framed = cv2.warpAffine(pixels, move, (720, 960), flags=cv2.INTER_CUBIC, borderMode=1)
        answers.append(px_per_mm(landmarker.detect(framed)[0]) / zoom)
    assert np.std(answers) / np.mean(answers) < 0.02
