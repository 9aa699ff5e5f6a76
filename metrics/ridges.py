"""Ridge points: pixels where the joint response of all banks is largest across its own line."""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from metrics.layout import Layout
from metrics.responses import ANGLES, BANKS, DIRECTIONS, Response, over_image
from vision.filters import masked_blurs, thinned_out

ACTIVITY_MM = 7.0
"""Responses are divided by their local mean over this radius: pores raise it, so do creases."""

AGAINST_LAYOUT = 0.8
WEAKEST_JOINT = 0.8
FLOOR, CEILING = 0.7, 4.0
REMAP_LIMIT = 32_000
"""OpenCV takes at most 32767 points in a row."""


@dataclass(frozen=True, eq=False)
class Activity:
    """How strongly one bank responds, whatever the direction.

    Attributes
    ----------
    local : (h, w) float32 ndarray
        Clipped mean over the surrounding skin of the strongest response.
    overall : float
        Median of the strongest response over the face.
    mean : (h, w) float32 ndarray
        Mean over all directions of what is positive.
    """

    local: NDArray[np.float32]
    overall: float
    mean: NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Ridges:
    """Ridge points of a frame.

    Attributes
    ----------
    rows, columns : (n,) int ndarrays
    direction_index : (n,) int ndarray
        Index into `metrics.responses.ANGLES`.
    joint : (h, w) float32 ndarray
        Joint response, largest over directions; about 1 is what textured skin gives.
    """

    rows: NDArray[np.intp]
    columns: NDArray[np.intp]
    direction_index: NDArray[np.intp]
    joint: NDArray[np.float32]

    @property
    def angle(self) -> NDArray[np.float64]:
        """Direction of each point, radians."""
        return ANGLES[self.direction_index]

    def plane(self, values: NDArray[np.floating]) -> NDArray[np.float32]:
        """Put one value per point back into an (h, w) image of zeros."""
        image = np.zeros(self.joint.shape, np.float32)
        image[self.rows, self.columns] = values
        return image


def measure_activity(
    responses: tuple[Response, ...], skin: NDArray[np.bool_], px_per_mm: float
) -> tuple[Activity, ...]:
    """Activity of every bank over the (h, w) skin, of which there must be some."""
    strongest, mean = zip(*(_over_directions(each, skin.shape) for each in responses), strict=True)
    overall = [max(float(np.median(thinned_out(each, skin))), 1e-4) for each in strongest]
    capped = [np.minimum(each, CEILING * own) for each, own in zip(strongest, overall, strict=True)]
    around = masked_blurs(capped, skin, ACTIVITY_MM * px_per_mm)
    return tuple(
        Activity(np.maximum(local, FLOOR * own), own, whole)
        for local, own, whole in zip(around, overall, mean, strict=True)
    )


def _over_directions(
    response: Response, shape: tuple[int, ...]
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Largest and mean of what is positive, (h, w) each."""
    strongest, total = np.zeros(shape, np.float32), np.zeros(shape, np.float32)
    positive = np.empty_like(total)
    for valley in response.valley:
        plane = over_image(valley, shape)
        cv2.threshold(plane, 0, 0, cv2.THRESH_TOZERO, dst=positive)
        cv2.max(strongest, positive, dst=strongest)
        cv2.accumulate(positive, total)
    return strongest, total / np.float32(DIRECTIONS)


def find_ridges(
    responses: tuple[Response, ...],
    activities: tuple[Activity, ...],
    layout: Layout,
    allowed: NDArray[np.bool_],
) -> Ridges:
    """Join the banks, damp directions that lines do not take there, and keep the crests.

    A pixel is a ridge point when its joint response is not below its neighbours one and two pixels
    across the line, inside the (h, w) mask `allowed`.
    """
    gains = [
        over_image(bank.weight / 2 / activity.local, response.valley.shape[1:])
        for bank, activity, response in zip(BANKS, activities, responses, strict=True)
    ]
    # Damping is 1 - AGAINST_LAYOUT x agreement x sin^2(angle - direction), with the square written
    # as a sum so that only products are left per direction.
    half = np.float32(AGAINST_LAYOUT / 2)
    cos2, sin2, undamped = half * layout.cos2, half * layout.sin2, 1 - half * layout.agreement
    joint = np.full(allowed.shape, -1, np.float32)
    index = np.zeros(allowed.shape, np.uint8)
    for k, angle in enumerate(ANGLES):
        strength = _weighted(responses, gains, k)
        damping = cv2.scaleAdd(cos2, float(np.cos(2 * angle)), undamped)
        strength *= cv2.scaleAdd(sin2, float(np.sin(2 * angle)), damping)
        # Directions come in order, so that the larger of two indexes is the later one.
        stronger = np.asarray(cv2.compare(strength, joint, cv2.CMP_GT), np.uint8)
        np.maximum(index, stronger & np.uint8(k), out=index)
        cv2.max(joint, strength, dst=joint)
    rows, columns = np.nonzero(allowed & (joint > WEAKEST_JOINT))
    angle = ANGLES[index[rows, columns]]
    crest = np.ones(rows.shape, bool)
    for step in (1.0, -1.0, 2.0, -2.0):
        x, y = columns - step * np.sin(angle), rows + step * np.cos(angle)
        crest &= joint[rows, columns] >= sample(joint, x, y)
    rows, columns = rows[crest], columns[crest]
    return Ridges(rows, columns, index[rows, columns].astype(np.intp), joint)


def _weighted(
    responses: tuple[Response, ...], gains: Sequence[NDArray[np.float32]], k: int
) -> NDArray[np.float32]:
    """Sum of all banks in one direction, (h, w); those of one resolution are joined in it."""
    sums: dict[tuple[int, ...], NDArray[np.float32]] = {}
    for response, gain in zip(responses, gains, strict=True):
        if gain.shape not in sums:
            sums[gain.shape] = np.zeros_like(gain)
        cv2.accumulateProduct(response.valley[k], gain, sums[gain.shape])
    total, *others = (over_image(part, responses[0].shape) for part in sums.values())
    for other in others:
        total += other
    return total


def sample(
    image: NDArray[np.float32],
    x: NDArray[np.floating],
    y: NDArray[np.floating],
    *,
    cubic: bool = False,
) -> NDArray[np.float32]:
    """Values of an (h, w) image at points of any number, bilinear or bicubic; edges repeated."""
    flat_x, flat_y = (np.asarray(values, np.float32).ravel() for values in (x, y))
    method = cv2.INTER_CUBIC if cubic else cv2.INTER_LINEAR
    sampled = np.empty(flat_x.shape, np.float32)
    for start in range(0, flat_x.size, REMAP_LIMIT):
        part = slice(start, start + REMAP_LIMIT)
        values = cv2.remap(image, flat_x[part], flat_y[part], method, None, cv2.BORDER_REPLICATE)
        sampled[part] = np.ravel(values)
    return sampled.reshape(np.shape(x))
