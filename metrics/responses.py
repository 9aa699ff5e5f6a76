"""Oriented two-flank filters: how much darker an elongated strip is than the skin on both sides.

An elongated Gaussian mean is compared with its copies shifted across the line to either flank.
Taking the lesser of the two differences makes the filter blind to step edges (hairline, jaw, the
rim of a shadow), which are bright on one side only, as proposed by Koller et al., "Multiscale
detection of curvilinear structures", ICCV 1995, doi:10.1109/ICCV.1995.466846.
"""

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
    """Responses of one bank.

    Attributes
    ----------
    valley : (DIRECTIONS, h, w) float32 ndarray
        Depth below the brighter-than-centre flanks; positive in a groove, at most 0 on a step.
    flank : (DIRECTIONS, H, W) float32 ndarray
        Rise towards the brighter flank, at the resolution of the filter.
    """

    valley: NDArray[np.float32]
    flank: NDArray[np.float32]

    def flank_at(
        self, direction: NDArray[np.intp], rows: NDArray[np.intp], columns: NDArray[np.intp]
    ) -> NDArray[np.float32]:
        """Rise towards the brighter flank at (n,) pixels of `valley`, bilinear."""
        (top, down), (left, right) = (
            _between(at, size, filtered)
            for at, size, filtered in zip(
                (rows, columns), self.valley.shape[1:], self.flank.shape[1:], strict=True
            )
        )

        def across(row: NDArray[np.intp]) -> NDArray[np.float32]:
            first = self.flank[direction, row, left]
            return first + right * (self.flank[direction, row, left + (right > 0)] - first)

        upper = across(top)
        return upper + down * (across(top + (down > 0)) - upper)


def oriented_responses(grooves: NDArray[np.float32], px_per_mm: float) -> tuple[Response, ...]:
    """Filter an (h, w) image with every bank in every direction.

    Banks much wider than a pixel are computed at half resolution. OpenCV filters on one core; the
    banks share several.
    """
    half = cv2.resize(grooves, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    coarse = np.asarray(half, np.float32)

    def response(bank: Bank) -> Response:
        if bank.across_mm * px_per_mm > COARSE_SIGMA_PX:
            return _coarse_response(coarse, bank, px_per_mm / 2, grooves.shape)
        return _response(grooves, bank, px_per_mm)

    return tuple(side_by_side(response, BANKS))


def _coarse_response(
    grooves: NDArray[np.float32], bank: Bank, px_per_mm: float, shape: tuple[int, ...]
) -> Response:
    coarse = _response(grooves, bank, px_per_mm)
    return Response(_enlarged(coarse.valley, shape), coarse.flank)


def _between(
    at: NDArray[np.intp], size: int, filtered: int
) -> tuple[NDArray[np.intp], NDArray[np.float32]]:
    """Where pixels of an axis of `size` lie on one of `filtered`: the pixel before, and beyond."""
    place = np.clip((at + 0.5) * (filtered / size) - 0.5, 0, filtered - 1).astype(np.float32)
    before = place.astype(np.intp)
    return before, place - before.astype(np.float32)


def _enlarged(planes: NDArray[np.float32], shape: tuple[int, ...]) -> NDArray[np.float32]:
    """Resample (n, h, w) planes to another height and width."""
    height, width = shape
    enlarged = np.empty((len(planes), height, width), np.float32)
    for plane, target in zip(planes, enlarged, strict=True):
        cv2.resize(plane, (width, height), dst=target)
    return enlarged


def _response(grooves: NDArray[np.float32], bank: Bank, px_per_mm: float) -> Response:
    height, width = grooves.shape
    reach = int(REACH_SIGMAS * bank.along_mm * px_per_mm)
    spectrum = _spectrum(grooves, reach)
    valley = np.empty((DIRECTIONS, height, width), np.float32)
    flank = np.empty_like(valley)
    for k, angle in enumerate(ANGLES):
        gain = _elongated_gaussian_gain(
            spectrum.shape, bank.across_mm * px_per_mm, bank.along_mm * px_per_mm, float(angle)
        )
        filtered = cv2.dft(cv2.multiply(spectrum, gain), flags=INVERSE)
        mean = np.asarray(filtered, np.float32)[reach : reach + height, reach : reach + width]
        shift = bank.flank_mm * px_per_mm * np.array([-np.sin(angle), np.cos(angle)])
        left, right = _shifted(mean, shift), _shifted(mean, -shift)
        lesser = cv2.subtract(cv2.min(left, right), mean)
        larger = cv2.subtract(cv2.max(left, right), mean, dst=flank[k])
        excess = cv2.min(cv2.subtract(larger, lesser), lesser)
        cv2.threshold(excess, 0, 0, cv2.THRESH_TOZERO, dst=excess)
        cv2.scaleAdd(excess, LARGER_FLANK_SHARE, lesser, dst=valley[k])
    return Response(valley, flank)


def _shifted(image: NDArray[np.float32], shift: NDArray[np.float64]) -> NDArray[np.float32]:
    """Sample an image at [x, y] + shift, edges repeated."""
    height, width = image.shape
    matrix = np.array([[1, 0, shift[0]], [0, 1, shift[1]]])
    return np.asarray(
        cv2.warpAffine(
            image,
            matrix,
            (width, height),
            flags=cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP,
            borderMode=cv2.BORDER_REPLICATE,
        )
    )


def _spectrum(image: NDArray[np.float32], reach: int) -> NDArray[np.float32]:
    """Real DFT, in OpenCV's packed layout, of an image padded by at least `reach` on all sides."""
    height, width = image.shape
    rows = cv2.getOptimalDFTSize(height + 2 * reach)
    columns = 2 * cv2.getOptimalDFTSize((width + 2 * reach + 1) // 2)
    below, right = rows - height - reach, columns - width - reach
    padded = cv2.copyMakeBorder(image, reach, below, reach, right, cv2.BORDER_REFLECT_101)
    return np.asarray(cv2.dft(padded), np.float32)


def _elongated_gaussian_gain(
    shape: tuple[int, ...], across_px: float, along_px: float, angle: float
) -> NDArray[np.float32]:
    """Transfer function of the unit-mass elongated Gaussian, in OpenCV's packed real layout.

    The transform of exp(-u^2/2a^2 - v^2/2b^2) is exp(-2 pi^2 (a^2 f_u^2 + b^2 f_v^2)): real, so
    that real and imaginary parts, packed into neighbouring columns, take the same factor. The
    first and (for even width) the last column hold parts packed along y instead.
    """
    rows, columns = shape
    cos, sin = np.cos(angle), np.sin(angle)
    xx = along_px**2 * cos**2 + across_px**2 * sin**2
    yy = along_px**2 * sin**2 + across_px**2 * cos**2
    xy = 2 * (along_px**2 - across_px**2) * cos * sin
    fx = ((np.arange(columns) + 1) // 2 / columns).astype(np.float32)
    fy = np.fft.fftfreq(rows).astype(np.float32)[:, None]
    packed_fy = ((np.arange(rows) + 1) // 2 / rows).astype(np.float32)
    exponent = np.float32(xx) * fx**2 + np.float32(xy) * fy * fx + np.float32(yy) * fy**2
    exponent[:, 0] = yy * packed_fy**2
    if columns % 2 == 0:
        exponent[:, -1] = xx / 4 + xy / 2 * packed_fy + yy * packed_fy**2
    exponent *= np.float32(-2 * np.pi**2)
    return np.asarray(cv2.exp(np.maximum(exponent, -60, out=exponent)), np.float32)
