"""Faces in a photo: 478 landmarks, head pose and expression scores."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

import mediapipe as mp
import numpy as np
from mediapipe.tasks.python import BaseOptions
from mediapipe.tasks.python import vision as tasks
from numpy.typing import NDArray

from vision.errors import Refusal
from vision.model import face_model_path
from vision.photo import Photo


@dataclass(frozen=True)
class Pose:
    """Head pose in degrees: yaw (to the image's right), pitch (up) and roll (clockwise) positive."""

    yaw: float
    pitch: float
    roll: float


@dataclass(frozen=True, eq=False)
class Face:
    """One face.

    Attributes
    ----------
    points : (478, 3) float64 ndarray
        MediaPipe's landmarks; x, y in pixels of the upright photo (pixel centres at integers),
        z in the same unit, smaller towards the camera.
    rotation : (3, 3) float64 ndarray
        Canonical face to camera axes (x right, y up, z towards the camera).
    pose : Pose
    blendshapes : Mapping[str, float]
        MediaPipe's 52 expression scores in 0..1.
    """

    points: NDArray[np.float64]
    rotation: NDArray[np.float64]
    pose: Pose
    blendshapes: Mapping[str, float]


class Landmarker(Protocol):
    """Whatever can find faces; MediaPipe in the product, given landmarks in tests."""

    def detect(self, pixels: NDArray[np.uint8]) -> tuple[Face, ...]:
        """Return every face found in an upright (H, W, 3) uint8 sRGB image."""
        ...


def pose_of(rotation: NDArray[np.float64]) -> Pose:
    """Euler angles of a canonical-to-camera rotation."""
    yaw = np.degrees(np.arctan2(rotation[0, 2], rotation[2, 2]))
    pitch = np.degrees(np.arcsin(np.clip(rotation[1, 2], -1, 1)))
    roll = np.degrees(np.arctan2(-rotation[1, 0], rotation[1, 1]))
    return Pose(float(yaw), float(pitch), float(roll))


class MediaPipeLandmarker:
    """MediaPipe Tasks FaceLandmarker; one instance per process, created on first use."""

    def __init__(self) -> None:
        options = tasks.FaceLandmarkerOptions(
            base_options=BaseOptions(model_asset_path=str(face_model_path())),
            num_faces=2,
            output_face_blendshapes=True,
            output_facial_transformation_matrixes=True,
        )
        self._tasks = tasks.FaceLandmarker.create_from_options(options)

    def detect(self, pixels: NDArray[np.uint8]) -> tuple[Face, ...]:
        """See `Landmarker.detect`."""
        height, width = pixels.shape[:2]
        image = mp.Image(image_format=mp.ImageFormat.SRGB, data=np.ascontiguousarray(pixels))
        found = self._tasks.detect(image)
        faces = []
        for marks, shapes, matrix in zip(
            found.face_landmarks,
            found.face_blendshapes,
            found.facial_transformation_matrixes,
            strict=True,
        ):
            points = np.array([[m.x, m.y, m.z] for m in marks]) * [width, height, width]
            points[:, :2] -= 0.5
            rotation, _ = np.linalg.qr(np.asarray(matrix, float)[:3, :3])
            rotation *= np.sign(np.diag(rotation))
            scores = {shape.category_name: float(shape.score) for shape in shapes}
            faces.append(Face(points, rotation, pose_of(rotation), scores))
        return tuple(faces)


def find_face(photo: Photo, landmarker: Landmarker) -> Face | Refusal:
    """Find the one face of a photo."""
    faces = landmarker.detect(photo.pixels)
    if not faces:
        return Refusal("no_face", "No face was found; use a sharp frontal photo of one face.")
    if len(faces) > 1:
        return Refusal("more_than_one_face", "More than one face; crop the photo to the client.")
    return faces[0]
