"""Which of the expressions asked for in the photo protocol a face makes."""

from collections.abc import Mapping
from types import MappingProxyType

from vision.landmarks import Face

# MediaPipe's expression scores that make up an effort (their mean counts), and the effort from
# which the expression is called made. A rendered face that goes from rest to full effort runs
# through 0.1 to 0.6 (raise), 0.1 to 0.4 (frown, the weakest) and 0.1 to 0.8 (smile). Low brows
# at rest reach the frown of other people, so frowns are told within one person at best.
_EFFORTS: Mapping[str, tuple[tuple[str, ...], float]] = MappingProxyType(
    {
        "frown": (("browDownLeft", "browDownRight"), 0.25),
        "raise": (("browInnerUp", "browInnerUp", "browOuterUpLeft", "browOuterUpRight"), 0.3),
        "smile": (("mouthSmileLeft", "mouthSmileRight"), 0.4),
        "other": (("jawOpen",), 0.4),
    }
)


def expression_efforts(face: Face) -> dict[str, float]:
    """How strongly each expression is made, 0..1: ``frown``, ``raise``, ``smile``, ``other``."""
    return {
        expression: sum(face.blendshapes.get(name, 0.0) for name in names) / len(names)
        for expression, (names, _) in _EFFORTS.items()
    }


def classify_expression(face: Face) -> str:
    """Expression that goes furthest beyond its threshold, ``rest`` when none does.

    Returns
    -------
    {"rest", "frown", "raise", "smile", "other"}
        ``other`` is an open mouth.
    """
    beyond = {
        expression: effort / _EFFORTS[expression][1]
        for expression, effort in expression_efforts(face).items()
    }
    strongest = max(beyond, key=lambda expression: beyond[expression])
    return strongest if beyond[strongest] >= 1 else "rest"
