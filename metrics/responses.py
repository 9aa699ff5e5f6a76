"""Oriented two-flank filters: how much darker an elongated strip is than the skin on both sides.

An elongated Gaussian mean is compared with its copies shifted across the line to either flank.
Taking the lesser of the two differences makes the filter blind to step edges (hairline, jaw, the
rim of a shadow), which are bright on one side only, as proposed by Koller et al., "Multiscale
detection of curvilinear structures", ICCV 1995, doi:10.1109/ICCV.1995.466846.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from vision.cores import side_by_side

DIRECTIONS = 16
ANGLES = np.pi * np.arange(DIRECTIONS) / DIRECTIONS
"""Directions along the line, radians from the x axis towards y (down)."""

LARGER_FLANK_SHARE = 0.15
REACH_SIGMAS = 2.6
COARSE_SIGMA_PX = 1.3
SMALLEST_EXPONENT = -60.0  # of a gain: less is nothing, and slow to compute with
INVERSE = cv2.DFT_INVERSE | cv2.DFT_REAL_OUTPUT | cv2.DFT_SCALE


@dataclass(frozen=True)
class Bank:
    """One family of filters.

    Attributes
    ----------
    name : str
    across_mm, along_mm : float
        Standard deviations of the elongated Gaussian.
    flank_mm : float
        Distance from the centre-line to the middle of either flank.
    weight : float
        Share in the joint response.
    """

    name: str
    across_mm: float
    along_mm: float
    flank_mm: float
    weight: float


BANKS = (
    Bank("fine", 0.28, 1.8, 0.8, 0.8),
    Bank("long", 0.28, 4.0, 0.8, 0.6),
    Bank("medium", 0.45, 2.5, 1.4, 1.0),
    Bank("fold", 0.9, 4.0, 2.8, 0.8),
)


@dataclass(frozen=True, eq=False)
class Response:
    """Responses of one bank, at the resolution of its filter.

    Attributes
    ----------
    valley : (DIRECTIONS, H, W) float32 ndarray
        Depth below the brighter-than-centre flanks; positive in a groove, at most 0 on a step.
    flank : (DIRECTIONS, H, W) float32 ndarray
        Rise towards the brighter flank.
    shape : (int, int)
        Height and width of the image that was filtered.
    """

    valley: NDArray[np.float32]
    flank: NDArray[np.float32]
    shape: tuple[int, int]

    def valley_at(
        self, direction: NDArray[np.intp], rows: NDArray[np.intp], columns: NDArray[np.intp]
    ) -> NDArray[np.float32]:
        """Depth in (n,) directions at (n,) pixels of the image, bilinear."""
        return self._read(self.valley, direction, rows, columns)

    def flank_at(
        self, direction: NDArray[np.intp], rows: NDArray[np.intp], columns: NDArray[np.intp]
    ) -> NDArray[np.float32]:
        """Rise towards the brighter flank in (n,) directions at (n,) pixels, bilinear."""
        return self._read(self.flank, direction, rows, columns)

    def _read(
        self,
        planes: NDArray[np.float32],
        direction: NDArray[np.intp],
        rows: NDArray[np.intp],
        columns: NDArray[np.intp],
    ) -> NDArray[np.float32]:
        if planes.shape[1:] == self.shape:
            return planes[direction, rows, columns]
        (top, down), (left, right) = (
            _between(at, size, filtered)
            for at, size, filtered in zip(
                (rows, columns), self.shape, planes.shape[1:], strict=True
            )
        )

        def across(row: NDArray[np.intp]) -> NDArray[np.float32]:
            first = planes[direction, row, left]
            return first + right * (planes[direction, row, left + (right > 0)] - first)

        upper = across(top)
        return upper + down * (across(top + (down > 0)) - upper)


def over_image(plane: NDArray[np.float32], shape: tuple[int, ...]) -> NDArray[np.float32]:
    """Bring an (H, W) plane from the resolution of a filter to that of the image, or back."""
    if plane.shape == shape:
        return plane
    height, width = shape
    return np.asarray(cv2.resize(plane, (width, height)), np.float32)


def oriented_responses(grooves: NDArray[np.float32], px_per_mm: float) -> tuple[Response, ...]:
    """Filter an (h, w) image with every bank in every direction.

    Banks much wider than a pixel are computed at half resolution. OpenCV filters on one core; the
    banks share several.
    """
    height, width = grooves.shape
    half = cv2.resize(grooves, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    coarse = np.asarray(half, np.float32)

    def response(bank: Bank) -> Response:
        wide = bank.across_mm * px_per_mm > COARSE_SIGMA_PX
        image, scale = (coarse, px_per_mm / 2) if wide else (grooves, px_per_mm)
        return Response(*_filtered(image, bank, scale), (height, width))

    return tuple(side_by_side(response, BANKS))


def _between(
    at: NDArray[np.intp], size: int, filtered: int
) -> tuple[NDArray[np.intp], NDArray[np.float32]]:
    """Where pixels of an axis of `size` lie on one of `filtered`: the pixel before, and beyond."""
    place = np.clip((at + 0.5) * (filtered / size) - 0.5, 0, filtered - 1).astype(np.float32)
    before = place.astype(np.intp)
    return before, place - before.astype(np.float32)


def _filtered(
    grooves: NDArray[np.float32], bank: Bank, px_per_mm: float
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Valley and flank of a bank, (DIRECTIONS, h, w) each."""
    height, width = grooves.shape
    reach = int(REACH_SIGMAS * bank.along_mm * px_per_mm)
    spectrum = _spectrum(grooves, reach)
    valley = np.empty((DIRECTIONS, height, width), np.float32)
    flank = np.empty_like(valley)
    gains = _gains(spectrum.shape, bank.across_mm * px_per_mm, bank.along_mm * px_per_mm)
    for k, gain in gains:
        filtered = np.asarray(cv2.dft(cv2.multiply(spectrum, gain), flags=INVERSE), np.float32)
        mean = filtered[reach : reach + height, reach : reach + width]
        shift = bank.flank_mm * px_per_mm * np.array([-np.sin(ANGLES[k]), np.cos(ANGLES[k])])
        left, right = (_cut(filtered, reach + step, grooves.shape) for step in (shift, -shift))
        lesser = cv2.subtract(cv2.min(left, right), mean)
        larger = cv2.subtract(cv2.max(left, right), mean, dst=flank[k])
        excess = cv2.min(cv2.subtract(larger, lesser), lesser)
        cv2.threshold(excess, 0, 0, cv2.THRESH_TOZERO, dst=excess)
        cv2.scaleAdd(excess, LARGER_FLANK_SHARE, lesser, dst=valley[k])
    return valley, flank


