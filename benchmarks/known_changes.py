"""Changes of known size, in rendered people who do not move: how much of them is recovered.

    python -m benchmarks.known_changes --people 8

All grooves are made shallower, which severity should follow, or a share of their length is taken
away in every region, which density should follow. Pose, light and camera stay, only the noise is
another. Prints, for each size and region, the true and the recovered change in percent, how often
it lies within three points of the truth, and how often it was heard. Only regions with at least
10 mm of clear line count; the whole face has folds that stay, so that its true change is not known,
and is only heard.
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
    photograph_sitter,
)
from metrics.change import compare_faces
from metrics.verdict import PairMeasurement
from sample_images.grooves import shortened
from sample_images.people import Sitter, random_sitter
from vision.errors import Refusal
from vision.landmarks import Landmarker
from vision.mediapipe_landmarker import MediaPipeLandmarker

FIRST_PERSON = 1200
DEPTHS = (0.876, 0.588)
TAKEN_AWAY = (0.2, 0.3, 0.4)
REGIONS = ("forehead", "glabella")
WITHIN_POINTS = 3.0


@dataclass(frozen=True)
class Recovered:
    """One part of one person: what changed, in percent, and what the comparison said."""

    change: str
    part: str
    true: float
    told: float
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


def changes_of(number: int, landmarker: Landmarker) -> Iterator[Recovered]:
    """Every change of one person; refused photos give none."""
    sitter = random_sitter(number)
    before = photograph_sitter(number, sitter, landmarker)
    if isinstance(before, Refusal):
        return
    lines = clear_mm_by_region(before)
    wanted = [name for name in REGIONS if lines[name] >= SHORTEST_TRUE_MM]
    again = replace(sitter, shot=replace(sitter.shot, seed=sitter.shot.seed + 1))
    for depth in DEPTHS:
        after = photograph_sitter(number, again, landmarker, depth_scale=depth)
        if isinstance(after, RenderedPhoto):
            true = 100 * (depth - 1)
            pair = compare_faces(before.portrait, after.portrait)
            change = f"grooves {-true:.1f} % shallower: severity"
            for name in ("face", *wanted):
                yield from recovered(pair, name, change, true)
    for share in TAKEN_AWAY:
        after = photograph_sitter(number, without(again, share, number), landmarker)
        if isinstance(after, RenderedPhoto):
            left = clear_mm_by_region(after)
            pair = compare_faces(before.portrait, after.portrait)
            change = f"{100 * share:.0f} % of length gone: density"
            for name in wanted:
                yield from recovered(pair, name, change, 100 * (left[name] / lines[name] - 1))


def recovered(pair: PairMeasurement, name: str, change: str, true: float) -> Iterator[Recovered]:
    """What a comparison says of one part, if it compared it."""
    part = pair.part(name)
    if part is not None:
        seen = part.density if change.endswith("density") else part.severity
        if seen.change_percent is not None:
            heard = seen.verdict == "fewer_lines"
            yield Recovered(change, name, true, seen.change_percent, heard)


def row_of(change: str, part: str, rows: Sequence[Recovered]) -> str:
    """One line of the table."""
    median = f"{np.median([row.told for row in rows]):+6.1f}"
    heard = f"heard {sum(row.heard for row in rows):2d}/{len(rows)}"
    if part == "face":
        return f"{change:38s} {part:9s} recovered {median}  {heard}"
    missed = np.array([row.told - row.true for row in rows])
    return (
        f"{change:38s} {part:9s} recovered {median}  of {np.median([r.true for r in rows]):+6.1f}"
        f"  off by {np.median(missed):+5.1f}"
        f"  within 3 points {int((abs(missed) <= WITHIN_POINTS).sum()):2d}/{len(rows):<2d}  {heard}"
    )


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--people", type=int, default=8)
    people: int = parser.parse_args().people
    landmarker = MediaPipeLandmarker()
    seen: dict[tuple[str, str], list[Recovered]] = defaultdict(list)
    for number in range(FIRST_PERSON, FIRST_PERSON + people):
        for row in changes_of(number, landmarker):
            seen[row.change, row.part].append(row)
        print(f"{number - FIRST_PERSON + 1}/{people} people", file=sys.stderr)
    for (change, part), rows in seen.items():
        print(row_of(change, part, rows))


if __name__ == "__main__":
    main()
