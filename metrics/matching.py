"""Making two photos of one face equal in gain, sharpness and noise before they are measured.

A photo that is a little softer, flatter or cleaner shows fewer lines. What differs over the whole
face, brows and lids included, is the camera and not the skin, and is taken out here.
"""

from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from metrics.contrast import without_shading
from metrics.view import CommonView
from vision.align import Alignment
from vision.filters import band, blur, grown, log_lightness
from vision.frame import FaceFrame

BASE_BLUR_MM = 0.25
GAIN_BAND_MM, GAIN_COHERENCE = (0.9, 3.0), 0.85
BLUR_BAND_MM, BLUR_COHERENCE = (0.15, 0.6), 0.7
NOISE_BAND_MM, NOISE_IGNORED = (0.25, 1.0), 0.04
WIDEST_BLUR_MM = 1.2
TILE_MM, NOISE_TILE_MM = 10.0, 8.0
FEWEST_TILES = 6
MOST_COHERENT = 0.09  # share of the coherent tiles: in the others noise passes for sharpness
LARGEST_DETAIL = 0.4

Picture = NDArray[np.float32]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class MatchedPair:
    """Two photos in one frame, equal in gain, sharpness and noise.

    Attributes
    ----------
    frames : pair of FaceFrame
        Equal in sharpness and noise; both carry the earlier photo's resolution.
    before, after : (h, w) float32 ndarray
        Detail of the log lightness, see `fine_detail`; equal in gain as well.
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

    frames: tuple[FaceFrame, FaceFrame]
    before: Picture
    after: Picture
    before_log: Picture
    after_log: Picture
    usable: Mask
    px_per_mm: float
    gain: float
    blur_mm: float
    noise: float


def match(alignment: Alignment, view: CommonView) -> MatchedPair:
    """Match an aligned pair.

    Gain and sharpness are read from the whole face, brows, lids and lips included, so that fading
    lines do not move them; noise is read from skin.

    Parameters
    ----------
    alignment : Alignment
    view : CommonView
    """
    scale = alignment.before.px_per_mm
    frames = (alignment.before, alignment.after)
    usable = alignment.face & view.readable
    tiles = _Tiles(alignment.face, usable, side_px=TILE_MM * scale, covered=0.6)
    before, after = (
        blur(log_lightness(frame.pixels, view.weights), BASE_BLUR_MM * scale) for frame in frames
    )
    gain_band = (GAIN_BAND_MM[0] * scale, GAIN_BAND_MM[1] * scale)
    bands = band(before, *gain_band), band(after, *gain_band)
    gain = _log_contrast_ratio(*bands, tiles, coherence=GAIN_COHERENCE) or 0.0
    after = after * np.float32(np.exp(-gain))
    blur_mm = _sharpness_difference(before, after, tiles, scale)
    softened = (max(-blur_mm, 0.0), max(blur_mm, 0.0))
    before, after = blur(before, softened[0] * scale), blur(after, softened[1] * scale)
    details = [fine_detail(log, usable, scale) for log in (before, after)]
    noise, grain = _missing_grain(alignment, details, view.skin, softened)
    cleaner = 0 if noise > 0 else 1
    if grain is not None:
        details[cleaner] = details[cleaner] + grain
    matched = [_softened(frame, mm) for frame, mm in zip(frames, softened, strict=True)]
    if grain is not None:
        grainy = matched[cleaner].pixels * np.exp(grain)[..., None]
        matched[cleaner] = replace(matched[cleaner], pixels=np.clip(grainy, 0, 255))
    matched[1] = replace(matched[1], to_photo=alignment.before.to_photo)
    return MatchedPair(
        (matched[0], matched[1]),
        details[0],
        details[1],
        before,
        after,
        usable,
        scale,
        gain,
        blur_mm,
        noise,
    )


def _softened(frame: FaceFrame, sigma_mm: float) -> FaceFrame:
    return replace(frame, pixels=blur(frame.pixels, sigma_mm * frame.px_per_mm))


def fine_detail(log_lightness: Picture, usable: Mask, px_per_mm: float) -> Picture:
    """Log lightness (h, w) without shading wider than 2.5 mm, clipped to +-0.4; 0 off the mask."""
    detail = without_shading(log_lightness, usable, px_per_mm)
    return np.clip(detail, -LARGEST_DETAIL, LARGEST_DETAIL).astype(np.float32)


class _Tiles:
    """Square tiles of a picture that are covered well enough by a mask, and moments over them."""

    def __init__(self, mask: Mask, usable: Mask, *, side_px: float, covered: float) -> None:
        self._side = int(side_px)
        self._weight = usable.astype(np.float32)
        self._count = self._sums(self._weight)
        enough = covered * self._side**2
        self._kept = (self._sums(mask.astype(np.float32)) > enough) & (self._count > enough)
        self.count = int(self._kept.sum())

    def _sums(self, picture: Picture) -> Picture:
        rows, columns = (size // self._side for size in picture.shape)
        if not rows or not columns:
            return np.zeros((rows, columns), np.float32)
        cut = picture[: rows * self._side, : columns * self._side]
        means = cv2.resize(cut, (columns, rows), interpolation=cv2.INTER_AREA)
        return np.asarray(means, np.float32) * self._side**2

    def covariance(self, first: Picture, second: Picture) -> NDArray[np.float64]:
        """Covariance of two pictures over the usable pixels of every kept tile, (count,)."""
        product, one, two = (
            self._sums(picture * self._weight)[self._kept] / self._count[self._kept]
            for picture in (first * second, first, second)
        )
        return np.asarray(product - one * two, np.float64)


def _log_contrast_ratio(
    first: Picture, second: Picture, tiles: _Tiles, *, coherence: float
) -> float | None:
    """Log ratio of the detail (h, w) of two photos, from tiles where they show the same.

    Where detail is coherent between the photos there is little noise in it, so that its variance
    is that of the face. A weighted median over the tiles; None with fewer than six of them.
    """
    own, other = tiles.covariance(first, first), tiles.covariance(second, second)
    alike = tiles.covariance(first, second) / np.sqrt(np.maximum(own * other, 1e-20))
    coherent = alike > coherence
    if coherent.sum() < FEWEST_TILES:
        return None
    most = max(FEWEST_TILES, int(MOST_COHERENT * coherent.sum()))
    best = alike >= np.sort(alike)[-most]
    ratios = 0.5 * np.log(other[best] / own[best])
    order = np.argsort(ratios)
    weights = 1 / (1.02 - alike[best][order])
    share = np.cumsum(weights) / weights.sum()
    return float(ratios[order[np.searchsorted(share, 0.5)]])


def _sharpness_difference(
    before: Picture, after: Picture, tiles: _Tiles, px_per_mm: float
) -> float:
    """Gaussian sigma in mm that makes the sharper photo as soft as the other, by bisection.

    Positive when it is the later photo that has to be blurred.
    """
    band_px = (BLUR_BAND_MM[0] * px_per_mm, BLUR_BAND_MM[1] * px_per_mm)
    plain = band(before, *band_px), band(after, *band_px)

    def ratio(sigma_mm: float) -> float | None:
        first, second = plain
        if sigma_mm < 0:
            first = band(blur(before, -sigma_mm * px_per_mm), *band_px)
        if sigma_mm > 0:
            second = band(blur(after, sigma_mm * px_per_mm), *band_px)
        return _log_contrast_ratio(first, second, tiles, coherence=BLUR_COHERENCE)

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


def _missing_grain(
    alignment: Alignment, details: list[Picture], skin: Mask, softened: tuple[float, float]
) -> tuple[float, Picture | None]:
    """Noise to add to the cleaner photo until both vary alike on skin, and its share of detail.

    The share is positive when the earlier photo is the cleaner one. Without this the union of
    candidates of both photos would favour the noisier one.
    """
    scale = alignment.before.px_per_mm
    limits = (NOISE_BAND_MM[0] * scale, NOISE_BAND_MM[1] * scale)
    first, second = (band(detail, *limits) for detail in details)
    tiles = _Tiles(skin, skin, side_px=NOISE_TILE_MM * scale, covered=0.7)
    if tiles.count < FEWEST_TILES:
        return 0.0, None
    own, other = tiles.covariance(first, first), tiles.covariance(second, second)
    excess = float(np.median(other - own))
    share = excess / float(np.median((own + other) / 2))
    if abs(share) < NOISE_IGNORED:
        return 0.0, None
    cleaner = alignment.before if excess > 0 else alignment.after
    grain = _sensor_grain(cleaner, softened[0] if excess > 0 else softened[1])
    grain *= np.sqrt(abs(excess) / band(grain, *limits).var()) * grown(skin, 3 * scale)
    return share, grain


def _sensor_grain(frame: FaceFrame, softened_mm: float) -> Picture:
    """White noise of the photo's own pixels, as it looks after resampling and blur."""
    height, width = frame.shape
    px_per_photo_px = 1 / np.sqrt(abs(np.linalg.det(frame.to_photo[:, :2])))
    size = (int(height / px_per_photo_px) + 4, int(width / px_per_photo_px) + 4)
    white = np.random.default_rng(0).normal(0, 1, size).astype(np.float32)
    grain = np.asarray(
        cv2.resize(
            white, None, fx=px_per_photo_px, fy=px_per_photo_px, interpolation=cv2.INTER_CUBIC
        ),
        np.float32,
    )[:height, :width]
    for sigma_mm in (BASE_BLUR_MM, softened_mm):
        grain = blur(grain, sigma_mm * frame.px_per_mm)
    return grain
