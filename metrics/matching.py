"""Making two photos of one face equal in gain, sharpness and noise before they are measured.

A photo that is a little softer, flatter or cleaner shows fewer lines. What differs over the whole
face, brows and lids included, is the camera and not the skin, and is taken out here.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from vision.align import Alignment
from vision.filters import band, blur, grown, log_lightness, masked_blur
from vision.frame import FaceFrame

CLIPPED_ABOVE, CLIPPED_BELOW = 250, 12
CLIPPED_MARGIN_MM = 0.5
BASE_BLUR_MM = 0.25
GAIN_BAND_MM, GAIN_COHERENCE = (0.9, 3.0), 0.85
BLUR_BAND_MM, BLUR_COHERENCE = (0.15, 0.6), 0.7
NOISE_BAND_MM, NOISE_IGNORED = (0.25, 1.0), 0.04
WIDEST_BLUR_MM = 1.2
TILE_MM, NOISE_TILE_MM = 10.0, 8.0
FEWEST_TILES = 6
SHADING_MM, LARGEST_DETAIL = 2.5, 0.4

Picture = NDArray[np.float32]
Mask = NDArray[np.bool_]
Tile = tuple[slice, slice]


@dataclass(frozen=True, eq=False)
class MatchedPair:
    """Two photos in one frame, equal in gain, sharpness and noise.

    Attributes
    ----------
    before, after : (h, w) float32 ndarray
        Detail of the log lightness, see `fine_detail`.
    before_log, after_log : (h, w) float32 ndarray
        Log lightness after the gain and sharpness match, before noise is equalised.
    usable : (h, w) bool ndarray
        Face pixels that neither photo clipped.
    px_per_mm : float
    gain : float
        Log contrast of the later photo against the earlier one, divided out.
    blur_mm : float
        Gaussian sigma given to the sharper photo; negative when that was the earlier one.
    noise : float
        Noise given to the cleaner photo, as a share of the fine detail on skin; negative when
        that was the later one.
    """

    before: Picture
    after: Picture
    before_log: Picture
    after_log: Picture
    usable: Mask
    px_per_mm: float
    gain: float
    blur_mm: float
    noise: float


def match(alignment: Alignment, face: Mask, skin: Mask) -> MatchedPair:
    """Match an aligned pair.

    Parameters
    ----------
    alignment : Alignment
    face : (h, w) bool ndarray
        The whole face; gain and sharpness are read from brows, lids and lips as well, so that
        fading lines do not move them.
    skin : (h, w) bool ndarray
        Skin that both photos show; noise is read from it.
    """
    scale = alignment.before.px_per_mm
    frames = (alignment.before, alignment.after)
    usable = face & ~grown(_clipped(frames), CLIPPED_MARGIN_MM * scale)
    tiles = [tile for tile in _tiles(face, TILE_MM * scale) if usable[tile].mean() >= 0.6]
    before, after = (blur(log_lightness(frame.pixels), BASE_BLUR_MM * scale) for frame in frames)
    gain = _log_contrast_ratio(
        before, after, tiles, usable, GAIN_BAND_MM, coherence=GAIN_COHERENCE, px_per_mm=scale
    )
    gain = gain or 0.0
    after = after * np.float32(np.exp(-gain))
    blur_mm = _sharpness_difference(before, after, tiles, usable, scale)
    before, after = blur(before, -blur_mm * scale), blur(after, blur_mm * scale)
    first, second = (fine_detail(log, usable, scale) for log in (before, after))
    first, second, noise = _equally_noisy(alignment, first, second, skin, blur_mm)
    return MatchedPair(first, second, before, after, usable, scale, gain, blur_mm, noise)


def fine_detail(log_lightness: Picture, usable: Mask, px_per_mm: float) -> Picture:
    """Log lightness (h, w) without shading wider than 2.5 mm, clipped to +-0.4; 0 off the mask."""
    shading = masked_blur(log_lightness, usable, SHADING_MM * px_per_mm)
    detail = np.where(usable, log_lightness - shading, 0)
    return np.clip(detail, -LARGEST_DETAIL, LARGEST_DETAIL).astype(np.float32)


def _clipped(frames: tuple[FaceFrame, FaceFrame]) -> Mask:
    brightest = np.maximum(*(frame.pixels.max(2) for frame in frames))
    darkest = np.minimum(*(frame.pixels.max(2) for frame in frames))
    return np.asarray((brightest > CLIPPED_ABOVE) | (darkest < CLIPPED_BELOW))


def _tiles(mask: Mask, side_px: float, covered: float = 0.6) -> Iterator[Tile]:
    side = int(side_px)
    height, width = mask.shape
    for top in range(0, height - side + 1, side):
        for left in range(0, width - side + 1, side):
            tile = (slice(top, top + side), slice(left, left + side))
            if mask[tile].mean() > covered:
                yield tile


def _log_contrast_ratio(
    before: Picture,
    after: Picture,
    tiles: list[Tile],
    usable: Mask,
    band_mm: tuple[float, float],
    *,
    coherence: float,
    px_per_mm: float,
) -> float | None:
    """Log ratio of the detail of two photos in a band, from tiles where they show the same.

    Where detail is coherent between the photos there is little noise in it, so that its variance
    is that of the face. A weighted median over the tiles; None with fewer than six of them.
    """
    limits = (band_mm[0] * px_per_mm, band_mm[1] * px_per_mm)
    first, second = band(before, *limits), band(after, *limits)
    ratios, weights = [], []
    for tile in tiles:
        inside = usable[tile]
        own, other = first[tile][inside], second[tile][inside]
        (own_variance, shared), (_, other_variance) = np.cov(own, other, bias=True)
        alike = shared / np.sqrt(own_variance * other_variance + 1e-20)
        if alike > coherence:
            ratios.append(0.5 * np.log(other_variance / own_variance))
            weights.append(1 / (1.02 - alike))
    if len(ratios) < FEWEST_TILES:
        return None
    order = np.argsort(ratios)
    share = np.cumsum(np.asarray(weights)[order]) / np.sum(weights)
    return float(ratios[order[np.searchsorted(share, 0.5)]])


def _sharpness_difference(
    before: Picture, after: Picture, tiles: list[Tile], usable: Mask, px_per_mm: float
) -> float:
    """Gaussian sigma in mm that makes the sharper photo as soft as the other, by bisection.

    Positive when it is the later photo that has to be blurred.
    """

    def ratio(sigma_mm: float) -> float | None:
        return _log_contrast_ratio(
            blur(before, -sigma_mm * px_per_mm),
            blur(after, sigma_mm * px_per_mm),
            tiles,
            usable,
            BLUR_BAND_MM,
            coherence=BLUR_COHERENCE,
            px_per_mm=px_per_mm,
        )

    start = ratio(0.0)
    if not start:
        return 0.0
    side = float(np.sign(start))
    low, high = 0.0, WIDEST_BLUR_MM
    for _ in range(8):
        middle = (low + high) / 2
        now = ratio(side * middle)
        if now is None:
            break
        low, high = (middle, high) if now * side > 0 else (low, middle)
    return side * (low + high) / 2


def _equally_noisy(
    alignment: Alignment, before: Picture, after: Picture, skin: Mask, blur_mm: float
) -> tuple[Picture, Picture, float]:
    """Give the cleaner photo sensor noise until fine detail on skin has the same variance.

    Without it the union of candidates of both photos would favour the noisier one.
    """
    scale = alignment.before.px_per_mm
    limits = (NOISE_BAND_MM[0] * scale, NOISE_BAND_MM[1] * scale)
    first, second = band(before, *limits), band(after, *limits)
    variances = np.array(
        [
            (first[tile][skin[tile]].var(), second[tile][skin[tile]].var())
            for tile in _tiles(skin, NOISE_TILE_MM * scale, covered=0.7)
        ]
    ).reshape(-1, 2)
    if len(variances) < FEWEST_TILES + 2:
        return before, after, 0.0
    excess = float(np.median(variances[:, 1] - variances[:, 0]))
    share = excess / float(np.median(variances.mean(1)))
    if abs(share) < NOISE_IGNORED:
        return before, after, 0.0
    cleaner = alignment.before if excess > 0 else alignment.after
    softened = max(-blur_mm if excess > 0 else blur_mm, 0.0)
    grain = _sensor_grain(cleaner, softened)
    grain *= np.sqrt(abs(excess) / band(grain, *limits).var())
    grain *= grown(skin, 3 * scale)
    return (before + grain, after, share) if excess > 0 else (before, after + grain, share)


def _sensor_grain(frame: FaceFrame, softened_mm: float) -> Picture:
    """White noise of the photo's own pixels, as it looks after resampling and blur."""
    height, width = frame.shape
    px_per_photo_px = 1 / np.sqrt(abs(np.linalg.det(frame.to_photo[:, :2])))
    size = (int(height / px_per_photo_px) + 4, int(width / px_per_photo_px) + 4)
    white = np.random.default_rng(0).normal(0, 1, size).astype(np.float32)
    grain = cv2.resize(
        white, None, fx=px_per_photo_px, fy=px_per_photo_px, interpolation=cv2.INTER_CUBIC
    )
    grain = np.asarray(grain[:height, :width], np.float32)
    for sigma_mm in (BASE_BLUR_MM, softened_mm):
        grain = blur(grain, sigma_mm * frame.px_per_mm)
    return grain
