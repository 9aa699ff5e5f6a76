"""Every line of a client through the visits: its length and its contrast over time."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from metrics.evidence import ALGORITHM
from metrics.line_identity import same_lines
from metrics.verdict import ALGORITHM as PAIR_ALGORITHM
from records.figures import MeasuredPhoto, measured_photos, versions_of
from records.lines import KeptLine, Place, kept_lines
from tracking.access import Action
from tracking.chart import baselines_of, first_shots
from tracking.desk import Desk


@dataclass(frozen=True)
class LineSighting:
    """A line at one visit.

    Attributes
    ----------
    visit_id : int
    on : datetime
    length_mm : float
        Over which it stands out from the skin.
    contrast : float
        Mean along the line, in log lightness, on the scale of the baseline: its contrast there
        times the change that the pair of photos shows.
    """

    visit_id: int
    on: datetime
    length_mm: float
    contrast: float


@dataclass(frozen=True)
class FollowedLine:
    """One line from visit to visit.

    Attributes
    ----------
    number : int
        The same line has the same number at all visits; from 1, longest first.
    region : str or None
    places_mm : tuple of tuples of (x, y)
        Where it runs on the canonical face, in mm; several parts where a gap divides it.
    course : tuple of LineSighting
        In order of time, the baseline first; visits that could not be compared are left out.
    """

    number: int
    region: str | None
    places_mm: tuple[tuple[Place, ...], ...]
    course: tuple[LineSighting, ...]

    @property
    def longest_mm(self) -> float:
        """Over how much of it it stood out at the visit where that was most."""
        return max(seen.length_mm for seen in self.course)


def line_history(desk: Desk, client_id: str, expression: str) -> tuple[FollowedLine, ...]:
    """Follow every line of a client in the photos of one expression.

    The lines are those of the comparisons with the baseline, in which the same points are measured
    in both photos; a line that came or went is among them.
    """
    with desk.reading(Action.SEE_CLIENT, client_id) as session:
        newest = (ALGORITHM, PAIR_ALGORITHM)
        lines, change = versions_of(session, client_id, newest=newest)
        photos = [
            photo
            for photo in first_shots(measured_photos(session, client_id, lines))
            if photo.expression == expression
        ]
        baselines = baselines_of(photos)
        kept = kept_lines(session, next(iter(baselines)), change) if baselines else {}
    baseline = next((photo for photo in photos if photo.photo_id in baselines), None)
    return () if baseline is None else followed(baseline, photos, kept)


def followed(
    baseline: MeasuredPhoto,
    photos: Sequence[MeasuredPhoto],
    kept: Mapping[int, Sequence[KeptLine]],
) -> tuple[FollowedLine, ...]:
    """Follow lines through comparisons with one baseline.

    Parameters
    ----------
    baseline : MeasuredPhoto
    photos : sequence of MeasuredPhoto
        In order of time.
    kept : Mapping of int to sequence of KeptLine
        By number of the later photo.
    """
    later = [photo for photo in photos if photo.photo_id in kept]
    visits = [kept[photo.photo_id] for photo in later]
    numbers = same_lines([[np.array(line.places_mm) for line in lines] for lines in visits])
    parts: dict[int, dict[int, list[KeptLine]]] = {}
    for visit, (lines, owners) in enumerate(zip(visits, numbers, strict=True)):
        for line, owner in zip(lines, owners, strict=True):
            parts.setdefault(owner, {}).setdefault(visit, []).append(line)
    found = [(_longest(seen), _course(baseline, later, seen)) for seen in parts.values()]
    found.sort(key=lambda line: -max(sighting.length_mm for sighting in line[1]))
    return tuple(
        FollowedLine(number, shown[0].region, tuple(part.places_mm for part in shown), course)
        for number, (shown, course) in enumerate(found, start=1)
    )


def _longest(seen: Mapping[int, list[KeptLine]]) -> list[KeptLine]:
    """The parts of a line at the comparison that shows most of it, the longest part first."""
    most = max(seen.values(), key=lambda lines: sum(_length(line) for line in lines))
    return sorted(most, key=_length, reverse=True)


def _course(
    baseline: MeasuredPhoto, later: Sequence[MeasuredPhoto], seen: Mapping[int, list[KeptLine]]
) -> tuple[LineSighting, ...]:
    first_mm = float(np.median([sum(p.before_mm for p in lines) for lines in seen.values()]))
    first = float(np.median([_contrasts(lines)[0] for lines in seen.values()]))
    start = LineSighting(baseline.visit_id, baseline.visited_at, first_mm, first)
    return (start, *_sightings(later, seen, first))


def _sightings(
    later: Sequence[MeasuredPhoto], seen: Mapping[int, list[KeptLine]], first: float
) -> Iterator[LineSighting]:
    for visit, lines in seen.items():
        before, after = _contrasts(lines)
        contrast = first * after / before if before > 0 else after
        length_mm = sum(line.after_mm for line in lines)
        photo = later[visit]
        yield LineSighting(photo.visit_id, photo.visited_at, length_mm, max(contrast, 0.0))


def _contrasts(lines: Sequence[KeptLine]) -> tuple[float, float]:
    """Mean contrast before and after over the parts of a line, by their length."""
    weights = [_length(line) for line in lines]
    before = np.average([line.before_contrast for line in lines], weights=weights)
    after = np.average([line.after_contrast for line in lines], weights=weights)
    return float(before), float(after)


def _length(line: KeptLine) -> float:
    """Length of the way along a line on the canonical face, in mm."""
    return float(np.linalg.norm(np.diff(line.places_mm, axis=0), axis=1).sum()) or 1e-6
