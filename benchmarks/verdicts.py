"""Verdicts on rendered people taken again: false ones on unchanged skin, and what is heard.

    python -m benchmarks.verdicts --people 50

The people are not those that `benchmarks.repeatability` fitted the error model on; each gives six
pairs of unchanged skin, and two of every change. Grooves made shallower, or shortened, should be
heard in the face, and in a region that has at least 10 mm of clear line, and lost at least half the
share that was taken away: a forehead without a groove has nothing that could become shallower.
Visits of several shots are asked for the smaller change alone.
"""

import argparse
import sys
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

import numpy as np

from benchmarks.known_changes import without
from benchmarks.rendered_people import SHORTEST_TRUE_MM, RenderedPhoto, clear_mm_by_region
from benchmarks.studio import REPEATS, Studio, shots
from metrics.change import Change, compare_faces
from metrics.verdict import NOT_COMPARABLE, Figure, PairMeasurement
from metrics.visits import compare_visits
from sample_images.camera import Shot
from sample_images.people import Sitter, random_sitter, reposed
from tracking.measure import face_landmarker
from tracking.workers import for_each
from vision.portrait import Portrait
from vision.regions import REGIONS

FIRST_CHECKED = 1000
DEPTHS = (0.588, 0.876)  # botulinum toxin on dynamic and static lines, 41.2 and 12.4 % shallower
REMOVED = 0.3
SHOTS, SITTING_TURN_DEG = 3, 1.0
ASKED = ("forehead", "glabella")
UNCHANGED = "unchanged"


@dataclass(frozen=True)
class Told:
    """What one comparison says of one part of a face.

    Attributes
    ----------
    done : str
        What was done to the grooves.
    part : str
        ``"face"``, or ``"region"`` of unchanged skin, or the name of one whose grooves changed.
    figure : Figure
    change : Change
    """

    done: str
    part: str
    figure: Figure
    change: Change


def change_in(pair: PairMeasurement, part: str, figure: Figure) -> Change:
    """Change of the face or of a region, not comparable where the pair lacks it."""
    region = pair.part(part)
    return NOT_COMPARABLE if region is None else region.of(figure)


def told_unchanged(pair: PairMeasurement) -> Iterator[Told]:
    """Both figures of the face and of every region."""
    for part in ("face", *(region.name for region in REGIONS)):
        kind = "face" if part == "face" else "region"
        for figure in get_args(Figure):
            yield Told(UNCHANGED, kind, figure, change_in(pair, part, figure))


def told_of(
    pair: PairMeasurement, done: str, figure: Figure, regions: Collection[str]
) -> Iterator[Told]:
    """One figure of the face and of the regions that had a groove to change."""
    for part in ("face", *regions):
        yield Told(done, part, figure, change_in(pair, part, figure))


def told_of_person(seed: int) -> list[Told]:
    """Photograph one person before and after everything, and compare."""
    sitter, studio = random_sitter(seed), Studio(face_landmarker())
    told: list[Told] = []
    for number, (first, again) in enumerate(shots(sitter, seed)):
        before = studio.first(sitter, first)
        after = studio.photograph(sitter, again)
        told += told_unchanged(compare_faces(before.portrait, after.portrait))
        if number % REPEATS == 0:
            told += told_of_changes(studio, sitter, before, first, again)
    return told


def told_of_changes(
    studio: Studio, sitter: Sitter, before: RenderedPhoto, first: Shot, again: Shot
) -> Iterator[Told]:
    """Do everything to the grooves before the photo is taken again, one after the other."""
    clear_mm = clear_mm_by_region(before)
    regions = [name for name in ASKED if clear_mm[name] >= SHORTEST_TRUE_MM]
    faded = {depth: studio.photograph(sitter, again, depth_scale=depth) for depth in DEPTHS}
    for depth, after in faded.items():
        pair = compare_faces(before.portrait, after.portrait)
        yield from told_of(pair, shallower(depth), "severity", regions)
    shortened = without(sitter, REMOVED, sitter.person.seed)
    left_mm = clear_mm_by_region(studio.photograph(shortened, first))
    lost = [name for name in regions if left_mm[name] <= (1 - REMOVED / 2) * clear_mm[name]]
    pair = compare_faces(before.portrait, studio.photograph(shortened, again).portrait)
    yield from told_of(pair, f"{100 * REMOVED:.0f} % of length gone", "density", lost)
    weaker = max(DEPTHS)
    pair = compare_visits(
        [before.portrait, *further(studio, sitter, first, depth_scale=1.0)],
        [faded[weaker].portrait, *further(studio, sitter, again, depth_scale=weaker)],
    )
    done = f"{shallower(weaker)}, {SHOTS} shots each"
    yield from told_of(pair, done, "severity", regions)


def shallower(depth: float) -> str:
    """Name of a change of depth."""
    return f"grooves {100 * (1 - depth):.1f} % shallower"


def further(
    studio: Studio, sitter: Sitter, shot: Shot, *, depth_scale: float
) -> Iterator[Portrait]:
    """Photograph the other shots of a visit: the head moves a little, the light stays."""
    for number in range(1, SHOTS):
        seed = shot.seed + 50 * number
        again = reposed(shot, seed, max_turn_deg=SITTING_TURN_DEG, max_light_deg=0)
        yield studio.photograph(sitter, again, depth_scale=depth_scale).portrait


def lines_on_unchanged(told: Sequence[Told]) -> Iterator[str]:
    """False verdicts among comparable regions and faces."""
    for part in ("region", "face"):
        changes = [one.change for one in told if (one.done, one.part) == (UNCHANGED, part)]
        said = [change for change in changes if change.verdict != "not_comparable"]
        false = sum(change.verdict != "within_error" for change in said)
        yield (
            f"{UNCHANGED}, {part}s: {false} of {len(said)} verdicts false; "
            f"{len(said)} of {len(changes)} compared"
        )


def lines_on_changes(told: Iterable[Told]) -> Iterator[str]:
    """Median change and how often it was heard, for everything that was done."""
    rows: Mapping[tuple[str, str, str], list[Change]] = defaultdict(list)
    for one in told:
        if one.done != UNCHANGED and one.change.change_percent is not None:
            rows[one.done, one.figure, one.part].append(one.change)
    for (done, figure, part), changes in rows.items():
        heard = sum(change.verdict == "fewer_lines" for change in changes)
        median = np.median([change.change_percent for change in changes])
        yield f"{done}, {part}: median {figure} {median:+.1f} %, heard {heard}/{len(changes)}"


def main() -> None:
    """Run the check and print it."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--people", type=int, default=8)
    people: int = parser.parse_args().people
    told: list[Told] = []
    seeds = range(FIRST_CHECKED, FIRST_CHECKED + people)
    for number, one in enumerate(for_each(told_of_person, seeds), start=1):
        told += one
        print(f"{number}/{people} people", file=sys.stderr)
    print(*lines_on_unchanged(told), *lines_on_changes(told), sep="\n")


if __name__ == "__main__":
    main()
