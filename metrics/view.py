"""What both photos of a pair see of the face: common skin, head turn and light."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vision.align import Alignment
from vision.filters import depth_inside
from vision.landmarks import pose_of
from vision.normals import canonical_surface, head_turn, seen_normals, upright_rotation
from vision.portrait import Portrait
from vision.skin import face_zone, visible_skin

LEAST_FACING = 0.45  # cosine between surface and camera
LARGEST_FACING_CHANGE = 0.06
RIM_MM = 5.0

Mask = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class CommonView:
    """What both photos see.

    Attributes
    ----------
    skin : (h, w) bool ndarray
        Skin that both photos show.
    fair : (h, w) bool ndarray
        Of it, what both see from a fair and nearly equal angle, away from the outline: a rim seen
        by one photo only would be taken for lines.
    face : (h, w) bool ndarray
        The whole face with its features.
    normals : pair of (h, w, 3) float32 ndarray
    yaw, pitch : float
        How the head turned, degrees; to the picture's right and up positive.
    """

    skin: Mask
    fair: Mask
    face: Mask
    normals: tuple[NDArray[np.float32], NDArray[np.float32]]
    yaw: float
    pitch: float


def common_view(alignment: Alignment, before: Portrait) -> CommonView:
    """Find what both photos of an aligned pair see."""
    frame, scale = alignment.before, alignment.before.px_per_mm
    skin = visible_skin(frame) & visible_skin(alignment.after)
    surface = canonical_surface(frame)
    rotation = upright_rotation(before.face.rotation, frame.to_photo)
    normals = seen_normals(surface, rotation)
    steady = face_zone(frame) & (normals[..., 2] > LEAST_FACING)
    turn = head_turn(alignment, surface, rotation, steady)
    later = seen_normals(surface, turn @ rotation)
    facing = np.minimum(normals[..., 2], later[..., 2])
    turned = np.abs(normals[..., 2] - later[..., 2])
    outline = depth_inside(alignment.face)
    fair = (facing > LEAST_FACING) & (turned < LARGEST_FACING_CHANGE) & (outline > RIM_MM * scale)
    pose = pose_of(turn)
    return CommonView(skin, skin & fair, alignment.face, (normals, later), pose.yaw, pose.pitch)
