"""Whether two photos can be compared at all: findings that say why not and what to do next time."""

from dataclasses import dataclass

import numpy as np

from metrics.view import CommonView
from vision.align import Alignment
from vision.portrait import Portrait
from vision.quality import Finding
from vision.regions import BROWS, LIPS

EXPRESSION_SCORES = (
    *("brow", "mouthSmile", "mouthFrown", "mouthPucker", "mouthFunnel", "mouthStretch"),
    *("jawOpen", "cheekPuff", "noseSneer"),
)
MOVED_MM = 1.0  # blur and noise alone move a score, but not the brows


@dataclass(frozen=True)
class Limit:
    """Values of one kind of difference: above `warn` it is mentioned, above `block` refused."""

    warn: float
    block: float


EXPRESSION = Limit(0.15, 0.25)
SURELY = 0.4
BLUR_MM = Limit(0.3, 0.65)
TURN_DEG = Limit(6.0, 12.0)
LIGHT = Limit(0.2, 0.6)
LEAST_CORRELATION = 0.8


def pair_findings(
    before: Portrait, after: Portrait, alignment: Alignment, *, blur_mm: float, view: CommonView
) -> tuple[Finding, ...]:
    """Everything in which the photos differ more than two visits should.

    Parameters
    ----------
    before, after : Portrait
    alignment : Alignment
    blur_mm : float
        Gaussian sigma by which their sharpness differs.
    view : CommonView
    """
    findings = [
        _expression(before, after, alignment),
        _above(
            "blur_differs",
            abs(blur_mm),
            BLUR_MM,
            "One photo is much less sharp; clean the lens, hold still and focus on the eyes.",
        ),
        _above(
            "pose_differs",
            view.turn_deg,
            TURN_DEG,
            "The head is turned differently; use the first photo as a guide for the pose.",
        ),
        _above(
            "light_differs",
            view.light.unevenness,
            LIGHT,
            "The light comes from another side; use the same place and lamps as the first time.",
        ),
    ]
    if alignment.correlation < LEAST_CORRELATION:
        message = "The skin does not match; check that both photos show the same person."
        findings.append(
            Finding("another_person", "block", alignment.correlation, LEAST_CORRELATION, message)
        )
    return tuple(finding for finding in findings if finding)


def _above(code: str, value: float, limit: Limit, message: str) -> Finding | None:
    if value > limit.block:
        return Finding(code, "block", value, limit.block, message)
    if value > limit.warn:
        return Finding(code, "warn", value, limit.warn, message)
    return None


def _expression(before: Portrait, after: Portrait, alignment: Alignment) -> Finding | None:
    """Expression scores differ, left and right averaged; only moved features make it certain."""
    changes: dict[str, list[float]] = {}
    for name, score in before.face.blendshapes.items():
        if name.startswith(EXPRESSION_SCORES) and name in after.face.blendshapes:
            pair = name.removesuffix("Left").removesuffix("Right")
            changes.setdefault(pair, []).append(after.face.blendshapes[name] - score)
    largest = max((abs(sum(both)) / len(both) for both in changes.values()), default=0.0)
    limit = EXPRESSION if _moved_mm(alignment) > MOVED_MM else Limit(EXPRESSION.warn, SURELY)
    message = "The expression differs; repeat the photo with the same expression and effort."
    return _above("expression_differs", largest, limit, message)


def _moved_mm(alignment: Alignment) -> float:
    """How far brows or lips moved against the rest of the face, the more of both."""
    height, width = alignment.before.shape
    moved = []
    for outline in (*BROWS, LIPS):
        columns, rows = np.rint(alignment.before.points[list(outline)]).astype(int).T
        steps = alignment.displacement[np.clip(rows, 0, height - 1), np.clip(columns, 0, width - 1)]
        moved.append(float(np.linalg.norm(np.median(steps, axis=0))))
    return max(moved) / alignment.before.px_per_mm
