import io
import time
from dataclasses import replace
from itertools import pairwise

import cv2
import numpy as np
import pytest
from PIL import Image

from sample_images.camera import Shot
from sample_images.person import Person
from sample_images.render import render
from vision.landmarks import Face, Pose, find_face
from vision.photo import Photo, read_photo
from vision.quality import assess
from vision.scale import measure_scale
from vision.sharpness import shown_px_per_mm

HALF_PIXEL = np.array([0.5, 0.5, 0.0])


@pytest.fixture(scope="session")
def portrait(photograph):
    return photograph().pixels


@pytest.fixture(scope="session")
def good(portrait, landmarker):
    """Photo, face and scale of the rendered person."""
    photo = Photo(portrait, "")
    face = find_face(photo, landmarker)
    assert isinstance(face, Face)
    return photo, face, measure_scale(face)


def severities(photo, face, scale=None):
    """Gravest severity of each code; findings arrive with the gravest first."""
    findings = assess(photo, face, scale or measure_scale(face))
    order = ["block", "warn", "info"]
    ranks = [order.index(finding.severity) for finding in findings]
    assert ranks == sorted(ranks)
    for finding in findings:
        assert finding.message.endswith(".")
        assert (finding.value is None) == (finding.limit is None)
    return {finding.code: finding.severity for finding in reversed(findings)}


def seen(pixels, landmarker, **photo):
    """Findings of a changed photo, with the face found in it anew."""
    changed = Photo(np.ascontiguousarray(pixels.astype(np.uint8)), "", **photo)
    face = find_face(changed, landmarker)
    assert isinstance(face, Face), face
    return severities(changed, face)


def placed(face, factor):
    return replace(face, points=(face.points + HALF_PIXEL) * factor - HALF_PIXEL)


def test_a_good_photo_has_nothing_against_it_but_its_size(good):
    assert set(severities(*good)) <= {"resolution_low"}


@pytest.mark.parametrize(
    ("width", "expected"),
    [(1440, {}), (400, {"resolution_low": "warn"}), (250, {"resolution_too_low": "block"})],
)
def test_resolution_is_pixels_per_millimetre(good, width, expected):
    photo, face, _ = good
    factor = width / photo.size[0]
    interpolation = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
    resized = cv2.resize(photo.pixels, None, fx=factor, fy=factor, interpolation=interpolation)
    found = severities(replace(photo, pixels=resized), placed(face, factor))
    assert {code: found[code] for code in found if code.startswith("resolution")} == expected


def test_shown_detail_falls_with_blur_and_does_not_rise_by_enlarging(good):
    photo, face, scale = good
    detail = [
        shown_px_per_mm(
            cv2.GaussianBlur(photo.pixels, (0, 0), sigma) if sigma else photo.pixels,
            face,
            px_per_mm=scale.px_per_mm,
        )
        for sigma in (0, 1, 2, 4)
    ]
    assert all(after < 0.85 * before for before, after in pairwise(detail))
    assert detail[0] <= scale.px_per_mm
    enlarged = cv2.resize(photo.pixels, None, fx=3, fy=3, interpolation=cv2.INTER_CUBIC)
    larger = shown_px_per_mm(enlarged, placed(face, 3), px_per_mm=3 * scale.px_per_mm)
    assert larger == pytest.approx(detail[0], rel=0.25)


@pytest.mark.parametrize("sigma_mm", [1.5, 2.5])
def test_blurred_photos_are_blocked(good, sigma_mm):
    photo, face, scale = good
    blurred = cv2.GaussianBlur(photo.pixels, (0, 0), sigma_mm * scale.px_per_mm)
    assert severities(replace(photo, pixels=blurred), face, scale)["blurred"] == "block"


def test_pixels_made_up_by_enlarging_are_seen_through(good):
    photo, face, scale = good
    tiny = cv2.resize(photo.pixels, (90, 120), interpolation=cv2.INTER_AREA)
    enlarged = cv2.resize(tiny, photo.size, interpolation=cv2.INTER_CUBIC)
    assert severities(replace(photo, pixels=enlarged), face, scale)["blurred"] == "block"


