"""The same faces in six tones of skin: lines found, repeatability and refusals for each.

    python -m benchmarks.skin_tones --people 40

Each person is rendered in the middle of every ITA class, with the same grooves and light, and taken
again twice. Printed by class: F1 against the clear lines, the standard error of measurement of the
face's density and severity in percent (standard deviation of a repeat's log change over the square
root of 2), and how many photos and pairs could not be used; below, the largest error over the
smallest.
"""

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import get_args

import numpy as np

from benchmarks.plain_filters import match_ours
from benchmarks.rendered_people import RenderedPhoto, as_traced, photograph_sitter
from benchmarks.traced_photos import Match, pooled
from metrics.change import compare_faces
from metrics.verdict import Figure
from sample_images.people import DARK_HAIR, TONE_ORDER, Sitter, random_sitter, reposed
from sample_images.person import Tone
from tracking.measure import face_landmarker
from tracking.workers import for_each

FIRST_PERSON = 1400
REPEATS = 2
FIGURES: tuple[Figure, ...] = get_args(Figure)
MAX_TURN_DEG, MAX_LIGHT_DEG = 3.0, 10.0


@dataclass(frozen=True)
class Seen:
    """What was seen of one person in one tone.

    Attributes
    ----------
    match : Match or None
        Lines of the first photo against the clear ones; None where it was refused.
    changes : Mapping of Figure to tuple of float
        Log change of the face in every repeat that could be compared.
    refused : int
        Photos and pairs that could not be used, of ``1 + REPEATS``.
    """

    match: Match | None
    changes: Mapping[Figure, tuple[float, ...]]
    refused: int


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


def look(asked: tuple[Tone, int]) -> Seen:
    """Photograph one person in one tone, and again."""
    tone, number = asked
    sitter = toned(random_sitter(number), tone)
    first = photograph_sitter(number, sitter, face_landmarker())
    if not isinstance(first, RenderedPhoto):
        return Seen(None, dict.fromkeys(FIGURES, ()), 1 + REPEATS)
    found = []
    for again in repeats(sitter, number):
        second = photograph_sitter(number, again, face_landmarker())
        if isinstance(second, RenderedPhoto):
            face = compare_faces(first.portrait, second.portrait).face
            percents = [face.of(figure).change_percent for figure in FIGURES]
            found.append([np.log1p(percent / 100) for percent in percents if percent is not None])
    used = [logs for logs in found if len(logs) == len(FIGURES)]
    changes = {figure: tuple(logs[k] for logs in used) for k, figure in enumerate(FIGURES)}
    return Seen(match_ours(as_traced(first)), changes, REPEATS - len(used))


def sem_percent(log_changes: Sequence[float]) -> float:
    """Standard error of measurement from changes between two shots of unchanged skin."""
    return 100 * float(np.sqrt(np.mean(np.square(log_changes)) / 2))


def row_of(tone: Tone, seen: Sequence[Seen], sems: Mapping[Figure, float]) -> str:
    """One line of the table."""
    errors = "  ".join(f"{figure} {sem:.2f} %" for figure, sem in sems.items())
    refused = sum(one.refused for one in seen)
    return (
        f"ITA class {tone:3s} {pooled([one.match for one in seen if one.match])}"
        f"  SEM {errors}  not used {refused}/{(1 + REPEATS) * len(seen)}"
    )


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--people", type=int, default=40)
    people: int = parser.parse_args().people
    asked = [
        (tone, number)
        for tone in TONE_ORDER
        for number in range(FIRST_PERSON, FIRST_PERSON + people)
    ]
    every: dict[Figure, list[float]] = {figure: [] for figure in FIGURES}
    looks = for_each(look, asked)
    for tone in TONE_ORDER:
        seen = list(islice(looks, people))
        print(f"tone {tone} done", file=sys.stderr)
        sems = {
            figure: sem_percent([log for one in seen for log in one.changes[figure]])
            for figure in FIGURES
        }
        for figure, sem in sems.items():
            every[figure].append(sem)
        print(row_of(tone, seen, sems), flush=True)
    ratios = ", ".join(f"{figure} {max(sems) / min(sems):.2f}" for figure, sems in every.items())
    print(f"largest SEM over smallest: {ratios}")


if __name__ == "__main__":
    main()
