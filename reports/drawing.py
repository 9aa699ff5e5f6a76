"""What every picture of a face shares: the crop, colours by region, legend and scale bar."""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

Colour = tuple[int, int, int]
Pixels = NDArray[np.uint8]
LegendRow = tuple[Colour | None, str, str]
"""Swatch, name and value; no swatch where the colour is None."""

REGION_COLOURS: dict[str, Colour] = {
    "forehead": (86, 180, 233),
    "glabella": (230, 97, 0),
    "crows_feet": (0, 158, 115),
    "under_eye": (204, 121, 167),
    "bunny": (240, 228, 66),
    "nasolabial": (213, 60, 80),
    "cheek": (120, 200, 90),
    "perioral": (150, 110, 220),
    "marionette": (255, 160, 60),
    "chin": (90, 130, 230),
}
"""One hue per kind of region, left and right alike; after Okabe and Ito (2008), extended."""

UNASSIGNED: Colour = (235, 235, 235)
INK: Colour = (33, 37, 41)
PAPER: Colour = (250, 249, 247)
SUBPIXEL_BITS = 4
TALLEST_PX = 1400


def region_colour(region: str | None) -> Colour:
    """Colour of a region, of its left and right side alike; grey for lines outside of all."""
    if region is None:
        return UNASSIGNED
    return REGION_COLOURS[region.removesuffix("_left").removesuffix("_right")]


@dataclass(frozen=True)
class Crop:
    """The part of a photo that is shown, and how much it is enlarged or reduced."""

    left: int
    top: int
    width: int
    height: int
    zoom: float

    @classmethod
    def around(
        cls, points: NDArray[np.float64], size: tuple[int, int], *, margin_px: float
    ) -> "Crop":
        """Crop around (N, 2) photo points, inside a photo of a size (width, height)."""
        low = np.maximum(np.floor(points.min(0) - margin_px), 0).astype(int)
        high = np.minimum(np.ceil(points.max(0) + margin_px), size).astype(int)
        width, height = (high - low).tolist()
        zoom = float(np.clip(TALLEST_PX / height, 0.2, 4))
        return cls(int(low[0]), int(low[1]), width, height, zoom)

    def of(self, pixels: Pixels) -> Pixels:
        """Cut the crop out of an (H, W, 3) photo and resize it."""
        cut = pixels[self.top : self.top + self.height, self.left : self.left + self.width]
        size = (round(self.width * self.zoom), round(self.height * self.zoom))
        kind = cv2.INTER_AREA if self.zoom < 1 else cv2.INTER_CUBIC
        return np.asarray(cv2.resize(cut, size, interpolation=kind), np.uint8)

    def place(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        """Map (N, 2) photo points into the crop; pixel centres at integers in both."""
        return (points - [self.left, self.top] + 0.5) * self.zoom - 0.5


def draw_polyline(
    canvas: Pixels, points: NDArray[np.float64], colour: Colour, *, width: int, closed: bool = False
) -> None:
    """Draw (N, 2) canvas points as an anti-aliased line, in place, with sub-pixel ends."""
    fixed = np.round(points * 2**SUBPIXEL_BITS).astype(np.int32)
    cv2.polylines(canvas, [fixed], closed, colour, width, cv2.LINE_AA, SUBPIXEL_BITS)


def draw_dots(canvas: Pixels, points: NDArray[np.float64], colour: Colour, *, radius: int) -> None:
    """Draw (N, 2) canvas points as a dotted line, in place."""
    steps = np.linalg.norm(np.diff(points, axis=0), axis=1)
    way = np.concatenate([[0.0], np.cumsum(steps)])
    for place in np.arange(0.0, way[-1], 5.0 * radius):
        dot = [np.interp(place, way, points[:, axis]) for axis in (0, 1)]
        centre = np.round(np.multiply(dot, 2**SUBPIXEL_BITS)).astype(int).tolist()
        fixed = radius * 2**SUBPIXEL_BITS
        cv2.circle(canvas, centre, fixed, colour, cv2.FILLED, cv2.LINE_AA, SUBPIXEL_BITS)


def font(size: float) -> ImageFont.FreeTypeFont | ImageFont.ImageFont:
    """Pillow's own typeface, so that no font has to be installed."""
    return ImageFont.load_default(size)


def draw_scale_bar(canvas: Pixels, *, px_per_mm: float) -> Pixels:
    """Return the canvas with a 10 mm bar at its lower left."""
    image = Image.fromarray(canvas)
    pen = ImageDraw.Draw(image)
    x, y, length = 24, image.height - 28, 10 * px_per_mm
    pen.rectangle((x - 10, y - 30, x + length + 10, y + 14), fill=(*PAPER,))
    pen.line((x, y, x + length, y), fill=INK, width=4)
    pen.text((x, y - 26), "10 mm", fill=INK, font=font(17))
    return np.array(image)


def with_legend(
    canvas: Pixels, title: str, rows: Sequence[tuple[Colour | None, str, str]]
) -> Pixels:
    """Return the canvas with a legend panel at its right.

    Parameters
    ----------
    canvas : (h, w, 3) uint8 ndarray
    title : str
    rows : sequence of LegendRow
    """
    panel = Image.new("RGB", (400, canvas.shape[0]), PAPER)
    pen = ImageDraw.Draw(panel)
    pen.text((24, 22), title, fill=INK, font=font(24))
    for number, (colour, name, value) in enumerate(rows):
        y = 72 + 34 * number
        if colour is not None:
            pen.line((24, y + 11, 54, y + 11), fill=colour, width=5)
        pen.text((66 if colour else 24, y), name, fill=INK, font=font(18))
        pen.text((panel.width - 24, y), value, fill=INK, font=font(18), anchor="ra")
    return np.hstack([canvas, np.array(panel)])
