"""What both photos of a pair see of the face: common skin, head turn and light."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vision.align import Alignment
from vision.colour import brightest_channel
from vision.cores import side_by_side
from vision.filters import LUMA, depth_inside, grown, log_lightness
from vision.landmarks import pose_of
from vision.light import LightChange, light_change
from vision.normals import canonical_surface, head_turn, seen_normals, upright_rotation
from vision.portrait import Portrait
from vision.skin import face_zone, visible_skin

LEAST_FACING = 0.45  # cosine between surface and camera
LARGEST_FACING_CHANGE = 0.06
RIM_MM = 5.0
CLIPPED_ABOVE, CLIPPED_BELOW = 250, 12
CLIPPED_MARGIN_MM = 0.5
RED_LOST = 0.05

Mask = NDArray[np.bool_]
Weights = tuple[float, float, float]

WITHOUT_RED: Weights = (0.0, 0.837, 0.163)  # green and blue of luma


@dataclass(frozen=True, eq=False)
class CommonView:
    """What both photos see, and how light and pose differ between them.

    Attributes
    ----------
    weights : (r, g, b)
        Of the channels from which lightness is read.
    readable : (h, w) bool ndarray
        Pixels that neither photo clipped, dark or bright.
    skin : (h, w) bool ndarray
        Readable skin that both photos show.
    fair : (h, w) bool ndarray
        Of it, what both see from a fair and nearly equal angle, away from the outline: a rim seen
        by one photo only would be taken for lines.
    px_per_mm : float
    yaw, pitch : float
        How the head turned, degrees; to the picture's right and up positive.
    light : LightChange
    """

    weights: Weights
    readable: Mask
    skin: Mask
    fair: Mask
    px_per_mm: float
    yaw: float
    pitch: float
    light: LightChange

    def area_cm2(self, mask: Mask) -> float:
        """Area of a mask in the frame."""
        return float(np.count_nonzero(mask)) / (10 * self.px_per_mm) ** 2

    @property
    def turn_deg(self) -> float:
        """Size of the head's turn in degrees, roll apart."""
        return float(np.hypot(self.yaw, self.pitch))


def common_view(alignment: Alignment, before: Portrait) -> CommonView:
    """Find what both photos of an aligned pair see."""
    frame, scale = alignment.before, alignment.before.px_per_mm
    weights = _readable_weights(alignment)
    readable = ~grown(_clipped(alignment, weights), CLIPPED_MARGIN_MM * scale)
    earlier, later = side_by_side(visible_skin, (frame, alignment.after))
    skin = readable & earlier & later
    surface = canonical_surface(frame)
    rotation = upright_rotation(before.face.rotation, frame.to_photo)
    normals = seen_normals(surface, rotation)
    steady = face_zone(frame) & (normals[..., 2] > LEAST_FACING)
    turn = head_turn(alignment, surface, rotation, steady)
    turned = seen_normals(surface, turn @ rotation)
    facing = np.minimum(normals[..., 2], turned[..., 2])
    change = np.abs(normals[..., 2] - turned[..., 2])
    outline = depth_inside(alignment.face)
    fair = (facing > LEAST_FACING) & (change < LARGEST_FACING_CHANGE) & (outline > RIM_MM * scale)
    pose = pose_of(turn)
    logs = [log_lightness(side.pixels, weights) for side in (frame, alignment.after)]
    light = light_change(logs[0], logs[1], (normals, turned), skin, scale)
    # Rounded, so that the arithmetic of a photo against itself does not pass for a turn.
    yaw, pitch = round(pose.yaw, 3), round(pose.pitch, 3)
    return CommonView(weights, readable, skin, skin & fair, scale, yaw, pitch, light)


def _readable_weights(alignment: Alignment) -> Weights:
    """Luma; without red where red is clipped on much of the skin, as in bright photos."""
    zone = face_zone(alignment.before)
    for frame in (alignment.before, alignment.after):
        if (frame.pixels[..., 0] > CLIPPED_ABOVE)[zone].mean() > RED_LOST:
            return WITHOUT_RED
    return LUMA


def _clipped(alignment: Alignment, weights: Weights) -> Mask:
    """Pixels of which a channel that is read is at its end in either photo."""
    read = np.flatnonzero(weights)
    clipped = np.zeros(alignment.face.shape, bool)
    for frame in (alignment.before, alignment.after):
        brightest = brightest_channel(frame.pixels[..., read])
        clipped |= (brightest > CLIPPED_ABOVE) | (brightest < CLIPPED_BELOW)
    return clipped
