"""Width and depth of a line, from its mean cross profile."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import gaussian_filter1d, uniform_filter1d

from metrics.relief import Relief
from metrics.ridges import sample

REACH_MM = 2.5
STEP_MM = 0.05
CENTRE_MM = 0.5
"""The deepest point of a profile is sought this near to the centre-line."""

ALONG_MM = 1.0
"""Standard deviation along the line of the profiles in which the bottom of a groove is sought."""

WIDEST_SHOULDER_MM = 1.8
"""Shoulders further from the bottom belong to the shading of the face, or to the next line."""

SCATTER_MM = 0.16
"""Standard deviation of the blur that light suffers in skin before it leaves: the two narrow parts
of the green profile of d'Eon and Luebke, "Advanced techniques for realistic real-time skin
rendering", GPU Gems 3 (2007), chapter 14, together."""

FWHM_PER_SIGMA = 2.3548
"""Full width at half maximum of a Gaussian over its standard deviation, 2 sqrt(2 ln 2)."""

LEAST_WIDTH_SHARE = 0.5
LEAST_DEPTH = 0.02
"""A line that is less deep on average is no groove: it cannot be told from the skin beside it."""

FLOOR_MM, SHOULDERS_MM = (-0.2, 0.0, 0.2), (1.2, 1.5, 1.8)
RUN_MM = 2.0
LEAST_END_SHARE = 0.25
"""Ends are cut where a groove has less than this share of its own median depth."""


@dataclass(frozen=True)
class Profile:
    """Shape of a groove.

    Attributes
    ----------
    width_mm : float
        Full width at half depth, the blur of photo and skin taken off in quadrature; never less
        than half of what is seen, since of a line as narrow as the blur only the blur is known.
    depth : float
        In natural log lightness, below the straight line between both shoulders.
    """

    width_mm: float
    depth: float


def normals(path: NDArray[np.float64]) -> NDArray[np.float64]:
    """Unit normals of an (n, 2) path, n at least 2."""
    tangent = np.gradient(path, axis=0)
    tangent /= np.maximum(np.linalg.norm(tangent, axis=1, keepdims=True), 1e-9)
    return np.asarray(tangent[:, ::-1] * [-1, 1])


def cross_profile(
    path: NDArray[np.float64], relief: Relief
) -> tuple[NDArray[np.float64], NDArray[np.float32]]:
    """Log lightness across a line at each of its points.

    Parameters
    ----------
    path : (n, 2) float64 ndarray
        Frame pixels [x, y].
    relief : Relief

    Returns
    -------
    offset_mm : (m,) float64 ndarray
    log_lightness : (n, m) float32 ndarray
    """
    offset_mm = np.arange(-REACH_MM, REACH_MM + STEP_MM / 2, STEP_MM)
    at = path[:, None] + offset_mm[:, None] * relief.px_per_mm * normals(path)[:, None]
    return offset_mm, sample(relief.log_lightness, at[..., 0], at[..., 1])


def within_groove(path: NDArray[np.float64], relief: Relief) -> NDArray[np.float64]:
    """Cut both ends of a line back to where its groove can be seen.

    Elongated filters answer some millimetres beyond the end of a groove, and run on along the
    shade beside a fold.

    Parameters
    ----------
    path : (n, 2) float64 ndarray
        Frame pixels [x, y].
    relief : Relief
    """
    across = relief.px_per_mm * normals(path)

    def level(offsets_mm: tuple[float, ...]) -> NDArray[np.float64]:
        at = path + np.array(offsets_mm)[:, None, None] * across
        values = sample(relief.log_lightness, at[..., 0], at[..., 1])
        return np.asarray(values.mean(0, dtype=float))

    left, right = level(SHOULDERS_MM), level(tuple(-offset for offset in SHOULDERS_MM))
    depth = np.minimum(left, right) - level(FLOOR_MM)
    depth = uniform_filter1d(depth, max(3, round(RUN_MM * relief.px_per_mm)), mode="nearest")
    typical = float(np.median(depth))
    if typical <= 0:
        return path
    seen = np.flatnonzero(depth >= LEAST_END_SHARE * typical)
    kept = path[seen[0] : seen[-1] + 1]
    return kept if len(kept) > 1 else path


