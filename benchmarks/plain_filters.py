"""The ridge filters of scikit-image on the traced photos, beside the product's own detector.

    python -m benchmarks.plain_filters TRACED_SET [--plot FILE.png]

Each filter gets the thresholds that serve it best on these very photos, which flatters it. The plot
shows precision against recall over thresholds, ours among them.
"""

import argparse
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from skimage.filters import apply_hysteresis_threshold, frangi, hessian, sato
from skimage.morphology import remove_small_objects

from benchmarks.plots import save_curves
from benchmarks.traced_photos import (
    Match,
    Score,
    TracedPhoto,
    match_lines,
    pooled,
    rasterised,
    read_traced_photos,
)
from metrics.evidence import line_evidence
from metrics.face import measure_face
from metrics.profile import measure_profile, within_groove
from metrics.relief import FRAME_PX_PER_MM
from metrics.tracing import thinned, trace_lines
from vision.frame import face_frame
from vision.mediapipe_landmarker import MediaPipeLandmarker
from vision.skin import visible_skin

Filter = Callable[..., NDArray[np.floating]]

SIGMAS_MM = (0.25, 0.4)
SHADING_MM = 4.0
SMALLEST_MM = 6.0
SATO_THRESHOLDS = (0.01, 0.025)
"""Fixed pair of the plain recipe, for responses to lightness relative to its surroundings."""

CERTAINTIES = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9)
QUANTILES = ((0.90, 0.95), (0.94, 0.98), (0.96, 0.99), (0.98, 0.995))


def hybrid_hessian(image: NDArray[np.float32], **scales: object) -> NDArray[np.floating]:
    """scikit-image's hybrid Hessian filter; what it marks as background (1) is brought to 0."""
    response = np.asarray(hessian(image, mode="reflect", **scales))
    return np.where(response < 1, response, 0)


FILTERS: Mapping[str, Filter] = {"sato": sato, "frangi": frangi, "hessian": hybrid_hessian}


def flattened(photo: TracedPhoto) -> NDArray[np.float32]:
    """Lightness in 0..1 over its surroundings."""
    lab = cv2.cvtColor(photo.portrait.photo.pixels, cv2.COLOR_RGB2LAB)
    light = lab[..., 0].astype(np.float32) / 255
    around = cv2.GaussianBlur(light, (0, 0), SHADING_MM * photo.px_per_mm)
    return np.asarray(light / np.maximum(around, 0.05), np.float32)


def ridge_response(photo: TracedPhoto, name: str) -> NDArray[np.floating]:
    """Response of one filter to dark ridges."""
    sigmas = [sigma * photo.px_per_mm for sigma in SIGMAS_MM]
    return FILTERS[name](flattened(photo), sigmas=sigmas, black_ridges=True)


def plain_lines(
    ridge: NDArray[np.floating], photo: TracedPhoto, thresholds: tuple[float, float]
) -> NDArray[np.bool_]:
    """Hysteresis, removal of small pieces, skeleton."""
    binary = apply_hysteresis_threshold(ridge, *thresholds) & photo.zone
    return thinned(remove_small_objects(binary, max_size=int(SMALLEST_MM * photo.px_per_mm)))


def score_sato(photos: Sequence[TracedPhoto]) -> Score:
    """Sato's filter with the fixed thresholds."""
    return pooled(
        [
            match_lines(plain_lines(ridge_response(photo, "sato"), photo, SATO_THRESHOLDS), photo)
            for photo in photos
        ]
    )


def scores_over_quantiles(photos: Sequence[TracedPhoto], name: str) -> list[Score]:
    """One filter, thresholds at quantiles of its response, from the most lines to the fewest."""
    ridges = [ridge_response(photo, name) for photo in photos]
    scores = []
    for low, high in QUANTILES:
        matches = []
        for ridge, photo in zip(ridges, photos, strict=True):
            inside = np.quantile(ridge[photo.zone], [low, high])
            matches.append(match_lines(plain_lines(ridge, photo, tuple(inside)), photo))
        scores.append(pooled(matches))
    return scores


def score_ours(photos: Sequence[TracedPhoto]) -> Score:
    """Lines as the product draws them."""
    return pooled([match_ours(photo) for photo in photos])


def match_ours(photo: TracedPhoto) -> Match:
    """Lines of one photo as the product draws them, against its tracing."""
    lines = [line.points for line in measure_face(photo.portrait).lines]
    return match_lines(rasterised(lines, photo.traced.shape), photo)


def scores_over_certainty(photos: Sequence[TracedPhoto]) -> list[Score]:
    """Lines of the product at other thresholds than the one it ships with."""
    matches: dict[float, list[Match]] = {certain: [] for certain in CERTAINTIES}
    for photo in photos:
        frame = face_frame(photo.portrait, px_per_mm=FRAME_PX_PER_MM)
        evidence = line_evidence(frame, visible_skin(frame))
        for certain, found in matches.items():
            paths = [
                frame.in_photo(within_groove(path, evidence.relief))
                for path in trace_lines(evidence, frame.px_per_mm, certain=certain)
                if measure_profile(path, evidence.relief) is not None
            ]
            found.append(match_lines(rasterised(paths, photo.traced.shape), photo))
    return [pooled(found) for found in matches.values()]


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("traced_set", type=Path)
    parser.add_argument("--plot", type=Path)
    options = parser.parse_args()
    photos = read_traced_photos(options.traced_set, MediaPipeLandmarker())
    print(f"{'rhytid':22s} {score_ours(photos)}")
    print(f"{'sato, fixed':22s} {score_sato(photos)}")
    curves = {"rhytid": scores_over_certainty(photos)} if options.plot else {}
    for name in FILTERS:
        scores = scores_over_quantiles(photos, name)
        curves[name] = scores
        best = max(scores, key=lambda score: score.f1)
        print(f"{name + ', best thresholds':22s} {best}")
    if options.plot:
        points = {
            name: [(score.recall, score.precision) for score in scores]
            for name, scores in curves.items()
        }
        save_curves(options.plot, points, x_title="recall", y_title="precision", domain=(0.0, 1.0))


if __name__ == "__main__":
    main()
