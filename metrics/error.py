"""The smallest detectable change of a pair: what camera, light and pose can do alone."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from metrics.contrast import Traces, line_contrast
from metrics.view import CommonView

STUDY_FILE = Path(__file__).with_name("repeatability.json")
Z95 = 1.96
STRETCH_MM = 8.0
BESIDE_MM = (-4.5, -3.0, 3.0, 4.5)
FEWEST_STRETCHES = 8
UNKNOWN_NOISE = 0.004


@dataclass(frozen=True)
class Disturbance:
    """What light and pose do to the contrast of lines in one region of one pair.

    Attributes
    ----------
    expected : float
        Log change of contrast that they explain; taken out.
    relative : float
        Standard deviation of the log change that remains.
    floor : float
        The same with equal light and pose.
    """

    expected: float
    relative: float
    floor: float


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

    def disturbance(self, view: CommonView) -> Disturbance:
        """What light and pose of a pair do here."""
        turned = np.hypot(view.yaw, view.pitch)
        terms = (self.floor, self.per_light * view.light.size, self.per_degree * turned)
        return Disturbance(0.0, float(np.sqrt(np.sum(np.square(terms)))), self.floor)


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
    return float(1.4826 * np.median(np.abs(np.asarray(means) - np.median(means))))


def smallest_detectable_change(
    moved: NDArray[np.float64],
    line: NDArray[np.int64],
    length_mm: NDArray[np.float64],
    *,
    noise: float,
    others: tuple[float, ...],
) -> float:
    """SDC (95 %) of a sum over line points, in the unit of the sum.

    Noise is averaged along a line and independent between lines; everything else is given as
    independent standard deviations of the whole sum.

    Parameters
    ----------
    moved : (n,) float64 ndarray
        By how much the sum moves per unit of contrast of each point.
    line : (n,) int64 ndarray
        Line of each point.
    length_mm : (n,) float64 ndarray
        Length that each point stands for.
    noise : float
        Standard deviation of contrast over a stretch of 8 mm.
    others : tuple of float
        Standard deviations of the sum.
    """
    per_line = np.bincount(line, moved)
    stretches = np.maximum(np.bincount(line, length_mm) / STRETCH_MM, 1)
    return Z95 * float(
        np.sqrt(np.sum((per_line * noise) ** 2 / stretches) + np.sum(np.square(others)))
    )