def measure_profile(path: NDArray[np.float64], relief: Relief) -> Profile | None:
    """Width and depth of a line; None when its mean profile is no groove.

    The depth is that of the plain mean profile, in which noise averages out. For the width the
    profiles are first shifted onto the bottom of the groove: the mean over a line that wanders
    about its traced centre is wider than the groove.
    """
    offset, lightness = cross_profile(path, relief)
    plain = _depth_below_shoulders(offset, lightness.mean(0, dtype=float))
    if plain is None or plain[1].max() < LEAST_DEPTH:
        return None
    followed = _mean_along_bottom(offset, lightness, ALONG_MM * relief.px_per_mm)
    shape = _depth_below_shoulders(offset, followed, reach_mm=WIDEST_SHOULDER_MM) or plain
    width = _width_at_half(*shape)
    blur = FWHM_PER_SIGMA * np.hypot(relief.blur_mm, SCATTER_MM)
    sharp = np.sqrt(max(width**2 - blur**2, (LEAST_WIDTH_SHARE * width) ** 2))
    return Profile(float(sharp), float(plain[1].max()))


def _mean_along_bottom(
    offset: NDArray[np.float64], lightness: NDArray[np.float32], along_px: float
) -> NDArray[np.float64]:
    """Mean of the profiles (n, m), each shifted so that the bottom of the groove is at 0."""
    near = np.flatnonzero(np.abs(offset) <= CENTRE_MM)
    steady = gaussian_filter1d(lightness, along_px, axis=0, mode="nearest")
    bottom = offset[near[steady[:, near].argmin(1)]]
    bottom = gaussian_filter1d(bottom, along_px, mode="nearest")
    return np.asarray(_shifted(lightness, bottom / STEP_MM).mean(axis=0))


def _shifted(profiles: NDArray[np.float32], steps: NDArray[np.float64]) -> NDArray[np.float64]:
    """Profiles (n, m), each read from (n,) steps further on, linear; its ends are repeated."""
    size = profiles.shape[1]
    place = np.clip(np.arange(size) + steps[:, None], 0, size - 1)
    before = np.minimum(place.astype(np.intp), size - 2)
    first, second = (np.take_along_axis(profiles, before + k, axis=1) for k in (0, 1))
    return np.asarray(first + (place - before) * (second - first))


def _depth_below_shoulders(
    offset: NDArray[np.float64], lightness: NDArray[np.float64], *, reach_mm: float = REACH_MM
) -> tuple[NDArray[np.float64], NDArray[np.float64]] | None:
    """Offsets and depths of a profile between its shoulders; None where one side does not rise."""
    near = np.flatnonzero(np.abs(offset) <= CENTRE_MM)
    bottom = int(near[lightness[near].argmin()])
    reach = round(reach_mm / STEP_MM)
    left = _shoulder(lightness[max(bottom - reach, 0) : bottom + 1][::-1])
    right = _shoulder(lightness[bottom : bottom + reach + 1])
    if left == 0 or right == 0:
        return None
    first, last = bottom - left, bottom + right
    span = slice(first, last + 1)
    base = np.interp(offset[span], offset[[first, last]], lightness[[first, last]])
    return offset[span], base - lightness[span]


def _shoulder(rising: NDArray[np.float64]) -> int:
    """Steps from the bottom of a groove to the top of one side."""
    return int(rising.argmax())


def _width_at_half(offset: NDArray[np.float64], depth: NDArray[np.float64]) -> float:
    """Distance between the half-depth crossings on both sides of the deepest point."""
    peak, half = int(depth.argmax()), depth.max() / 2
    left = np.flatnonzero(depth[: peak + 1] <= half)
    right = np.flatnonzero(depth[peak:] <= half)
    ends = []
    for inside, outside in ((left[-1] + 1, left[-1]), (peak + right[0] - 1, peak + right[0])):
        share = (depth[inside] - half) / (depth[inside] - depth[outside])
        ends.append(offset[inside] + share * (offset[outside] - offset[inside]))
    return float(ends[1] - ends[0])
