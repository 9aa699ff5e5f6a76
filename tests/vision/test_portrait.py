import csv
import io
import subprocess
import sys
from pathlib import Path

import cv2
import numpy as np
import pytest
from PIL import Image
from skimage import data

from vision.errors import Refusal
from vision.landmarks import Face, Pose
from vision.photo import MAX_PIXELS
from vision.portrait import Portrait, read_portrait, view_portrait

SHARED = Path(__file__).parents[3] / "shared"
BAD_INPUTS = SHARED / "bad_inputs" / "make_bad_inputs.py"
TRACED_PHOTOS = SHARED / "traced_lines" / "photos"


def encoded(pixels, container="JPEG", **options):
    buffer = io.BytesIO()
    Image.fromarray(np.ascontiguousarray(pixels)).save(buffer, container, **options)
    return buffer.getvalue()


def test_a_good_photo_becomes_a_portrait(photograph, landmarker):
    rendering = photograph()
    portrait = read_portrait(encoded(rendering.pixels, quality=92), landmarker)
    assert isinstance(portrait, Portrait)
    assert portrait.photo.size == (720, 960)
    assert portrait.face.points.shape == (478, 3)
    assert portrait.scale.mm_per_px == pytest.approx(rendering.truth.mm_per_px, rel=0.08)
    assert all(finding.severity != "block" for finding in portrait.findings)


def test_a_blocking_finding_refuses_with_its_code_and_can_still_be_looked_at(
    photograph, landmarker
):
    blurred = encoded(cv2.GaussianBlur(photograph().pixels, (0, 0), 9), quality=92)
    refusal = read_portrait(blurred, landmarker)
    assert isinstance(refusal, Refusal)
    seen = view_portrait(blurred, landmarker)
    assert isinstance(seen, Portrait)
    assert seen.findings[0].severity == "block"
    assert (refusal.code, refusal.message) == (seen.findings[0].code, seen.findings[0].message)
    assert refusal.code == "blurred"


def test_the_astronaut_is_too_small_to_be_measured(landmarker):
    refusal = read_portrait(encoded(data.astronaut(), "PNG"), landmarker)
    assert isinstance(refusal, Refusal)
    assert refusal.code == "resolution_too_low"
    assert "px per mm" in refusal.message


def test_refusals_of_every_step_are_passed_on(landmarker):
    assert read_portrait(b"", landmarker).code == "empty"
    assert read_portrait(encoded(data.coffee()), landmarker).code == "no_face"


class _ClosedEyes:
    def detect(self, pixels):
        closed = {"eyeBlinkLeft": 1.0, "eyeBlinkRight": 1.0}
        return (Face(np.zeros((478, 3)), np.eye(3), Pose(0, 0, 0), closed),)


def test_a_face_without_a_scale_is_refused():
    grey = encoded(np.full((400, 400, 3), 128, np.uint8))
    assert read_portrait(grey, _ClosedEyes()).code == "eyes_closed"


@pytest.fixture(scope="module")
def bad_inputs(tmp_path_factory):
    """The shared set of awkward uploads: folder, and the answer expected of each file."""
    if not BAD_INPUTS.is_file():
        pytest.skip("the shared set of bad inputs is not here")
    folder = tmp_path_factory.mktemp("bad_inputs")
    portrait = TRACED_PHOTOS / "00300.png"
    subprocess.run([sys.executable, BAD_INPUTS, folder, portrait], check=True, capture_output=True)
    with (folder / "manifest.csv").open() as manifest:
        return folder, {row["file"]: row["answer"] for row in csv.DictReader(manifest)}


# One text, two names: the content decides, and it is no picture. The small face is refused for
# its resolution. Whether a photo is mirrored shows only beside others of the same client.
OWN_ANSWERS = {
    "script.svg": "reject:not_an_image",
    "face_tiny_60px.jpg": "reject:resolution_too_low",
    "face_mirrored.jpg": "accept",
    "icc_garbage.jpg": "warn:profile_unreadable",
    "grey.jpg": "info:grey_photo",
    "alpha_fully_transparent.png": "reject:transparent",
    "face.webp": "accept",
    "face.avif": "reject:type_not_allowed",
    "bomb_8000x8000_1bit.png": "reject:too_many_pixels",
}


def meets(answer: str, given: Portrait | Refusal) -> bool:
    """Whether what was given is an answer of the manifest, such as ``reject_or_warn:damaged``."""
    verb, _, code = answer.partition(":")
    if isinstance(given, Refusal):
        return verb.startswith("reject") and given.code == code
    if verb.startswith("accept"):
        return True
    return verb != "reject" and code in {finding.code for finding in given.findings}


@pytest.mark.slow
def test_every_bad_input_gets_the_answer_of_its_manifest(bad_inputs, landmarker):
    folder, answers = bad_inputs
    wrong = {}
    for name, answer in {**answers, **OWN_ANSWERS}.items():
        given = read_portrait((folder / name).read_bytes(), landmarker)
        if not meets(answer, given):
            wrong[name] = (answer, given if isinstance(given, Refusal) else given.findings)
    assert len(answers) > 80
    assert MAX_PIXELS < 64_000_000
    assert not wrong


@pytest.mark.slow
def test_eight_orientations_are_one_photo(bad_inputs, landmarker):
    folder, _ = bad_inputs
    portraits = [
        read_portrait((folder / f"orientation_{turn}.jpg").read_bytes(), landmarker)
        for turn in range(1, 9)
    ]
    first = portraits[0]
    for other in portraits[1:]:
        assert other.photo.size == first.photo.size
        assert other.scale.mm_per_px == pytest.approx(first.scale.mm_per_px, rel=0.02)


def test_photos_of_real_people_are_measured_with_warnings_only(landmarker):
    photos = sorted(TRACED_PHOTOS.glob("*.png"))
    if not photos:
        pytest.skip("the shared photos are not here")
    for path in photos:
        portrait = read_portrait(path.read_bytes(), landmarker)
        assert isinstance(portrait, Portrait), path.name
        assert "resolution_low" in {finding.code for finding in portrait.findings}
        assert 1.9 < portrait.scale.px_per_mm < 2.5
