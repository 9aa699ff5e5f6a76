"""Line candidates of a pair: whatever either photo shows as a line, traced once for both."""

from collections.abc import Mapping
from functools import partial

import cv2
import numpy as np
from numpy.typing import NDArray

from metrics.companions import without_companions
from metrics.contrast import Traces
from metrics.evidence import LineEvidence, line_evidence
from metrics.matching import MatchedPair
from metrics.profile import measure_profile
from metrics.tracing import trace_lines
from vision.cores import side_by_side

LENIENCY = 3.0  # on the odds: what one photo alone would leave out may still change
CERTAIN = 0.6  # of the odds so raised: texture alone stays out, and lines are followed further


def line_candidates(
    pair: MatchedPair, skin: NDArray[np.bool_], regions: Mapping[str, NDArray[np.bool_]]
) -> tuple[Traces, NDArray[np.float64]]:
    """Trace the lines of both photos of a matched pair with the detector of single photos.

    A place counts with the photo that shows the line more clearly, so that a line which came or
    went is measured in both. What is no groove in either is no line.

    Parameters
    ----------
    pair : MatchedPair
    skin : (h, w) bool ndarray
        Skin that both photos show.
    regions : Mapping of str to (h, w) bool ndarray
        Of the earlier photo.

    Returns
    -------
    Traces
    chances : (n,) float64 ndarray
        Probability that a clinician would trace the line of each point in the photo that shows it
        more clearly, 0..1; the same for both photos, so that it favours neither.
    """
    before, after = side_by_side(partial(line_evidence, skin=skin), pair.frames)
    earlier = before.probability >= after.probability
    either = np.maximum(before.probability, after.probability)
    seen = LineEvidence(
        probability=np.float32(LENIENCY) * either / (1 + np.float32(LENIENCY - 1) * either),
        direction=np.where(earlier, before.direction, after.direction),
        strength=np.maximum(before.strength, after.strength),
        relief=before.relief,
    )
    traced = trace_lines(seen, pair.px_per_mm, certain=CERTAIN)
    paths = [
        path
        for path in without_companions(traced, either, regions, pair.px_per_mm)
        if any(measure_profile(path, photo.relief) for photo in (before, after))
    ]
    traces = Traces.of_paths(paths, pair.px_per_mm)
    return traces, _chances(traces, either)


def _chances(traces: Traces, probability: NDArray[np.float32]) -> NDArray[np.float64]:
    """Mean probability along the line of each point; crests are a pixel wide."""
    near = cv2.dilate(probability, np.ones((3, 3), np.uint8))
    number = np.maximum(np.bincount(traces.line, minlength=traces.count), 1)
    means = np.bincount(traces.line, traces.looked_up(near), minlength=traces.count) / number
    return np.asarray(means[traces.line], np.float64)
