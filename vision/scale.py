"""Millimetres per pixel from the iris, whose visible width hardly differs between people."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from vision.errors import Refusal
from vision.landmarks import Face
from vision.regions import EYE_CORNERS_INNER, EYE_CORNERS_OUTER, IRIS_RINGS

IRIS_DIAMETER_MM = 11.7
"""0.5 mm more or less between persons (one standard deviation). The difference is the same in all
photos of one person and cancels in every change."""
# Outer eye corners lie 6.9 iris diameters apart (81 mm) with a spread of 6 % between people; four
# times that on either side is no longer a face seen rightly.
OUTER_CORNERS_IN_IRISES = (5.3, 8.6)
MAX_BLINK = 0.6
# The eye turns about a point 10 mm behind the iris, 7 mm behind the middle of its corners.
_IRIS_FROM_PIVOT_MM = 10.0
_CORNERS_FROM_PIVOT_MM = 7.0


@dataclass(frozen=True)
class Scale:
    """Scale of a face at the depth of its eyes.

    Attributes
    ----------
    mm_per_px : float
    """

    mm_per_px: float

    @property
    def px_per_mm(self) -> float:
        """Pixels per millimetre."""
        return 1 / self.mm_per_px


def measure_scale(face: Face) -> Scale | Refusal:
    """Scale of a face from its irises.

    The horizontal diameter counts, since the lids cover the iris above and below. An eye that
    looks past the camera shows it foreshortened, which the place of the iris between the corners
    of the eye gives away: people whose head is turned mostly look at the camera all the same, so
    the angle of the head would be the wrong one.

    Returns
    -------
    Scale or Refusal
        Codes: ``eyes_closed``, ``scale_implausible``.

    References
    ----------
    .. [1] "MediaPipe Iris: Real-time Iris Tracking & Depth Estimation", Google Research, 2020:
       the horizontal iris diameter is 11.7 +- 0.5 mm across a wide population.
    """
    eyes = [
        eye
        for eye, side in enumerate(("Right", "Left"))
        if face.blendshapes.get(f"eyeBlink{side}", 0.0) < MAX_BLINK
    ]
    if not eyes:
        return Refusal(
            "eyes_closed",
            "The eyes are closed, so there is no scale; take the photo with open eyes.",
        )
    seen_px = float(np.mean([_iris_width_px(face, eye) for eye in eyes]))
    iris_px = seen_px / _gaze_cosine(face, seen_px / IRIS_DIAMETER_MM)
    right, left = (face.points[corner, :2] for corner in EYE_CORNERS_OUTER)
    apart_px = np.linalg.norm(left - right) / np.cos(np.radians(face.pose.yaw))
    least, most = OUTER_CORNERS_IN_IRISES
    if not least <= apart_px / iris_px <= most:
        return Refusal(
            "scale_implausible",
            "The eyes do not fit the face, so there is no scale; use a frontal photo with open, "
            "uncovered eyes.",
        )
    return Scale(IRIS_DIAMETER_MM / iris_px)


def _iris_width_px(face: Face, eye: int) -> float:
    ring = face.points[IRIS_RINGS[eye], :2]
    return float(np.linalg.norm(ring[0] - ring[2]))


def _gaze_cosine(face: Face, px_per_mm: float) -> float:
    """Cosine of the sideways angle between gaze and camera, from both eyes together."""
    across = _unit(face.points[EYE_CORNERS_OUTER[1], :2] - face.points[EYE_CORNERS_OUTER[0], :2])
    shifts_mm = [
        (face.points[ring, :2].mean(0) - face.points[[outer, inner], :2].mean(0))
        @ across
        / px_per_mm
        for ring, outer, inner in zip(IRIS_RINGS, EYE_CORNERS_OUTER, EYE_CORNERS_INNER, strict=True)
    ]
    pivot_mm = -_CORNERS_FROM_PIVOT_MM * np.sin(np.radians(face.pose.yaw))
    sine = (np.mean(shifts_mm) - pivot_mm) / _IRIS_FROM_PIVOT_MM
    return float(np.sqrt(1 - min(sine**2, 0.25)))


def _unit(vector: NDArray[np.float64]) -> NDArray[np.float64]:
    return vector / np.linalg.norm(vector)
