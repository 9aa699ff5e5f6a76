"""The canonical face as outlines in millimetres: what a face chart is drawn from."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from vision.canonical import canonical_mesh
from vision.frame import FaceFrame
from vision.regions import BROWS, EYES, LIPS, NOSE, face_outline, region_polygons

MARGIN_MM = 4.0


@dataclass(frozen=True, eq=False)
class FacePlan:
    """Outlines of the canonical face, each (N, 2) float64 [x, y] in mm, see `vision.canonical`.

    Attributes
    ----------
    oval : ndarray
        The face up to the hairline.
    regions : Mapping of str to ndarray
        By name of the region; where two touch, the earlier one owns the place.
    features : tuple of ndarray
        Eyes, brows and lips, closed, and the nose.
    """

    oval: NDArray[np.float64]
    regions: Mapping[str, NDArray[np.float64]]
    features: tuple[NDArray[np.float64], ...]

    @property
    def corner_mm(self) -> tuple[float, float]:
        """Upper left corner [x, y] of a chart of the face with its margin."""
        x, y = np.round(self.oval.min(axis=0) - MARGIN_MM, 1).tolist()
        return x, y

    @property
    def size_mm(self) -> tuple[float, float]:
        """Width and height of that chart."""
        x, y = np.round(self.oval.max(axis=0) + MARGIN_MM - self.corner_mm, 1).tolist()
        return x, y


@cache
def face_plan() -> FacePlan:
    """Return the outlines of the canonical face."""
    points = canonical_mesh()[0][:, :2]
    frame = FaceFrame(np.zeros((0, 0, 3), np.float32), points, 1.0, np.eye(2, 3))
    closed = tuple(points[[*part, part[0]]] for part in (*EYES, *BROWS, LIPS))
    return FacePlan(face_outline(frame), region_polygons(frame), (*closed, points[list(NOSE)]))
