"""Study of repeatability: rendered people taken again with unchanged skin.

Fits the error model of `metrics.error` on re-posed pairs of rendered people and writes
`metrics/repeatability.json`. `benchmarks.verdicts` checks it on people it has not seen.

    python -m benchmarks.repeatability --people 16
"""

import argparse
import json
import sys
from collections.abc import Iterator
from dataclasses import asdict, dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import nnls

from benchmarks.studio import Studio, shots_under_all_lamps
from metrics.error import STUDY_FILE, Conditions, Spread, group_of, share_reposed
from metrics.matching import match
from metrics.paired_lines import measure_paired_lines
from metrics.region_change import RegionLines, Severity, comparable_lines
from metrics.relief import FRAME_PX_PER_MM
from metrics.view import common_view
from sample_images.people import random_sitter
from tracking.measure import face_landmarker
from tracking.workers import for_each
from vision.align import FailedAlignment, align
from vision.portrait import Portrait
from vision.regions import REGIONS, region_masks

COMMON_FLOOR, FLOOR_OF_A_LINE, ONE_LINE_MM = 0.01, 0.03, 40.0
"""Two shots of one sitting are taken to differ by at least so much (log contrast), whatever the
study says: what is common to a face, and what averages out over its lines."""
LEAST_REPOSED = {"glabella": 0.045, "face": 0.012}
LEAST_REPOSED_ELSEWHERE = 0.02
"""What an earlier renderer with other skin optics showed on re-posed foreheads and glabellas; the
optics of one renderer are not those of all skin. In a face it averages over its regions."""
TURNS_DIFFER = 2.0
"""Factor on what a degree adds: a turn moves the shading of a few grooves much, that of most
hardly, and in every photo of a head that keeps turning that of the same grooves."""
LEAST_PER_DEGREE = {"face": 0.004}
"""What filmed people showed, whose lamps stayed; the study gives all of it to the light."""
FEWEST_OBSERVED_MM = 6.0
"""Regions with less line than this are not learned from."""
FEWEST_PAIRS = 30
CORRECTED = {"face": ("pitch",), "forehead": ("pitch",), "glabella": ("across",)}
"""Which conditions explain a change in which region. Elsewhere they lowered the error of people
left out of the fit by less than a brightness gradient, which passes for light, would add."""


@dataclass(frozen=True)
class Observation:
    """One region of one pair of unchanged skin."""

    person: int
    group: str
    log_change: float
    noise: float
    conditions: Conditions


def observe(person: int, before: Portrait, after: Portrait) -> Iterator[Observation]:
    """Log change of severity in every region of a pair, before any correction."""
    alignment = align(before, after, px_per_mm=FRAME_PX_PER_MM)
    if isinstance(alignment, FailedAlignment):
        return
    view = common_view(alignment, before)
    masks = region_masks(alignment.before)
    lines = measure_paired_lines(match(alignment, view), view, masks)
    for name, mask in {"face": alignment.face, **masks}.items():
        found = comparable_lines(name, mask, lines, view)
        if not isinstance(found, RegionLines) or found.expected_mm < FEWEST_OBSERVED_MM:
            continue
        first, second = found.sums(Severity())
        if min(first, second) <= 0:
            continue
        noise = found.noise_and_audit(Severity()) / first
        log_change = float(np.log(second / first))
        yield Observation(person, group_of(name), log_change, noise, found.conditions(view))


def fit(observations: list[Observation]) -> dict[str, Spread]:
    """Error model of every region group; groups seldom seen share one."""
    groups: dict[str, list[Observation]] = {}
    for one in observations:
        groups.setdefault(one.group, []).append(one)
    seldom = [one for seen in groups.values() if len(seen) < FEWEST_PAIRS for one in seen]
    small = seldom + groups.get("crows_feet", []) + groups.get("under_eye", [])
    return {
        group: fit_group(group, seen if len(seen) >= FEWEST_PAIRS else small)
        for group, seen in sorted(groups.items())
    }


