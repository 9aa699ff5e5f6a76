"""Fit the line models on traced photos and rendered people, and judge them on photos left out.

    python -m benchmarks.train_lines TRACED_SET --layouts LAYOUTS.npz

writes `metrics/line_layout.npz` and `metrics/line_models.json`, and prints the fitted score.
With ``--leave-one-out`` nothing is written: every photo is measured by models that never saw it,
nor were trained on predictions of models that saw it. Rendered people add lines at places where few
people have any; they are never scored here.
"""

import argparse
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from benchmarks.line_examples import (
    RENDERED,
    Example,
    half_face_table,
    photo_examples,
    rendered_examples,
)
from benchmarks.traced_photos import (
    Match,
    TracedPhoto,
    match_lines,
    pooled,
    rasterised,
    read_traced_photos,
)
from metrics.evidence import ALGORITHM, COEFFICIENTS_FILE, LineEvidence
from metrics.layout import TABLE_FILE
from metrics.lines import find_lines
from metrics.local_terms import Terms
from metrics.logistic import Logistic
from vision.mediapipe_landmarker import MediaPipeLandmarker
from vision.regions import region_masks

EVERY = 4
"""Of so many ridge points one is fitted, with their common weight: neighbours tell the same."""

RIDGE_PENALTY = 50.0
NEWTON_STEPS, NEWTON_TOLERANCE = 30, 2e-3


def fit_logistic(terms: Sequence[Terms], examples: Sequence[Example]) -> Logistic:
    """Weighted, standardised logistic regression with an L2 penalty, by Newton's method."""
    names = list(terms[0])
    points = [np.flatnonzero(e.used)[::EVERY] for e in examples]
    raw = np.vstack(
        [
            np.column_stack([values[at] for values in t.values()])
            for t, at in zip(terms, points, strict=True)
        ]
    ).astype(np.float32)
    truth = np.hstack([e.on_line[at] for e, at in zip(examples, points, strict=True)])
    share = np.repeat([EVERY * e.weight for e in examples], [len(at) for at in points])
    middle = np.average(raw, axis=0, weights=share)
    spread = np.sqrt(np.average((raw - middle) ** 2, axis=0, weights=share)) + 1e-9
    design = np.hstack([(raw - middle) / spread, np.ones((len(raw), 1))]).astype(np.float32)
    penalty = np.append(np.full(len(names), RIDGE_PENALTY), 0)
    weights = np.zeros(len(names) + 1)
    for _ in range(NEWTON_STEPS):
        probability = 1 / (1 + np.exp(-np.clip(design @ weights.astype(np.float32), -30, 30)))
        curvature = share * np.maximum(probability * (1 - probability), 1e-6)
        hessian = (design.T * curvature) @ design + np.diag(penalty)
        slope = design.T @ (share * (probability - truth)) + penalty * weights
        step = np.linalg.solve(hessian.astype(float), slope)
        weights -= step
        if np.abs(step).max() < NEWTON_TOLERANCE:
            break
    slopes = weights[:-1] / spread
    return Logistic(
        intercept=float(weights[-1] - slopes @ middle),
        coefficients=dict(zip(names, slopes.tolist(), strict=True)),
    )


class Trainer:
    """Fits both models on any part of the groups; models already fitted are kept."""

    def __init__(self, examples: Sequence[Example]) -> None:
        self._examples = examples
        self._local: dict[frozenset[str], Logistic] = {}

    def local(self, without: frozenset[str]) -> Logistic:
        """First model, blind to some groups."""
        if without not in self._local:
            seen = [e for e in self._examples if e.group not in without]
            self._local[without] = fit_logistic([e.terms for e in seen], seen)
        return self._local[without]

    def models(self, without: frozenset[str]) -> dict[str, Logistic]:
        """Both models, blind to some groups.

        The second learns from first-model probabilities of groups which that model did not see.
        """
        seen = [e for e in self._examples if e.group not in without]
        terms = [e.with_context(self.local(without | {e.group})) for e in seen]
        return {"local": self.local(without), "context": fit_logistic(terms, seen)}


def score_example(example: Example, models: Mapping[str, Logistic]) -> Match:
    """Trace the lines of a photo with given models and compare them with the tracing."""
    terms = example.with_context(models["local"])
    ridges = example.ridges
    evidence = LineEvidence(
        probability=ridges.plane(models["context"].probability(terms)),
        direction=ridges.plane(ridges.angle),
        strength=ridges.joint,
        relief=example.relief,
    )
    found = find_lines(example.frame, evidence, example.skin, region_masks(example.frame))
    lines = [line.points for line in found]
    return match_lines(rasterised(lines, example.photo.traced.shape), example.photo)


def write_models(models: Mapping[str, Logistic], traced_set: Sequence[TracedPhoto]) -> None:
    """Write the coefficient file."""
    document = {
        "algorithm": ALGORITHM,
        "fitted_on": [photo.name for photo in traced_set],
        "rendered_people": list(RENDERED),
        "models": {
            name: {
                "intercept": round(model.intercept, 5),
                "coefficients": {term: round(v, 5) for term, v in model.coefficients.items()},
            }
            for name, model in models.items()
        },
    }
    COEFFICIENTS_FILE.write_text(json.dumps(document, indent=1) + "\n", encoding="utf-8")


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("traced_set", type=Path)
    parser.add_argument("--layouts", type=Path, required=True)
    parser.add_argument("--leave-one-out", action="store_true")
    arguments = parser.parse_args()

    table = half_face_table(arguments.layouts)
    landmarker = MediaPipeLandmarker()
    photos = read_traced_photos(arguments.traced_set, landmarker)
    examples = photo_examples(photos, table)
    trainer = Trainer(examples + rendered_examples(table, landmarker))
    fitted = trainer.models(frozenset())
    matches = []
    for example in examples[: len(photos)]:
        name = example.photo.name
        models = trainer.models(frozenset({name})) if arguments.leave_one_out else fitted
        matches.append(match := score_example(example, models))
        print(
            f"{name}  drawn {match.drawn:4.0f} mm  traced {match.traced:4.0f} mm  {pooled([match])}"
        )
    print(f"all  {pooled(matches)}")
    if not arguments.leave_one_out:
        write_models(fitted, photos)
        np.savez_compressed(
            TABLE_FILE,
            **{key: values.astype(np.float16) for key, values in vars(table).items()},
        )


if __name__ == "__main__":
    main()
