"""Light on a face, and how much of the face it shows."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from vision.colour import brightest_channel, darkest_channel
from vision.landmarks import Face
from vision.photo import block_means
from vision.regions import BROWS, EYES, LIPS, OVAL

_CROP_PX_PER_MM = 2.0
_FEATURE_MARGIN_MM = 1.0
_MIN_PIXELS = 20
# The ring of the face starts at the top of the forehead and runs over the client's left side.
_HALF = len(OVAL) // 2
_MIDLINE = (152, 199, 17, 0, 2, 4, 6, 9, 151, 10)
_UPPER_SITES = (9, 6, 151)
_LOWER_SITES = (205, 425, 164, 199)
_SITE_RADIUS_MM = 3.0


@dataclass(frozen=True)
class FaceLight:
    """Light and visibility of one face.

    Attributes
    ----------
    lightness : float
        Median CIE L* of the skin, 0..100.
    white_percent, clipped_percent : float
        Share of the skin where all channels are at their end, and where at least one is.
    side_ratio : float or None
        Luminance of the brighter half of the face over that of the darker one, 1 or above.
    outside_percent : float
        Share of the face that lies outside the photo.
    eye_contrast, mouth_contrast : float or None
        Natural logarithm of bright over dark within the less visible eye, and within the lips.
    colour_break : float or None
        Distance between the chroma (a*, b*) of the lower and of the upper face.
    """

    lightness: float
    white_percent: float
    clipped_percent: float
    side_ratio: float | None
    outside_percent: float
    eye_contrast: float | None
    mouth_contrast: float | None
    colour_break: float | None


@dataclass(frozen=True, eq=False)
class _Crop:
    """Small copy of the face: pixels (h, w, 3) uint8, landmarks (478, 2) in its pixels."""

    pixels: NDArray[np.uint8]
    points: NDArray[np.float64]
    px_per_mm: float

    def mask(self, indexes: tuple[int, ...], *, margin_mm: float = 0.0) -> NDArray[np.bool_]:
        """Polygon of landmarks, grown by a margin."""
        mask = np.zeros(self.pixels.shape[:2], np.uint8)
        outline = np.round(self.points[list(indexes)]).astype(np.int32)
        cv2.fillPoly(mask, [outline], 1)
        reach = 2 * round(margin_mm * self.px_per_mm) + 1
        return cv2.dilate(mask, np.ones((reach, reach), np.uint8)) > 0


def face_light(pixels: NDArray[np.uint8], face: Face, *, px_per_mm: float) -> FaceLight:
    """Measure the light on a face on a copy of about 2 px/mm.

    Parameters
    ----------
    pixels : (H, W, 3) uint8 ndarray
        sRGB.
    face : Face
    px_per_mm : float
        Scale of the photo.
    """
    crop = _small_crop(pixels, face, px_per_mm)
    skin = _skin(crop)
    lab = cv2.cvtColor(crop.pixels.astype(np.float32) / 255, cv2.COLOR_RGB2LAB).astype(np.float32)
    light = np.log(cv2.cvtColor(crop.pixels, cv2.COLOR_RGB2GRAY).astype(np.float32) + 4)
    eyes = [_contrast(light, crop.mask(eye)) for eye in EYES]
    return FaceLight(
        lightness=float(np.median(lab[skin][:, 0])) if skin.any() else 0.0,
        white_percent=_percent(darkest_channel(crop.pixels)[skin] >= 245),
        clipped_percent=_percent(brightest_channel(crop.pixels)[skin] >= 253),
        side_ratio=_side_ratio(crop, skin),
        outside_percent=_outside_percent(face, pixels.shape),
        eye_contrast=min((eye for eye in eyes if eye is not None), default=None),
        mouth_contrast=_contrast(light, crop.mask(LIPS)),
        colour_break=_colour_break(crop, lab),
    )


def _small_crop(pixels: NDArray[np.uint8], face: Face, px_per_mm: float) -> _Crop:
    points = face.points[:, :2]
    left, top = np.maximum(points.min(0), 0).astype(int)
    right, bottom = np.ceil(np.maximum(points.max(0), 0)).astype(int)
    around = pixels[top : bottom + 1, left : right + 1]
    factor = max(1, round(px_per_mm / _CROP_PX_PER_MM))
    inside = (points - [left, top] + 0.5) / factor - 0.5
    return _Crop(block_means(around, factor), inside, px_per_mm / factor)


def _skin(crop: _Crop) -> NDArray[np.bool_]:
    skin = crop.mask(OVAL)
    for feature in (*EYES, *BROWS, LIPS):
        skin &= ~crop.mask(feature, margin_mm=_FEATURE_MARGIN_MM)
    return skin


def _percent(flags: NDArray[np.bool_]) -> float:
    return 100 * float(flags.mean()) if flags.size else 0.0


def _contrast(light: NDArray[np.float32], mask: NDArray[np.bool_]) -> float | None:
    if np.count_nonzero(mask) < _MIN_PIXELS:
        return None
    dark, bright = np.percentile(light[mask], [5, 95])
    return float(bright - dark)


def _side_ratio(crop: _Crop, skin: NDArray[np.bool_]) -> float | None:
    halves = (OVAL[: _HALF + 1] + _MIDLINE[:-1], OVAL[_HALF:] + _MIDLINE[::-1][:-1])
    luminance = (cv2.cvtColor(crop.pixels, cv2.COLOR_RGB2GRAY).astype(np.float32) / 255) ** 2.2
    medians = []
    for half in halves:
        side = skin & crop.mask(half)
        if np.count_nonzero(side) < _MIN_PIXELS:
            return None
        medians.append(float(np.median(luminance[side])) + 1e-3)
    return max(medians) / min(medians)


def _outside_percent(face: Face, shape: tuple[int, ...]) -> float:
    outline = cv2.convexHull(face.points[list(OVAL), :2].astype(np.float32))
    height, width = shape[:2]
    edges = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    inside, _ = cv2.intersectConvexConvex(outline, edges)
    return float(max(0.0, 100 * (1 - inside / cv2.contourArea(outline))))


def _colour_break(crop: _Crop, lab: NDArray[np.float32]) -> float | None:
    upper, lower = (_site_chroma(crop, lab, sites) for sites in (_UPPER_SITES, _LOWER_SITES))
    if upper is None or lower is None:
        return None
    return float(np.linalg.norm(upper - lower))


def _site_chroma(
    crop: _Crop, lab: NDArray[np.float32], sites: tuple[int, ...]
) -> NDArray[np.float64] | None:
    """Median a*, b* over small squares round some landmarks."""
    reach = max(1, round(_SITE_RADIUS_MM * crop.px_per_mm))
    found = []
    for x, y in np.round(crop.points[list(sites)]).astype(int):
        if x >= 0 and y >= 0:
            square = lab[max(y - reach, 0) : y + reach + 1, max(x - reach, 0) : x + reach + 1]
            if square.size:
                found.append(np.median(square.reshape(-1, 3)[:, 1:], axis=0))
    return np.median(found, axis=0) if found else None