def _cut(
    image: NDArray[np.float32], corner: NDArray[np.float64], shape: tuple[int, ...]
) -> NDArray[np.float32]:
    """Part of an image from a corner [x, y] between its pixels, bilinear."""
    height, width = shape
    column, row = np.floor(corner).astype(int)
    right, down = corner - (column, row)
    part = image[row : row + height + 1, column : column + width + 1]
    between_rows = cv2.addWeighted(part[:-1], 1 - down, part[1:], down, 0)
    cut = cv2.addWeighted(between_rows[:, :-1], 1 - right, between_rows[:, 1:], right, 0)
    return np.asarray(cut, np.float32)


def _spectrum(image: NDArray[np.float32], reach: int) -> NDArray[np.float32]:
    """Real DFT, in OpenCV's packed layout, of an image padded by at least `reach` on all sides."""
    height, width = image.shape
    rows = cv2.getOptimalDFTSize(height + 2 * reach)
    columns = 2 * cv2.getOptimalDFTSize((width + 2 * reach + 1) // 2)
    below, right = rows - height - reach, columns - width - reach
    padded = cv2.copyMakeBorder(image, reach, below, reach, right, cv2.BORDER_REFLECT_101)
    return np.asarray(cv2.dft(padded), np.float32)


def _gains(
    shape: tuple[int, ...], across_px: float, along_px: float
) -> Iterator[tuple[int, NDArray[np.float32]]]:
    """Transfer function of the unit-mass elongated Gaussian for every index into `ANGLES`.

    They come in OpenCV's packed real layout. The transform of exp(-u^2/2a^2 - v^2/2b^2) is
    exp(-2 pi^2 (a^2 f_u^2 + b^2 f_v^2)): real, so that real and imaginary parts, packed into
    neighbouring columns, take the same factor. The first and (for even width) the last column hold
    parts packed along y instead. Half of the directions mirror the other half.
    """
    rows, columns = shape
    fx = ((np.arange(columns) + 1) // 2 / columns).astype(np.float32)
    fy = np.fft.fftfreq(rows).astype(np.float32)[:, None]
    packed_fy = (np.arange(rows) + 1) // 2 / rows
    for k in range(DIRECTIONS // 2 + 1):
        cos, sin = np.cos(ANGLES[k]), np.sin(ANGLES[k])
        xx = -2 * np.pi**2 * (along_px**2 * cos**2 + across_px**2 * sin**2)
        yy = -2 * np.pi**2 * (along_px**2 * sin**2 + across_px**2 * cos**2)
        xy = -4 * np.pi**2 * (along_px**2 - across_px**2) * cos * sin
        exponent = fy * (np.float32(xy) * fx)
        exponent += np.float32(xx) * fx**2
        exponent += np.float32(yy) * fy**2
        np.maximum(exponent, SMALLEST_EXPONENT, out=exponent)
        gain = np.asarray(cv2.exp(exponent), np.float32)
        _set_packed_columns(gain, xx, yy, xy, packed_fy)
        yield k, gain
        if 0 < k < DIRECTIONS // 2:
            mirrored = np.vstack([gain[:1], gain[:0:-1]])
            _set_packed_columns(mirrored, xx, yy, -xy, packed_fy)
            yield DIRECTIONS - k, mirrored


def _set_packed_columns(
    gain: NDArray[np.float32], xx: float, yy: float, xy: float, fy: NDArray[np.float64]
) -> None:
    gain[:, 0] = np.exp(np.maximum(yy * fy**2, SMALLEST_EXPONENT))
    if gain.shape[1] % 2 == 0:
        last = xx / 4 + xy / 2 * fy + yy * fy**2
        gain[:, -1] = np.exp(np.maximum(last, SMALLEST_EXPONENT))
