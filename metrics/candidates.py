"""Line candidates of a pair: whatever either photo shows as a line, traced once for both."""

from functools import lru_cache

import numpy as np
import scipy.fft
from numpy.typing import NDArray
from skimage.filters import apply_hysteresis_threshold
from skimage.measure import label, regionprops
from skimage.morphology import skeletonize

from metrics.contrast import Traces
from metrics.matching import MatchedPair
from vision.filters import masked_blur

WIDTHS_MM, LENGTH_MM, DIRECTIONS = (0.3, 0.5), 1.9, 16
LOW, HIGH = 1.7, 2.8
SHORTEST_MM, CURLIEST = 6.0, 1.9
NEIGHBOURHOOD_MM = 6.0
WEAKEST_RESPONSE = 0.03
NOISE_TIMES = 1.8
STRAIGHTNESS = 0.6
FLANKS_MM = (1.0, 1.4, 1.8)
FLANK_CONTRAST = (0.012, 0.5)
FLANK_RATIO = 0.25

Picture = NDArray[np.float32]


def line_candidates(pair: MatchedPair, skin: NDArray[np.bool_]) -> Traces:
    """Trace the lines of both photos of a matched pair.

    Parameters
    ----------
    pair : MatchedPair
    skin : (h, w) bool ndarray
        Skin that both photos show.
    """
    scale = pair.px_per_mm
    (first, first_angle), (second, second_angle) = _responses(pair.before, pair.after, scale)
    earlier = first >= second
    response = np.where(earlier, first, second)
    angle = np.where(earlier, first_angle, second_angle)
    seen_in = np.where(earlier, pair.before, pair.after)
    around = masked_blur(response, skin, NEIGHBOURHOOD_MM * scale)
    floor = max(
        0.8 * float(np.median(response[skin])),
        WEAKEST_RESPONSE,
        NOISE_TIMES * _noise_response(first - second, skin),
    )
    score = np.where(skin, response / np.maximum(around, floor), 0)
    skeleton = skeletonize(apply_hysteresis_threshold(score, LOW, HIGH))
    parts = []
    for part in regionprops(label(skeleton, connectivity=2)):
        rows, columns = part.coords.T.astype(float)
        extent_mm = np.hypot(np.ptp(rows), np.ptp(columns)) / scale
        if extent_mm < SHORTEST_MM or len(rows) / scale > CURLIEST * extent_mm:
            continue
        along = angle[part.coords[:, 0], part.coords[:, 1]].astype(float)
        if np.hypot(np.cos(2 * along).mean(), np.sin(2 * along).mean()) < STRAIGHTNESS:
            continue
        line = np.full(len(rows), len(parts))
        trace = Traces(rows, columns, along, line)
        if _has_flanks(seen_in, trace, scale):
            parts.append(trace)
    return Traces(
        *(
            np.concatenate([getattr(part, name) for part in parts] or [np.empty(0)])
            for name in ("rows", "columns", "angle")
        ),
        np.concatenate([part.line for part in parts] or [np.empty(0, np.int64)]),
    )


def _has_flanks(picture: Picture, trace: Traces, px_per_mm: float) -> bool:
    """Whether the skin is brighter on both sides, neither far more than the other."""
    centre = trace.looked_up(picture)
    sides = [
        np.mean(
            [trace.looked_up(picture, aside_px=side * mm * px_per_mm) for mm in FLANKS_MM], axis=0
        )
        - centre
        for side in (1, -1)
    ]
    least, most = np.median(np.minimum(*sides)), np.median(np.maximum(*sides))
    lowest, highest = FLANK_CONTRAST
    return bool(least > lowest and least > FLANK_RATIO * most and most < highest)


def _noise_response(difference: Picture, skin: NDArray[np.bool_]) -> float:
    values = difference[skin]
    return float(1.4826 * np.median(np.abs(values - np.median(values)))) / np.sqrt(2)


@lru_cache(maxsize=2)
def _spectra(shape: tuple[int, int], px_per_mm: float) -> tuple[tuple[float, Picture], ...]:
    """Direction and spectrum of each second-derivative kernel; real, for the kernels are even."""
    reach = int(np.ceil(2.8 * LENGTH_MM * px_per_mm))
    y, x = np.mgrid[-reach : reach + 1, -reach : reach + 1].astype(float)
    spectra = []
    for angle in np.arange(DIRECTIONS) * np.pi / DIRECTIONS:
        length = (x * np.cos(angle) + y * np.sin(angle)) / (LENGTH_MM * px_per_mm)
        for width_mm in WIDTHS_MM:
            width = (y * np.cos(angle) - x * np.sin(angle)) / (width_mm * px_per_mm)
            kernel = (width**2 - 1) * np.exp(-(width**2 + length**2) / 2)
            kernel -= kernel.mean()
            kernel /= np.linalg.norm(kernel)
            padded = np.zeros(shape, np.float32)
            padded[: 2 * reach + 1, : 2 * reach + 1] = kernel
            padded = np.roll(padded, (-reach, -reach), (0, 1))
            spectra.append((float(angle), scipy.fft.fft2(padded).real.astype(np.float32)))
    return tuple(spectra)


def _responses(
    before: Picture, after: Picture, px_per_mm: float
) -> tuple[tuple[Picture, Picture], tuple[Picture, Picture]]:
    """Strongest response and its direction in both photos; one complex transform serves both."""
    height, width = before.shape
    margin = int(3 * LENGTH_MM * px_per_mm)
    shape = tuple(scipy.fft.next_fast_len(size + margin) for size in (height, width))
    both = np.zeros(shape, np.complex64)
    both[:height, :width] = before + 1j * after
    spectrum = scipy.fft.fft2(both)
    best = np.zeros((2, height, width), np.float32)
    direction = np.zeros_like(best)
    for angle, kernel in _spectra((shape[0], shape[1]), px_per_mm):
        filtered = scipy.fft.ifft2(spectrum * kernel)[:height, :width]
        for photo, response in enumerate((filtered.real, filtered.imag)):
            stronger = response > best[photo]
            best[photo][stronger] = response[stronger]
            direction[photo][stronger] = angle
    return (best[0], direction[0]), (best[1], direction[1])
