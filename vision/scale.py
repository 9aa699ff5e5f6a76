"""Millimetres per pixel from the iris."""

from dataclasses import dataclass

import numpy as np

from vision.errors import Refusal
from vision.landmarks import Face

IRIS_DIAMETER_MM = 11.7
IRIS_RINGS = ((469, 470, 471, 472), (474, 475, 476, 477))


@dataclass(frozen=True)
class Scale:
    """Scale of a face.

    Attributes
    ----------
    mm_per_px : float
    person_bias_percent : float
        One standard deviation of the iris ruler between persons; cancels within one person.
    """

    mm_per_px: float
    person_bias_percent: float = 4.0

    @property
    def px_per_mm(self) -> float:
        """Pixels per millimetre."""
        return 1 / self.mm_per_px


def measure_scale(face: Face) -> Scale | Refusal:
    """Scale of a face from both irises."""
    widths = [
        np.linalg.norm(face.points[a, :2] - face.points[b, :2])
        for ring in IRIS_RINGS
        for a, b in (ring[0::2], ring[1::2])
    ]
    return Scale(IRIS_DIAMETER_MM / float(np.mean(widths)))
