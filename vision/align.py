"""Bringing the later of two photos into the face frame of the earlier one."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray
from skimage.transform import SimilarityTransform

from vision.cropped_photo import CroppedPhoto
from vision.displacement import (
    FIT_WINDOW_MM,
    Field,
    FlowSearch,
    affine_refinement,
    composed,
    landmark_field,
    local_correlation,
    structure,
)
from vision.errors import Refusal
from vision.filters import depth_inside, log_lightness
from vision.frame import FaceFrame, face_frame
from vision.landmarks import MESH_LANDMARKS
from vision.photo import Photo
from vision.portrait import Portrait
from vision.regions import face_outline, filled
from vision.skin import face_zone

RIM_MM = 3.0
FLOW_SMOOTHING_MM = (6.0, 4.0, 3.0)
LEAST_CORRELATION = 0.5
LARGEST_RESIDUAL_MM = 0.35
LEFT_BY_FLOW = 0.9
"""Dense flow must take this share of the disagreement: a little less is what it makes of noise."""
NOT_ALIGNED = Refusal(
    "not_aligned",
    "The two photos do not register; photograph the same person, same view and expression.",
)


@dataclass(frozen=True, eq=False)
class Alignment:
    """Two photos of one face in one frame.

    Attributes
    ----------
    before, after : FaceFrame
        Of one shape and scale, that of the earlier photo. `after.to_photo` is the affine part of
        the way to the later photo and `after.points` are its landmarks under that part.
    face : (h, w) bool ndarray
        The whole face with its features, up to the hairline.
    displacement : (h, w, 2) float32 ndarray
        What the affine map leaves: frame pixels to add before `after.to_photo` is applied.
    similarity : (3, 3) float64 ndarray
        Best similarity of the whole map, later to earlier photo, in pixels.
    residual_mm : float
        Median displacement over skin that the last, local search still found.
    correlation : float
        Mean local correlation of fine structure over skin, -1..1.
    photos : (Photo, Photo)
        The originals, earlier and later.
    """

    before: FaceFrame
    after: FaceFrame
    face: NDArray[np.bool_]
    displacement: Field
    similarity: NDArray[np.float64]
    residual_mm: float
    correlation: float
    photos: tuple[Photo, Photo]


@dataclass(frozen=True)
class FailedAlignment:
    """Why two photos could not be brought into one frame.

    Attributes
    ----------
    reason : Refusal
    attempt : Alignment or None
        As far as the search came, to see what differs; None where there was no start.
    """

    reason: Refusal
    attempt: Alignment | None = None

    def __bool__(self) -> bool:
        return False


class _Registration:
    """The search for the displacement under which the later photo agrees best."""

    def __init__(self, frame: FaceFrame, face: NDArray[np.bool_], later: CroppedPhoto) -> None:
        self._later = later
        self._scale = frame.px_per_mm
        self._fixed = structure(log_lightness(frame.pixels), self._scale)
        self._face = face
        self._inner = depth_inside(face) > RIM_MM * self._scale
        self.skin = self._inner & face_zone(frame)
        self.displacement = np.zeros((*frame.shape, 2), np.float32)
        self.correlation = -1.0

    def refine_affine(self, to_photo: NDArray[np.float64]) -> NDArray[np.float64]:
        """Affine map (3, 3) from frame to photo, improved on the picture."""
        moving = self._seen(to_photo, self.displacement)
        return np.asarray(to_photo @ affine_refinement(self._fixed, moving, self._face))

    def refine_densely(self, to_photo: NDArray[np.float64], start: Field) -> float:
        """Walk from the affine map over a start to dense flow, and keep it where it agrees better.

        Returns the median displacement over skin, in mm, that the last search still found.
        """
        still = self._seen(to_photo, self.displacement)
        self.correlation = self._agreement(still)
        search = FlowSearch(self._fixed, self._inner, self._scale)
        field, moving = start, self._seen(to_photo, start)
        for smoothing_mm in FLOW_SMOOTHING_MM:
            step = search.step(moving, smoothing_mm=smoothing_mm)
            field = composed(step, field)
            moving = self._seen(to_photo, field)
        correlation = self._agreement(moving)
        if 1 - correlation < LEFT_BY_FLOW * (1 - self.correlation):
            self.displacement, self.correlation = field, correlation
        last = step[self.skin]
        return float(np.median(np.hypot(last[:, 0], last[:, 1]))) / self._scale

    def _seen(self, to_photo: NDArray[np.float64], field: Field) -> NDArray[np.float32]:
        return structure(log_lightness(self._later.resampled(to_photo, field)), self._scale)

    def _agreement(self, moving: NDArray[np.float32]) -> float:
        window = FIT_WINDOW_MM * self._scale
        fit = local_correlation(self._fixed, moving, self.skin, window)
        return float(fit[self.skin].mean())


def align(before: Portrait, after: Portrait, *, px_per_mm: float) -> Alignment | FailedAlignment:
    """Bring the later photo into the face frame of the earlier one.

    A robust similarity on the landmarks, an affine refinement on the picture, then the smooth
    displacement of the landmarks and three passes of dense flow, kept where their fine structure
    agrees clearly better with the earlier photo than under the affine map. Millimetres
    come from the iris of the earlier photo alone, so that the jitter of the ruler cancels.

    Parameters
    ----------
    before, after : Portrait
    px_per_mm : float
        Scale of the common frame.
    """
    frame = face_frame(before, px_per_mm=px_per_mm)
    face = filled(frame.shape, face_outline(frame)) > 0
    photos = (before.photo, after.photo)
    if np.array_equal(before.photo.pixels, after.photo.pixels):
        still = np.zeros((*frame.shape, 2), np.float32)
        return Alignment(frame, frame, face, still, np.eye(3), 0.0, 1.0, photos)
    marks = [np.ascontiguousarray(p.face.points[:MESH_LANDMARKS, :2]) for p in (after, before)]
    start, _ = cv2.estimateAffinePartial2D(marks[0], marks[1], method=cv2.LMEDS)
    if start is None:
        return FailedAlignment(NOT_ALIGNED)
    to_photo = np.linalg.inv(_square(np.asarray(start))) @ _square(frame.to_photo)
    later = CroppedPhoto(after.photo, frame.shape, to_photo)
    search = _Registration(frame, face, later)
    to_photo = search.refine_affine(to_photo)
    points = _moved(np.linalg.inv(to_photo), after.face.points[:, :2])
    mesh = slice(MESH_LANDMARKS)
    field = landmark_field(frame.points[mesh], points[mesh], frame.shape, px_per_mm)
    residual_mm = search.refine_densely(to_photo, field)
    pixels = later.resampled(to_photo, search.displacement)
    aligned = FaceFrame(pixels, points, px_per_mm, to_photo[:2], after.photo.size)
    similarity = _similarity(frame, aligned, search.displacement, search.skin)
    found = Alignment(
        frame,
        aligned,
        face,
        search.displacement,
        similarity,
        residual_mm,
        search.correlation,
        photos,
    )
    if search.correlation < LEAST_CORRELATION or residual_mm > LARGEST_RESIDUAL_MM:
        return FailedAlignment(NOT_ALIGNED, found)
    return found


def _square(affine: NDArray[np.generic]) -> NDArray[np.float64]:
    return np.vstack([affine, [0, 0, 1]]).astype(np.float64)


def _moved(affine: NDArray[np.floating], points: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(points @ affine[:2, :2].T + affine[:2, 2])


def _similarity(
    frame: FaceFrame, aligned: FaceFrame, displacement: Field, skin: NDArray[np.bool_]
) -> NDArray[np.float64]:
    """Similarity (3, 3) from later to earlier photo that fits the dense map best over skin."""
    rows, columns = (axis[::97] for axis in np.nonzero(skin))
    places = np.column_stack([columns, rows]).astype(np.float64)
    later = aligned.in_photo(places + displacement[rows, columns])
    fitted = SimilarityTransform.from_estimate(later, frame.in_photo(places))
    return np.asarray(fitted.params)
