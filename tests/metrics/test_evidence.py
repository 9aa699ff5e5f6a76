"""The detector as a whole: on drawn faces with known lines, and on the hand-traced photos."""

from pathlib import Path

import numpy as np
import pytest

from benchmarks.plain_filters import score_ours, score_sato
from benchmarks.traced_photos import read_traced_photos
from metrics.evidence import line_evidence
from metrics.face import measure_face
from metrics.lines import find_lines
from metrics.relief import DETAIL_PX_PER_MM, FRAME_PX_PER_MM, photo_px_per_mm, read_relief
from tests.drawn_faces import drawn, forehead_lines, portrait
from vision.errors import ShapeError
from vision.frame import face_frame
from vision.mediapipe_landmarker import MediaPipeLandmarker
from vision.regions import region_masks
from vision.skin import visible_skin

TRACED_SET = Path(__file__).parents[3] / "shared" / "traced_lines"


@pytest.fixture(scope="module")
def lined():
    return measure_face(portrait(drawn(lines=forehead_lines(0.15))))


@pytest.fixture(scope="module")
def smooth():
    return measure_face(portrait(drawn()))


def test_drawn_forehead_lines_are_found(lined):
    forehead = lined.regions["forehead"].figures
    truth_mm = 3 * 200 / 3
    assert forehead.line_length_mm == pytest.approx(truth_mm, rel=0.15)
    # 0.15 of the logarithm of a pixel is 2.2 times as much light, of which the kernel sees 68 %.
    assert forehead.mean_contrast == pytest.approx(0.15 * 2.2 * 0.68, rel=0.15)


def test_a_smooth_forehead_has_hardly_a_line(smooth):
    assert smooth.regions["forehead"].figures.line_length_mm < 15


def test_lines_of_a_region_add_up_to_its_figures(lined):
    for name, region in lined.regions.items():
        lengths = [line.length_mm for line in lined.lines if line.region == name]
        assert region.figures.line_length_mm == pytest.approx(sum(lengths))
        assert region.figures.line_count == len(lengths)
    assert lined.face.line_length_mm == pytest.approx(sum(line.length_mm for line in lined.lines))


def test_what_lies_outside_all_regions_is_not_drawn():
    frame = face_frame(
        portrait(drawn(seed=2, lines=forehead_lines(0.16)), noise=1.0), px_per_mm=FRAME_PX_PER_MM
    )
    skin, masks = visible_skin(frame), region_masks(frame)
    evidence = line_evidence(frame, skin)
    every = find_lines(frame, evidence, skin, masks)
    elsewhere = {name: mask for name, mask in masks.items() if name != "forehead"}

    assert sum(line.length_mm for line in every if line.region == "forehead") > 100
    assert {
        line.region for line in find_lines(frame, evidence, skin, elsewhere)
    } <= elsewhere.keys()
    assert find_lines(frame, evidence, skin, {}) == ()


def test_contrast_does_not_depend_on_exposure(lined):
    darker = measure_face(portrait(drawn(lines=forehead_lines(0.15)) - 0.3))
    contrasts = [m.regions["forehead"].figures.mean_contrast for m in (lined, darker)]
    assert contrasts[1] == pytest.approx(contrasts[0], rel=0.05)


def test_severity_follows_the_depth_of_the_same_lines(lined):
    shallow = measure_face(portrait(drawn(lines=forehead_lines(0.10)))).regions["forehead"].figures
    deep = lined.regions["forehead"].figures
    assert shallow.severity / deep.severity == pytest.approx(10 / 15, rel=0.12)


def test_without_skin_there_is_no_evidence():
    frame = face_frame(portrait(drawn()), px_per_mm=FRAME_PX_PER_MM)
    evidence = line_evidence(frame, np.zeros(frame.shape, bool))
    assert not evidence.probability.any()


def test_another_scale_is_an_error():
    frame = face_frame(portrait(drawn()), px_per_mm=2.0)
    with pytest.raises(ShapeError, match="px/mm"):
        line_evidence(frame, visible_skin(frame))


def test_evidence_lies_on_visible_skin_only():
    frame = face_frame(portrait(drawn(lines=forehead_lines(0.15))), px_per_mm=FRAME_PX_PER_MM)
    skin = visible_skin(frame)
    evidence = line_evidence(frame, skin)
    assert evidence.probability.max() <= 1
    assert not evidence.probability[~skin].any()


def test_a_fine_photo_is_reduced_to_the_common_detail():
    frame = face_frame(portrait(drawn()), px_per_mm=FRAME_PX_PER_MM)
    assert photo_px_per_mm(frame) > DETAIL_PX_PER_MM
    assert read_relief(frame).blur_mm == pytest.approx(0.4 / DETAIL_PX_PER_MM)


@pytest.mark.slow
def test_traced_photos_reach_the_bar_and_beat_the_plain_ridge_filter():
    if not TRACED_SET.is_dir():
        pytest.skip("the hand-traced photos are not here")
    photos = read_traced_photos(TRACED_SET, MediaPipeLandmarker())
    ours = score_ours(photos)
    assert ours.f1 > 0.66
    assert ours.rank_correlation > 0.85
    assert ours.f1 > 3.5 * score_sato(photos).f1
