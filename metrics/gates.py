"""Whether two photos can be compared at all: findings that say why not and what to do next time."""

from dataclasses import dataclass

from metrics.view import CommonView
from vision.portrait import Portrait
from vision.quality import Finding

EXPRESSION_SCORES = (
    *("brow", "mouthSmile", "mouthFrown", "mouthPucker", "mouthFunnel", "mouthStretch"),
    *("mouthPress", "mouthShrug", "mouthRoll", "jawOpen", "cheekPuff", "noseSneer"),
)


@dataclass(frozen=True)
class Limit:
    """Values of one kind of difference: above `warn` it is mentioned, above `block` refused."""

    warn: float
    block: float


EXPRESSION = Limit(0.15, 0.25)
BLUR_MM = Limit(0.3, 0.65)
TURN_DEG = Limit(6.0, 12.0)
LIGHT = Limit(0.2, 0.6)
LEAST_CORRELATION = 0.8


def pair_findings(
    before: Portrait, after: Portrait, *, correlation: float, blur_mm: float, view: CommonView
) -> tuple[Finding, ...]:
    """Everything in which the photos differ more than two visits should.

    Parameters
    ----------
    before, after : Portrait
    correlation : float
        Of fine structure over skin after alignment.
    blur_mm : float
        Gaussian sigma by which their sharpness differs.
    view : CommonView
    """
    scores = {
        name: abs(after.face.blendshapes[name] - score)
        for name, score in before.face.blendshapes.items()
        if name.startswith(EXPRESSION_SCORES) and name in after.face.blendshapes
    }
    findings = [
        _above(
            "expression_differs",
            max(scores.values(), default=0.0),
            EXPRESSION,
            "The expression differs; repeat the photo with the same expression and effort.",
        ),
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
    if correlation < LEAST_CORRELATION:
        message = "The skin does not match; check that both photos show the same person."
        findings.append(Finding("another_person", "block", correlation, LEAST_CORRELATION, message))
    return tuple(finding for finding in findings if finding)


def _above(code: str, value: float, limit: Limit, message: str) -> Finding | None:
    if value > limit.block:
        return Finding(code, "block", value, limit.block, message)
    if value > limit.warn:
        return Finding(code, "warn", value, limit.warn, message)
    return None
