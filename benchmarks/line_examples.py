"""Ridge points of traced photos and rendered people, each known to lie on a line or not."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import distance_transform_edt

from benchmarks.rendered_people import as_traced, photograph
from benchmarks.traced_photos import TracedPhoto
from metrics.context_terms import context_terms
from metrics.evidence import ridges_and_terms
from metrics.layout import CELL_MM, TOP_MM, LayoutTable
from metrics.local_terms import Terms
from metrics.logistic import Logistic
from metrics.relief import FRAME_PX_PER_MM, Relief
from metrics.ridges import Ridges
from metrics.scene import read_scene
from sample_images.expression import Expression
from vision.errors import Refusal
from vision.frame import FaceFrame, face_frame
from vision.landmarks import Landmarker
from vision.portrait import Portrait
from vision.skin import visible_skin

COARSE_PX_PER_MM = 1.7
"""Every photo is also shown reduced to this scale, so that soft photos are learned too."""

RENDERED = range(500, 532)
EXPRESSIONS: tuple[Expression, ...] = ("rest", "frown", "smile", "raise")
RENDERED_WEIGHT = 0.15
RENDERED_GROUPS = 4

NEAR_MM, DOUBTFUL_MM = 1.5, 2.0
ALONG_DEGREES = 38.0
TABLE_ROWS, TABLE_COLUMNS = 115, 45
LEAST_DENSITY = 8e-4


@dataclass(frozen=True, eq=False)
class Example:
    """Ridge points of one photo, or of a reduced copy of it, with their truth.

    Attributes
    ----------
    photo : TracedPhoto
    group : str
        Examples of one group are learned from, or left out, together.
    weight : float
        Of each point.
    frame, skin, coordinates, relief :
        See `metrics.scene.Scene`; the filter responses are let go.
    ridges : Ridges
    terms : Mapping of str to (n,) ndarray
    on_line : (n,) bool ndarray
        The point lies on a traced line and runs along it.
    used : (n,) bool ndarray
        Inside the zone, and clearly on or clearly off a line.
    """

    photo: TracedPhoto
    group: str
    weight: float
    frame: FaceFrame
    skin: NDArray[np.bool_]
    coordinates: NDArray[np.float32]
    relief: Relief
    ridges: Ridges
    terms: Terms
    on_line: NDArray[np.bool_]
    used: NDArray[np.bool_]

    def with_context(self, local: Logistic) -> Terms:
        """All terms, those of the context from the probabilities of a first model."""
        around = context_terms(
            self.ridges,
            local.probability(self.terms),
            self.skin,
            self.coordinates,
            self.frame.px_per_mm,
        )
        return {**self.terms, **around}


def half_face_table(layouts: Path) -> LayoutTable:
    """Bring published layout statistics, a whole face on a 2 mm grid, to the half-face table.

    The stored direction is weighted down where hardly any line was traced.
    """
    with np.load(layouts) as stored:
        x_mm, y_mm = stored["x_mm"], stored["y_mm"]
        density = stored["density_mm_per_cm2"] / 100
        cos2, sin2 = stored["cos2"], stored["sin2"]
    columns = np.searchsorted(x_mm, np.arange(TABLE_COLUMNS) * CELL_MM)
    rows = np.round((TOP_MM + np.arange(TABLE_ROWS) * CELL_MM - y_mm[0]) / CELL_MM).astype(int)
    cells = np.ix_(np.clip(rows, 0, len(y_mm) - 1), columns)
    known = density / (density + LEAST_DENSITY)
    tables = density + LEAST_DENSITY, cos2 * known, sin2 * known
    return LayoutTable(*(table[cells].astype(np.float32) for table in tables))


def reduced(portrait: Portrait, px_per_mm: float) -> Portrait:
    """Take away detail finer than a scale; the pixel grid stays as it is."""
    share = px_per_mm * portrait.scale.mm_per_px
    if share >= 1:
        return portrait
    pixels = portrait.photo.pixels
    height, width = pixels.shape[:2]
    small = cv2.resize(pixels, None, fx=share, fy=share, interpolation=cv2.INTER_AREA)
    pixels = np.asarray(cv2.resize(small, (width, height), interpolation=cv2.INTER_CUBIC), np.uint8)
    return replace(portrait, photo=replace(portrait.photo, pixels=pixels))


def read_example(photo: TracedPhoto, table: LayoutTable, *, group: str, weight: float) -> Example:
    """Find the ridge points of a photo and look up which lie on a traced line."""
    frame = face_frame(photo.portrait, px_per_mm=FRAME_PX_PER_MM)
    scene = read_scene(frame, visible_skin(frame))
    ridges, terms = ridges_and_terms(scene, table)
    on_line, used = _truth(ridges, frame, photo)
    return Example(
        photo=photo,
        group=group,
        weight=weight,
        frame=frame,
        skin=scene.skin,
        coordinates=scene.coordinates,
        relief=scene.relief,
        ridges=ridges,
        terms=terms,
        on_line=on_line,
        used=used,
    )


def photo_examples(photos: Sequence[TracedPhoto], table: LayoutTable) -> list[Example]:
    """Photos as they are, then their copies of less detail."""
    coarse = [replace(p, portrait=reduced(p.portrait, COARSE_PX_PER_MM)) for p in photos]
    return [read_example(p, table, group=p.name, weight=1) for p in (*photos, *coarse)]


def rendered_examples(table: LayoutTable, landmarker: Landmarker) -> list[Example]:
    """Rendered people at all expressions in turn; who is refused is an error."""
    examples = []
    for number in RENDERED:
        photo = photograph(number, EXPRESSIONS[number % len(EXPRESSIONS)], landmarker)
        if isinstance(photo, Refusal):
            raise ValueError(f"rendered person {number}: {photo.message}")
        group = f"rendered {number % RENDERED_GROUPS}"
        examples.append(read_example(as_traced(photo), table, group=group, weight=RENDERED_WEIGHT))
    return examples


def _truth(
    ridges: Ridges, frame: FaceFrame, photo: TracedPhoto
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    height, width = photo.traced.shape
    places = frame.in_photo(np.column_stack([ridges.columns, ridges.rows]).astype(float))
    column, row = np.clip(np.round(places).astype(int), 0, [width - 1, height - 1]).T
    distance, nearest = distance_transform_edt(~photo.traced, return_indices=True)
    distance_mm = distance[row, column] / photo.px_per_mm
    tangent = _tangent(photo.traced, photo.px_per_mm)[tuple(nearest[:, row, column])]
    roll = np.arctan2(frame.to_photo[1, 0], frame.to_photo[0, 0])
    along = np.abs(np.cos(ridges.angle + roll - tangent)) > np.cos(np.radians(ALONG_DEGREES))
    on_line = (distance_mm < NEAR_MM) & along
    clear = on_line | (distance_mm >= DOUBTFUL_MM)
    return on_line, clear & photo.zone[row, column]


def _tangent(traced: NDArray[np.bool_], px_per_mm: float) -> NDArray[np.float32]:
    """Direction of traced lines by the structure tensor, radians, in (H, W) photo pixels."""
    soft = cv2.GaussianBlur(traced.astype(np.float32), (0, 0), 0.6 * px_per_mm)
    slope_x, slope_y = cv2.Sobel(soft, cv2.CV_32F, 1, 0), cv2.Sobel(soft, cv2.CV_32F, 0, 1)
    xx, xy, yy = (
        cv2.GaussianBlur(product, (0, 0), px_per_mm)
        for product in (slope_x * slope_x, slope_x * slope_y, slope_y * slope_y)
    )
    return np.asarray(0.5 * np.arctan2(2 * xy, xx - yy) + np.pi / 2, np.float32)
