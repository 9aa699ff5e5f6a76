"""Findings about one photo: each with value, limit and advice."""

from dataclasses import dataclass
from typing import Literal

Severity = Literal["block", "warn", "info"]


@dataclass(frozen=True)
class Finding:
    """One statement about a photo or a pair.

    Attributes
    ----------
    code : str
        Stable identifier, snake case.
    severity : {"block", "warn", "info"}
    value, limit : float or None
    message : str
        One sentence that says what to do at the next photo.
    region : str or None
        The region affected; None for the whole face.
    """

    code: str
    severity: Severity
    value: float | None
    limit: float | None
    message: str
    region: str | None = None
