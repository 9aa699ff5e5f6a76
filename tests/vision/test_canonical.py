"""The canonical mesh as the bundle has it, and the map of a face onto it."""

import numpy as np
import pytest

from vision.canonical import canonical_mesh, face_coordinates
from vision.frame import FaceFrame, face_frame
from vision.regions import CHIN_TIP, EYE_CORNERS_OUTER, OVAL

PX_PER_MM = 3.0
NOSE_TIP = 4


def sampled(coordinates, points):
    x, y = np.round(points).astype(int).T
    return coordinates[y, x]


def test_mesh_is_mediapipes_in_millimetres():
    vertices, triangles = canonical_mesh()
    assert vertices.shape == (468, 3)
    assert triangles.shape == (898, 3)
    assert set(triangles.ravel()) == set(range(468))
    # A face of adult size, x to the image's right, y down, z away from the camera.
    assert np.ptp(vertices[:, 0]) == pytest.approx(155, abs=5)
    assert vertices[EYE_CORNERS_OUTER[0], 0] < 0 < vertices[EYE_CORNERS_OUTER[1], 0]
    assert vertices[OVAL[0], 1] < vertices[CHIN_TIP, 1]
    assert vertices[NOSE_TIP, 2] < vertices[EYE_CORNERS_OUTER[0], 2]


def test_mesh_is_symmetric_and_a_disk_with_holes_for_eyes_and_mouth():
    vertices, triangles = canonical_mesh()
    mirrored = vertices * [-1, 1, 1]
    nearest = np.linalg.norm(vertices[:, None] - mirrored[None], axis=2).min(axis=0)
    assert nearest.max() < 0.01
    edges = {frozenset(edge) for t in triangles for edge in (t[:2], t[1:], t[::2])}
    assert len(vertices) - len(edges) + len(triangles) == 1  # Euler: eyes and mouth are closed


def test_mesh_cannot_be_changed_by_a_caller():
    with pytest.raises(ValueError, match="read-only"):
        canonical_mesh()[0][0] = 0


def test_coordinates_of_the_canonical_face_are_its_own_millimetres(plain_face):
    frame = face_frame(plain_face().portrait(), px_per_mm=PX_PER_MM)
    found = sampled(face_coordinates(frame), frame.points[:468])
    expected = canonical_mesh()[0][:, :2]
    assert np.abs(found - expected).max() < 0.5


@pytest.mark.parametrize("scale", [0.85, 1.2])
def test_coordinates_are_independent_of_the_size_of_the_face(plain_face, scale):
    frame = face_frame(plain_face().portrait(), px_per_mm=PX_PER_MM)
    larger = FaceFrame(frame.pixels, frame.points * scale, frame.px_per_mm, frame.to_photo)
    inner = frame.points[[1, 168, 50, 280]]
    found = sampled(face_coordinates(larger), inner * scale)
    assert np.abs(found - sampled(face_coordinates(frame), inner)).max() < 1.0


def test_coordinates_hold_their_place_when_the_face_turns(plain_face):
    stable = [1, 168, 50, 280, 151, 61, 291, 199]
    frame = face_frame(plain_face(yaw_deg=12).portrait(), px_per_mm=PX_PER_MM)
    found = sampled(face_coordinates(frame), frame.points[stable])
    assert np.linalg.norm(found - canonical_mesh()[0][stable, :2], axis=1).max() < 3.0


def test_coordinates_go_on_smoothly_up_the_forehead(plain_face):
    frame = face_frame(plain_face().portrait(), px_per_mm=PX_PER_MM)
    top = frame.points[OVAL[0]].round().astype(int)
    column = face_coordinates(frame)[top[1] - 75 : top[1], top[0]]
    y_mm = column[:, 1]
    assert y_mm[0] == pytest.approx(canonical_mesh()[0][OVAL[0], 1] - 25, abs=1.0)
    assert np.diff(y_mm) == pytest.approx(1 / PX_PER_MM, abs=0.02)


def test_scatter_of_one_landmark_stays_where_it_is(plain_face):
    frame = face_frame(plain_face().portrait(), px_per_mm=PX_PER_MM)
    straight = face_coordinates(frame)
    cheek, moved_mm = 50, 2.0
    rows, columns = np.indices(frame.shape)
    distance_mm = np.hypot(*(frame.points[cheek] - np.dstack([columns, rows])).T).T / PX_PER_MM
    frame.points[cheek, 0] += moved_mm * PX_PER_MM
    bent = np.linalg.norm(face_coordinates(frame) - straight, axis=2)
    assert 0 < bent.max() < moved_mm
    assert bent[distance_mm > 40].max() < 0.1 * moved_mm
