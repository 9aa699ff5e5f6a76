"""How far two photos of a face differ in expression, by MediaPipe's scores and by what moved."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from vision.align import Alignment
from vision.landmarks import Face
from vision.regions import BROWS, LIPS, MOUTH_CORNERS

Motion = Literal["brows_down", "brows_up", "corners_apart", "corners_together", "lips"]

MOTIONS: Mapping[str, Motion] = MappingProxyType(
    {
        "browDown": "brows_down",
        "browInnerUp": "brows_up",
        "browOuterUp": "brows_up",
        "mouthSmile": "corners_apart",
        "mouthStretch": "corners_apart",
        "mouthPucker": "corners_together",
        "mouthFunnel": "corners_together",
        "mouthFrown": "lips",
        "jawOpen": "lips",
        "cheekPuff": "lips",
        "noseSneer": "lips",
    }
)
"""What moves in the picture when a score rises, left and right taken together."""


def score_changes(before: Face, after: Face) -> dict[str, float]:
    """Change of every expression score in `MOTIONS`, -1..1, the mean of left and right."""
    changes: dict[str, list[float]] = {}
    for name, score in before.blendshapes.items():
        pair = name.removesuffix("Left").removesuffix("Right")
        if pair in MOTIONS and name in after.blendshapes:
            changes.setdefault(pair, []).append(after.blendshapes[name] - score)
    return {pair: sum(both) / len(both) for pair, both in changes.items()}


def moved_mm(alignment: Alignment, score: str, change: float) -> float:
    """How far the features of a score moved the way its change says.

    Scores change by up to 0.3 between copies of one photo, and a bent or turned copy moves its
    brows by a millimetre in any direction. In an expression both happen together: the brows of a
    frown go down on both sides, the corners of a smile go apart.

    Parameters
    ----------
    alignment : Alignment
    score : str
        A name in `MOTIONS`.
    change : float
        Of the score; its sign says which way the features should have gone.

    Returns
    -------
    float
        Millimetres by which both brows, or each corner of the mouth, moved that way; negative when
        they moved the other way. For scores without a direction, how far the lips moved.
    """
    sign = 1.0 if change > 0 else -1.0
    motion = MOTIONS[score]
    if motion == "lips":
        return float(np.linalg.norm(_step_mm(alignment, LIPS)))
    if motion.startswith("brows"):
        down = sign if motion == "brows_down" else -sign
        return min(float(down * _step_mm(alignment, brow)[1]) for brow in BROWS)
    apart = sign if motion == "corners_apart" else -sign
    right, left = (_step_mm(alignment, (corner,)) for corner in MOUTH_CORNERS)
    return float(apart * (left[0] - right[0]) / 2)


def _step_mm(alignment: Alignment, landmarks: Sequence[int]) -> NDArray[np.float64]:
    """Median step [x, y] of some landmarks against the rest of the face, y down."""
    height, width = alignment.before.shape
    columns, rows = np.rint(alignment.before.points[list(landmarks)]).astype(int).T
    steps = alignment.displacement[np.clip(rows, 0, height - 1), np.clip(columns, 0, width - 1)]
    return np.asarray(np.median(steps, axis=0) / alignment.before.px_per_mm, np.float64)
