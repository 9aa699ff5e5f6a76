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
from dataclasses import dataclass, replace
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import distance_transform_edt

from benchmarks.rendered_people import as_traced, photograph
from benchmarks.traced_photos import (
    Match,
    TracedPhoto,
    match_lines,
    pooled,
    rasterised,
    read_traced_photos,
)
from metrics.context_terms import context_terms
from metrics.evidence import ALGORITHM, COEFFICIENTS_FILE, LineEvidence, ridges_and_terms
from metrics.layout import CELL_MM, TABLE_FILE, TOP_MM, LayoutTable
from metrics.lines import find_lines
from metrics.local_terms import Terms
from metrics.logistic import Logistic
from metrics.relief import FRAME_PX_PER_MM, Relief
from metrics.ridges import Ridges
from metrics.scene import read_scene
from sample_images.expression import Expression
from vision.errors import Refusal
from vision.frame import FaceFrame, face_frame
from vision.landmarks import Landmarker
from vision.mediapipe_landmarker import MediaPipeLandmarker
from vision.portrait import Portrait
from vision.skin import visible_skin

COARSE_PX_PER_MM = 1.7
"""Every photo is also shown reduced to this scale, so that soft photos are learned too."""

RENDERED = range(500, 532)
EXPRESSIONS: tuple[Expression, ...] = ("rest", "frown", "smile", "raise")
RENDERED_WEIGHT = 0.15
RENDERED_GROUPS = 4
EVERY = 4
"""Of so many ridge points one is fitted, with their common weight: neighbours tell the same."""

NEAR_MM, DOUBTFUL_MM = 1.5, 2.0
ALONG_DEGREES = 38.0
RIDGE_PENALTY = 50.0
NEWTON_STEPS, NEWTON_TOLERANCE = 30, 2e-3
TABLE_ROWS, TABLE_COLUMNS = 115, 45
LEAST_DENSITY = 8e-4


@dataclass(frozen=True, eq=False)
class Example:
    """Ridge points of one photo, or of a reduced copy of it, with their truth.

    Attributes
    ----------
    photo : TracedPhoto
    group : str
        Examples of one group are learned from, or left out, together.
    weight : float
        Of each point.
    frame, skin, coordinates, relief :
        See `metrics.scene.Scene`; the filter responses are let go.
    ridges : Ridges
    terms : Mapping of str to (n,) ndarray
    on_line : (n,) bool ndarray
        The point lies on a traced line and runs along it.
    used : (n,) bool ndarray
        Inside the zone, and clearly on or clearly off a line.
    """

    photo: TracedPhoto
    group: str
    weight: float
    frame: FaceFrame
    skin: NDArray[np.bool_]
    coordinates: NDArray[np.float32]
    relief: Relief
    ridges: Ridges
    terms: Terms
    on_line: NDArray[np.bool_]
    used: NDArray[np.bool_]

    def with_context(self, local: Logistic) -> Terms:
        """All terms, those of the context from the probabilities of a first model."""
        around = context_terms(
            self.ridges,
            local.probability(self.terms),
            self.skin,
            self.coordinates,
            self.frame.px_per_mm,
        )
        return {**self.terms, **around}


def half_face_table(layouts: Path) -> LayoutTable:
    """Bring published layout statistics, a whole face on a 2 mm grid, to the half-face table.

    The stored direction is weighted down where hardly any line was traced.
    """
    with np.load(layouts) as stored:
        x_mm, y_mm = stored["x_mm"], stored["y_mm"]
        density = stored["density_mm_per_cm2"] / 100
        cos2, sin2 = stored["cos2"], stored["sin2"]
    columns = np.searchsorted(x_mm, np.arange(TABLE_COLUMNS) * CELL_MM)
    rows = np.round((TOP_MM + np.arange(TABLE_ROWS) * CELL_MM - y_mm[0]) / CELL_MM).astype(int)
    cells = np.ix_(np.clip(rows, 0, len(y_mm) - 1), columns)
    known = density / (density + LEAST_DENSITY)
    tables = density + LEAST_DENSITY, cos2 * known, sin2 * known
    return LayoutTable(*(table[cells].astype(np.float32) for table in tables))


