"""Verdicts on rendered people taken again: false ones on unchanged skin, and what is heard.

    python -m benchmarks.verdicts --people 8

The people are not those that `benchmarks.repeatability` fitted the error model on. All grooves made
shallower should be heard in the face, and in a region that has at least 10 mm of clear line: a
forehead without a groove has nothing that could become shallower.
"""

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np

from benchmarks.rendered_people import SHORTEST_TRUE_MM, clear_mm_by_region
from benchmarks.studio import REPEATS, Studio, shots
from metrics.change import Change, compare_faces
from metrics.verdict import PairMeasurement
from sample_images.people import random_sitter
from vision.mediapipe_landmarker import MediaPipeLandmarker
from vision.regions import REGIONS

FIRST_CHECKED = 1000
DEPTHS = (0.588, 0.876)  # botulinum toxin on dynamic and static lines, 41.2 and 12.4 % shallower
ASKED = ("forehead", "glabella")


@dataclass
class Tally:
    """Announced changes among comparable ones."""

    said: int = 0
    alarms: int = 0

    def count(self, changes: Iterable[Change]) -> None:
        """Add some changes."""
        for change in changes:
            if change.verdict != "not_comparable":
                self.said += 1
                self.alarms += change.verdict != "within_error"

    def __str__(self) -> str:
        return f"{self.alarms}/{self.said}"


@dataclass
class Check:
    """What the comparisons said of all people so far."""

    regions: Tally = field(default_factory=Tally)
    faces: Tally = field(default_factory=Tally)
    compared: int = 0
    asked: int = 0
    shallower: dict[tuple[float, str], list[tuple[float, bool]]] = field(
        default_factory=lambda: defaultdict(list)
    )

    def unchanged(self, pair: PairMeasurement) -> None:
        """Count the verdicts on a pair of unchanged skin."""
        self.faces.count((pair.face.density, pair.face.severity))
        for region in pair.regions.values():
            self.regions.count((region.density, region.severity))
            self.compared += region.status == "compared"
        self.asked += len(REGIONS)

    def faded(self, depth: float, clear_mm: Mapping[str, float], pair: PairMeasurement) -> None:
        """Note what was said of grooves that became shallower, where there are any."""
        parts = {"face": pair.face}
        for name in ASKED:
            if clear_mm[name] >= SHORTEST_TRUE_MM and name in pair.regions:
                parts[name] = pair.regions[name]
        for name, part in parts.items():
            change = part.severity.change_percent
            if change is not None:
                heard = part.severity.verdict == "fewer_lines"
                self.shallower[depth, name].append((change, heard))


def check(people: int) -> Check:
    """Photograph and compare everybody."""
    studio, seen = Studio(MediaPipeLandmarker()), Check()
    for seed in range(FIRST_CHECKED, FIRST_CHECKED + people):
        sitter = random_sitter(seed)
        for number, (first, again) in enumerate(shots(sitter, seed)):
            before = studio.first(sitter, first)
            seen.unchanged(
                compare_faces(before.portrait, studio.photograph(sitter, again).portrait)
            )
            if number % REPEATS:
                continue
            clear_mm = clear_mm_by_region(before)
            for depth in DEPTHS:
                after = studio.photograph(sitter, again, depth_scale=depth)
                seen.faded(depth, clear_mm, compare_faces(before.portrait, after.portrait))
        print(
            f"{seed - FIRST_CHECKED + 1}/{people}: regions {seen.regions}, faces {seen.faces}",
            file=sys.stderr,
        )
    return seen


def main() -> None:
    """Run the check and print it."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--people", type=int, default=8)
    seen = check(parser.parse_args().people)
    print(
        f"unchanged: false of regions {seen.regions}, of faces {seen.faces};"
        f" compared {seen.compared}/{seen.asked}"
    )
    for (depth, name), rows in seen.shallower.items():
        changes, heard = zip(*rows, strict=True)
        print(
            f"grooves {100 * (1 - depth):.1f} % shallower, {name}: median severity "
            f"{np.median(changes):+.1f} %, heard {sum(heard)}/{len(heard)}"
        )


if __name__ == "__main__":
    main()
