"""Where lines lie on people's faces and which way they run: the prior, in the canonical plane.

The table is a statistic of hand-traced faces, mirrored onto one half face; see `docs/lines.md`
for how it is made and NOTICE for whose tracings it rests on.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

TABLE_FILE = Path(__file__).with_name("line_layout.npz")
CELL_MM = 2.0
TOP_MM = -150.0
"""Canonical height (y down) of the table's first row; its first column lies on the midline."""

SMALLEST = np.float32(1e-12)
"""Where lines run any way, there is no direction to turn."""


@dataclass(frozen=True, eq=False)
class LayoutTable:
    """Half-face table with cells of `CELL_MM`, rows from `TOP_MM` down, columns outwards.

    Attributes
    ----------
    density : (rows, columns) float32 ndarray
        Traced line length per area and face, mm/mm2.
    cos2, sin2 : (rows, columns) float32 ndarray
        Mean doubled-angle direction on the half face with positive x, radians from x towards y
        (down); its length says how much directions agree, 1 for perfectly.
    """

    density: NDArray[np.float32]
    cos2: NDArray[np.float32]
    sin2: NDArray[np.float32]


@dataclass(frozen=True, eq=False)
class Layout:
    """The prior at every pixel of a frame.

    Attributes
    ----------
    density : (h, w) float32 ndarray
        Expected line length, mm/mm2.
    cos2, sin2 : (h, w) float32 ndarray
        Mean doubled-angle direction in the frame, radians from x towards y (down).
    agreement : (h, w) float32 ndarray
        Length of that mean: 0 where lines run any way, 1 where they all run the same way.
    """

    density: NDArray[np.float32]
    cos2: NDArray[np.float32]
    sin2: NDArray[np.float32]
    agreement: NDArray[np.float32]


@cache
def layout_table() -> LayoutTable:
    """Table that the product ships."""
    with np.load(TABLE_FILE) as stored:
        return LayoutTable(
            *(stored[name].astype(np.float32) for name in ("density", "cos2", "sin2"))
        )


def table_cells(
    coordinates: NDArray[np.float32], shape: tuple[int, ...]
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Fractional (column, row) of canonical [x, y] in mm, clipped to a table of this shape."""
    rows, columns = shape
    column = np.clip(np.abs(coordinates[..., 0]) / CELL_MM, 0, columns - 1)
    row = np.clip((coordinates[..., 1] - TOP_MM) / CELL_MM, 0, rows - 1)
    return column.astype(np.float32), row.astype(np.float32)


def expected_layout(coordinates: NDArray[np.float32], table: LayoutTable) -> Layout:
    """Look the table up at every pixel.

    Parameters
    ----------
    coordinates : (h, w, 2) float32 ndarray
        Canonical [x, y] in mm, `vision.canonical.face_coordinates`.
    table : LayoutTable
    """
    column, row = table_cells(coordinates, table.density.shape)
    density, cos2, sin2 = (
        np.asarray(cv2.remap(values, column, row, cv2.INTER_LINEAR), np.float32)
        for values in (table.density, table.cos2, table.sin2)
    )
    sin2 = np.copysign(1, coordinates[..., 0]) * sin2
    agreement = np.hypot(cos2, sin2)
    return Layout(density, *_in_frame(cos2, sin2, agreement, coordinates), agreement)


def _in_frame(
    cos2: NDArray[np.float32],
    sin2: NDArray[np.float32],
    length: NDArray[np.float32],
    coordinates: NDArray[np.float32],
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Turn a doubled-angle mean of the canonical plane into one of the frame, of the same length.

    A direction u goes to v = M u, with M the inverse of the Jacobian up to its determinant, whose
    sign a direction does not see. The doubled angle of v stands in v v' = M (u u') M', and that of
    u in u u': no angle need be taken.
    """
    along_y, along_x = (np.asarray(np.gradient(coordinates, axis=axis)) for axis in (0, 1))
    x_x, y_x, x_y, y_y = along_x[..., 0], along_x[..., 1], along_y[..., 0], along_y[..., 1]
    level, upright = length + cos2, length - cos2
    xx = y_y**2 * level - 2 * y_y * x_y * sin2 + x_y**2 * upright
    yy = y_x**2 * level - 2 * y_x * x_x * sin2 + x_x**2 * upright
    xy = (y_y * x_x + x_y * y_x) * sin2 - y_y * y_x * level - x_y * x_x * upright
    scale = length / np.maximum(xx + yy, SMALLEST)
    return scale * (xx - yy), 2 * scale * xy
