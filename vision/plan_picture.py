"""A photo's face laid onto the canonical plane: a place on it is that place of the face chart."""

import cv2
import numpy as np
from numpy.typing import NDArray

from vision.canonical import frame_coordinates
from vision.face_plan import face_plan
from vision.frame import face_frame
from vision.pictures import FINEST_PX_PER_MM
from vision.portrait import Portrait


def plan_picture(portrait: Portrait) -> NDArray[np.uint8]:
    """Warp a photo onto the face chart, at most 6 pixels per millimetre.

    Parameters
    ----------
    portrait : Portrait

    Returns
    -------
    (h, w, 3) uint8 ndarray
        sRGB; from `FacePlan.corner_mm` over `FacePlan.size_mm` of `vision.face_plan`. Beyond
        the photo its border is repeated.
    """
    plan = face_plan()
    px_per_mm = min(FINEST_PX_PER_MM, portrait.scale.px_per_mm)
    frame = face_frame(portrait, px_per_mm=px_per_mm)
    width, height = (round(side * px_per_mm) for side in plan.size_mm)
    places = frame_coordinates(frame, plan.corner_mm, (height, width), px_per_mm)
    warped = cv2.remap(
        frame.pixels,
        places[..., 0],
        places[..., 1],
        cv2.INTER_CUBIC,
        borderMode=cv2.BORDER_REPLICATE,
    )
    return np.rint(np.clip(warped, 0, 255)).astype(np.uint8)
