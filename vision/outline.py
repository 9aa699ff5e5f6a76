"""The outline of a face as a few lines, for taking the next photo in the same pose."""

import numpy as np
from numpy.typing import NDArray

from vision.landmarks import Face
from vision.regions import BROWS, EYE_CORNERS_OUTER, EYES, LIPS, NOSE, OVAL

CLOSED = (OVAL, *EYES, *BROWS, LIPS)


def outline_of(face: Face) -> tuple[NDArray[np.float64], ...]:
    """Lines of a face: its oval, eyes, brows and lips, each closed, and the nose.

    Returns
    -------
    tuple of (N, 2) float64 ndarray
        Pixels [x, y] of the photo.
    """
    points = face.points[:, :2]
    return (*(points[[*part, part[0]]] for part in CLOSED), points[list(NOSE)])


def eyes_of(face: Face) -> NDArray[np.float64]:
    """Outer corners of the right and the left eye, (2, 2), pixels [x, y] of the photo."""
    return np.asarray(face.points[list(EYE_CORNERS_OUTER), :2], np.float64)
