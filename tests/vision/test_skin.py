"""What is drawn on a plain face is seen as what it is, on every tone of skin."""

import csv
import os
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np
import pytest
from skimage.morphology import skeletonize

from vision.frame import face_frame
from vision.mediapipe_landmarker import MediaPipeLandmarker
from vision.photo import Photo
from vision.portrait import Portrait, read_portrait
from vision.regions import region_masks
from vision.skin import face_zone, visible_skin

TONES = {
    "very light": (238, 205, 188),
    "light": (206, 160, 138),
    "tan": (150, 104, 82),
    "brown": (92, 62, 48),
    "dark": (58, 40, 33),
}
TRACED = Path(__file__).parents[2].parent / "shared" / "traced_lines"
needs_traced = pytest.mark.skipif(
    not TRACED.is_dir(), reason="the hand-traced photos are not on this machine"
)


@pytest.fixture(params=TONES.values(), ids=TONES.keys())
def face(request, plain_face):
    return plain_face(request.param)


def shade(face, factor):
    """The skin colour of a face, darkened as shading does."""
    return tuple(channel * factor for channel in face.skin)


def covered(face, draw):
    """Frame mask of what a drawing changes on a face, and the frame drawn on."""
    before = face.pixels.copy()
    draw(face)
    changed = (np.abs(face.pixels - before).max(axis=2) > 4).astype(np.uint8)
    frame = face_frame(face.portrait(), px_per_mm=3.0)
    inverse = cv2.invertAffineTransform(frame.to_photo)
    return cv2.warpAffine(changed, inverse, frame.shape[::-1]) > 0, frame


def test_a_plain_face_is_all_skin(face):
    frame = face_frame(face.portrait(), px_per_mm=3.0)
    zone = face_zone(frame)
    assert visible_skin(frame).sum() / zone.sum() > 0.95


def fringe(face):
    rng = np.random.default_rng(1)
    for x in np.arange(-72, 72, 1.6):
        tip = (x + rng.normal(0, 2), -64 + rng.normal(0, 3))
        face.stroke([(x, -130), tip], shade(face, 0.2), 0.5)


def beard(face):
    rng = np.random.default_rng(2)
    ink = shade(face, 0.3)
    for x, y in rng.uniform((-70, 20), (70, 95), (9000, 2)):
        face.stroke([(x, y), (x + rng.normal(), y + rng.uniform(1, 4))], ink, 0.3)


def glasses(face):
    ink = (20, 20, 22)
    around = np.linspace(0, 2 * np.pi, 60)
    for side in (-1, 1):
        rim = np.column_stack([side * 32 + 27 * np.cos(around), -22 + 21 * np.sin(around)])
        face.stroke(rim, ink, 1.8)
        face.stroke([(side * 59, -26), (side * 80, -28)], ink, 1.8)
    face.stroke([(-6, -26), (6, -26)], ink, 1.8)


def glare(face):
    centre, axes = tuple(face.px((15, -68)).tolist()), (36, 24)
    cv2.ellipse(face.pixels, centre, axes, 0, 0, 360, (254, 252, 250), -1)


def scarf(face):
    face.fill([(-90, 66), (90, 60), (90, 110), (-90, 110)], (60, 80, 150))


def hard_shadow(face):
    mask = np.zeros(face.pixels.shape[:2], np.uint8)
    cv2.fillPoly(mask, [face.px([(25, -15), (90, -40), (90, 40), (45, 35)])], 1)
    face.pixels[mask > 0] *= 0.3


@pytest.mark.parametrize(
    ("thing", "left_over"),
    [
        (fringe, 0.03),
        (beard, 0.03),
        (glasses, 0.06),
        (glare, 0.05),
        (scarf, 0.02),
        (hard_shadow, 0.02),
    ],
)
def test_what_is_not_skin_is_left_out_and_the_rest_is_kept(face, thing, left_over):
    hidden, frame = covered(face, thing)
    zone, skin = face_zone(frame), visible_skin(frame)
    assert (skin & hidden).sum() / (zone & hidden).sum() < left_over
    reach = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (25, 25))
    clear = zone & (cv2.dilate(hidden.astype(np.uint8), reach) == 0)
    if thing is fringe:  # nothing above the tips of the strands counts, gap or not
        clear &= ~region_masks(frame)["forehead"]
    assert (skin & clear).sum() / clear.sum() > 0.94


def test_gaps_in_a_fringe_are_not_forehead(plain_face):
    face = plain_face()
    for x in np.arange(-72, 73, 9.0):
        face.stroke([(x, -130), (x, -64)], shade(face, 0.2), 2.5)
    frame = face_frame(face.portrait(), px_per_mm=3.0)
    forehead = region_masks(frame)["forehead"] & face_zone(frame)
    forehead[int(frame.points[151, 1]) :] = False
    assert (visible_skin(frame) & forehead).sum() / forehead.sum() < 0.15


@pytest.mark.parametrize(("rooted", "least", "most"), [(True, 0.0, 0.1), (False, 0.9, 1.0)])
def test_thin_ends_of_a_fringe_are_hair_but_such_texture_alone_is_skin(
    plain_face, rooted, least, most
):
    face, rng = plain_face(TONES["light"]), np.random.default_rng(1)
    if rooted:
        for x in np.arange(-72, 72, 1.6):
            face.stroke([(x, -130), (x, -86)], shade(face, 0.2), 0.5)

    def ends(face):
        for x in np.arange(-40, 40, 2.0):
            face.stroke([(x, -85), (x + rng.normal(), -72)], shade(face, 0.8), 0.3)

    strands, frame = covered(face, ends)
    strands &= face_zone(frame)
    assert least <= (visible_skin(frame) & strands).sum() / strands.sum() <= most


