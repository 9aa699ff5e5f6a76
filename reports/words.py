"""Verdicts, regions and figures in plain words, the same on the screen and on paper."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the command line must not wait for the database to be imported
    from metrics.change import RegionChange
    from tracking.progress import PointVerdict, TreatmentKind, VisitPoint
from vision.errors import Refusal

NARROW_SPACE = "\u202f"
MINUS = "\u2212"
NO_FIGURE = "\u2013"

DENSITY_UNIT = "mm/cm²"

REGIONS: Mapping[str, str] = {
    "face": "Whole face",
    "forehead": "Forehead",
    "glabella": "Between the brows",
    "crows_feet_left": "Crow’s feet, left",
    "crows_feet_right": "Crow’s feet, right",
    "under_eye_left": "Under the left eye",
    "under_eye_right": "Under the right eye",
    "bunny": "Bridge of the nose",
    "nasolabial_left": "Nasolabial fold, left",
    "nasolabial_right": "Nasolabial fold, right",
    "cheek_left": "Left cheek",
    "cheek_right": "Right cheek",
    "perioral": "Around the mouth",
    "marionette_left": "Marionette line, left",
    "marionette_right": "Marionette line, right",
    "chin": "Chin",
}

EXPRESSIONS: Mapping[str, str] = {
    "rest": "At rest",
    "frown": "Frowning",
    "raise": "Brows raised",
    "smile": "Smiling",
}

DOING: Mapping[str, str] = {
    "rest": "at rest",
    "frown": "while frowning",
    "raise": "with brows raised",
    "smile": "while smiling",
}

TREATMENTS: Mapping[TreatmentKind, str] = {"botox": "Botox", "microcurrent": "Microcurrent"}


@dataclass(frozen=True)
class VerdictWords:
    """A verdict as sign and word, so that colour never says it alone."""

    sign: str
    words: str

    def __str__(self) -> str:
        return f"{self.sign} {self.words}"


VERDICTS: Mapping[PointVerdict, VerdictWords] = {
    "baseline": VerdictWords("●", "First visit"),
    "fewer_lines": VerdictWords("▼", "Fewer lines"),
    "within_error": VerdictWords("■", "Within error"),
    "more_lines": VerdictWords("▲", "More lines"),
    "not_comparable": VerdictWords("×", "Not comparable"),
    "not_measured": VerdictWords("○", "Not measured"),
}


def day_and_month(on: datetime) -> str:
    """A date as people write it: ``3 Mar 2026``."""
    return f"{on.day} {on:%b %Y}"


def period(first: datetime, last: datetime) -> str:
    """From a first to a last day, with the year said once where it is the same."""
    if first.date() == last.date():
        return day_and_month(first)
    start = f"{first.day} {first:%b}" if first.year == last.year else day_and_month(first)
    return f"{start} – {day_and_month(last)}"


def percent(value: float | None) -> str:
    """A size in percent without sign, ``31 %``; below ten with one decimal."""
    if value is None:
        return NO_FIGURE
    size = abs(value)
    return f"{size:.1f}{NARROW_SPACE}%" if size < 9.95 else f"{size:.0f}{NARROW_SPACE}%"


def signed_percent(value: float | None) -> str:
    """A change in percent with its sign, ``−31 %``."""
    if value is None:
        return NO_FIGURE
    size = percent(value)
    if size == percent(0.0):
        return size
    return (MINUS if value < 0 else "+") + size


def density(value: float | None) -> str:
    """A line density without its unit, ``4.27``."""
    return NO_FIGURE if value is None else f"{value:.2f}"


@dataclass(frozen=True)
class ChangeSentence:
    """What a visit shows against the first one, in three parts that read as one sentence.

    Examples
    --------
    "Forehead while frowning: 31 % fewer lines, more than the 9 % this comparison can tell apart."
    """

    subject: str
    finding: str
    explanation: str

    def __str__(self) -> str:
        return f"{self.subject}: {self.finding}{self.explanation}"


def visit_sentence(point: VisitPoint) -> ChangeSentence:
    """Say what one region shows at a visit against the first one."""
    subject = f"{REGIONS[point.region]} {DOING[point.expression]}"
    if point.verdict == "baseline":
        level = f"{density(point.density)} {DENSITY_UNIT}"
        return ChangeSentence(subject, level, " at the first visit, the baseline.")
    told = _told(point.verdict, point.change_percent, point.sdc_percent, point.reason)
    return ChangeSentence(subject, *told)


def face_sentence(face: RegionChange) -> ChangeSentence:
    """Say what the whole face shows in two photos that belong to no client."""
    change = face.density
    told = _told(change.verdict, change.change_percent, change.sdc_percent, face.reason)
    return ChangeSentence(REGIONS["face"], *told)


def regions_sentence(regions: Mapping[str, RegionChange]) -> str:
    """Name the regions with fewer and with more lines."""
    parts = []
    for verdict in ("fewer_lines", "more_lines"):
        names = [
            REGIONS[name].lower()
            for name in REGIONS
            if name in regions and regions[name].density.verdict == verdict
        ]
        if names:
            parts.append(f"{VERDICTS[verdict].words}: {'; '.join(names)}.")
    return " ".join(parts) or "No single region changed by more than its error."


def _told(
    verdict: PointVerdict, change: float | None, error: float | None, reason: Refusal | None
) -> tuple[str, str]:
    told = VERDICTS[verdict].words.lower()
    if verdict in ("not_comparable", "not_measured"):
        return told, f". {reason.message}" if reason is not None else "."
    if change is None or error is None:
        # Hardly any line before: a percentage of next to nothing would mislead.
        return told, ". There were too few lines before to give a percentage."
    if verdict == "within_error":
        lies = f". The difference of {percent(change)} lies within the error of {percent(error)}."
        return "no change that can be told apart", lies
    size, limit = _apart(change, error)
    return f"{size} {told}", f", more than the {limit} this comparison can tell apart."


def _apart(change: float, error: float) -> tuple[str, str]:
    """Two sizes in percent, with a decimal where rounding would make them look equal."""
    rounded = percent(change), percent(error)
    if rounded[0] != rounded[1]:
        return rounded
    return f"{abs(change):.1f}{NARROW_SPACE}%", f"{abs(error):.1f}{NARROW_SPACE}%"


def short_verdict(point: VisitPoint) -> str:
    """A verdict in words with its change where there is one: ``fewer lines (−31 %)``."""
    told = VERDICTS[point.verdict].words.lower()
    if point.change_percent is None:
        return told
    return f"{told} ({signed_percent(point.change_percent)})"


def severity_sentence(
    verdict: PointVerdict, change_percent: float | None, sdc_percent: float | None
) -> str | None:
    """Say whether lines became shallower or deeper; None where that cannot be told."""
    how = {"fewer_lines": "less pronounced", "more_lines": "more pronounced"}.get(verdict)
    if how is None or change_percent is None:
        return None
    size, error = percent(change_percent), percent(sdc_percent)
    return f"Length and contrast together: {size} {how} (error {error})."
