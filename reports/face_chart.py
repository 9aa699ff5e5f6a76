"""The face chart: regions of the canonical face and what was done in them, as a vector drawing.

A place on it is in millimetres of the canonical plane (`vision.canonical`): the same place on every
face. It is seen as one looks at the client, whose right side is therefore on the left.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray
from reportlab.graphics.shapes import Circle, Drawing, Group, Polygon, PolyLine, String
from reportlab.lib.colors import HexColor

from reports import words
from reports.palette import LIGHT
from vision.canonical import canonical_mesh
from vision.frame import FaceFrame
from vision.regions import BROWS, EYES, LIPS, NOSE, face_outline, region_polygons

MARGIN_MM = 6.0
CAPTION_MM = 8.0
POINT_RADIUS_MM = 1.3
LABEL_HEIGHT_MM = 5.8
FONT = "Helvetica"  # plain: as SVG its other styles are fonts that browsers do not know
SKIN = "#FBF7F2"
INJECTED = "#C4A3C0"
"""The colour of Botox on paper, and not a transparent one, which SVG would show as solid."""

Outline = NDArray[np.float64]


@dataclass(frozen=True)
class ChartPoint:
    """One injection point: its place in mm on the canonical face, and what is written beside it."""

    x_mm: float
    y_mm: float
    label: str


@dataclass(frozen=True)
class _Face:
    """Outlines in mm of the canonical plane."""

    oval: Outline
    regions: Mapping[str, Outline]
    features: tuple[Outline, ...]


def face_chart(
    areas: Mapping[str, str], points: Iterable[ChartPoint] = (), *, height: float
) -> Drawing:
    """Draw the face with some regions filled, and injection points where their places are known.

    Parameters
    ----------
    areas : mapping of str to str
        What is written in each filled region, by name of the region.
    points : iterable of ChartPoint
    height : float
        Of the drawing, in points of 1/72 inch; the width follows.
    """
    face = _canonical_face()
    low, high = face.oval.min(axis=0) - MARGIN_MM, face.oval.max(axis=0) + MARGIN_MM
    high[1] += CAPTION_MM
    scale = height / (high[1] - low[1])
    drawing = Drawing((high[0] - low[0]) * scale, height)
    # Drawings count upwards, faces downwards.
    plane = Group(transform=(scale, 0, 0, -scale, -low[0] * scale, high[1] * scale))
    plane.add(_area(face.oval, fill=SKIN, stroke=LIGHT.muted, width=0.5))
    for name, outline in face.regions.items():
        plane.add(_area(outline, fill=INJECTED if name in areas else None, stroke=LIGHT.grid))
    for outline in face.features:
        line = [float(value) for value in np.vstack([outline, outline[:1]]).ravel()]
        plane.add(PolyLine(line, strokeColor=HexColor(LIGHT.muted), strokeWidth=0.5))
    for point in points:
        plane.add(_dot(point))
    for name, label in areas.items():
        plane.add(_text(_middle(face.regions[name]), label, colour=LIGHT.ink))
    caption_y = high[1] - MARGIN_MM / 2
    plane.add(_text(np.array([low[0] / 2, caption_y]), words.CARD_RIGHT, colour=LIGHT.muted))
    plane.add(_text(np.array([high[0] / 2, caption_y]), words.CARD_LEFT, colour=LIGHT.muted))
    drawing.add(plane)
    return drawing


@cache
def _canonical_face() -> _Face:
    points = canonical_mesh()[0][:, :2]
    frame = FaceFrame(np.zeros((0, 0, 3), np.float32), points, 1.0, np.eye(2, 3))
    features = (*EYES, *BROWS, LIPS, NOSE)
    return _Face(
        face_outline(frame),
        region_polygons(frame),
        tuple(points[list(indexes)] for indexes in features),
    )


def _area(outline: Outline, *, fill: str | None, stroke: str, width: float = 0.3) -> Polygon:
    return Polygon(
        [float(value) for value in outline.ravel()],
        fillColor=HexColor(fill) if fill else None,
        strokeColor=HexColor(stroke),
        strokeWidth=width,
    )


def _dot(point: ChartPoint) -> Group:
    group = Group()
    group.add(
        Circle(
            point.x_mm,
            point.y_mm,
            POINT_RADIUS_MM,
            fillColor=HexColor(LIGHT.botox),
            strokeColor=HexColor(LIGHT.paper),
            strokeWidth=0.3,
        )
    )
    place = np.array([point.x_mm, point.y_mm + 1.2 * LABEL_HEIGHT_MM])
    group.add(_text(place, point.label, colour=LIGHT.ink))
    return group


def _text(place: NDArray[np.float64], written: str, *, colour: str) -> Group:
    """Write words around a place; the plane is upside down, so letters are turned back."""
    x, y = float(place[0]), float(place[1])
    return Group(
        String(
            0,
            -LABEL_HEIGHT_MM / 3,
            written,
            textAnchor="middle",
            fontName=FONT,
            fontSize=LABEL_HEIGHT_MM,
            fillColor=HexColor(colour),
        ),
        transform=(1, 0, 0, -1, x, y),
    )


def _middle(outline: Outline) -> NDArray[np.float64]:
    """Centre of gravity of a closed polygon."""
    following = np.roll(outline, -1, axis=0)
    twice_area = outline[:, 0] * following[:, 1] - following[:, 0] * outline[:, 1]
    moments = ((outline + following) * twice_area[:, None]).sum(axis=0)
    return np.asarray(moments / (3 * twice_area.sum()), np.float64)