def test_too_dark_and_too_bright(portrait, landmarker):
    assert seen(portrait // 10, landmarker)["too_dark"] == "block"
    burnt = seen(np.minimum(portrait.astype(int) * 3, 255), landmarker)
    assert burnt["too_bright"] == "block"
    assert burnt["clipped_highlights"] == "warn"


def test_light_from_one_side(portrait, landmarker, good):
    ramp = np.linspace(1.1, 0.45, portrait.shape[1])[None, :, None]
    assert seen(np.clip(portrait * ramp, 0, 255), landmarker)["uneven_light"] == "warn"
    assert "uneven_light" not in severities(*good)


def rectangle(face, indexes, margin_px):
    low = face.points[indexes, :2].min(axis=0) - margin_px
    high = face.points[indexes, :2].max(axis=0) + margin_px
    return tuple(low.astype(int).tolist()), tuple(high.astype(int).tolist())


@pytest.mark.parametrize(
    ("indexes", "rgb"),
    [
        ([33, 263, 159, 145, 386, 374], (15, 15, 15)),
        ([2, 61, 291, 152, 234, 454], (90, 140, 200)),
        ([2, 61, 291, 152, 205, 425], (35, 35, 38)),
    ],
)
def test_covered_eyes_and_mouths_are_blocked(good, indexes, rgb):
    photo, face, scale = good
    covered = photo.pixels.copy()
    cv2.rectangle(covered, *rectangle(face, indexes, 12), rgb, -1)
    assert severities(replace(photo, pixels=covered), face, scale)["covered"] == "block"


def test_a_face_cut_off_by_the_edge(portrait, landmarker, good):
    _, face, _ = good
    nose = round(face.points[1, 0])
    assert seen(portrait[:, : nose + 60], landmarker)["face_cut_off"] == "block"
    chin = round(face.points[152, 1])
    assert seen(portrait[: chin - 30], landmarker)["face_cut_off"] == "warn"


@pytest.mark.parametrize(
    ("pose", "expected"),
    [
        (Pose(0, 0, 0), {}),
        (Pose(15, 0, 0), {"head_turned": "warn"}),
        (Pose(-15, 0, 0), {"head_turned": "warn"}),
        (Pose(40, 0, 0), {"head_turned": "block"}),
        (Pose(0, -25, 0), {"head_tipped": "warn"}),
        (Pose(0, 40, 0), {"head_tipped": "block"}),
        (Pose(0, 0, -20), {"head_tilted": "warn"}),
    ],
)
def test_pose_has_limits_on_both_sides(good, pose, expected):
    photo, face, scale = good
    found = severities(photo, replace(face, pose=pose), scale)
    assert {code: found[code] for code in found if code.startswith("head")} == expected


def reread(pixels, **options):
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, "JPEG", **options)
    return read_photo(buffer.getvalue())


def test_what_the_file_did_to_the_photo(good):
    photo, face, scale = good
    assert severities(reread(photo.pixels, quality=5), face, scale)["heavily_compressed"] == "warn"
    assert "heavily_compressed" not in severities(reread(photo.pixels, quality=85), face, scale)
    unreadable = reread(photo.pixels, quality=85, icc_profile=b"nonsense" * 30)
    assert severities(unreadable, face, scale)["profile_unreadable"] == "warn"
    grey = np.repeat(photo.pixels[:, :, :1], 3, axis=2)
    assert severities(reread(grey, quality=85), face, scale)["grey_photo"] == "info"


def test_large_photos_are_judged_as_fast_as_small_ones(good):
    photo, face, scale = good
    large = cv2.resize(photo.pixels, None, fx=4, fy=4, interpolation=cv2.INTER_CUBIC)
    twelve = replace(photo, pixels=large)
    face, scale = placed(face, 4), replace(scale, mm_per_px=scale.mm_per_px / 4)
    assess(twelve, face, scale)
    began = time.process_time()
    assess(twelve, face, scale)
    assert time.process_time() - began < 0.3


@pytest.mark.parametrize(("tone", "exposure"), [("I", 1.0), ("VI", 1.0), ("VI", 0.6)])
def test_no_skin_is_too_dark_or_too_bright_in_itself(landmarker, tone, exposure):
    shot = Shot(width=600, height=800, exposure=exposure)
    pixels = render(Person(seed=2, tone=tone), shot).pixels
    assert not {"too_dark", "too_bright", "covered", "blurred"} & set(seen(pixels, landmarker))
