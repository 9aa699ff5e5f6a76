"""The one table of landmark indexes, and the fifteen regions of the face.

Indexes are those of MediaPipe's face landmarker (468 mesh points and 10 iris points). ``right``
and ``left`` are the client's own: the right side lies at the image's left. Every list of a side
runs in the same order as its mirror image.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import cv2
import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from vision.frame import FaceFrame

EYE_CORNERS_OUTER = (33, 263)
EYE_CORNERS_INNER = (133, 362)
IRIS_RINGS = ((469, 470, 471, 472), (474, 475, 476, 477))
EYES = (
    (33, 246, 161, 160, 159, 158, 157, 173, 133, 155, 154, 153, 145, 144, 163, 7),
    (263, 466, 388, 387, 386, 385, 384, 398, 362, 382, 381, 380, 374, 373, 390, 249),
)
BROWS = (
    (70, 63, 105, 66, 107, 55, 65, 52, 53, 46),
    (300, 293, 334, 296, 336, 285, 295, 282, 283, 276),
)
UPPER_LIDS = (  # between the lid's edge and the brow
    (33, 246, 161, 160, 159, 158, 157, 173, 133, 55, 65, 52, 53, 46),
    (263, 466, 388, 387, 386, 385, 384, 398, 362, 285, 295, 282, 283, 276),
)
LIPS = (61, 185, 40, 39, 37, 0, 267, 269, 270, 409, 291, 375, 321, 405, 314, 17, 84, 181, 91, 146)
MOUTH_CORNERS = (61, 291)
NOSE = (5, 51, 220, 115, 48, 64, 98, 97, 2, 326, 327, 294, 278, 344, 440, 281)
OVAL = (
    *(10, 338, 297, 332, 284, 251, 389, 356, 454, 323, 361, 288, 397, 365, 379, 378, 400, 377),
    *(152, 148, 176, 149, 150, 136, 172, 58, 132, 93, 234, 127, 162, 21, 54, 103, 67, 109),
)
NASION = 168
CHIN_TIP = 152
NOSE_TIP = 1
SKIN_SITES = (50, 280, 205, 425, 151, 9, 6)  # cheeks, forehead, bridge: seldom covered
# The mesh ends half-way up the forehead: what is lifted beyond its upper rim, and by how much.
UPPER_RIM_LIFT_MM = {54: 8, 103: 18, 67: 20, 109: 21, 10: 21, 338: 21, 297: 20, 332: 18, 284: 8}

Vertex = int | tuple[int, int]
"""A landmark, or the midpoint of two."""


@dataclass(frozen=True)
class Region:
    """One named region of the face.

    Attributes
    ----------
    name : str
    muscle : str
        The muscle whose pull folds the skin here.
    outline : tuple of Vertex
        Landmarks that span the outline, in order around it.
    """

    name: str
    muscle: str
    outline: tuple[Vertex, ...]


# fmt: off
REGIONS: tuple[Region, ...] = (
    Region(
        "forehead", "frontalis",
        ((9, 151), (107, 108), 107, 66, 105, 63, 70, (70, 124), 156, 139, (127, 162), 162, 21, 54,
         103, 67, 109, 10, 338, 297, 332, 284, 251, 389, (356, 389), 368, 383, (300, 353),
         300, 293, 334, 296, 336, (336, 337)),
    ),
    Region(
        "glabella", "corrugator supercilii, procerus",
        ((9, 151), (107, 108), 107, 55, 193, 168, 417, 285, 336, (336, 337)),
    ),
    Region(
        "crows_feet_left", "orbicularis oculi, lateral part",
        (359, 342, (276, 353), 383, 368, (356, 389), 356, 264, 447, 345, 340, 261, 255),
    ),
    Region(
        "crows_feet_right", "orbicularis oculi, lateral part",
        (130, 113, (46, 124), 156, 139, (127, 162), 127, 34, 227, 116, 111, 31, 25),
    ),
    Region(
        "under_eye_left", "orbicularis oculi, lower lid",
        (255, 339, 254, 253, 252, 256, 341, 463, 465, 357, 343, 277, 349, 348, 347, 346, 340, 261),
    ),
    Region(
        "under_eye_right", "orbicularis oculi, lower lid",
        (25, 110, 24, 23, 22, 26, 112, 243, 245, 128, 114, 47, 120, 119, 118, 117, 111, 31),
    ),
    Region(
        "bunny", "nasalis",
        (168, 193, (193, 245), 245, 128, 114, 217, 198, 51, 5, 281, 420, 437, 343, 357, 465,
         (417, 465), 417),
    ),
    Region(
        "nasolabial_left", "levator labii superioris, zygomaticus",
        (358, 371, 266, (266, 425), (426, 427), (427, 436), (434, 436), 432, 287, 410, 322, 391,
         327),
    ),
    Region(
        "nasolabial_right", "levator labii superioris, zygomaticus",
        (129, 142, 36, (36, 205), (206, 207), (207, 216), (214, 216), 212, 57, 186, 92, 165, 98),
    ),
    Region(
        "cheek_left", "zygomaticus major, risorius",
        (340, 346, 347, 348, 349, 277, 343, 437, 420, 371, 266, (266, 425), (426, 427),
         (427, 436), (434, 436), 432, (432, 434), 430, 394, 379, 365, 397, 288, 361, 323, 454,
         447, 345),
    ),
    Region(
        "cheek_right", "zygomaticus major, risorius",
        (111, 117, 118, 119, 120, 47, 114, 217, 198, 142, 36, (36, 205), (206, 207), (207, 216),
         (214, 216), 212, (212, 214), 210, 169, 150, 136, 172, 58, 132, 93, 234, 227, 116),
    ),
    Region(
        "perioral", "orbicularis oris",
        (2, 97, 98, 165, 92, 186, 57, 43, 106, 182, 83, 18, 313, 406, 335, 273, 287, 410, 322,
         391, 327, 326),
    ),
    Region(
        "marionette_left", "depressor anguli oris",
        (287, 432, (432, 434), 430, 394, 379, 378, 395, 431, 424, 335, 273),
    ),
    Region(
        "marionette_right", "depressor anguli oris",
        (57, 212, (212, 214), 210, 169, 150, 149, 170, 211, 204, 106, 43),
    ),
    Region(
        "chin", "mentalis",
        (18, 83, 182, 106, 204, 211, 170, 149, 176, 148, 152, 377, 400, 378, 395, 431, 424, 335,
         406, 313),
    ),
)
# fmt: on
"""Ordered: where two regions touch, the earlier one owns the pixel."""


def _lifted_points(frame: FaceFrame) -> NDArray[np.float64]:
    """Landmarks of the frame with the upper rim of the mesh lifted towards the hairline."""
    points = frame.points.copy()
    up = points[OVAL[0]] - points[CHIN_TIP]
    up /= np.linalg.norm(up)
    for index, lift_mm in UPPER_RIM_LIFT_MM.items():
        points[index] += up * lift_mm * frame.px_per_mm
    return points


def _rounded(corners: NDArray[np.float64], rounds: int) -> NDArray[np.float64]:
    """Quadratic B-spline of a closed polygon by Chaikin's corner cutting."""
    for _ in range(rounds):
        following = np.roll(corners, -1, axis=0)
        cut = np.stack([0.75 * corners + 0.25 * following, 0.25 * corners + 0.75 * following], 1)
        corners = cut.reshape(-1, 2)
    return corners


