"""The smallest detectable change of a pair: what the camera, the light and the pose can do alone."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from metrics.contrast import MM_PER_SKELETON_STEP, Traces, line_contrast
from metrics.view import CommonView
from vision.light import LightChange

STUDY_FILE = Path(__file__).with_name("repeatability.json")
Z95 = 1.96
STRETCH_MM = 8.0
BESIDE_MM = (-4.5, -3.0, 3.0, 4.5)
FEWEST_STRETCHES = 8
UNKNOWN_NOISE = 0.004


@dataclass(frozen=True)
class Spread:
    """Repeatability of one region, from the study in `benchmarks/repeatability.py`.

    Standard deviation of the log ratio of a figure over two photos of unchanged skin.

    Attributes
    ----------
    floor : float
        With equal light and pose.
    per_light : float
        Per unit of `LightChange.size`.
    per_degree : float
        Per degree that the head turned.
    lateral : float
        Expected log change per unit of lateral light change.
    pitch : float
        Expected log change per degree of pitch.
    """

    floor: float
    per_light: float
    per_degree: float
    lateral: float
    pitch: float

    def expected(self, light: LightChange, view: CommonView) -> float:
        """Log change of contrast that light and pitch alone explain."""
        return 0.0

    def relative(self, light: LightChange, view: CommonView) -> float:
        """Standard deviation of the log ratio for this pair."""
        turned = np.hypot(view.yaw, view.pitch)
        terms = (self.floor, self.per_light * light.size, self.per_degree * turned)
        return float(np.sqrt(np.sum(np.square(terms))))


@cache
def _study() -> dict[str, Spread]:
    rows = json.loads(STUDY_FILE.read_text(encoding="utf-8"))
    return {name: Spread(**row) for name, row in rows.items()}


def spread_of(region: str) -> Spread:
    """Repeatability of a region, left and right alike, or of ``"face"``."""
    return _study()[region.removesuffix("_left").removesuffix("_right")]


def placebo_noise(
    before: NDArray[np.float32],
    after: NDArray[np.float32],
    traces: Traces,
    skin: NDArray[np.bool_],
    px_per_mm: float,
) -> float:
    """Standard deviation of the contrast difference of an 8 mm stretch where there is no line.

    Measured on the same lines shifted by 3 and 4.5 mm to both sides; robust (MAD).
    """
    step = max(1, int(STRETCH_MM * px_per_mm))
    position = np.arange(len(traces)) - np.searchsorted(traces.line, traces.line)
    stretch = traces.line * 10_000 + position // step
    means: list[float] = []
    for beside in BESIDE_MM:
        on_skin = traces.looked_up(skin, aside_px=beside * px_per_mm).astype(bool)
        difference = line_contrast(after, traces, px_per_mm, aside_mm=beside) - line_contrast(
            before, traces, px_per_mm, aside_mm=beside
        )
        _, group = np.unique(stretch[on_skin], return_inverse=True)
        size = np.bincount(group)
        total = np.bincount(group, weights=difference[on_skin])
        enough = size >= step / 2
        means.extend(total[enough] / size[enough])
    if len(means) < FEWEST_STRETCHES:
        return UNKNOWN_NOISE
    return float(1.4826 * np.median(np.abs(means - np.median(means))))


def smallest_detectable_change(
    slope: NDArray[np.float64],
    contrast: NDArray[np.float64],
    line: NDArray[np.int64],
    *,
    noise: float,
    relative: float,
    audit: float,
    floor: float,
    px_per_mm: float,
) -> float:
    """SDC (95 %) of a sum over line points, in the unit of the sum.

    Four independent parts: noise of every line as seen beside it, the change that a little more
    blur in either photo would make, light and pose in proportion to contrast, and a floor.

    Parameters
    ----------
    slope : (n,) float64 ndarray
        Derivative of a point's share in the sum by its contrast.
    contrast : (n,) float64 ndarray
        Mean contrast of the two photos.
    line : (n,) int64 ndarray
    noise : float
        Of an 8 mm stretch, log contrast.
    relative : float
        Standard deviation of the log ratio of contrasts.
    audit : float
        Change of the sum under a little more blur.
    floor : float
    px_per_mm : float
    """
    if not len(line):
        return 0.0
    sums = np.bincount(line, weights=slope)
    length_mm = np.bincount(line) * MM_PER_SKELETON_STEP / px_per_mm
    shorter = np.sqrt(np.minimum(1, STRETCH_MM / np.maximum(length_mm, 1e-6)))
    noise_part = np.sum((sums * noise * shorter) ** 2)
    proportional = relative * float(np.sum(slope * np.maximum(contrast, 0)))
    return Z95 * float(np.sqrt(noise_part + audit**2 + proportional**2 + floor**2))