def test_deep_lines_stay_skin(face):
    def furrows(face):
        for y in (-86, -78, -70, -62):
            arch = [(x, y + 2 * np.sin(x / 20)) for x in range(-40, 41, 2)]
            face.stroke(arch, shade(face, 0.75), 0.6)
        for side in (-1, 1):
            face.stroke([(side * 7, -54), (side * 6, -42)], shade(face, 0.7), 0.6)
            face.stroke([(side * 22, 14), (side * 32, 40)], shade(face, 0.65), 0.9)

    lines, frame = covered(face, furrows)
    lines &= face_zone(frame)
    assert (visible_skin(frame) & lines).sum() / lines.sum() > 0.97


def test_a_mole_does_not_hide_the_forehead_above_it(plain_face):
    face = plain_face()
    cv2.circle(face.pixels, tuple(face.px((20, -66)).tolist()), 12, shade(face, 0.35), -1)
    frame = face_frame(face.portrait(), px_per_mm=3.0)
    forehead = region_masks(frame)["forehead"] & face_zone(frame)
    assert (visible_skin(frame) & forehead).sum() / forehead.sum() > 0.95


def test_skin_lit_from_the_side_stays_skin(face):
    across = np.linspace(0.62, 1.05, face.pixels.shape[1], dtype=np.float32)
    face.pixels *= across[None, :, None]
    frame = face_frame(face.portrait(), px_per_mm=3.0)
    assert visible_skin(frame).sum() / face_zone(frame).sum() > 0.93


def test_nothing_is_skin_beyond_the_photo(plain_face):
    portrait = plain_face().portrait()
    cut = portrait.photo.pixels[:, : portrait.photo.size[0] // 2]
    photo = Photo(np.ascontiguousarray(cut), portrait.photo.sha256)
    frame = face_frame(Portrait(photo, portrait.face, portrait.scale), px_per_mm=3.0)
    beyond = round(frame.in_frame(np.array([[cut.shape[1] + 1.0, 400.0]]))[0, 0])
    assert visible_skin(frame)[:, :beyond].any()
    assert not face_zone(frame)[:, beyond:].any()


@pytest.mark.parametrize("rows_mm", [(0, 30), (0, 75), (225, 260)])
def test_a_photo_of_hardly_any_face_is_no_fault(plain_face, rows_mm):
    portrait = plain_face().portrait()
    top, bottom = (round(row * portrait.scale.px_per_mm) for row in rows_mm)
    pixels = np.ascontiguousarray(portrait.photo.pixels[top:bottom])
    face = replace(portrait.face, points=portrait.face.points - np.array([0, top, 0]))
    photo = Photo(pixels, portrait.photo.sha256)
    frame = face_frame(replace(portrait, photo=photo, face=face), px_per_mm=3.0)
    skin = visible_skin(frame)
    assert skin.shape == frame.shape
    assert not (skin & ~face_zone(frame)).any()


@pytest.mark.parametrize("landmark", [159, 386, 105, 334, 13, 17, 1, 2, 98, 327, 468, 473])
def test_eyes_brows_lips_and_nostrils_are_outside_the_zone(plain_face, landmark):
    frame = face_frame(plain_face().portrait(), px_per_mm=3.0)
    x, y = frame.points[landmark].round().astype(int)
    assert not face_zone(frame)[y, x]


@pytest.fixture(scope="module")
def traced():
    """Frames of the traced photos with their lines and zones."""
    landmarker = MediaPipeLandmarker()
    frames = {}
    with (TRACED / "photos.csv").open(encoding="utf-8") as rows:
        names = [row["id"] for row in csv.DictReader(rows)]
    for name in names:
        portrait = read_portrait((TRACED / "photos" / f"{name}.png").read_bytes(), landmarker)
        assert isinstance(portrait, Portrait), portrait
        frame = face_frame(portrait, px_per_mm=3.0)
        lines, zone = (
            cv2.imread(os.fspath(TRACED / kind / f"{name}.png"), cv2.IMREAD_GRAYSCALE) > 0
            for kind in ("traced", "zones")
        )
        frames[name] = (frame, lines, zone)
    return frames


@needs_traced
@pytest.mark.slow
def test_lines_traced_by_hand_lie_in_visible_skin(traced):
    inside, total = 0, 0
    for frame, lines, zone in traced.values():
        rows, columns = np.nonzero(skeletonize(lines) & zone)
        x, y = frame.in_frame(np.column_stack([columns, rows]).astype(float)).round().astype(int).T
        inside += int(visible_skin(frame)[y, x].sum())
        total += len(x)
    assert inside / total > 0.96


@needs_traced
@pytest.mark.slow
def test_visible_skin_agrees_with_zones_cut_by_hand_rules(traced):
    """The given zones know no hair, so the fringe of one photo is in them; the rest agrees."""
    shares = []
    for frame, _, zone in traced.values():
        inverse = cv2.invertAffineTransform(frame.to_photo)
        given = cv2.warpAffine(zone.astype(np.uint8), inverse, frame.shape[::-1]) > 0
        skin = visible_skin(frame)
        shares.append((skin & given).sum() / given.sum())
        assert (skin & ~given).sum() / given.sum() < 0.10
    assert np.median(shares) > 0.9
    fringed = list(traced).index("00043")
    assert shares[fringed] == min(shares)
    assert shares[fringed] < 0.7
