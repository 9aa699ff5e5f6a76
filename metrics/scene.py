"""Everything about a frame that no learned coefficient enters: filters, tone, place."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from metrics.relief import Relief, read_relief
from metrics.responses import Response, oriented_responses
from metrics.ridges import Activity, measure_activity
from metrics.surface import Surface, read_surface
from vision.canonical import face_coordinates
from vision.errors import ShapeError
from vision.frame import FaceFrame


@dataclass(frozen=True, eq=False)
class Scene:
    """A frame as the line models read it.

    Attributes
    ----------
    relief : Relief
    skin : (h, w) bool ndarray
        Where lines may be sought.
    coordinates : (h, w, 2) float32 ndarray
        Canonical [x, y] in mm.
    responses : tuple of Response
        One per bank of `metrics.responses.BANKS`.
    activities : tuple of Activity
        One per bank.
    surface : Surface
    """

    relief: Relief
    skin: NDArray[np.bool_]
    coordinates: NDArray[np.float32]
    responses: tuple[Response, ...]
    activities: tuple[Activity, ...]
    surface: Surface


def read_scene(frame: FaceFrame, skin: NDArray[np.bool_]) -> Scene:
    """Filter a frame and describe its skin.

    Raises
    ------
    ShapeError
        The (h, w) mask has another shape than the frame, or marks no skin.
    """
    if skin.shape != frame.shape:
        raise ShapeError(f"skin has shape {skin.shape}, the frame {frame.shape}")
    if not skin.any():
        raise ShapeError("the mask marks no skin")
    relief = read_relief(frame)
    responses = oriented_responses(relief.grooves, relief.px_per_mm)
    return Scene(
        relief=relief,
        skin=skin,
        coordinates=face_coordinates(frame),
        responses=responses,
        activities=measure_activity(responses, skin, relief.px_per_mm),
        surface=read_surface(relief, skin),
    )
