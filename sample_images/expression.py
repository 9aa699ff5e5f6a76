"""What the face does: displacement of the landmarks at rest by the muscles of an expression."""

from typing import Literal

import numpy as np

from sample_images.mesh import Floats
from sample_images.shape import bump, ramp

Expression = Literal["rest", "frown", "raise", "smile"]


def _raise(points: Floats) -> Floats:
    """Frontalis: brows up by 8 to 9 mm, the upper lid follows."""
    x, y, _ = points.T
    weight = np.exp(-0.5 * ((y - 50) / np.where(y > 50, 15, 5.5)) ** 2) * ramp(75, 55, abs(x))
    up = np.stack([np.zeros_like(x), 8.8 * weight, np.zeros_like(x)], axis=1)
    return up + bump(points, (31, 32), (13, 4.5), (0, 1.4, 0))


def _frown(points: Floats) -> Floats:
    """Corrugator, procerus and the orbital part of orbicularis: brows down and together."""
    return (
        bump(points, (15, 45), (11, 7), (-4.2, -7.0, 1.5))
        + bump(points, (38, 45), (15, 6.5), (-1.6, -6.0, 0.8))
        + bump(points, (0, 40), (8, 8), (0, -3.0, 1.2))
        + bump(points, (31, 32), (12, 3.0), (0, -2.0, 0))
        + bump(points, (31, 21), (12, 3.0), (0, 0.9, 0))
    )


def _smile(points: Floats) -> Floats:
    """Zygomaticus major: mouth corners up and out, cheeks lifted, lower lids raised."""
    return (
        bump(points, (24.5, -40), (9, 8), (7.5, 5.5, -2.5))
        + bump(points, (39, -16), (15, 13), (1.5, 4.5, 3.8))
        + bump(points, (0, -39), (13, 7), (0, 0.4, -1.8))
        + bump(points, (32, 21), (12, 3.5), (0, 1.3, 0.2))
    )


def displaced(landmarks: Floats, expression: Expression, effort: float) -> Floats:
    """Landmarks (468, 3) in mm of a face that makes an expression.

    Parameters
    ----------
    landmarks : (468, 3) float64 ndarray
        The face at rest.
    expression : {"rest", "frown", "raise", "smile"}
    effort : float
        0 (at rest) to 1 (maximum contraction).
    """
    motions = {"raise": _raise, "frown": _frown, "smile": _smile}
    if expression == "rest" or effort == 0:
        return landmarks
    return np.asarray(landmarks + effort * motions[expression](landmarks))
