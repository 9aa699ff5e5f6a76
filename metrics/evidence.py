"""Line evidence: for every pixel of a face frame, how likely a wrinkle line runs through it.

This is the one detector of the product; single photos and pairs both read lines from it.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from metrics.context_terms import context_terms
from metrics.layout import LayoutTable, expected_layout, layout_table
from metrics.local_terms import Terms, local_terms
from metrics.logistic import Logistic, read_models
from metrics.relief import FRAME_PX_PER_MM, Relief, read_relief
from metrics.ridges import Ridges, find_ridges
from metrics.scene import Scene, read_scene
from vision.errors import ShapeError
from vision.frame import FaceFrame

ALGORITHM = "lines/1.8.0"
COEFFICIENTS_FILE = Path(__file__).with_name("line_models.json")
EDGE_MM = 0.3


@dataclass(frozen=True, eq=False)
class LineEvidence:
    """What the detector knows about one frame before lines are traced.

    Attributes
    ----------
    probability : (h, w) float32 ndarray
        Probability that a clinician would trace a line here; above 0 only on ridge points, the
        one-pixel crests of the joint filter response.
    direction : (h, w) float32 ndarray
        Direction of the line on ridge points, radians from x towards y (down), in [0, pi); 0
        elsewhere.
    strength : (h, w) float32 ndarray
        Joint filter response, everywhere; about 1 is what textured skin gives.
    relief : Relief
        The lightness in which the lines were sought.
    """

    probability: NDArray[np.float32]
    direction: NDArray[np.float32]
    strength: NDArray[np.float32]
    relief: Relief


@cache
def line_models() -> dict[str, Logistic]:
    """Fitted models that the product ships: ``"local"`` and ``"context"``."""
    return read_models(COEFFICIENTS_FILE)


def ridges_and_terms(scene: Scene, table: LayoutTable) -> tuple[Ridges, Terms]:
    """Ridge points of a scene and the terms of the first model."""
    layout = expected_layout(scene.coordinates, table)
    allowed = scene.surface.skin_edge_mm > EDGE_MM
    ridges = find_ridges(scene.responses, scene.activities, layout, allowed)
    return ridges, local_terms(ridges, layout, scene)


def line_evidence(frame: FaceFrame, skin: NDArray[np.bool_]) -> LineEvidence:
    """Find where lines are likely to run.

    Parameters
    ----------
    frame : FaceFrame
        At `FRAME_PX_PER_MM`; the coefficients hold for this scale.
    skin : (h, w) bool ndarray
        Where lines may be sought: visible skin.

    Raises
    ------
    ShapeError
        The frame has another scale, or the mask another shape than the frame.
    """
    if not np.isclose(frame.px_per_mm, FRAME_PX_PER_MM):
        raise ShapeError(f"expected a frame of {FRAME_PX_PER_MM} px/mm, got {frame.px_per_mm}")
    if not skin.any():
        nothing = np.zeros(frame.shape, np.float32)
        return LineEvidence(nothing, nothing, nothing, read_relief(frame))
    scene = read_scene(frame, skin)
    ridges, terms = ridges_and_terms(scene, layout_table())
    models = line_models()
    local = models["local"].probability(terms)
    around = context_terms(ridges, local, skin, scene.coordinates, frame.px_per_mm)
    probability = models["context"].probability({**terms, **around})
    return LineEvidence(
        probability=ridges.plane(probability),
        direction=ridges.plane(ridges.angle),
        strength=ridges.joint,
        relief=scene.relief,
    )
