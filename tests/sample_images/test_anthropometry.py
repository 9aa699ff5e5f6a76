from dataclasses import replace

import numpy as np
import pytest

from sample_images.camera import Shot
from sample_images.light import LIGHTS
from sample_images.people import random_person
from sample_images.person import Person
from sample_images.shape import template
from vision.landmarks import find_face
from vision.photo import Photo
from vision.regions import EYES, IRIS_RINGS, LIPS
from vision.scale import measure_scale

SMALL = Shot(width=600, height=800)
PERSON = Person(seed=3)
SHOTS = [
    ("I", {"yaw": 6.0, "pitch": -4.0, "light": LIGHTS["left"]}),
    ("II", {"yaw": -8.0, "roll": 6.0, "light": LIGHTS["front"]}),
    ("III", {"pitch": 6.0, "light": LIGHTS["top"]}),
    ("IV", {"yaw": 3.0, "roll": -8.0, "light": LIGHTS["window"]}),
    ("V", {"yaw": -5.0, "pitch": -5.0, "light": LIGHTS["two_lamps"]}),
    ("VI", {"yaw": 9.0, "pitch": 2.0, "light": LIGHTS["right"]}),
]
CASES = [(tone, replace(SMALL, **change)) for tone, change in SHOTS]


def found(landmarker, pixels):
    return find_face(Photo(pixels, sha256=""), landmarker)


def errors_mm(face, truth, contour):
    apart = face.points[contour, :2] - truth.landmarks[contour]
    return np.linalg.norm(apart, axis=1) * truth.mm_per_px


def iris_diameter_px(face):
    pairs = [(ring[k], ring[k + 2]) for ring in IRIS_RINGS for k in (0, 1)]
    return np.mean([np.linalg.norm(face.points[a, :2] - face.points[b, :2]) for a, b in pairs])


@pytest.fixture(params=CASES, ids=[tone for tone, _ in CASES])
def sitting(request, photographed, landmarker):
    tone, shot = request.param
    photo = photographed(random_person(60, tone=tone), shot)
    return landmarker.detect(photo.pixels), photo.truth, shot


def test_one_face_with_eyes_lips_iris_and_pose_where_they_are(sitting):
    faces, truth, shot = sitting
    assert len(faces) == 1
    face = faces[0]
    assert np.median(errors_mm(face, truth, [*EYES[0], *EYES[1]])) < 2.0
    assert np.median(errors_mm(face, truth, list(LIPS))) < 2.0
    assert face.pose.yaw == pytest.approx(shot.yaw, abs=4)
    assert face.pose.roll == pytest.approx(shot.roll, abs=3)
    assert iris_diameter_px(face) * truth.mm_per_px == pytest.approx(11.7, rel=0.05)
    assert measure_scale(face).mm_per_px == pytest.approx(truth.mm_per_px, rel=0.10)


@pytest.mark.parametrize(
    ("expression", "score"),
    [("raise", "browInnerUp"), ("frown", "browDownLeft"), ("smile", "mouthSmileRight")],
)
def test_expression_scores_rise_with_effort(photographed, landmarker, expression, score):
    scores = []
    for effort in (0.0, 0.5, 1.0):
        shot = replace(SMALL, expression=expression, effort=effort)
        face = found(landmarker, photographed(PERSON, shot).pixels)
        scores.append(face.blendshapes[score])
    assert scores[0] < 0.35
    assert scores[1] > scores[0] + 0.05
    assert scores[2] > scores[1] + 0.1


def test_the_template_has_adult_measures():
    marks = template()

    def apart(a, b):
        return float(np.linalg.norm(marks[a] - marks[b]))

    assert apart(33, 263) == pytest.approx(92, abs=5)  # biocular breadth
    assert apart(133, 362) == pytest.approx(34, abs=4)  # intercanthal breadth
    assert marks[159, 1] - marks[145, 1] == pytest.approx(10, abs=1)  # open eye
    assert np.ptp(marks[:, 0]) == pytest.approx(140, abs=4)  # bizygomatic breadth
    assert 27 - marks[152, 1] == pytest.approx(114, abs=4)  # pupil to gnathion
    assert abs(marks[13, 1] - marks[14, 1]) < 0.6  # closed lips
