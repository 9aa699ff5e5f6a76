"""The same faces in six tones of skin: lines found, repeatability and refusals for each.

    python -m benchmarks.skin_tones --people 12

Each person is rendered in the middle of every ITA class, with the same grooves and light, and taken
again twice. Printed by class: F1 against the clear lines, the standard error of measurement of the
face's density and severity in percent (standard deviation of a repeat's log change over the square
root of 2), and how many photos and pairs could not be used.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import numpy as np

from benchmarks.plain_filters import score_ours
from benchmarks.rendered_people import RenderedPhoto, as_traced, photograph_sitter
from benchmarks.traced_photos import TracedPhoto
from metrics.change import compare_faces
from sample_images.people import DARK_HAIR, TONE_ORDER, Sitter, random_sitter, reposed
from sample_images.person import Tone
from vision.landmarks import Landmarker
from vision.mediapipe_landmarker import MediaPipeLandmarker

FIRST_PERSON = 1400
REPEATS = 2
MAX_TURN_DEG, MAX_LIGHT_DEG = 3.0, 10.0


@dataclass
class Seen:
    """What was seen of one tone."""

    photos: list[TracedPhoto] = field(default_factory=list)
    density: list[float] = field(default_factory=list)
    severity: list[float] = field(default_factory=list)
    asked: int = 0
    refused: int = 0


def toned(sitter: Sitter, tone: Tone) -> Sitter:
    """The same face, grooves and room, with another skin and hair that goes with every skin."""
    person = replace(sitter.person, tone=tone, hair_colour=DARK_HAIR[0], eyes="brown")
    return replace(sitter, person=person)


def repeats(sitter: Sitter, seed: int) -> Iterator[Sitter]:
    """The same person a little turned, in a little other light."""
    for repeat in range(REPEATS):
        shot = reposed(
            sitter.shot,
            100 * seed + repeat,
            max_turn_deg=MAX_TURN_DEG,
            max_light_deg=MAX_LIGHT_DEG,
        )
        yield replace(sitter, shot=shot)


def look(number: int, sitter: Sitter, landmarker: Landmarker, seen: Seen) -> None:
    """Photograph one person in one tone, and again."""
    seen.asked += 1 + REPEATS
    first = photograph_sitter(number, sitter, landmarker)
    if not isinstance(first, RenderedPhoto):
        seen.refused += 1 + REPEATS
        return
    seen.photos.append(as_traced(first))
    for again in repeats(sitter, number):
        second = photograph_sitter(number, again, landmarker)
        if not isinstance(second, RenderedPhoto):
            seen.refused += 1
            continue
        face = compare_faces(first.portrait, second.portrait).face
        if face.density.change_percent is None or face.severity.change_percent is None:
            seen.refused += 1
            continue
        seen.density.append(float(np.log1p(face.density.change_percent / 100)))
        seen.severity.append(float(np.log1p(face.severity.change_percent / 100)))


def sem_percent(log_changes: Sequence[float]) -> float:
    """Standard error of measurement from changes between two shots of unchanged skin."""
    return 100 * float(np.sqrt(np.mean(np.square(log_changes)) / 2))


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--people", type=int, default=12)
    people: int = parser.parse_args().people
    landmarker = MediaPipeLandmarker()
    for tone in TONE_ORDER:
        seen = Seen()
        for number in range(FIRST_PERSON, FIRST_PERSON + people):
            look(number, toned(random_sitter(number), tone), landmarker, seen)
        print(f"tone {tone} done", file=sys.stderr)
        print(
            f"ITA class {tone:3s} {score_ours(seen.photos)}"
            f"  SEM density {sem_percent(seen.density):.2f} %"
            f"  severity {sem_percent(seen.severity):.2f} %  not used {seen.refused}/{seen.asked}",
            flush=True,
        )


if __name__ == "__main__":
    main()
