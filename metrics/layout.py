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

Slopes = tuple[NDArray[np.float32], NDArray[np.float32]]


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
    direction : (h, w) float32 ndarray
        Expected direction in the frame, radians from x towards y (down).
    agreement : (h, w) float32 ndarray
        0 where lines run any way, 1 where they all run the same way.
    """

    density: NDArray[np.float32]
    direction: NDArray[np.float32]
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
    canonical = 0.5 * np.arctan2(sin2, cos2)
    across, down = np.cos(canonical) * _side(coordinates), np.sin(canonical)
    (x_x, x_y), (y_x, y_y) = _jacobian(coordinates)
    # The inverse of the Jacobian up to its determinant, whose sign a direction does not see.
    direction = np.arctan2(x_x * down - y_x * across, y_y * across - x_y * down)
    return Layout(density, direction.astype(np.float32), np.hypot(cos2, sin2))


def canonical_direction(
    coordinates: NDArray[np.float32], direction: NDArray[np.float32]
) -> NDArray[np.float32]:
    """Turn frame directions, (h, w) radians, into directions on the canonical half face."""
    (x_x, x_y), (y_x, y_y) = _jacobian(coordinates)
    cos, sin = np.cos(direction), np.sin(direction)
    across = (x_x * cos + x_y * sin) * _side(coordinates)
    return np.asarray(np.arctan2(y_x * cos + y_y * sin, across), np.float32)


def _side(coordinates: NDArray[np.float32]) -> NDArray[np.float32]:
    return np.where(coordinates[..., 0] < 0, np.float32(-1), np.float32(1))


def _jacobian(coordinates: NDArray[np.float32]) -> tuple[Slopes, Slopes]:
    """Derivatives of canonical x and y, each along frame x and along frame y."""
    along_y, along_x = (np.asarray(np.gradient(coordinates, axis=axis)) for axis in (0, 1))
    return (along_x[..., 0], along_y[..., 0]), (along_x[..., 1], along_y[..., 1])
