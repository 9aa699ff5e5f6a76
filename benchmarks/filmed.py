"""People filmed for two seconds while the head drifts: no frame may tell of a change.

    python -m benchmarks.filmed --people 12

The yaw of a rendered person drifts by six degrees; lamps, expression and skin stay as they are.
Frames are compressed as those of a film and carry new sensor noise. Every later frame is compared
with the first.
"""

import argparse
from collections.abc import Iterator
from dataclasses import replace
from typing import get_args

import numpy as np

from benchmarks.rendered_people import photograph_sitter
from metrics.change import compare_faces
from metrics.verdict import Change, Figure
from sample_images.camera import Shot
from sample_images.people import Sitter, random_sitter
from tracking.measure import face_landmarker
from tracking.workers import for_each
from vision.errors import Refusal
from vision.portrait import Portrait
from vision.regions import REGIONS

FIRST_FILMED = 1200
DRIFT_DEG, FRAMES = 6.0, 7
FRAME_QUALITY = 80


def frames(sitter: Sitter) -> Iterator[Shot]:
    """Shots of one film; half of the way the face looks into the camera."""
    for number, turn in enumerate(np.linspace(-DRIFT_DEG / 2, DRIFT_DEG / 2, FRAMES)):
        yield replace(sitter.shot, yaw=float(turn), seed=sitter.shot.seed + number)


def filmed(seed: int) -> list[tuple[str, Figure, Change]]:
    """What every later frame says against the first, by part of the face and figure."""
    sitter = random_sitter(seed)
    seen = [_portrait(seed, replace(sitter, shot=shot)) for shot in frames(sitter)]
    told: list[tuple[str, Figure, Change]] = []
    for later in seen[1:]:
        pair = compare_faces(seen[0], later)
        for part in ("face", *(region.name for region in REGIONS)):
            found = pair.part(part)
            if found is not None:
                told += [(part, figure, found.of(figure)) for figure in get_args(Figure)]
    return told


def _portrait(seed: int, sitter: Sitter) -> Portrait:
    photo = photograph_sitter(seed, sitter, face_landmarker(), quality=FRAME_QUALITY)
    if isinstance(photo, Refusal):
        raise SystemExit(f"A rendered frame was refused: {photo.message}")
    return photo.portrait


def rows(told: list[tuple[str, Figure, Change]]) -> Iterator[str]:
    """False verdicts and the changes of the face, by figure."""
    for figure in get_args(Figure):
        changes = [change for _, of, change in told if of == figure]
        said = [change for change in changes if change.verdict != "not_comparable"]
        false = sum(change.verdict != "within_error" for change in said)
        face = [
            change.change_percent
            for part, of, change in told
            if (part, of) == ("face", figure) and change.change_percent is not None
        ]
        yield (
            f"{figure:8s} {false} of {len(said)} verdicts false; {len(said)} of {len(changes)}"
            f" compared; change of the face {min(face):+.1f} to {max(face):+.1f} %"
        )


def main() -> None:
    """Print one row a figure."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--people", type=int, default=12)
    people: int = parser.parse_args().people
    seeds = range(FIRST_FILMED, FIRST_FILMED + people)
    told = [one for person in for_each(filmed, seeds) for one in person]
    print(*rows(told), sep="\n")


if __name__ == "__main__":
    main()
