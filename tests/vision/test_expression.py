import numpy as np
import pytest

from vision.expression import classify_expression, expression_efforts
from vision.landmarks import Face, Pose


def face_with(**blendshapes):
    return Face(np.zeros((478, 3)), np.eye(3), Pose(0, 0, 0), blendshapes)


def test_no_score_is_rest():
    assert classify_expression(face_with()) == "rest"


@pytest.mark.parametrize(
    ("blendshapes", "expression"),
    [
        ({"browInnerUp": 0.35, "browOuterUpLeft": 0.07, "browOuterUpRight": 0.07}, "rest"),
        ({"browInnerUp": 0.6, "browOuterUpLeft": 0.2, "browOuterUpRight": 0.2}, "raise"),
        ({"browDownLeft": 0.4, "browDownRight": 0.4}, "frown"),
        ({"mouthSmileLeft": 0.9, "mouthSmileRight": 0.7}, "smile"),
        ({"mouthSmileLeft": 0.9, "mouthSmileRight": 0.9, "browDownLeft": 0.5}, "smile"),
        ({"jawOpen": 0.7}, "other"),
    ],
)
def test_the_strongest_effort_names_the_expression(blendshapes, expression):
    assert classify_expression(face_with(**blendshapes)) == expression


@pytest.mark.parametrize("expression", ["rest", "raise", "frown", "smile"])
def test_rendered_expressions_are_told_apart(photograph, landmarker, expression):
    (face,) = landmarker.detect(photograph(expression=expression).pixels)
    assert classify_expression(face) == expression


def test_effort_grows_with_the_effort_made(photograph, landmarker):
    shots = [{}, {"expression": "raise", "effort": 0.5}, {"expression": "raise"}]
    efforts = [
        expression_efforts(landmarker.detect(photograph(**shot).pixels)[0])["raise"]
        for shot in shots
    ]
    assert efforts[0] + 0.1 < efforts[1] < efforts[2] - 0.1
