"""Which pixels are visible skin: no hair, brows, eyes, lips, nostrils, glasses, glare or shadow."""

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray

from vision.frame import FaceFrame
from vision.regions import BROWS, EYES, LIPS, NOSE, SKIN_SITES, face_outline

EYE_MARGIN_MM = 4.5
BROW_MARGIN_MM = 3.0
LIP_MARGIN_MM = 2.0
NOSE_MARGIN_MM = 1.0
SITE_RADIUS_MM = 6.0


def _disk(radius_mm: float, px_per_mm: float) -> NDArray[np.uint8]:
    size = 2 * max(1, round(radius_mm * px_per_mm)) + 1
    return cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (size, size)).astype(np.uint8)


def _around(frame: FaceFrame, landmarks: Sequence[int], margin_mm: float) -> NDArray[np.uint8]:
    """Mask of a landmark outline, widened by a margin."""
    mask = np.zeros(frame.shape, np.uint8)
    cv2.fillPoly(mask, [np.round(frame.points[list(landmarks)]).astype(np.int32)], 1)
    return cv2.dilate(mask, _disk(margin_mm, frame.px_per_mm)).astype(np.uint8)


def face_zone(frame: FaceFrame) -> NDArray[np.bool_]:
    """Where skin is expected by the geometry of the face alone.

    The face outline without eyes and lashes, brows, lips and the lower nose, each with a margin.

    Returns
    -------
    (h, w) bool ndarray
    """
    zone = np.zeros(frame.shape, np.uint8)
    cv2.fillPoly(zone, [np.round(face_outline(frame)).astype(np.int32)], 1)
    features = (
        *((eye, EYE_MARGIN_MM) for eye in EYES),
        *((brow, BROW_MARGIN_MM) for brow in BROWS),
        (LIPS, LIP_MARGIN_MM),
        (NOSE, NOSE_MARGIN_MM),
    )
    for landmarks, margin_mm in features:
        zone[_around(frame, landmarks, margin_mm) > 0] = 0
    return zone > 0


def visible_skin(frame: FaceFrame) -> NDArray[np.bool_]:
    """Pixels of the face zone where skin is really seen.

    Returns
    -------
    (h, w) bool ndarray
    """
    zone = face_zone(frame)
    lab = cv2.cvtColor(frame.pixels / np.float32(255), cv2.COLOR_RGB2LAB)
    lab = cv2.GaussianBlur(lab, (0, 0), 0.6 * frame.px_per_mm)
    sites = np.zeros(frame.shape, np.uint8)
    for x, y in np.round(frame.points[list(SKIN_SITES)]).astype(int).tolist():
        cv2.circle(sites, (x, y), round(SITE_RADIUS_MM * frame.px_per_mm), 1, -1)
    sample = lab[(sites > 0) & zone]
    centre = np.median(sample, axis=0)
    spread = np.maximum(1.48 * np.median(np.abs(sample - centre), axis=0), [6, 3, 3])
    off = (lab - centre) / spread
    foreign = ((np.hypot(off[..., 1], off[..., 2]) > 5) | (off[..., 0] < -6)).astype(np.uint8)
    foreign = cv2.morphologyEx(foreign, cv2.MORPH_OPEN, _disk(0.7, frame.px_per_mm))
    foreign = cv2.dilate(foreign, _disk(0.7, frame.px_per_mm))
    return zone & (foreign == 0)