def fit_group(group: str, seen: list[Observation]) -> Spread:
    """Least squares for what is expected, then non-negative least squares for what is left.

    The rest is judged on people left out of the first fit, and widened until 95 % of it lies
    within 1.96 standard deviations.
    """
    names = CORRECTED.get(group, ())
    terms = np.array([[getattr(one.conditions, name) for name in names] for one in seen])
    terms = terms.reshape(len(seen), len(names))
    changes = np.array([one.log_change for one in seen])
    people = np.array([one.person for one in seen])
    left = changes.copy()
    for person in np.unique(people):
        out = people == person
        left[out] -= terms[out] @ _ridge(terms[~out], changes[~out])
    slopes = _ridge(terms, changes)
    length_mm = float(np.median([one.conditions.length_mm for one in seen]))
    floor = float(np.hypot(COMMON_FLOOR, FLOOR_OF_A_LINE * np.sqrt(ONE_LINE_MM / length_mm)))
    variance = left**2 - np.array([one.noise for one in seen]) ** 2 - floor**2
    variance -= (0.5 * terms @ slopes) ** 2
    causes = np.array(
        [
            (share_reposed(one.conditions), one.conditions.light**2, one.conditions.turn**2)
            for one in seen
        ]
    )
    limit = np.quantile(left**2, 0.98)
    shares, _ = nnls(causes, np.clip(variance, -limit, limit))
    known = left**2 - variance
    widened = _widening(left, causes @ shares, known)
    reposed_sd, light, turn = (round(float(root), 4) for root in np.sqrt(widened * shares))
    reposed_sd = max(reposed_sd, LEAST_REPOSED.get(group, LEAST_REPOSED_ELSEWHERE))
    expected = {name: round(float(b), 4) for name, b in zip(names, slopes, strict=True)}
    none = {"across": 0.0, "pitch": 0.0}
    return Spread(
        floor=round(floor, 4),
        reposed=reposed_sd,
        per_light=light,
        per_degree=max(round(TURNS_DIFFER * turn, 4), LEAST_PER_DEGREE.get(group, 0.0)),
        **{**none, **expected},
        length_mm=round(length_mm, 1),
    )


def _ridge(terms: NDArray[np.float64], changes: NDArray[np.float64]) -> NDArray[np.float64]:
    """Least squares, shrunk by a fiftieth of each term's own variance."""
    if not terms.shape[1]:
        return np.zeros(0)
    gram = terms.T @ terms
    return np.asarray(
        np.linalg.solve(gram + 0.02 * np.diag(np.diag(gram)), terms.T @ changes), np.float64
    )


def _widening(
    left: NDArray[np.float64], fitted: NDArray[np.float64], known: NDArray[np.float64]
) -> float:
    """Factor on the fitted variance at which 95 % of the rest lies within 1.96 deviations."""
    for factor in np.arange(1.0, 6.0, 0.1):
        inside = np.abs(left) <= 1.96 * np.sqrt(np.maximum(known + factor * fitted, 0))
        if inside.mean() >= 0.95:
            return float(factor)
    return 6.0


def observed(seed: int) -> list[Observation]:
    """Photograph one person again and again, under lamps that moved and under the same.

    A head that turns under one lamp changes a fold's shading but hardly the light on the face; the
    fit would give all of it to the lamps if they always moved too.
    """
    sitter, studio = random_sitter(seed), Studio(face_landmarker())
    observations: list[Observation] = []
    for first, again in shots_under_all_lamps(sitter, seed):
        before = studio.first(sitter, first)
        after = studio.photograph(sitter, again).portrait
        observations += observe(seed, before.portrait, after)
    return observations


def study(people: int) -> None:
    """Fit the model on rendered people and write it where the product reads it."""
    observations: list[Observation] = []
    for number, seen in enumerate(for_each(observed, range(people)), start=1):
        observations += seen
        print(f"{number}/{people} people, {len(observations)} regions", file=sys.stderr)
    rows = {group: asdict(spread) for group, spread in fit(observations).items()}
    for group in {group_of(region.name) for region in REGIONS} - rows.keys():
        rows[group] = rows["under_eye"]
    text = ",\n".join(f'  "{group}": {json.dumps(row)}' for group, row in sorted(rows.items()))
    STUDY_FILE.write_text("{\n" + text + "\n}\n", encoding="utf-8")


def main() -> None:
    """Run the study."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--people", type=int, default=16)
    study(parser.parse_args().people)


if __name__ == "__main__":
    main()
