"""Dense registration of two pictures that a similarity already brought close together."""

from functools import lru_cache

import cv2
import numpy as np
from numpy.typing import NDArray

from vision.filters import band, blur

Picture = NDArray[np.float32]
Field = NDArray[np.float32]  # (h, w, 2): where in the moving picture each fixed pixel is found, x y

FINE_MM, COARSE_MM, NORMALISING_MM = 0.35, 3.0, 6.0
LARGEST_STEP_MM = 3.0
STRONG_GRADIENT = 6.0  # energy per pixel above which one place counts no more than the next
FIT_WINDOW_MM = 3.0
LANDMARK_SMOOTHING_MM = 6.0
ECC_STEPS = ((0.5, 60), (1.0, 4))  # scale, iterations: the last ones start a tenth of a pixel away
ECC_KERNEL_PX = 5


def structure(log_lightness: NDArray[np.float32], px_per_mm: float) -> NDArray[np.float32]:
    """Detail with its local contrast divided out, so that light has little say in registration."""
    detail = band(log_lightness, FINE_MM * px_per_mm, COARSE_MM * px_per_mm)
    energy = blur(detail * detail, NORMALISING_MM * px_per_mm)
    return (detail / (np.sqrt(np.maximum(energy, 0)) + 0.01)).astype(np.float32)


def affine_refinement(
    fixed: NDArray[np.float32], moving: NDArray[np.float32], mask: NDArray[np.bool_]
) -> NDArray[np.float64]:
    """Affine map (3, 3) from fixed to moving pixels by ECC (Evangelidis and Psarakis 2008).

    A quarter of the pixels find the way, all of them the last tenths of a pixel. Where an iteration
    does not converge, the map is as far as it came before: the identity at first.
    """
    found = np.eye(3)
    for scale, iterations in ECC_STEPS:
        until = (cv2.TERM_CRITERIA_EPS | cv2.TERM_CRITERIA_COUNT, iterations, 1e-5)
        small = [
            cv2.resize(s, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
            for s in (fixed, moving)
        ]
        size = (small[0].shape[1], small[0].shape[0])
        inside = cv2.resize(mask.astype(np.uint8), size, interpolation=cv2.INTER_NEAREST)
        reduce = np.diag([scale, scale, 1.0])
        reduce[:2, 2] = (scale - 1) / 2
        start = (reduce @ found @ np.linalg.inv(reduce))[:2].astype(np.float32)
        try:
            _, warp = cv2.findTransformECC(
                small[0], small[1], start, cv2.MOTION_AFFINE, until, inside, ECC_KERNEL_PX
            )
        except cv2.error:
            break
        found = np.linalg.inv(reduce) @ np.vstack([warp, [0, 0, 1]]) @ reduce
    return np.asarray(found)


def landmark_field(
    fixed: NDArray[np.float64],
    moving: NDArray[np.float64],
    shape: tuple[int, int],
    px_per_mm: float,
) -> Field:
    """Smooth displacement (h, w, 2) that carries (N, 2) fixed landmarks towards the moving ones."""
    sums = np.zeros((3, *shape), np.float32)
    columns, rows = np.round(fixed).astype(int).T
    inside = (rows >= 0) & (rows < shape[0]) & (columns >= 0) & (columns < shape[1])
    values = np.column_stack([moving - fixed, np.ones(len(fixed))])[inside]
    for part, value in zip(sums, values.T, strict=True):
        np.add.at(part, (rows[inside], columns[inside]), value)
    x, y, weight = (blur(part, LANDMARK_SMOOTHING_MM * px_per_mm) for part in sums)
    weight = weight + 1e-3 * weight.max()
    return np.dstack([x / weight, y / weight])


class FlowSearch:
    """Search for the displacement of moving pictures against one fixed picture.

    Dense inverse search (Kroeger et al. 2016). Vectors count by the gradient below them and only
    inside the mask; the rest is filled in by a normalised Gaussian.

    Parameters
    ----------
    fixed : (h, w) float32 ndarray
        A `structure`.
    mask : (h, w) bool ndarray
    px_per_mm : float
    """

    def __init__(self, fixed: Picture, mask: NDArray[np.bool_], px_per_mm: float) -> None:
        self._search = cv2.DISOpticalFlow.create(cv2.DISOPTICAL_FLOW_PRESET_MEDIUM)
        self._search.setFinestScale(1)
        self._scale = px_per_mm
        self._grey = _grey(fixed)
        energy = np.square(np.asarray(np.gradient(fixed), np.float32)).sum(0)
        self._weight = np.minimum(blur(energy, 0.8 * px_per_mm), STRONG_GRADIENT) * mask

    def step(self, moving: Picture, *, smoothing_mm: float) -> Field:
        """Displacement (h, w, 2), filled in by a Gaussian of `smoothing_mm`."""
        still = np.zeros((*moving.shape, 2), np.float32)
        flow = np.asarray(self._search.calc(self._grey, _grey(moving), still), np.float32)
        walked = np.hypot(flow[..., 0], flow[..., 1])
        weight = self._weight * (walked < LARGEST_STEP_MM * self._scale)
        sigma = smoothing_mm * self._scale
        total = blur(weight, sigma) + 1e-3 * weight.mean() + 1e-9
        return np.dstack([blur(weight * flow[..., axis], sigma) / total for axis in (0, 1)])


def _grey(structure: Picture) -> NDArray[np.uint8]:
    return np.clip(128 + 40 * structure, 0, 255).astype(np.uint8)


@lru_cache(maxsize=2)
def pixel_places(shape: tuple[int, int]) -> Field:
    """Place [x, y] of every pixel of a picture, (h, w, 2)."""
    height, width = shape
    y, x = np.mgrid[:height, :width].astype(np.float32)
    places = np.dstack([x, y])
    places.flags.writeable = False
    return places


def composed(step: Field, start: Field) -> Field:
    """One displacement for walking `step` first and then `start` from where it leads."""
    reached = pixel_places(step.shape[:2]) + step
    x, y = reached[..., 0], reached[..., 1]
    carried = cv2.remap(start, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(step + carried, np.float32)


def local_correlation(
    first: NDArray[np.float32],
    second: NDArray[np.float32],
    mask: NDArray[np.bool_],
    window_px: float,
) -> NDArray[np.float32]:
    """Correlation (h, w) of two zero-mean pictures in a Gaussian window over the mask."""
    weight = mask.astype(np.float32)
    products = (first * second, first * first, second * second)
    both, own, other = (blur(product * weight, window_px) for product in products)
    return np.asarray(both / np.sqrt(np.maximum(own * other, 0) + 1e-9), np.float32)
