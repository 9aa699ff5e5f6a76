"""Smoothing in frame pixels: the few filters that alignment, light and lines share."""

import math
from collections.abc import Iterable

import cv2
import numpy as np
from numpy.typing import NDArray
from scipy.special import ive

DARK_OFFSET = 6.0  # grey levels; keeps the logarithm of sensor noise in deep shadow small
SAMPLED_SIGMA = 0.8  # px; from here on a sampled Gaussian has the variance of a true one
FULL_RESOLUTION_SIGMA = 6.0  # px; wider blurs are taken on a reduced image
LUMA = (0.299, 0.587, 0.114)  # ITU-R BT.601


def log_lightness(
    pixels: NDArray[np.floating], weights: tuple[float, float, float] = LUMA
) -> NDArray[np.float32]:
    """Logarithm of a weighted mean of (h, w, 3) sRGB values in 0..255, shape (h, w).

    Light and albedo multiply, so their logarithms add: a change of exposure is a constant here.
    """
    clipped = np.clip(np.asarray(pixels, np.float32), 0, 255)
    luma = cv2.transform(clipped, np.array([[*weights, DARK_OFFSET]], np.float32))
    return np.asarray(cv2.log(luma), np.float32)


def blur(image: NDArray[np.floating], sigma_px: float) -> NDArray[np.float32]:
    """Gaussian blur of an (h, w) image; wide ones on a reduced copy, which costs far less.

    Narrow ones use the discrete Gaussian (Lindeberg 1990), whose variance is exact: samples of a
    Gaussian of 0.35 px blur by less than half of that. They take (h, w, 3) as well.
    """
    image = np.asarray(image, np.float32)
    if sigma_px < 0.05:
        return image
    if sigma_px < SAMPLED_SIGMA:
        reach = math.ceil(4 * sigma_px) + 1
        kernel = ive(np.abs(np.arange(-reach, reach + 1)), sigma_px**2)
        kernel /= kernel.sum()
        return np.asarray(cv2.sepFilter2D(image, cv2.CV_32F, kernel, kernel), np.float32)
    if sigma_px <= FULL_RESOLUTION_SIGMA:
        return np.asarray(cv2.GaussianBlur(image, (0, 0), sigma_px), np.float32)
    height, width = image.shape
    step = sigma_px / (FULL_RESOLUTION_SIGMA / 2)
    size = (max(1, round(width / step)), max(1, round(height / step)))
    small = cv2.resize(image, size, interpolation=cv2.INTER_AREA)
    small = cv2.GaussianBlur(small, (0, 0), FULL_RESOLUTION_SIGMA / 2)
    return np.asarray(
        cv2.resize(small, (width, height), interpolation=cv2.INTER_LINEAR), np.float32
    )


def band(image: NDArray[np.floating], fine_px: float, coarse_px: float) -> NDArray[np.float32]:
    """Detail between two scales: difference of two Gaussian blurs."""
    return blur(image, fine_px) - blur(image, coarse_px)


def masked_blur(
    image: NDArray[np.floating], mask: NDArray[np.bool_], sigma_px: float
) -> NDArray[np.float32]:
    """Gaussian mean over the mask only (normalised convolution, Knutsson and Westin 1993)."""
    return masked_blurs([image], mask, sigma_px)[0]


def masked_blurs(
    images: Iterable[NDArray[np.floating]], mask: NDArray[np.bool_], sigma_px: float
) -> list[NDArray[np.float32]]:
    """`masked_blur` of several images, for which the mask is blurred only once."""
    weight = mask.astype(np.float32)
    share = np.maximum(blur(weight, sigma_px), 0.02)
    return [np.asarray(blur(image * weight, sigma_px) / share, np.float32) for image in images]


def thinned_out(image: NDArray[np.float32], mask: NDArray[np.bool_]) -> NDArray[np.float32]:
    """Every fifth pixel inside a mask, (n,) or (n, channels), for medians: neighbours are alike."""
    pixels = image.reshape(mask.size, *image.shape[2:])
    return np.asarray(pixels[np.flatnonzero(mask)[::5]])


def box_of(mask: NDArray[np.bool_]) -> tuple[slice, slice]:
    """Rows and columns of the smallest rectangle around a mask that marks something."""
    rows, columns = (np.flatnonzero(mask.any(axis=axis)) for axis in (1, 0))
    return slice(rows[0], rows[-1] + 1), slice(columns[0], columns[-1] + 1)


def grown(mask: NDArray[np.bool_], radius_px: float) -> NDArray[np.bool_]:
    """Every pixel within a radius of the mask."""
    outside = cv2.distanceTransform((~mask).astype(np.uint8), cv2.DIST_L2, 5)
    return np.asarray(outside <= radius_px) if mask.any() else mask.copy()


def depth_inside(mask: NDArray[np.bool_]) -> NDArray[np.float32]:
    """Distance in pixels from the edge of the mask; 0 outside, the picture's rim counts as edge."""
    padded = np.pad(mask.astype(np.uint8), 1)
    return np.asarray(cv2.distanceTransform(padded, cv2.DIST_L2, 5), np.float32)[1:-1, 1:-1]
