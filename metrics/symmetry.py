"""Heights of the brows and openings of the eyes: brow drop and ptosis are side effects to catch.

Left and right are the client's own. The head's turn is taken out with the landmarks' depth, since a
nod of five degrees alone would move the brows by half a millimetre in the photo.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vision.errors import Refusal
from vision.expression import classify_expression
from vision.landmarks import Face
from vision.regions import BROWS, EYE_CORNERS_OUTER, EYES, IRIS_RINGS
from vision.scale import Scale

MAX_TURN_DEG = 15.0
UPPER_LID, LOWER_LID = slice(3, 6), slice(11, 14)  # of an eye's outline: its middle third


@dataclass(frozen=True)
class Symmetry:
    """Brows and eyelids of one face in millimetres.

    Attributes
    ----------
    brow_height_right_mm, brow_height_left_mm : float
        Mean distance of the brow above the line through both pupils.
    eyelid_aperture_right_mm, eyelid_aperture_left_mm : float
        Distance between the lids at the middle third of the eye.
    eye_span_mm : float
        Between the outer corners of the eyes; the ruler that two photos of one person share.
    expression : str
        As `vision.expression.classify_expression` names it.
    """

    brow_height_right_mm: float
    brow_height_left_mm: float
    eyelid_aperture_right_mm: float
    eyelid_aperture_left_mm: float
    eye_span_mm: float
    expression: str

    @property
    def brow_asymmetry_mm(self) -> float:
        """Left less right: positive when the client's left brow is the higher one."""
        return self.brow_height_left_mm - self.brow_height_right_mm

    @property
    def eyelid_asymmetry_mm(self) -> float:
        """Left less right: positive when the client's left eye is the wider one."""
        return self.eyelid_aperture_left_mm - self.eyelid_aperture_right_mm


def measure_symmetry(face: Face, scale: Scale) -> Symmetry | Refusal:
    """Brow heights and eyelid apertures of a face.

    Returns
    -------
    Symmetry or Refusal
        Code ``head_turned``: more than 15 degrees to the side, up or down.
    """
    if max(abs(face.pose.yaw), abs(face.pose.pitch)) > MAX_TURN_DEG:
        return Refusal(
            "head_turned",
            "The head is turned too far to compare its sides; face the camera.",
        )
    upright_mm = _upright_mm(face, scale)
    right_pupil, left_pupil = (upright_mm[list(ring)].mean(axis=0) for ring in IRIS_RINGS)
    across = (left_pupil - right_pupil) / np.linalg.norm(left_pupil - right_pupil)
    above_mm = (upright_mm - right_pupil) @ np.array([-across[1], across[0]])
    brow_right_mm, brow_left_mm = (float(above_mm[list(brow)].mean()) for brow in BROWS)
    lids_right_mm, lids_left_mm = (_aperture_mm(above_mm[list(eye)]) for eye in EYES)
    right, left = face.points[list(EYE_CORNERS_OUTER)]
    return Symmetry(
        brow_height_right_mm=brow_right_mm,
        brow_height_left_mm=brow_left_mm,
        eyelid_aperture_right_mm=lids_right_mm,
        eyelid_aperture_left_mm=lids_left_mm,
        eye_span_mm=float(np.linalg.norm(left - right)) * scale.mm_per_px,
        expression=classify_expression(face),
    )


def _aperture_mm(above_mm: NDArray[np.float64]) -> float:
    """Upper less lower lid, from the heights of an eye's outline."""
    return float(above_mm[UPPER_LID].mean() - above_mm[LOWER_LID].mean())


def _upright_mm(face: Face, scale: Scale) -> NDArray[np.float64]:
    """Landmarks (478, 2) in mm, x to the picture's right and y up, of the head facing the camera.

    Camera coordinates are rows here, so the rotation itself undoes the turn of the head.
    """
    camera = face.points * scale.mm_per_px * np.array([1.0, -1.0, -1.0])
    return np.asarray((camera @ face.rotation)[:, :2])