def crosses_itself(polygon: NDArray[np.float64]) -> bool:
    """Whether two sides of a closed (N, 2) polygon cross."""
    if _goes_round_once(polygon):
        return False
    x, y = polygon.T
    side_x, side_y = np.roll(x, -1) - x, np.roll(y, -1) - y
    # Corner k lies to the left of side i; a side crosses where it has its ends on both hands.
    leftward = np.outer(side_x, y) - np.outer(side_y, x) > (side_x * y - side_y * x)[:, None]
    parts = leftward != np.roll(leftward, -1, axis=1)
    every = np.arange(len(polygon))
    for beside in (-1, 0, 1):
        parts[every, (every + beside) % len(polygon)] = False
    return bool((parts & parts.T).any())


def _goes_round_once(polygon: NDArray[np.float64]) -> bool:
    """Whether every corner follows the last around the mean corner: such a polygon is simple."""
    x, y = (polygon - polygon.mean(axis=0)).T
    angle = np.arctan2(y, x)
    turns = np.angle(np.exp(1j * (np.roll(angle, -1) - angle)))
    same_way = (turns > 0).all() or (turns < 0).all()
    return bool(same_way and abs(turns.sum()) < 3 * np.pi)


def filled(
    shape: tuple[int, int], *outlines: NDArray[np.float64], margin_px: float = 0
) -> NDArray[np.uint8]:
    """Mask, 0 or 1, of (N, 2) polygons widened by a margin."""
    mask = np.zeros(shape, np.uint8)
    for outline in outlines:
        corners = [np.round(outline).astype(np.int32)]
        if len(outline):
            cv2.fillPoly(mask, corners, 1)
        if margin_px:
            cv2.polylines(mask, corners, True, 1, thickness=2 * round(margin_px))
    return mask


