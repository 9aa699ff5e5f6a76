"""Contours that the renderer builds anatomy on, cut from the table in `vision.regions`.

Right and left are the person's own; the right side has negative x and is on the image's left.
"""

from vision.regions import BROWS, CHIN_TIP, EYE_CORNERS_INNER, EYE_CORNERS_OUTER, EYES, LIPS

UPPER_LIDS = tuple(eye[:9] for eye in EYES)
LOWER_LIDS = tuple((eye[0], *eye[:7:-1]) for eye in EYES)
UPPER_INNER_LIP = (78, 191, 80, 81, 82, 13, 312, 311, 310, 415, 308)
LOWER_INNER_LIP = (78, 95, 88, 178, 87, 14, 317, 402, 318, 324, 308)
INNER_LIPS = (*UPPER_INNER_LIP, *LOWER_INNER_LIP[1:-1])
MOUTH_CORNERS = (61, 291)
ALAE = (129, 358)
NOSTRILS = (20, 60, 99)
FOREHEAD_TOP = 10

__all__ = [
    "ALAE",
    "BROWS",
    "CHIN_TIP",
    "EYES",
    "EYE_CORNERS_INNER",
    "EYE_CORNERS_OUTER",
    "FOREHEAD_TOP",
    "INNER_LIPS",
    "LIPS",
    "LOWER_INNER_LIP",
    "LOWER_LIDS",
    "MOUTH_CORNERS",
    "NOSTRILS",
    "UPPER_INNER_LIP",
    "UPPER_LIDS",
]
