"""Colour and texture of a pair on drawn faces: what the camera does is no change, skin is."""

from dataclasses import replace

import cv2
import numpy as np
import pytest

from metrics.change import compare_faces
from metrics.skin_change import COLOUR, SKIN, TEXTURE, skin_changes
from tests.drawn_faces import PX_PER_MM, drawn, forehead_lines, portrait
from vision.frame import face_frame
from vision.regions import region_masks

FACE = portrait(drawn(lines=forehead_lines(0.12)))


def changed(pixels=None, *, before=FACE, **photo):
    shown = np.clip(np.rint(pixels), 0, 255).astype(np.uint8) if pixels is not None else None
    later = replace(before.photo, **photo) if shown is None else replace(before.photo, pixels=shown)
    return skin_changes(compare_faces(before, replace(before, photo=later)))


def told(changes, figures=SKIN):
    return {
        (region, name)
        for region, found in changes.items()
        for name in figures
        if found[name].verdict in ("lower", "higher")
    }


def patch(region):
    """Weight of every photo pixel: 1 in the region, falling off smoothly."""
    frame = face_frame(FACE, px_per_mm=PX_PER_MM)
    mask = region_masks(frame)[region].astype(np.float32)
    height, width = FACE.photo.pixels.shape[:2]
    inside = cv2.warpAffine(mask, frame.to_photo, (width, height))
    return cv2.GaussianBlur(inside, (0, 0), 6.0)[..., None]


@pytest.mark.parametrize(
    "gains", [(0.7, 0.7, 0.7), (1.1, 1.1, 1.1), (1.06, 1.0, 0.9)], ids=["dark", "bright", "warm"]
)
def test_exposure_and_white_balance_change_no_skin(gains):
    changes = changed(FACE.photo.pixels * np.array(gains))

    assert changes["cheek_left"]["redness"].sdc < 2
    assert told(changes) == set()


@pytest.mark.parametrize("power", [0.85, 1.2])
def test_another_tone_curve_changes_no_skin(power):
    changes = changed(255 * (FACE.photo.pixels / 255) ** power)

    assert changes["cheek_left"]["redness"].sdc < 2
    assert told(changes) == set()


def test_a_region_that_became_redder_is_told_under_another_tone_curve_too():
    redder = FACE.photo.pixels * (1 - np.array([0.0, 0.09, 0.05]) * patch("cheek_left"))
    changes = changed(255 * (redder / 255) ** 0.85)

    assert {region for region, _ in told(changes, ("redness", "erythema_index"))} == {"cheek_left"}


def test_softer_and_noisier_photos_have_the_same_skin():
    soft = cv2.GaussianBlur(FACE.photo.pixels, (0, 0), 0.8)
    noisy = FACE.photo.pixels + np.random.default_rng(1).normal(0, 3, FACE.photo.pixels.shape)

    assert told(changed(soft)) == set()
    assert told(changed(noisy)) == set()


def test_a_region_that_became_redder_is_told_and_its_neighbours_are_not():
    redder = FACE.photo.pixels * (1 - np.array([0.0, 0.09, 0.05]) * patch("cheek_left"))
    changes = changed(redder)

    assert changes["cheek_left"]["redness"].verdict == "higher"
    assert changes["cheek_left"]["erythema_index"].verdict == "higher"
    assert {region for region, _ in told(changes, ("redness", "erythema_index"))} == {"cheek_left"}


def test_a_region_that_became_smoother_is_told_by_its_texture():
    smooth = cv2.GaussianBlur(FACE.photo.pixels, (0, 0), 4.0)
    share = patch("cheek_right")
    changes = changed(FACE.photo.pixels * (1 - share) + smooth * share)

    assert changes["cheek_right"][TEXTURE].verdict == "lower"
    assert changes["cheek_left"][TEXTURE].verdict == "within_error"


def test_skin_that_became_brighter_beside_the_face_has_a_larger_error():
    brighter = changed(FACE.photo.pixels * (1 + 0.15 * patch("cheek_left")))

    def widened(region, name):
        return brighter[region][name].sdc / changed(FACE.photo.pixels)[region][name].sdc

    assert widened("cheek_left", "redness") > 1.02
    assert widened("chin", "redness") == pytest.approx(1, abs=0.01)


def test_clipped_skin_has_texture_where_green_is_left_but_no_colour():
    changes = changed(FACE.photo.pixels * 1.3)

    reasons = {name: changes["forehead"][name].reason for name in COLOUR}
    assert {reason.code for reason in reasons.values()} == {"clipped"}
    assert changes["forehead"]["redness"].change is None
    assert changes["forehead"][TEXTURE].verdict == "within_error"


def test_a_grey_photo_has_no_colour():
    changes = changed(coloured=False)

    assert {changes["chin"][name].reason.code for name in COLOUR} == {"no_colour"}
    assert changes["chin"][TEXTURE].reason is None


def test_a_region_that_cannot_be_compared_has_its_reason_and_no_figure():
    dark = FACE.photo.pixels * (1 - patch("chin"))
    pair = compare_faces(FACE, replace(FACE, photo=replace(FACE.photo, pixels=np.uint8(dark))))
    found = skin_changes(pair)["chin"]

    assert pair.regions["chin"].status == "not_comparable"
    assert {one.reason for one in found.values()} == {pair.regions["chin"].reason}
    assert {one.before for one in found.values()} == {None}


def test_photos_that_cannot_be_compared_have_no_figures():
    other = portrait(drawn(seed=7))

    assert compare_faces(FACE, other).status == "not_comparable"
    assert skin_changes(compare_faces(FACE, other)) == {}
