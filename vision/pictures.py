"""Aligned photos for people to look at, at the resolution of the originals."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from vision.align import Alignment
from vision.cropped_photo import CroppedPhoto

FINEST_PX_PER_MM = 6.0
"""A face fills about 900 by 1200 pixels at this scale, as much as a page shows."""


@dataclass(frozen=True, eq=False)
class AlignedPictures:
    """Both photos in one frame.

    Attributes
    ----------
    before, after : (h, w, 3) uint8 ndarray
    to_photo : (2, 3) float64 ndarray
        Affine map from their pixels to pixels of the earlier photo.
    px_per_mm : float
    """

    before: NDArray[np.uint8]
    after: NDArray[np.uint8]
    to_photo: NDArray[np.float64]
    px_per_mm: float

    def in_picture(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        """Map (N, 2) points [x, y] of the earlier photo to the pictures."""
        turn, shift = self.to_photo[:, :2], self.to_photo[:, 2]
        return np.asarray(np.linalg.solve(turn, (points - shift).T).T)


def aligned_pictures(alignment: Alignment) -> AlignedPictures:
    """Cut both photos of an alignment from their originals, at most 6 pixels per millimetre."""
    frame = alignment.before
    photo_px_per_frame_px = np.sqrt(abs(np.linalg.det(frame.to_photo[:, :2])))
    finest = min(FINEST_PX_PER_MM, frame.px_per_mm * photo_px_per_frame_px)
    enlarged = max(1.0, finest / frame.px_per_mm)
    height, width = (round(side * enlarged) for side in frame.shape)
    field = np.asarray(cv2.resize(alignment.displacement, (width, height)), np.float32)
    fields = (np.zeros_like(field), field * np.float32(enlarged))
    maps = [_enlarged(part.to_photo, enlarged) for part in (frame, alignment.after)]
    before, after = (
        np.rint(CroppedPhoto(photo, (height, width), to_photo).resampled(to_photo, moved))
        for photo, to_photo, moved in zip(alignment.photos, maps, fields, strict=True)
    )
    return AlignedPictures(
        before.astype(np.uint8), after.astype(np.uint8), maps[0], frame.px_per_mm * enlarged
    )


def _enlarged(to_photo: NDArray[np.float64], factor: float) -> NDArray[np.float64]:
    """Affine map from an enlarged frame; pixel centres at integers in both."""
    shift = 0.5 / factor - 0.5
    return np.column_stack([to_photo[:, :2] / factor, to_photo @ np.array([shift, shift, 1])])
