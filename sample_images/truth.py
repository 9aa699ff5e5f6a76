"""What is known about a rendered photo."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np

from sample_images.camera import Shot
from sample_images.grooves import FWHM_PER_SIGMA
from sample_images.mesh import Floats
from sample_images.parts import Body
from sample_images.relief import Course
from sample_images.shape import EYEBALL_RADIUS_MM, IRIS_RADIUS_MM
from sample_images.surface import Samples

LANDMARKS = 468
HIDDEN_MM = 2.5
IRIS_MM = 2 * IRIS_RADIUS_MM


@dataclass(frozen=True, eq=False)
class TrueLine:
    """One rendered wrinkle.

    Attributes
    ----------
    region : str
    points : (n, 2) float64 ndarray
        Centre line in photo pixels (centres at integers), every half millimetre.
    length_mm : float
        Along the skin, in the expression of the photo.
    width_mm : float
        Full width at half depth of the middle.
    depth_mm : float
        In the middle, in the expression of the photo; the outer 22 % of either end taper off.
    visible : float
        Share of the length that the camera sees.
    """

    region: str
    points: Floats
    length_mm: float
    width_mm: float
    depth_mm: float
    visible: float


@dataclass(frozen=True, eq=False)
class Truth:
    """Everything known about one rendering.

    Attributes
    ----------
    landmarks : (468, 2) float64 ndarray
        Photo pixels.
    facing : (468,) float64 ndarray
        Cosine between the landmark's normal and the viewing axis; below 0.2 it is hidden.
    irises : (2, 5, 2) float64 ndarray
        Right and left: centre, then the limbus at 3, 12, 9 and 6 o'clock of the head.
    mm_per_px : float
        In the plane of the irises.
    lines : tuple of TrueLine
    """

    landmarks: Floats
    facing: Floats
    irises: Floats
    mm_per_px: float
    lines: tuple[TrueLine, ...]

    def as_json(self) -> dict[str, Any]:
        """Lines and scale as plain values, rounded to what they mean."""
        lines = []
        for line in self.lines:
            entry = asdict(line)
            entry["points"] = np.round(line.points, 1).tolist()
            for key in ("length_mm", "width_mm", "depth_mm", "visible"):
                entry[key] = round(entry[key], 3)
            lines.append(entry)
        return {"mm_per_px": round(self.mm_per_px, 5), "lines": lines}


def _visible_share(path: Floats, samples: Samples, shot: Shot) -> float:
    """Share of projected points (x, y, distance) that no nearer surface hides."""
    pixel = np.rint((path[:, :2] + 0.5) * shot.oversampling - 0.5).astype(int)
    height, width = samples.shape
    inside = (pixel >= 0).all(1) & (pixel[:, 0] < width) & (pixel[:, 1] < height)
    seen = np.zeros(len(path), dtype=bool)
    x, y = pixel[inside].T
    seen[inside] = samples.depth[y, x] > path[inside, 2] - HIDDEN_MM
    return float(seen.mean())


def _iris(centre: Floats) -> Floats:
    """Centre and limbus of an iris, (5, 3), in head coordinates."""
    plane = np.sqrt(EYEBALL_RADIUS_MM**2 - IRIS_RADIUS_MM**2)
    clock = np.array([[0, 0], [1, 0], [0, 1], [-1, 0], [0, -1]]) * IRIS_RADIUS_MM
    return np.asarray(centre + np.c_[clock, np.full(5, plane)])


def truth_of(solid: Body, lines: Iterable[Course], samples: Samples, shot: Shot) -> Truth:
    """Project what is known into the photo."""
    known = []
    for line in lines:
        path = shot.projected(shot.placed(line.points))
        known.append(
            TrueLine(
                line.groove.region,
                path[:, :2],
                line.length_mm,
                FWHM_PER_SIGMA * line.groove.sigma_mm,
                line.depth_mm,
                _visible_share(path, samples, shot),
            )
        )
    irises = np.stack([_iris(centre) for centre in solid.eyes])
    distance = shot.projected(shot.placed(irises[:, 0]))[:, 2].mean()
    return Truth(
        landmarks=shot.in_photo(solid.positions[:LANDMARKS]),
        facing=(solid.normals[:LANDMARKS] @ shot.rotation.T)[:, 2],
        irises=np.stack([shot.in_photo(iris) for iris in irises]),
        mm_per_px=float(distance / shot.focal_px),
        lines=tuple(known),
    )
