"""A photo brought into a frame by an affine map and a displacement."""

import cv2
import numpy as np
from numpy.typing import NDArray

from vision.displacement import Field, pixel_places
from vision.photo import Photo
from vision.softened import BLUR_PER_PX, softened_part

IN_FIRST = np.empty((0, 0), np.float32)
"""Second map of a cubic `cv2.remap` where the first holds x and y. With linear interpolation
OpenCV 5.0 reads one and three channels wrongly that way."""


class CroppedPhoto:
    """A photo, cropped and low-passed once, resampled into a frame as often as needed.

    Parameters
    ----------
    photo : Photo
    shape : (int, int)
        Height and width of the frame.
    to_photo : (3, 3) or (2, 3) float64 ndarray
        Affine map from frame to photo, as far as it is known at first.
    """

    def __init__(self, photo: Photo, shape: tuple[int, int], to_photo: NDArray[np.float64]) -> None:
        height, width = shape
        corners = np.array([[0, 0, 1], [width, 0, 1], [0, height, 1], [width, height, 1]])
        corners = corners @ to_photo[:2].T
        margin = 0.1 * np.ptp(corners, axis=0)
        finer = np.sqrt(abs(np.linalg.det(to_photo[:2, :2])))
        self._part = softened_part(
            photo.pixels,
            corners.min(0) - margin,
            corners.max(0) + margin,
            blur_px=BLUR_PER_PX * np.sqrt(max(0.0, finer**2 - 1)),
        )
        self._places = pixel_places(shape)

    def resampled(self, to_photo: NDArray[np.float64], field: Field) -> NDArray[np.float32]:
        """Pixels (h, w, 3) in 0..255 of the frame whose map to the photo is given."""
        to_part = self._part.map_to_part(to_photo).astype(np.float32)
        places = cv2.transform(self._places + field, to_part)
        picture = cv2.remap(
            self._part.pixels, places, IN_FIRST, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE
        )
        return np.clip(np.asarray(picture, np.float32), 0, 255)