def _outer_contour(mask: NDArray[np.uint8]) -> NDArray[np.float64]:
    """Contour of the largest piece of a mask, its edge smoothed; (0, 2) when nothing is left."""
    smooth = np.asarray(cv2.GaussianBlur(mask * np.uint8(255), (0, 0), 2.0)) > 127
    contours, _ = cv2.findContours(
        smooth.astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE
    )
    if not contours:
        return np.empty((0, 2))
    return np.asarray(max(contours, key=cv2.contourArea)[:, 0], np.float64)


def face_outline(frame: FaceFrame) -> NDArray[np.float64]:
    """Outline of the measurable face: oval of the mesh and the forehead above it.

    Returns
    -------
    (N, 2) float64 ndarray
        Frame pixels [x, y].
    """
    hull = cv2.convexHull(_lifted_points(frame)[list(OVAL)].astype(np.float32))
    return hull[:, 0].astype(np.float64)


def region_polygons(frame: FaceFrame) -> dict[str, NDArray[np.float64]]:
    """Smooth outline of every region.

    Returns
    -------
    dict of str to (N, 2) float64 ndarray
        Closed polygons in frame pixels [x, y] that do not cross themselves; the last point
        joins the first. A side turned away from the camera may be folded to nothing: (0, 2).
    """
    return dict(_outlines(frame))


@lru_cache(maxsize=2)  # asked for several times while one photo is measured
def _outlines(frame: FaceFrame) -> Mapping[str, NDArray[np.float64]]:
    points = _lifted_points(frame)
    polygons = {}
    for region in REGIONS:
        corners = [points[np.atleast_1d(vertex)].mean(axis=0) for vertex in region.outline]
        polygon = _rounded(np.array(corners), 3)
        # A side of the face turned away from the camera folds over its own edge.
        if crosses_itself(polygon):
            polygon = _outer_contour(filled(frame.shape, polygon))
        polygon.flags.writeable = False
        polygons[region.name] = polygon
    return polygons


def region_masks(frame: FaceFrame) -> dict[str, NDArray[np.bool_]]:
    """Pixels of every region; no pixel belongs to two.

    Returns
    -------
    dict of str to (h, w) bool ndarray
        Geometry only: eyes, brows, lips and hair are still inside.
    """
    polygons = region_polygons(frame)
    owner = np.zeros(frame.shape, np.uint8)
    for number in range(len(REGIONS), 0, -1):
        owner[filled(frame.shape, polygons[REGIONS[number - 1].name]) > 0] = number
    return {region.name: owner == number for number, region in enumerate(REGIONS, 1)}
