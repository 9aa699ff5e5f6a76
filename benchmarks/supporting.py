"""How far apart supporting figures of unchanged skin lie, on rendered people photographed anew.

    python -m benchmarks.supporting --people 24             # judges the product's error
    python -m benchmarks.supporting --people 24 --fit       # writes it

Every person is photographed in two rooms, and in each three times again with moved and three times
with unmoved lamps: pose (up to 5 degrees), distance (10 %), exposure (7 %), lamps (25 degrees) and
white balance (standard deviation of 3 % in red and in blue) are a little different, the skin is
not. Printed for every figure: the smallest change that can be told apart, by region, and how many
of the unchanged pairs would be told as lower or higher (5 % by definition). The error is fitted on
other people than it is judged on.
"""

import argparse
import json
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import groupby
from operator import itemgetter

import numpy as np

from benchmarks.studio import Studio, shots_under_all_lamps
from metrics.change import compare_faces
from metrics.error import group_of
from metrics.skin_change import SKIN, STUDY_FILE, error_unit, skin_changes
from metrics.symmetry import Symmetry, measure_symmetry
from metrics.symmetry_change import KINDS, NO_JITTER, compare_symmetry
from metrics.verdict import Z95
from sample_images.camera import Shot
from sample_images.people import random_sitter
from tracking.measure import face_landmarker
from tracking.workers import for_each
from vision.portrait import Portrait

FIRST_FITTED, FIRST_JUDGED = 2000, 2500
FACE = "face"
WHITE_BALANCE_SD = 0.03
DRAWS, CONFIDENCE = 500, 0.9


@dataclass(frozen=True)
class Observation:
    """One figure of one region in a pair of unchanged skin.

    Attributes
    ----------
    person : int
    figure, group : str
    change : float
        In the unit of `metrics.skin_change.error_unit`; millimetres for brows and lids.
    sdc : float
        The product's smallest detectable change, in the same unit.
    """

    person: int
    figure: str
    group: str
    change: float
    sdc: float


def balanced_anew(shot: Shot) -> Shot:
    """The same shot with a white balance that is a little off."""
    red, blue = np.random.default_rng([shot.seed, 0xBA1]).normal(1, WHITE_BALANCE_SD, 2)
    return replace(shot, colour_cast=(float(red), 1.0, float(blue)))


def observe(person: int, before: Portrait, after: Portrait) -> Iterator[Observation]:
    """Every figure that both photos show."""
    for region, changes in skin_changes(compare_faces(before, after)).items():
        for figure, found in changes.items():
            if found.before is not None and found.after is not None:
                change, sdc = found.change or 0.0, found.sdc or 0.0
                unit = error_unit(figure, (found.before, found.after))
                yield Observation(person, figure, group_of(region), change / unit, sdc / unit)
    shapes = [measure_symmetry(one.face, one.scale) for one in (before, after)]
    first, second = shapes
    if isinstance(first, Symmetry) and isinstance(second, Symmetry):
        moved = compare_symmetry(first, second, jitter=(NO_JITTER, NO_JITTER))
        for name, shift in moved.items() if isinstance(moved, dict) else ():
            yield Observation(person, KINDS[name], FACE, shift.change_mm, shift.sdc_mm)


def observed(seed: int) -> list[Observation]:
    """Photograph one person again and again."""
    sitter, studio = random_sitter(seed), Studio(face_landmarker())
    found: list[Observation] = []
    for first, pairs in groupby(shots_under_all_lamps(sitter, seed), key=itemgetter(0)):
        before = studio.photograph(sitter, first).portrait
        for _, again in pairs:
            found += observe(seed, before, studio.photograph(sitter, balanced_anew(again)).portrait)
    return found


def fitted(observations: list[Observation]) -> dict[str, dict[str, float]]:
    """Standard deviation of one photo at which 95 % of the changes lie within error.

    People differ, and others than these will be measured: of the quantiles that people drawn with
    replacement give, the one is taken that nine in ten do not exceed (a tolerance limit).
    """
    seen: dict[tuple[str, str], dict[int, list[float]]] = defaultdict(lambda: defaultdict(list))
    for one in observations:
        seen[one.figure, one.group][one.person].append(abs(one.change))
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for (figure, group), people in sorted(seen.items()):
        sizes, chance = [np.array(some) for some in people.values()], np.random.default_rng(0)
        drawn = chance.integers(len(sizes), size=(DRAWS, len(sizes)))
        quantiles = [np.quantile(np.concatenate([sizes[k] for k in row]), 0.95) for row in drawn]
        widest = float(np.quantile(quantiles, CONFIDENCE))
        found[figure][group] = round(widest / (Z95 * 2**0.5), 4)
    return found


def write(study: Mapping[str, Mapping[str, float]]) -> None:
    """Write what the product reads of skin, and print what `metrics.symmetry_change` has."""
    skin = {figure: groups for figure, groups in study.items() if figure in SKIN}
    STUDY_FILE.write_text(json.dumps(skin, indent=2) + "\n", encoding="utf-8")
    for figure, groups in study.items():
        print(f"{figure:20s} {groups}")


def rows(observations: list[Observation]) -> Iterator[str]:
    """One line per figure: how often the product tells a change, and what it takes to be one."""
    for figure in dict.fromkeys(one.figure for one in observations):
        pairs = [(abs(one.change), one.sdc) for one in observations if one.figure == figure]
        told = sum(change > sdc for change, sdc in pairs)
        smallest = sorted({sdc for _, sdc in pairs})
        yield (
            f"{figure:20s} told {told:4d}/{len(pairs)} ({100 * told / len(pairs):4.1f} %)  "
            f"smallest change {smallest[0]:.3f} to {smallest[-1]:.3f}"
        )


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--people", type=int, default=24)
    parser.add_argument("--fit", action="store_true", help="Write what the product reads.")
    asked = parser.parse_args()
    first = FIRST_FITTED if asked.fit else FIRST_JUDGED
    observations: list[Observation] = []
    for number, found in enumerate(for_each(observed, range(first, first + asked.people)), 1):
        observations += found
        print(f"{number}/{asked.people} people", file=sys.stderr)
    if asked.fit:
        write(fitted(observations))
        return
    for row in rows(observations):
        print(row)


if __name__ == "__main__":
    main()
