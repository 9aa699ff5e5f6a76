"""A photo on the face chart: what lies where is known from the drawing of a plain face."""

import cv2
import numpy as np
import pytest

from vision.canonical import canonical_mesh, face_coordinates, frame_coordinates
from vision.face_plan import face_plan
from vision.frame import face_frame
from vision.plan_picture import plan_picture

PX_PER_MM = 3.0
MARK = (20.0, 40.0, 230.0)
CHEEK, FOREHEAD_MIDDLE = 50, 151


def mark_mm(picture):
    """Where the centre of the blue mark lies on the chart."""
    plan = face_plan()
    px_per_mm = picture.shape[1] / plan.size_mm[0]
    rows, columns = np.nonzero(picture[..., 2].astype(int) - picture[..., 0] > 100)
    return (np.array([columns.mean(), rows.mean()]) + 0.5) / px_per_mm + plan.corner_mm


def marked(face, landmark):
    """Draw a dot of 4 mm where a landmark of the turned face is."""
    centre = np.round(face.points[landmark, :2]).astype(int).tolist()
    cv2.circle(face.pixels, centre, round(2 * face.px_per_mm), MARK, -1)
    return face.portrait()


def test_the_way_to_the_frame_and_back_ends_where_it_began(plain_face):
    frame = face_frame(plain_face(yaw_deg=8).portrait(), px_per_mm=PX_PER_MM)
    corner, shape = (-50.0, -70.0), (420, 300)
    there = frame_coordinates(frame, corner, shape, PX_PER_MM)
    back = cv2.remap(face_coordinates(frame), there[..., 0], there[..., 1], cv2.INTER_LINEAR)
    rows, columns = np.indices(shape)
    wanted = (np.dstack([columns, rows]) + 0.5) / PX_PER_MM + corner
    assert np.linalg.norm(back - wanted, axis=2).max() < 0.1


@pytest.mark.parametrize("landmark", [CHEEK, FOREHEAD_MIDDLE])
@pytest.mark.parametrize("px_per_mm", [4.0, 9.0])
def test_a_mark_on_the_face_lies_at_its_place_of_the_chart(plain_face, landmark, px_per_mm):
    portrait = marked(plain_face(px_per_mm=px_per_mm), landmark)
    expected = canonical_mesh()[0][landmark, :2]
    assert mark_mm(plan_picture(portrait)) == pytest.approx(expected, abs=0.6)


def test_a_mark_keeps_its_place_when_the_face_turns(plain_face):
    portrait = marked(plain_face(yaw_deg=10), CHEEK)
    assert mark_mm(plan_picture(portrait)) == pytest.approx(canonical_mesh()[0][CHEEK, :2], abs=3.0)


def test_the_picture_has_the_shape_of_the_chart_and_no_more_detail_than_a_page_shows(plain_face):
    width_mm, height_mm = face_plan().size_mm
    for photo_px_per_mm, expected in ((4.0, 4.0), (9.0, 6.0)):
        height, width, _ = plan_picture(plain_face(px_per_mm=photo_px_per_mm).portrait()).shape
        assert (width / width_mm, height / height_mm) == pytest.approx((expected,) * 2, abs=0.01)
