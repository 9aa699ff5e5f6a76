"""Verdicts, regions and figures in plain words, the same on the screen and on paper."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from tracking.progress import PointVerdict, TreatmentKind, VisitPoint

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
    "within_error": VerdictWords("≈", "Within error"),
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
    sign = MINUS if value < 0 else "+"
    return sign + percent(value)


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


def change_sentence(point: VisitPoint) -> ChangeSentence:
    """Say what a visit shows against the first one."""
    subject = f"{REGIONS[point.region]} {DOING[point.expression]}"
    finding, explanation = _told(point)
    return ChangeSentence(subject, finding, explanation)


def _told(point: VisitPoint) -> tuple[str, str]:
    known = point.change_percent is not None and point.sdc_percent is not None
    change, error = percent(point.change_percent), percent(point.sdc_percent)
    match point.verdict:
        case "fewer_lines" if known:
            return (
                f"{change} fewer lines",
                f", more than the {error} this comparison can tell apart.",
            )
        case "more_lines" if known:
            return (
                f"{change} more lines",
                f", above the {error} this comparison can tell apart.",
            )
        case "within_error" if known:
            return (
                "no change that can be told apart",
                f". The difference of {change} lies within the error of {error}.",
            )
        case "fewer_lines" | "more_lines" | "within_error":
            # Hardly any line before: a percentage of next to nothing would mislead.
            return (
                VERDICTS[point.verdict].words.lower(),
                "; too few lines at the first visit to give a percentage.",
            )
        case "baseline":
            return f"{density(point.density)} {DENSITY_UNIT}", " at the first visit, the baseline."
        case _:
            return "no verdict", f". {point.reason.message}" if point.reason is not None else "."


def short_verdict(point: VisitPoint) -> str:
    """A verdict in words with its change where there is one: ``fewer lines (−31 %)``."""
    told = VERDICTS[point.verdict].words.lower()
    if point.change_percent is None:
        return told
    return f"{told} ({signed_percent(point.change_percent)})"


def severity_sentence(point: VisitPoint) -> str | None:
    """Say whether the lines became shallower or deeper, where that can be told apart."""
    change, error = percent(point.severity_change_percent), percent(point.severity_sdc_percent)
    match point.severity_verdict:
        case "fewer_lines":
            return f"Length and contrast together: {change} less pronounced (error {error})."
        case "more_lines":
            return f"Length and contrast together: {change} more pronounced (error {error})."
        case _:
            return None
