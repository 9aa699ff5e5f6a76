"""People filmed for two seconds while the head drifts: no frame may tell of a change.

    python -m benchmarks.filmed --people 36

The yaw of a rendered person drifts by six degrees; lamps, expression and skin stay as they are.
Frames are compressed as those of a film and carry new sensor noise. Every later frame is compared
with the first.
"""

import argparse
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import get_args

import numpy as np

from benchmarks.rendered_people import photograph_sitter
from benchmarks.verdicts import Told, told_unchanged
from metrics.change import compare_faces
from metrics.verdict import Figure
from sample_images.camera import Shot
from sample_images.people import Sitter, random_sitter
from tracking.measure import face_landmarker
from tracking.workers import for_each
from vision.errors import Refusal
from vision.portrait import Portrait

FIRST_FILMED = 1200
DRIFT_DEG, FRAMES = 6.0, 7
FRAME_QUALITY = 80


def frames(sitter: Sitter) -> Iterator[Shot]:
    """Shots of one film; half of the way the face looks into the camera."""
    for number, turn in enumerate(np.linspace(-DRIFT_DEG / 2, DRIFT_DEG / 2, FRAMES)):
        yield replace(sitter.shot, yaw=float(turn), seed=sitter.shot.seed + number)


def filmed(seed: int) -> list[Told]:
    """What every later frame says against the first."""
    sitter = random_sitter(seed)
    first, *later = (_portrait(seed, replace(sitter, shot=shot)) for shot in frames(sitter))
    return [told for frame in later for told in told_unchanged(compare_faces(first, frame))]


def _portrait(seed: int, sitter: Sitter) -> Portrait:
    photo = photograph_sitter(seed, sitter, face_landmarker(), quality=FRAME_QUALITY)
    if isinstance(photo, Refusal):
        raise SystemExit(f"A rendered frame was refused: {photo.message}")
    return photo.portrait


def rows(told: Sequence[Told]) -> Iterator[str]:
    """False verdicts and the changes of the face, by figure."""
    for figure in get_args(Figure):
        seen = [one for one in told if one.figure == figure]
        said = [one.change for one in seen if one.change.verdict != "not_comparable"]
        false = sum(change.verdict != "within_error" for change in said)
        face = [one.change.change_percent for one in seen if one.part == "face"]
        known = [percent for percent in face if percent is not None]
        yield (
            f"{figure:8s} {false} of {len(said)} verdicts false; {len(said)} of {len(seen)}"
            f" compared; change of the face {min(known):+.1f} to {max(known):+.1f} %"
        )


def main() -> None:
    """Print one row a figure."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--people", type=int, default=36)
    people: int = parser.parse_args().people
    seeds = range(FIRST_FILMED, FIRST_FILMED + people)
    told = [one for person in for_each(filmed, seeds) for one in person]
    print(*rows(told), sep="\n")


if __name__ == "__main__":
    main()
