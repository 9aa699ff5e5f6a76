"""What a visit or a pair shows, in sentences; the same on the screen and on paper."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reports.words import spoken
from reports.words.advice import advice
from reports.words.figures import (
    DENSITY_UNIT,
    NARROW_SPACE,
    density,
    number,
    percent,
    signed_percent,
)
from vision.errors import Refusal

if TYPE_CHECKING:  # the command line must not wait for the database to be imported
    from metrics.change import RegionChange
    from tracking.progress import Figure, PointVerdict, VisitPoint


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


def visit_sentence(point: VisitPoint, figure: Figure = "density") -> ChangeSentence:
    """Say what one region shows at a visit against the first one."""
    subject = f"{spoken.REGIONS[point.region]} {spoken.DOING[point.expression]}"
    reading = point.reading(figure)
    if reading.verdict == "baseline":
        level = f"{density(reading.value)} {DENSITY_UNIT}"
        return ChangeSentence(subject, level, spoken.AT_FIRST_VISIT)
    change, error = reading.change_percent, reading.sdc_percent
    return ChangeSentence(subject, *_told(reading.verdict, change, error, point.reason, figure))


def face_sentence(face: RegionChange) -> ChangeSentence:
    """Say what the whole face shows in two photos that belong to no client."""
    change = face.density
    told = _told(change.verdict, change.change_percent, change.sdc_percent, face.reason)
    return ChangeSentence(spoken.REGIONS["face"], *told)


def regions_sentence(regions: Mapping[str, RegionChange]) -> str:
    """Name the regions with fewer and with more lines."""
    parts = []
    for verdict in ("fewer_lines", "more_lines"):
        names = [
            spoken.REGIONS[name]
            for name in spoken.REGIONS
            if name in regions and regions[name].density.verdict == verdict
        ]
        if names:
            parts.append(f"{spoken.VERDICTS[verdict].words}: {'; '.join(names)}.")
    return " ".join(parts) or spoken.NO_REGION_CHANGED


def _told(
    verdict: PointVerdict,
    change: float | None,
    error: float | None,
    reason: Refusal | None,
    figure: Figure = "density",
) -> tuple[str, str]:
    told = spoken.FIGURES[figure].verdicts[verdict].told
    if verdict in ("not_comparable", "not_measured"):
        return told, f". {advice(reason.message)}" if reason is not None else "."
    if change is None or error is None:
        # Hardly any line before: a percentage of next to nothing would mislead.
        return told, spoken.NO_PERCENTAGE
    if verdict == "within_error":
        lies = spoken.LIES_WITHIN.format(change=percent(change), error=percent(error))
        return spoken.NO_CHANGE, lies
    size, limit = _apart(change, error)
    return f"{size} {told}", spoken.TOLD_APART.format(limit=limit)


def _apart(change: float, error: float) -> tuple[str, str]:
    """Two sizes in percent, with a decimal where rounding would make them look equal."""
    rounded = percent(change), percent(error)
    if rounded[0] != rounded[1]:
        return rounded
    return f"{number(abs(change), 1)}{NARROW_SPACE}%", f"{number(abs(error), 1)}{NARROW_SPACE}%"


def short_verdict(point: VisitPoint, figure: Figure = "density") -> str:
    """A verdict in words with its change where there is one: ``fewer lines (−31 %)``."""
    reading = point.reading(figure)
    told = spoken.FIGURES[figure].verdicts[reading.verdict].told
    if reading.change_percent is None:
        return told
    return f"{told} ({signed_percent(reading.change_percent)})"


def severity_sentence(
    verdict: PointVerdict, change_percent: float | None, sdc_percent: float | None
) -> str | None:
    """Say whether lines became shallower or deeper; None where that cannot be told."""
    how = spoken.PRONOUNCED.get(verdict)
    if how is None or change_percent is None:
        return None
    return spoken.SEVERITY.format(size=percent(change_percent), how=how, error=percent(sdc_percent))
