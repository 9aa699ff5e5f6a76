"""Whether two photos can be compared at all: findings that say why not and what to do next time."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np

from metrics.expression_change import moved_mm, score_changes
from metrics.view import CommonView, common_view
from vision.align import Alignment, FailedAlignment
from vision.identity import shape_difference
from vision.portrait import Portrait
from vision.quality import Finding

MOVED_MM = 1.0  # blur and noise alone move a score, but not the brows or the corners of the mouth


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
SAME_SHAPE_PERCENT, OTHER_SHAPE_PERCENT = 2.0, 4.0  # between them an expression does it as well
OTHER_EXPRESSION = "The expression differs; repeat the photo with the same expression and effort."
OTHER_LIGHT = "The light comes from another side; use the same place and lamps as the first time."
OTHER_POSE = "The head is turned differently; use the first photo as a guide for the pose."
ANOTHER_PERSON = "another_person"
OTHER_PERSON = "The skin does not match; check that both photos show the same person."


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
            OTHER_POSE,
        ),
        *_light_or_person(before, after, alignment.correlation, view),
    ]
    return tuple(finding for finding in findings if finding)


def unaligned_finding(before: Portrait, after: Portrait, failed: FailedAlignment) -> Finding:
    """Why two photos could not be brought into one frame, as far as can be told."""
    poses = before.face.pose, after.face.pose
    turn = float(np.hypot(poses[0].yaw - poses[1].yaw, poses[0].pitch - poses[1].pitch))
    if turn > TURN_DEG.block:
        return Finding("pose_differs", "block", turn, TURN_DEG.block, OTHER_POSE)
    shape = shape_difference(before.face, after.face)
    if shape > OTHER_SHAPE_PERCENT:
        return Finding(ANOTHER_PERSON, "block", shape, OTHER_SHAPE_PERCENT, OTHER_PERSON)
    expression = _largest(score_changes(before.face, after.face).values())
    if expression > SURELY:
        return Finding("expression_differs", "block", expression, SURELY, OTHER_EXPRESSION)
    if failed.attempt is not None:
        view = common_view(failed.attempt, before)
        for finding in _light_or_person(before, after, failed.attempt.correlation, view):
            if finding is not None and finding.severity == "block":
                return finding
    return Finding(failed.reason.code, "block", None, None, failed.reason.message)


def _light_or_person(
    before: Portrait, after: Portrait, correlation: float, view: CommonView
) -> Iterator[Finding | None]:
    """Skin that does not match: other light changes it as another person does, but no shapes."""
    unevenness = view.light.unevenness
    if correlation >= LEAST_CORRELATION:
        yield _above("light_differs", unevenness, LIGHT, OTHER_LIGHT)
        return
    shape = shape_difference(before.face, after.face)
    if unevenness > LIGHT.warn and shape <= SAME_SHAPE_PERCENT:
        yield Finding("light_differs", "block", unevenness, LIGHT.warn, OTHER_LIGHT)
    else:
        yield Finding(ANOTHER_PERSON, "block", correlation, LEAST_CORRELATION, OTHER_PERSON)


def _above(code: str, value: float, limit: Limit, message: str) -> Finding | None:
    if value > limit.block:
        return Finding(code, "block", value, limit.block, message)
    if value > limit.warn:
        return Finding(code, "warn", value, limit.warn, message)
    return None


def _expression(before: Portrait, after: Portrait, alignment: Alignment) -> Finding | None:
    """Expression scores differ; only features that moved as a score says make it certain."""
    changes = score_changes(before.face, after.face)
    certain = _largest(
        change for score, change in changes.items() if moved_mm(alignment, score, change) > MOVED_MM
    )
    if certain > EXPRESSION.block:
        return _above("expression_differs", certain, EXPRESSION, OTHER_EXPRESSION)
    unsure = Limit(EXPRESSION.warn, SURELY)
    return _above("expression_differs", _largest(changes.values()), unsure, OTHER_EXPRESSION)


def _largest(changes: Iterable[float]) -> float:
    return max(map(abs, changes), default=0.0)
