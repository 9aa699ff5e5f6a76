"""What became of each line of a pair: faded, stayed or appeared, and where on the face."""

from collections.abc import Iterable
from typing import Literal

import cv2
import numpy as np
from numpy.typing import NDArray

from reports.drawing import Colour
from tracking.view import ViewLine

Fate = Literal["faded", "stayed", "appeared"]
COLOURS: dict[Fate, Colour] = {
    "faded": (0, 158, 115),
    "stayed": (230, 230, 230),
    "appeared": (230, 97, 0),
}
CLEAR_CHANGE_PERCENT = 25.0
"""A line whose contrast moved less than this stayed."""
BLUR_PX = 9.0
STRONGEST = 0.78
"""Opacity where the change is largest; the skin beneath stays visible."""


def fate_of(line: ViewLine) -> Fate:
    """Say what became of a line; one whose contrast moved by less than a quarter stayed."""
    change = line.contrast_change_percent
    if change is None:
        return "appeared" if line.before_mm == 0 and line.after_mm > 0 else "stayed"
    if abs(change) < CLEAR_CHANGE_PERCENT:
        return "stayed"
    return "faded" if change < 0 else "appeared"


def lengths_mm(lines: Iterable[ViewLine]) -> dict[Fate, float]:
    """Length in mm of the lines of each fate, the longer of before and after."""
    lengths: dict[Fate, float] = {"faded": 0.0, "stayed": 0.0, "appeared": 0.0}
    for line in lines:
        lengths[fate_of(line)] += max(line.before_mm, line.after_mm)
    return lengths


def heat_map(lines: Iterable[ViewLine], size: tuple[int, int]) -> NDArray[np.uint8]:
    """Spread the change of every line over its neighbourhood.

    Parameters
    ----------
    lines : iterable of ViewLine
    size : tuple of int
        Height and width of the aligned pictures.

    Returns
    -------
    (h, w, 4) uint8 ndarray
        RGBA: one colour where lines faded, another where they appeared, clear elsewhere.
    """
    change = np.zeros(size, np.float32)
    for line in lines:
        percent = line.contrast_change_percent
        share = float(np.clip((100.0 if percent is None else percent) / 100, -1, 1))
        if fate_of(line) != "stayed":
            stroke = np.zeros(size, np.uint8)
            cv2.polylines(stroke, [np.round(line.points).astype(np.int32)], False, 1, 3)
            change += stroke * np.float32(share)
    spread = cv2.GaussianBlur(change, (0, 0), BLUR_PX)
    most = float(np.abs(spread).max())
    strength = np.abs(spread) / most if most > 0 else spread
    colour = np.where(spread[..., None] < 0, COLOURS["faded"], COLOURS["appeared"])
    alpha = (255 * STRONGEST * np.sqrt(strength))[..., None]
    return np.concatenate([colour, alpha], axis=2).astype(np.uint8)
