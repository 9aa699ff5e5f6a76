"""A plain face drawn from the canonical mesh: every place on it is known in millimetres."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray

from sample_images.camera import Shot
from sample_images.person import Person
from sample_images.render import Rendering, render
from vision.canonical import canonical_mesh
from vision.landmarks import Face, pose_of
from vision.mediapipe_landmarker import MediaPipeLandmarker
from vision.photo import Photo
from vision.portrait import Portrait
from vision.regions import BROWS, EYES, LIPS, OVAL
from vision.scale import Scale

IRIS_RADIUS_MM = 5.85
IRISES = ((33, 133), (263, 362))
ORIGIN_MM = (110.0, 145.0)
SIZE_MM = (220.0, 260.0)


def landmarks_mm(yaw_deg: float) -> NDArray[np.float64]:
    """The 478 landmarks of the canonical face, turned, in mm around its origin."""
    mesh = canonical_mesh()[0]
    rings = []
    for corners in IRISES:
        centre = mesh[list(corners)].mean(axis=0)
        around = np.array([[0, 0, 0], [1, 0, 0], [0, -1, 0], [-1, 0, 0], [0, 1, 0]])
        rings.append(centre + IRIS_RADIUS_MM * around)
    yaw = np.radians(yaw_deg)
    turn = np.array([[np.cos(yaw), 0, -np.sin(yaw)], [0, 1, 0], [np.sin(yaw), 0, np.cos(yaw)]])
    return np.vstack([mesh, *rings]) @ turn.T


@dataclass
class PlainFace:
    """A drawing of a face, seen from the front under even light; draw on it, then `portrait()`."""

    px_per_mm: float
    points: NDArray[np.float64]
    pixels: NDArray[np.float32]
    skin: tuple[float, float, float]

    def px(self, points_mm: object) -> NDArray[np.int32]:
        """Photo pixels of canonical millimetres (of the face seen from the front)."""
        place = (np.asarray(points_mm, float) + ORIGIN_MM) * self.px_per_mm
        return np.round(place).astype(np.int32)

    def stroke(self, points_mm: object, rgb: tuple[float, ...], width_mm: float) -> None:
        """Draw a polyline."""
        width = max(1, round(width_mm * self.px_per_mm))
        cv2.polylines(self.pixels, [self.px(points_mm)], False, rgb, width, cv2.LINE_AA)

    def fill(self, points_mm: object, rgb: tuple[float, ...]) -> None:
        """Fill a polygon."""
        cv2.fillPoly(self.pixels, [self.px(points_mm)], rgb, cv2.LINE_AA)

    def portrait(self, *, noise: float = 1.5) -> Portrait:
        """Finish the drawing: sensor noise, then the landmarks as a landmarker gives them."""
        grain = np.random.default_rng(0).normal(0, noise, self.pixels.shape)
        pixels = np.clip(self.pixels + grain, 0, 255).astype(np.uint8)
        face = Face(self.points, np.eye(3), pose_of(np.eye(3)), {})
        return Portrait(Photo(pixels, "0" * 64), face, Scale(1 / self.px_per_mm))


def draw_face(
    skin: tuple[float, float, float] = (206.0, 160.0, 138.0),
    *,
    px_per_mm: float = 4.0,
    yaw_deg: float = 0.0,
) -> PlainFace:
    """Draw skin, brows, eyes and lips on a grey ground."""
    width, height = (round(side * px_per_mm) for side in SIZE_MM)
    canvas = np.empty((height, width, 3), np.float32)
    canvas[:] = (96, 98, 102)
    points = landmarks_mm(yaw_deg)
    photo_points = (points + np.array([*ORIGIN_MM, 0])) * px_per_mm
    face = PlainFace(px_per_mm, photo_points, canvas, skin)
    forehead = points[list(OVAL), :2] * [1.0, 1.4]  # a high, bald forehead
    outline = np.vstack([points[list(OVAL), :2], forehead[points[list(OVAL), 1] < -30]])
    face.fill(cv2.convexHull(outline.astype(np.float32))[:, 0], skin)
    hair = tuple(0.25 * channel for channel in skin)
    for brow in BROWS:
        face.fill(points[list(brow), :2], hair)
    for eye, iris in zip(EYES, (468, 473), strict=True):
        face.fill(points[list(eye), :2], (225, 222, 220))
        centre = tuple(face.px(points[iris, :2]).tolist())
        cv2.circle(canvas, centre, round(IRIS_RADIUS_MM * px_per_mm * 0.8), (60, 45, 35), -1)
    face.fill(points[list(LIPS), :2], (skin[0] * 0.85, skin[1] * 0.6, skin[2] * 0.65))
    return face


@pytest.fixture(scope="session")
def plain_face() -> Callable[..., PlainFace]:
    """Return `draw_face`."""
    return draw_face


@pytest.fixture(scope="session")
def landmarker() -> MediaPipeLandmarker:
    """The real landmarker."""
    return MediaPipeLandmarker()


@pytest.fixture(scope="session")
def photograph() -> Callable[..., Rendering]:
    """Render one and the same person; keywords as in `sample_images.camera.Shot`."""

    @cache
    def shoot(**shot: float | str) -> Rendering:
        return render(Person(seed=3, tone="III"), Shot(width=720, height=960, **shot))

    return shoot
