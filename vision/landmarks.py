"""Faces in a photo: 478 landmarks, head pose and expression scores."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

import cv2
import numpy as np
from numpy.typing import NDArray

from vision.errors import Refusal
from vision.photo import Photo

MESH_LANDMARKS = 468  # the irises behind them move with the gaze
SURE_SCORE = 0.85
MAX_ROLL_DEG = 45.0
_TURNED_COPY_PX = 640


@dataclass(frozen=True)
class Pose:
    """Head pose in degrees, seen from the camera.

    Attributes
    ----------
    yaw : float
        Positive when the nose points to the image's right.
    pitch : float
        Positive when the nose points up.
    roll : float
        Positive when the head is turned clockwise in the image.
    """

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
    score : float
        How sure the detector is, 0..1, that an upright face is here. Upright faces reach 0.9;
        sideways and upside-down ones, on which the landmark model invents an upright face,
        0.5 to 0.85.
    """

    points: NDArray[np.float64]
    rotation: NDArray[np.float64]
    pose: Pose
    blendshapes: Mapping[str, float]
    score: float = 1.0


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


def find_face(photo: Photo, landmarker: Landmarker) -> Face | Refusal:
    """Find the one face of a photo.

    Returns
    -------
    Face or Refusal
        Codes: ``no_face``, ``more_than_one_face``, ``upside_down``, ``turned``.
    """
    faces = landmarker.detect(photo.pixels)
    if len(faces) > 1:
        return Refusal("more_than_one_face", "More than one face; crop the photo to the client.")
    score = faces[0].score if faces else 0.0
    if score < SURE_SCORE or abs(faces[0].pose.roll) > MAX_ROLL_DEG:
        turned = _turned_refusal(photo, landmarker, max(score, SURE_SCORE))
        if turned is not None:
            return turned
    if not faces:
        return Refusal("no_face", "No face was found; use a sharp frontal photo of one face.")
    return faces[0]


def _turned_refusal(photo: Photo, landmarker: Landmarker, beat: float) -> Refusal | None:
    """Refusal when a face is surer than `beat` in a copy turned by a quarter or a half."""
    shrink = min(1.0, _TURNED_COPY_PX / max(photo.size))
    small = cv2.resize(photo.pixels, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA)
    best = None
    for quarters in (2, 1, 3):
        for face in landmarker.detect(np.ascontiguousarray(np.rot90(small, quarters))):
            if face.score > beat:
                best, beat = quarters, face.score
    if best is None:
        return None
    if best == 2:
        return Refusal(
            "upside_down", "The face is upside down; turn the photo by half a turn and send it."
        )
    way = "left" if best == 1 else "right"
    return Refusal("turned", f"The face lies on its side; turn the photo a quarter to the {way}.")
