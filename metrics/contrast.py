"""Contrast of lines: how much darker a line is than the skin on both sides, in log light."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

import cv2
import numpy as np
from numpy.typing import NDArray

from vision.filters import masked_blur

Value = TypeVar("Value", bound=np.generic)

VALLEY_SIGMA_MM = 0.9  # wide: light moves the shape of a groove's shading more than its sum
REACH_MM, STEP_MM = 3.2, 0.2
ALONG_MM = 2.0
SHADING_MM = 2.5


@dataclass(frozen=True, eq=False)
class Traces:
    """Centre-lines of line candidates, point by point.

    Attributes
    ----------
    rows, columns : (n,) float64 ndarray
        Frame pixels.
    angle : (n,) float64 ndarray
        Direction of the line at each point, radians from x towards y.
    line : (n,) int64 ndarray
        Which line a point belongs to, 0..count - 1; points of a line stand together.
    length_mm : (n,) float64 ndarray
        Length of line that each point stands for.
    """

    rows: NDArray[np.float64]
    columns: NDArray[np.float64]
    angle: NDArray[np.float64]
    line: NDArray[np.int64]
    length_mm: NDArray[np.float64]

    @classmethod
    def of_paths(cls, paths: Sequence[NDArray[np.float64]], px_per_mm: float) -> "Traces":
        """Collect (n, 2) polylines [x, y] in frame pixels."""
        steps = [np.diff(path, axis=0) for path in paths]
        lengths = [np.hypot(step[:, 0], step[:, 1]) for step in steps]
        places = np.concatenate([*paths, np.empty((0, 2))])
        tangents = np.concatenate([*(np.gradient(path, axis=0) for path in paths), places[:0]])
        return cls(
            rows=places[:, 1],
            columns=places[:, 0],
            angle=np.arctan2(tangents[:, 1], tangents[:, 0]),
            line=np.repeat(np.arange(len(paths)), [len(path) for path in paths]),
            length_mm=np.concatenate(
                [*(np.convolve(part, (0.5, 0.5)) for part in lengths), np.empty(0)]
            )
            / px_per_mm,
        )

    def __len__(self) -> int:
        return len(self.rows)

    @property
    def count(self) -> int:
        """Number of lines."""
        return int(self.line[-1]) + 1 if len(self) else 0

    def looked_up(self, picture: NDArray[Value], *, aside_px: float = 0.0) -> NDArray[Value]:
        """Values of an (h, w) picture at the points, or at a distance across the line."""
        rows = np.rint(self.rows + aside_px * np.cos(self.angle)).astype(np.int64)
        columns = np.rint(self.columns - aside_px * np.sin(self.angle)).astype(np.int64)
        height, width = picture.shape[:2]
        return picture[np.clip(rows, 0, height - 1), np.clip(columns, 0, width - 1)]


def without_shading(
    log_light: NDArray[np.float32], mask: NDArray[np.bool_], px_per_mm: float
) -> NDArray[np.float32]:
    """Logarithm of light (h, w) less its mean over 2.5 mm of the mask; 0 off the mask."""
    shading = masked_blur(log_light, mask, SHADING_MM * px_per_mm)
    return np.where(mask, log_light - shading, np.float32(0))


def _valley() -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Offsets across the line in mm and weights: mean of the flanks minus the centre."""
    offsets = np.arange(-REACH_MM, REACH_MM + STEP_MM / 2, STEP_MM)
    ratio = (offsets / VALLEY_SIGMA_MM) ** 2
    weights = (ratio - 1) * np.exp(-ratio / 2)
    flank = weights > 0
    weights[flank] /= weights[flank].sum()
    weights[~flank] /= -weights[~flank].sum()
    return offsets, weights


OFFSETS_MM, WEIGHTS = _valley()


def line_contrast(
    detail: NDArray[np.float32], traces: Traces, px_per_mm: float, *, aside_mm: float = 0.0
) -> NDArray[np.float64]:
    """Contrast at every point, in log units, positive where the line is darker than its flanks.

    Parameters
    ----------
    detail : (h, w) float32 ndarray
        Logarithm of light, see `without_shading`.
    traces : Traces
    px_per_mm : float
    aside_mm : float
        Shift across the lines, to measure the skin beside them.
    """
    if not len(traces):
        return np.empty(0)
    across = (OFFSETS_MM + aside_mm) * px_per_mm
    columns = traces.columns[:, None] - np.sin(traces.angle)[:, None] * across
    rows = traces.rows[:, None] + np.cos(traces.angle)[:, None] * across
    values = cv2.remap(
        detail,
        columns.astype(np.float32),
        rows.astype(np.float32),
        cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_REPLICATE,
    )
    return np.asarray(values.reshape(len(traces), -1) @ WEIGHTS, np.float64)


class Smoother:
    """Gaussian mean of 2 mm along each line, by distance in the plane."""

    def __init__(self, traces: Traces, px_per_mm: float) -> None:
        starts = np.searchsorted(traces.line, np.arange(traces.count + 1))
        self._parts = [slice(a, b) for a, b in pairwise(starts)]
        self._weights = []
        for part in self._parts:
            y, x = traces.rows[part], traces.columns[part]
            apart = (y[:, None] - y) ** 2 + (x[:, None] - x) ** 2
            weights = np.exp(-apart / (2 * (ALONG_MM * px_per_mm) ** 2))
            self._weights.append(weights / weights.sum(1, keepdims=True))

    def __call__(self, contrast: NDArray[np.float64]) -> NDArray[np.float64]:
        """Smooth one value per point."""
        smooth = np.empty_like(contrast)
        for part, weights in zip(self._parts, self._weights, strict=True):
            smooth[part] = weights @ contrast[part]
        return smooth