def reduced(portrait: Portrait, px_per_mm: float) -> Portrait:
    """Take away detail finer than a scale; the pixel grid stays as it is."""
    share = px_per_mm * portrait.scale.mm_per_px
    if share >= 1:
        return portrait
    pixels = portrait.photo.pixels
    height, width = pixels.shape[:2]
    small = cv2.resize(pixels, None, fx=share, fy=share, interpolation=cv2.INTER_AREA)
    pixels = np.asarray(cv2.resize(small, (width, height), interpolation=cv2.INTER_CUBIC), np.uint8)
    return replace(portrait, photo=replace(portrait.photo, pixels=pixels))


def read_example(photo: TracedPhoto, table: LayoutTable, *, group: str, weight: float) -> Example:
    """Find the ridge points of a photo and look up which lie on a traced line."""
    frame = face_frame(photo.portrait, px_per_mm=FRAME_PX_PER_MM)
    scene = read_scene(frame, visible_skin(frame))
    ridges, terms = ridges_and_terms(scene, table)
    on_line, used = _truth(ridges, frame, photo)
    return Example(
        photo=photo,
        group=group,
        weight=weight,
        frame=frame,
        skin=scene.skin,
        coordinates=scene.coordinates,
        relief=scene.relief,
        ridges=ridges,
        terms=terms,
        on_line=on_line,
        used=used,
    )


def photo_examples(photos: Sequence[TracedPhoto], table: LayoutTable) -> list[Example]:
    """Photos as they are, then their copies of less detail."""
    coarse = [replace(p, portrait=reduced(p.portrait, COARSE_PX_PER_MM)) for p in photos]
    return [read_example(p, table, group=p.name, weight=1) for p in (*photos, *coarse)]


def rendered_examples(table: LayoutTable, landmarker: Landmarker) -> list[Example]:
    """Rendered people at all expressions in turn; who is refused is an error."""
    examples = []
    for number in RENDERED:
        photo = photograph(number, EXPRESSIONS[number % len(EXPRESSIONS)], landmarker)
        if isinstance(photo, Refusal):
            raise ValueError(f"rendered person {number}: {photo.message}")
        group = f"rendered {number % RENDERED_GROUPS}"
        examples.append(read_example(as_traced(photo), table, group=group, weight=RENDERED_WEIGHT))
    return examples


def _truth(
    ridges: Ridges, frame: FaceFrame, photo: TracedPhoto
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    height, width = photo.traced.shape
    places = frame.in_photo(np.column_stack([ridges.columns, ridges.rows]).astype(float))
    column, row = np.clip(np.round(places).astype(int), 0, [width - 1, height - 1]).T
    distance, nearest = distance_transform_edt(~photo.traced, return_indices=True)
    distance_mm = distance[row, column] / photo.px_per_mm
    tangent = _tangent(photo.traced, photo.px_per_mm)[tuple(nearest[:, row, column])]
    roll = np.arctan2(frame.to_photo[1, 0], frame.to_photo[0, 0])
    along = np.abs(np.cos(ridges.angle + roll - tangent)) > np.cos(np.radians(ALONG_DEGREES))
    on_line = (distance_mm < NEAR_MM) & along
    clear = on_line | (distance_mm >= DOUBTFUL_MM)
    return on_line, clear & photo.zone[row, column]


def _tangent(traced: NDArray[np.bool_], px_per_mm: float) -> NDArray[np.float32]:
    """Direction of traced lines by the structure tensor, radians, in (H, W) photo pixels."""
    soft = cv2.GaussianBlur(traced.astype(np.float32), (0, 0), 0.6 * px_per_mm)
    slope_x, slope_y = cv2.Sobel(soft, cv2.CV_32F, 1, 0), cv2.Sobel(soft, cv2.CV_32F, 0, 1)
    xx, xy, yy = (
        cv2.GaussianBlur(product, (0, 0), px_per_mm)
        for product in (slope_x * slope_x, slope_x * slope_y, slope_y * slope_y)
    )
    return np.asarray(0.5 * np.arctan2(2 * xy, xx - yy) + np.pi / 2, np.float32)


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
    lines = [line.points for line in find_lines(example.frame, evidence, {})]
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
