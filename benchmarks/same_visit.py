"""How well the figures of single photos repeat, on rendered people photographed again.

    python -m benchmarks.same_visit --people 24

Every person is photographed four times: first within one visit (yaw and pitch within 3 degrees,
lamps within 10), then anew (within 8 and 30 degrees). Printed for each, for density and severity of
the whole face and of the forehead: ICC(2,1) over people and photos (Shrout and Fleiss 1979), the
coefficient of variation of a person's photos, pooled over people, and that of people. Below, for
the first: the coefficient of variation that pairs of these photos show, which is what a chart is
made of.
"""

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import get_args

import numpy as np
from numpy.typing import NDArray

from benchmarks.rendered_people import RenderedPhoto, photograph_sitter
from benchmarks.skin_tones import sem_percent
from metrics.agreement import icc_2_1
from metrics.change import compare_faces
from metrics.density import LineFigures
from metrics.face import FaceMeasurement, measure_face
from metrics.verdict import Figure
from sample_images.people import Sitter, random_sitter, reposed
from tracking.measure import face_landmarker
from tracking.workers import for_each
from vision.portrait import Portrait

FIRST_PERSON = 1600
PHOTOS = 4
PARTS = ("face", "forehead")
KINDS: tuple[Figure, ...] = get_args(Figure)
LEAST_DENSITY = 1.0
"""mm/cm2; a region with fewer lines has no coefficient of variation."""

Values = NDArray[np.float64]


@dataclass(frozen=True)
class Setting:
    """How far apart the photos of a person are."""

    name: str
    max_turn_deg: float
    max_light_deg: float


SETTINGS = (Setting("one visit", 3.0, 10.0), Setting("re-posed", 8.0, 30.0))


@dataclass(frozen=True, eq=False)
class Person:
    """What was read of one person.

    Attributes
    ----------
    photos : list of FaceMeasurement
        Those that could be read.
    changes : Mapping of (part, kind) to list of float
        Log change of every further photo against the first.
    """

    photos: list[FaceMeasurement]
    changes: Mapping[tuple[str, Figure], list[float]]


def sittings(sitter: Sitter, seed: int, setting: Setting) -> Iterator[Sitter]:
    """The same person, every time a little otherwise."""
    for repeat in range(PHOTOS):
        shot = reposed(
            sitter.shot,
            100 * seed + repeat,
            max_turn_deg=setting.max_turn_deg,
            max_light_deg=setting.max_light_deg,
        )
        yield replace(sitter, shot=shot)


def figures_of(found: FaceMeasurement, part: str) -> LineFigures | None:
    """Figures of the face or a region; None where they could not be measured."""
    return found.face if part == "face" else found.regions[part].figures


def figure(figures: LineFigures | None, kind: str) -> float:
    """Density or severity; not a number where there is none."""
    if figures is None:
        return float("nan")
    return figures.severity if kind == "severity" else figures.line_density_mm_per_cm2


def photographed(asked: tuple[Setting, int]) -> Person:
    """All photos of one person that could be read, and what pairs within one visit say."""
    setting, seed = asked
    portraits: list[Portrait] = []
    for sitter in sittings(random_sitter(seed), seed, setting):
        photo = photograph_sitter(seed, sitter, face_landmarker())
        if isinstance(photo, RenderedPhoto):
            portraits.append(photo.portrait)
    return Person(
        [measure_face(portrait) for portrait in portraits],
        pair_changes(portraits) if setting == SETTINGS[0] else {},
    )


def cv_percent(table: Values) -> float:
    """Coefficient of variation within the rows of (n, k), pooled by root mean square."""
    return 100 * float(np.sqrt(np.mean(table.var(1, ddof=1) / table.mean(1) ** 2)))


def between_percent(table: Values) -> float:
    """Coefficient of variation of the rows' means: ICC falls where people hardly differ."""
    means = table.mean(1)
    return 100 * float(means.std(ddof=1) / means.mean())


def row_of(people: Sequence[Sequence[FaceMeasurement]], part: str, kind: str) -> str:
    """Agreement of one figure, one line."""
    read = [
        [figure(figures_of(found, part), kind) for found in photos]
        for photos in people
        if len(photos) == PHOTOS
        and all(figure(figures_of(found, part), "density") >= LEAST_DENSITY for found in photos)
    ]
    table = np.array(read)
    if len(table) < 2:
        return f"{part:9s} {kind:9s} n {len(table)}: too few"
    return (
        f"{part:9s} {kind:9s} n {len(table):2d}  ICC(2,1) {icc_2_1(table):.3f}"
        f"  CV {cv_percent(table):5.2f} %, of people {between_percent(table):5.2f} %"
    )


def pair_changes(portraits: Sequence[Portrait]) -> Mapping[tuple[str, Figure], list[float]]:
    """Log changes of every photo against the first."""
    changes: dict[tuple[str, Figure], list[float]] = {}
    for later in portraits[1:]:
        pair = compare_faces(portraits[0], later)
        for part in PARTS:
            found = pair.part(part)
            for kind in KINDS:
                percent = None if found is None else found.of(kind).change_percent
                if percent is not None:
                    changes.setdefault((part, kind), []).append(float(np.log1p(percent / 100)))
    return changes


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--people", type=int, default=24)
    people: int = parser.parse_args().people
    for setting in SETTINGS:
        asked = [(setting, FIRST_PERSON + number) for number in range(people)]
        seen: list[Person] = []
        for person in for_each(photographed, asked):
            seen.append(person)
            print(f"{setting.name}: {len(seen)}/{people} people", file=sys.stderr)
        for part in PARTS:
            for kind in KINDS:
                row = row_of([person.photos for person in seen], part, kind)
                print(f"{setting.name:9s}  {row}", flush=True)
        for part, kind in dict.fromkeys(key for person in seen for key in person.changes):
            values = [log for person in seen for log in person.changes.get((part, kind), [])]
            cv = sem_percent(values)
            print(f"pairs      {part:9s} {kind:9s} n {len(values):2d}  CV {cv:5.2f} %", flush=True)


if __name__ == "__main__":
    main()
