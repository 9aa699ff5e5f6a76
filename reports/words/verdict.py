"""The form of verdicts and figures in words."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class VerdictWords:
    """A verdict as sign and words, so that colour never says it alone.

    Attributes
    ----------
    sign : str
    words : str
        As a label: ``Fewer lines``.
    told : str
        Within a sentence: ``fewer lines``.
    """

    sign: str
    words: str
    told: str

    def __str__(self) -> str:
        return f"{self.sign} {self.words}"


@dataclass(frozen=True)
class FigureWords:
    """A figure of the chart: its name, and how its verdicts are called."""

    name: str
    verdicts: Mapping[str, VerdictWords]
