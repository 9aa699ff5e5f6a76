"""An expression is refused when its features moved as its score says, and not for a score alone."""

import cv2
import numpy as np
import pytest

from metrics.change import compare_faces
from metrics.expression_change import MOTIONS, moved_mm, score_changes
from tests.drawn_faces import PX_PER_MM, SIZE, drawn, forehead_lines, grid, landmarks, portrait
from vision.align import align
from vision.regions import BROWS, MOUTH_CORNERS

LOG = drawn(seed=3, lines=forehead_lines(0.12))
UNSURE_SCORE = 0.3
STEP_MM = 2.5


def moved(places: list[tuple[int, ...]], steps_mm: list[tuple[float, float]]) -> np.ndarray:
    """Map to the drawing under which the skin around some landmarks moved by a step, x and y."""
    width, height = SIZE
    to_drawing = grid()
    for outline, step in zip(places, steps_mm, strict=True):
        spot = np.zeros((height, width))
        cv2.fillConvexPoly(spot, np.round(landmarks()[list(outline), :2]).astype(np.int32), 1.0)
        spot = cv2.GaussianBlur(spot, (0, 0), 9 * PX_PER_MM)
        to_drawing -= (spot / spot.max())[..., None] * np.array(step) * PX_PER_MM
    return to_drawing


def brows(down_mm: float) -> np.ndarray:
    return moved([*BROWS], [(0, down_mm), (0, down_mm)])


def corners(apart_mm: float) -> np.ndarray:
    around = [(corner,) for corner in MOUTH_CORNERS]
    return moved(around, [(-apart_mm, 0), (apart_mm, 0)])


CALM = portrait(LOG, scores=dict.fromkeys(("browDownLeft", "browDownRight"), 0.0))


@pytest.mark.parametrize("name", ["browDown", "browOuterUp", "mouthSmile", "mouthPucker"])
@pytest.mark.parametrize("rises", [True, False])
def test_features_that_moved_as_the_score_says_are_told_from_those_that_moved_against_it(
    name, rises
):
    motion = MOTIONS[name]
    toward = STEP_MM if motion in ("brows_down", "corners_apart") else -STEP_MM
    toward = toward if rises else -toward
    warp = brows(toward) if motion.startswith("brows") else corners(toward)
    alignment = align(CALM, portrait(LOG, to_drawing=warp), px_per_mm=3.0)

    change = UNSURE_SCORE if rises else -UNSURE_SCORE
    assert moved_mm(alignment, name, change) > 1.0
    assert moved_mm(alignment, name, -change) < -1.0


def test_a_frown_is_refused_when_its_brows_went_down():
    scores = dict.fromkeys(("browDownLeft", "browDownRight"), UNSURE_SCORE)
    pair = compare_faces(CALM, portrait(LOG, to_drawing=brows(STEP_MM), scores=scores))

    assert (pair.status, pair.reason.code) == ("not_comparable", "expression_differs")


def test_a_score_that_rose_while_the_brows_went_up_is_mentioned_and_not_refused():
    scores = dict.fromkeys(("browDownLeft", "browDownRight"), UNSURE_SCORE)
    pair = compare_faces(CALM, portrait(LOG, to_drawing=brows(-STEP_MM), scores=scores))

    assert pair.status == "compared"
    assert ("expression_differs", "warn") in {(f.code, f.severity) for f in pair.findings}


def test_a_slight_smile_is_refused_though_the_lips_as_a_whole_hardly_moved():
    calm = portrait(LOG, scores=dict.fromkeys(("mouthSmileLeft", "mouthSmileRight"), 0.0))
    scores = dict.fromkeys(("mouthSmileLeft", "mouthSmileRight"), UNSURE_SCORE)
    pair = compare_faces(calm, portrait(LOG, to_drawing=corners(STEP_MM), scores=scores))

    assert (pair.status, pair.reason.code) == ("not_comparable", "expression_differs")


def test_left_and_right_of_a_score_count_as_one_and_unknown_scores_do_not_count():
    before = {"browDownLeft": 0.1, "browDownRight": 0.3, "eyeBlinkLeft": 0.0}
    after = {"browDownLeft": 0.5, "browDownRight": 0.3, "eyeBlinkLeft": 0.9}
    changes = score_changes(portrait(LOG, scores=before).face, portrait(LOG, scores=after).face)

    assert changes == {"browDown": pytest.approx(0.2)}
