"""Light and pose of a pair, against shading and displacements that were made from known ones."""

from dataclasses import replace

import numpy as np
import pytest

from tests.drawn_faces import PX_PER_MM, drawn, portrait
from vision.align import align
from vision.landmarks import pose_of
from vision.light import light_change
from vision.normals import canonical_surface, head_turn, seen_normals, upright_rotation
from vision.skin import face_zone


@pytest.fixture(scope="module")
def still():
    """A photo aligned with itself, its surface and its skin."""
    photo = portrait(drawn(seed=2))
    alignment = align(photo, photo, px_per_mm=PX_PER_MM)
    return alignment, canonical_surface(alignment.before), face_zone(alignment.before)


def rotation(yaw_deg, pitch_deg):
    yaw, pitch = np.radians([yaw_deg, pitch_deg])
    about_y = [[np.cos(yaw), 0, np.sin(yaw)], [0, 1, 0], [-np.sin(yaw), 0, np.cos(yaw)]]
    about_x = [[1, 0, 0], [0, np.cos(pitch), np.sin(pitch)], [0, -np.sin(pitch), np.cos(pitch)]]
    return np.array(about_x) @ np.array(about_y)


def test_the_middle_of_the_face_looks_at_the_camera_and_its_sides_away(still):
    alignment, surface, _ = still
    normals = seen_normals(surface, np.eye(3))
    nose, right, left = np.rint(alignment.before.points[[1, 234, 454]]).astype(int)

    assert np.linalg.norm(normals, axis=2) == pytest.approx(1, abs=1e-4)
    assert normals[nose[1], nose[0], 2] > 0.8
    assert normals[right[1], right[0], 0] < -0.5
    assert normals[left[1], left[0], 0] > 0.5


def test_a_rolled_photo_has_an_upright_face_in_its_frame():
    angle = np.radians(20)
    cos, sin = np.cos(angle), np.sin(angle)
    to_photo = np.array([[cos, -sin, 5.0], [sin, cos, 7.0]]) * 1.3
    rolled = np.array([[cos, sin, 0], [-sin, cos, 0], [0, 0, 1]])

    assert upright_rotation(rolled, to_photo) == pytest.approx(np.eye(3), abs=1e-9)


@pytest.mark.parametrize(("yaw", "pitch"), [(3, 0), (-4, 0), (0, 3), (0, -4), (2, 2)])
def test_a_turn_of_the_head_is_read_from_where_deep_places_went(still, yaw, pitch):
    alignment, surface, skin = still
    places = surface[..., 3:].astype(float)
    depth_from_camera = 600.0
    moved = places @ rotation(yaw, pitch).T
    seen = moved[..., :2] * (depth_from_camera / (depth_from_camera - moved[..., 2:]))
    first = places[..., :2] * (depth_from_camera / (depth_from_camera - places[..., 2:]))
    shift = (seen - first) * [1, -1] * PX_PER_MM
    turned = replace(alignment, displacement=np.float32(shift))
    found = pose_of(head_turn(turned, surface, np.eye(3), skin))

    assert found.yaw == pytest.approx(yaw, abs=1.0)
    assert found.pitch == pytest.approx(pitch, abs=1.0)


def test_no_displacement_is_no_turn(still):
    alignment, surface, skin = still

    assert head_turn(alignment, surface, np.eye(3), skin) == pytest.approx(np.eye(3), abs=1e-6)


def test_the_slope_of_light_and_its_change_are_found_under_uneven_skin(still):
    _alignment, surface, skin = still
    normals = seen_normals(surface, np.eye(3))
    colour = drawn(seed=9)[: normals.shape[0], : normals.shape[1]]

    def shaded(lateral, vertical):
        slope = lateral * normals[..., 0] + vertical * normals[..., 1]
        return np.float32(colour + slope)

    change = light_change(
        shaded(-0.2, 0.3), shaded(-0.1, 0.25), (normals, normals), skin, PX_PER_MM
    )

    assert change.lateral == pytest.approx(0.1, abs=0.02)
    assert change.vertical == pytest.approx(-0.05, abs=0.02)
    assert change.before == pytest.approx((-0.2, 0.3), abs=0.06)
    assert change.after == pytest.approx((-0.1, 0.25), abs=0.06)
    assert change.unevenness > 0.01


def test_equal_photos_have_no_change_of_light(still):
    _alignment, surface, skin = still
    normals = seen_normals(surface, np.eye(3))
    log = np.float32(drawn(seed=9)[: normals.shape[0], : normals.shape[1]])
    change = light_change(log, log, (normals, normals), skin, PX_PER_MM)

    assert (change.lateral, change.vertical, change.unevenness) == (0, 0, 0)
