"""Failures, ordinary and exceptional.

Ordinary failure (no face, a broken file, photos that cannot be aligned) is a value, `Refusal`.
Programming errors are exceptions of one tree::

    RhytidError
    ├── ShapeError         an array has the wrong shape or dtype
    └── FaceModelError     the face model is missing or is not the one we know
"""

from dataclasses import dataclass


class RhytidError(Exception):
    """Base of every exception that Rhytid raises on purpose."""


class ShapeError(RhytidError, ValueError):
    """An array does not have the documented shape or dtype."""


class FaceModelError(RhytidError):
    """The face model cannot be found, or its digest is not the expected one."""


@dataclass(frozen=True)
class Refusal:
    """Why something could not be measured; falsy, so that ``if not result`` reads well.

    Attributes
    ----------
    code : str
        Stable identifier, snake case, for programs: ``"no_face"``.
    message : str
        One sentence for people that says what to do next.
    """

    code: str
    message: str

    def __bool__(self) -> bool:
        return False
