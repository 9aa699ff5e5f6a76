"""The table of regions, and the shapes cut from it at several poses."""

import cv2
import numpy as np
import pytest

from vision.canonical import canonical_mesh
from vision.frame import face_frame
from vision.regions import (
    BROWS,
    EYES,
    IRIS_RINGS,
    LIPS,
    NOSE,
    OVAL,
    REGIONS,
    SKIN_SITES,
    UPPER_LIDS,
    crosses_itself,
    face_outline,
    region_masks,
    region_polygons,
)
from vision.skin import face_zone

BY_NAME = {region.name: region for region in REGIONS}
SIDES = sorted(name.removesuffix("_left") for name in BY_NAME if name.endswith("_left"))
YAWS_DEG = [-20, -8, 0, 8, 20]


@pytest.fixture(scope="module")
def frames(plain_face):
    return {yaw: face_frame(plain_face(yaw_deg=yaw).portrait(), px_per_mm=3.0) for yaw in YAWS_DEG}


def area_cm2(mask, frame):
    return mask.sum() / (10 * frame.px_per_mm) ** 2


def test_the_fifteen_regions_are_named():
    names = "forehead glabella crows_feet_left crows_feet_right under_eye_left under_eye_right"
    names += " bunny nasolabial_left nasolabial_right cheek_left cheek_right perioral"
    names += " marionette_left marionette_right chin"
    assert " ".join(region.name for region in REGIONS) == names
    assert all(region.muscle for region in REGIONS)


def mirrored(vertex):
    """Place of a vertex on the other side of the canonical face."""
    return canonical_mesh()[0][np.atleast_1d(vertex)].mean(axis=0) * [-1, 1, 1]


@pytest.mark.parametrize("side", SIDES)
def test_left_and_right_mirror_each_other(side):
    left, right = BY_NAME[f"{side}_left"], BY_NAME[f"{side}_right"]
    vertices = canonical_mesh()[0]
    places = np.array([vertices[np.atleast_1d(v)].mean(axis=0) for v in left.outline])
    assert places == pytest.approx(np.array([mirrored(v) for v in right.outline]), abs=0.02)
    assert places[:, 0].mean() > 0, "the client's left lies at the image's right"
    assert left.muscle == right.muscle


@pytest.mark.parametrize("pair", [EYES, BROWS, UPPER_LIDS])
def test_paired_landmark_lists_mirror_each_other(pair):
    right, left = pair
    expected = np.array([mirrored(index) for index in right])
    assert canonical_mesh()[0][list(left)] == pytest.approx(expected, abs=0.02)


@pytest.mark.parametrize("outline", [LIPS, NOSE, OVAL, *EYES, *BROWS, *UPPER_LIDS])
def test_landmark_outlines_do_not_cross_themselves(outline):
    assert not crosses_itself(canonical_mesh()[0][list(outline), :2])


def test_no_landmark_is_listed_twice_in_an_outline():
    for outline in (LIPS, NOSE, OVAL, SKIN_SITES, *EYES, *BROWS, *IRIS_RINGS):
        assert len(set(outline)) == len(outline)


def test_a_bow_tie_crosses_itself_and_a_star_does_not():
    assert crosses_itself(np.array([(0, 0), (2, 2), (2, 0), (0, 2)], float))
    angles = np.linspace(0, 2 * np.pi, 10, endpoint=False)
    star = np.column_stack([np.cos(angles), np.sin(angles)]) * np.tile([1, 0.3], 5)[:, None]
    assert not crosses_itself(star)


@pytest.mark.parametrize("yaw_deg", YAWS_DEG)
def test_polygons_are_simple_at_every_pose(frames, yaw_deg):
    polygons = region_polygons(frames[yaw_deg])
    assert list(polygons) == list(BY_NAME)
    assert not [name for name, polygon in polygons.items() if crosses_itself(polygon)]


def test_polygons_are_smooth_seen_from_the_front(frames):
    for polygon in region_polygons(frames[0]).values():
        step = np.roll(polygon, -1, axis=0) - polygon
        heading = np.unwrap(np.arctan2(step[:, 1], step[:, 0]))
        assert np.abs(np.diff(heading)).max() < np.radians(35)


@pytest.mark.parametrize("yaw_deg", YAWS_DEG)
def test_no_pixel_belongs_to_two_regions(frames, yaw_deg):
    masks = region_masks(frames[yaw_deg])
    assert np.sum([mask.astype(int) for mask in masks.values()], axis=0).max() == 1


@pytest.mark.parametrize("yaw_deg", [-8, 0, 8])
def test_regions_tile_the_face_zone(frames, yaw_deg):
    frame = frames[yaw_deg]
    owned = np.any(list(region_masks(frame).values()), axis=0)
    zone = face_zone(frame)
    assert (owned & zone).sum() / zone.sum() > 0.95
    outline = np.zeros(frame.shape, np.uint8)
    cv2.fillPoly(outline, [np.round(face_outline(frame)).astype(np.int32)], 1)
    assert (owned & (outline == 0)).sum() / owned.sum() < 0.01


def test_masks_agree_with_polygons(frames):
    polygons = region_polygons(frames[0])
    for name, mask in region_masks(frames[0]).items():
        polygon_px2 = cv2.contourArea(polygons[name].astype(np.float32))
        assert mask.sum() == pytest.approx(polygon_px2, rel=0.06)


def test_both_sides_have_the_same_area(frames):
    masks = region_masks(frames[0])
    for side in SIDES:
        left, right = (masks[f"{side}_{which}"].sum() for which in ("left", "right"))
        assert left == pytest.approx(right, rel=0.03)


def test_areas_are_those_of_a_face(frames):
    masks = region_masks(frames[0])
    assert 45 < area_cm2(masks["forehead"], frames[0]) < 90
    assert 4 < area_cm2(masks["glabella"], frames[0]) < 12
    assert 3 < area_cm2(masks["crows_feet_left"], frames[0]) < 9


def test_crows_feet_stay_below_the_brow_tail_and_beside_the_eye(frames):
    for frame in frames.values():
        for side, (brow, eye) in enumerate(zip(BROWS, EYES, strict=True)):
            polygon = region_polygons(frame)[("crows_feet_right", "crows_feet_left")[side]]
            tail = frame.points[[brow[0], brow[-1]], 1].max()
            assert polygon[:, 1].min() > tail
            beside = abs(polygon[:, 0] - frame.points[168, 0]).min()
            assert beside > abs(frame.points[list(eye), 0] - frame.points[168, 0]).mean()


@pytest.mark.parametrize(
    ("name", "landmark"),
    [
        ("forehead", 151),
        ("glabella", 9),
        ("bunny", 197),
        ("nasolabial_right", 203),
        ("nasolabial_left", 423),
        ("perioral", 164),
        ("chin", 199),
        ("cheek_right", 50),
        ("marionette_left", 424),
        ("under_eye_right", 230),
    ],
)
@pytest.mark.parametrize("yaw_deg", [-8, 0, 8])
def test_regions_lie_where_anatomy_puts_them(frames, yaw_deg, name, landmark):
    polygon = region_polygons(frames[yaw_deg])[name].astype(np.float32)
    place = frames[yaw_deg].points[landmark].tolist()
    assert cv2.pointPolygonTest(polygon, place, True) > -1.0
