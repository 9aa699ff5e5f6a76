"""Changes of known size, in rendered people who do not move: how much of them is recovered.

    python -m benchmarks.known_changes --people 24

All grooves are made shallower, which severity should follow, or a share of their length is taken
away in every region, which density should follow. Pose, light and camera stay, only the noise is
another. Prints, for each size and region, the recovered and the true change in percent, the median
of their difference, how often it lies within three points, and how often it was heard. Length is
taken from clear and faint grooves alike, so that the truth is the length of all; that of the clear
ones alone, which a clinician would trace, stands beside it. Only regions with at least 10 mm of
clear line count; the whole face has folds that stay, so that its true change is not known, and is
only heard.
"""

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from benchmarks.rendered_people import (
    SHORTEST_TRUE_MM,
    RenderedPhoto,
    clear_mm_by_region,
    groove_mm_by_region,
    photograph_sitter,
)
from metrics.change import compare_faces
from metrics.verdict import Figure, PairMeasurement
from sample_images.grooves import shortened
from sample_images.people import Sitter, random_sitter
from tracking.measure import face_landmarker
from tracking.workers import for_each
from vision.errors import Refusal

FIRST_PERSON = 1200
DEPTHS = (0.876, 0.588)
TAKEN_AWAY = (0.2, 0.3, 0.4)
REGIONS = ("forehead", "glabella")
WITHIN_POINTS = 3.0


@dataclass(frozen=True)
class Recovered:
    """One part of one person: what changed, in percent, and what the comparison said.

    Attributes
    ----------
    change : str
        What was done.
    part : str
    told : float
    true : float or None
        None for the face.
    clear : float or None
        The same of clear lines alone, where that is another.
    heard : bool
    """

    change: str
    part: str
    told: float
    true: float | None
    clear: float | None
    heard: bool


def without(sitter: Sitter, share: float, seed: int) -> Sitter:
    """A share of the groove length of every region taken away."""
    regions = sorted({groove.region for groove in sitter.grooves})
    left = [
        groove
        for region in regions
        for groove in shortened(
            (groove for groove in sitter.grooves if groove.region == region),
            removed_share=share,
            seed=seed,
        )
    ]
    return replace(sitter, grooves=tuple(left))


def changes_of(number: int) -> list[Recovered]:
    """Every change of one person; refused photos give none."""
    sitter = random_sitter(number)
    before = photograph_sitter(number, sitter, face_landmarker())
    if isinstance(before, Refusal):
        return []
    clear_mm = clear_mm_by_region(before)
    wanted = [name for name in REGIONS if clear_mm[name] >= SHORTEST_TRUE_MM]
    again = replace(sitter, shot=replace(sitter.shot, seed=sitter.shot.seed + 1))
    return [
        *shallower(number, before, again, wanted),
        *shorter(number, before, again, wanted),
    ]


def shallower(
    number: int, before: RenderedPhoto, again: Sitter, wanted: Sequence[str]
) -> Iterator[Recovered]:
    """What is recovered of depth that went, in the face and in regions."""
    for depth in DEPTHS:
        after = photograph_sitter(number, again, face_landmarker(), depth_scale=depth)
        if isinstance(after, RenderedPhoto):
            pair = compare_faces(before.portrait, after.portrait)
            change = f"grooves {100 * (1 - depth):.1f} % shallower: severity"
            for part in ("face", *wanted):
                true = None if part == "face" else 100 * (depth - 1)
                yield from recovered(pair, part, "severity", change, true=true)


def shorter(
    number: int, before: RenderedPhoto, again: Sitter, wanted: Sequence[str]
) -> Iterator[Recovered]:
    """What is recovered of length that went, in regions."""
    all_mm, clear_mm = groove_mm_by_region(before), clear_mm_by_region(before)
    for share in TAKEN_AWAY:
        after = photograph_sitter(number, without(again, share, number), face_landmarker())
        if isinstance(after, RenderedPhoto):
            all_left, clear_left = groove_mm_by_region(after), clear_mm_by_region(after)
            pair = compare_faces(before.portrait, after.portrait)
            change = f"{100 * share:.0f} % of length gone: density"
            for part in wanted:
                true = 100 * (all_left[part] / all_mm[part] - 1)
                clear = 100 * (clear_left[part] / clear_mm[part] - 1)
                yield from recovered(pair, part, "density", change, true=true, clear=clear)


def recovered(
    pair: PairMeasurement,
    part: str,
    figure: Figure,
    change: str,
    *,
    true: float | None,
    clear: float | None = None,
) -> Iterator[Recovered]:
    """What a comparison says of one part, if it compared it."""
    found = pair.part(part)
    if found is not None and (told := found.of(figure)).change_percent is not None:
        heard = told.verdict == "fewer_lines"
        yield Recovered(change, part, told.change_percent, true, clear, heard)


def row_of(change: str, part: str, rows: Sequence[Recovered]) -> str:
    """One line of the table."""
    text = f"{change:38s} {part:9s} recovered {np.median([row.told for row in rows]):+6.1f}"
    known = [(row.told, row.true) for row in rows if row.true is not None]
    if known:
        told, true = np.transpose(known)
        missed = told - true
        within = int((abs(missed) <= WITHIN_POINTS).sum())
        text += (
            f"  of {np.median(true):+6.1f}  off by {np.median(missed):+5.1f}"
            f"  within {WITHIN_POINTS:.0f} points {within:2d}/{len(known):<2d}"
        )
    clear = [row.clear for row in rows if row.clear is not None]
    if clear:
        text += f"  (clear lines {np.median(clear):+6.1f})"
    return f"{text}  heard {sum(row.heard for row in rows):2d}/{len(rows)}"


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--people", type=int, default=24)
    people: int = parser.parse_args().people
    seen: dict[tuple[str, str], list[Recovered]] = defaultdict(list)
    seeds = range(FIRST_PERSON, FIRST_PERSON + people)
    for number, rows in enumerate(for_each(changes_of, seeds), start=1):
        for row in rows:
            seen[row.change, row.part].append(row)
        print(f"{number}/{people} people", file=sys.stderr)
    for (change, part), found in seen.items():
        print(row_of(change, part, found))


if __name__ == "__main__":
    main()
