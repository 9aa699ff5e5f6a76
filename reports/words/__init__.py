"""Verdicts, regions and figures in plain words, the same on the screen and on paper."""

from typing import TYPE_CHECKING

from reports.words import spoken
from reports.words.advice import advice, source_in_words
from reports.words.figures import (
    DENSITY_UNIT,
    MINUS,
    NARROW_SPACE,
    NO_FIGURE,
    day_and_month,
    density,
    number,
    percent,
    period,
    signed,
    signed_percent,
)
from reports.words.sentences import (
    ChangeSentence,
    face_sentence,
    regions_sentence,
    severity_sentence,
    short_verdict,
    visit_sentence,
)
from reports.words.verdict import VerdictWords

__all__ = [
    "DENSITY_UNIT",
    "MINUS",
    "NARROW_SPACE",
    "NO_FIGURE",
    "ChangeSentence",
    "VerdictWords",
    "advice",
    "day_and_month",
    "density",
    "face_sentence",
    "number",
    "percent",
    "period",
    "regions_sentence",
    "severity_sentence",
    "short_verdict",
    "signed",
    "signed_percent",
    "source_in_words",
    "visit_sentence",
]

if TYPE_CHECKING:
    from reports.words.english import *  # noqa: F403 - what __getattr__ answers
else:

    def __getattr__(name: str) -> object:
        return getattr(spoken, name)
