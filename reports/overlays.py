"""Pictures that show what was measured: lines on a photo, and lines of two visits on one."""

from collections.abc import Iterable
from pathlib import Path

import numpy as np
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from reports import words
from reports.drawing import (
    TALLEST_PX,
    Crop,
    LegendRow,
    Pixels,
    draw_polyline,
    draw_scale_bar,
    region_colour,
    with_legend,
)
from reports.fates import COLOURS, Fate, fate_of, lengths_mm
from tracking.contract import PairEntry, PairLineEntry, PhotoEntry
from tracking.view import ViewLine
from vision.photo import DRAWN_ON, Photo, read_photo
from vision.pictures import AlignedPictures

MARGIN_MM = 12.0
FATES: dict[Fate, str] = {
    "faded": "fainter",
    "stayed": "unchanged",
    "appeared": "deeper or new",
}


def save_measurement_overlay(entry: PhotoEntry, folder: Path, *, number: int) -> None:
    """Write `measurement_overlay` of a measured file as ``<number>-<name>.png``."""
    path = Path(entry["file"])
    photo = read_photo(path.read_bytes())
    if isinstance(photo, Photo):
        picture = measurement_overlay(photo.pixels, entry)
        _save(picture, folder / f"{number:04d}-{path.stem}.png", drawn_on=True)


def save_comparison(entry: PairEntry, pictures: AlignedPictures, folder: Path) -> None:
    """Write ``before.png``, ``after_aligned.png`` and ``overlay.png`` of a pair."""
    _save(pictures.before, folder / "before.png")
    _save(pictures.after, folder / "after_aligned.png")
    _save(comparison_overlay(pictures, entry["lines"]), folder / "overlay.png", drawn_on=True)


def measurement_overlay(pixels: Pixels, entry: PhotoEntry) -> Pixels:
    """Draw the regions and lines of one measured photo, with legend and scale bar.

    Parameters
    ----------
    pixels : (H, W, 3) uint8 ndarray
        The upright original that was measured.
    entry : PhotoEntry
        Its entry, of status ``"measured"``.
    """
    mm_per_px, face = entry["mm_per_px"], entry["face"]
    if mm_per_px is None or face is None:
        raise ValueError("only a measured photo has an overlay")
    outlines = {
        name: np.array(region["polygon"])
        for name, region in entry["regions"].items()
        if region["polygon"]
    }
    crop = Crop.around(
        np.vstack(list(outlines.values())),
        (pixels.shape[1], pixels.shape[0]),
        margin_px=MARGIN_MM / mm_per_px,
    )
    canvas = crop.of(pixels)
    for name, outline in outlines.items():
        draw_polyline(canvas, crop.place(outline), region_colour(name), width=1, closed=True)
    for line in entry["lines"]:
        points = crop.place(np.array(line["points"]))
        draw_polyline(canvas, points, region_colour(line["region"]), width=2)
    canvas = draw_scale_bar(canvas, px_per_mm=crop.zoom / mm_per_px)
    rows: list[LegendRow] = [
        (None, words.REGIONS["face"], _density(face["line_density_mm_per_cm2"]))
    ]
    for name, region in entry["regions"].items():
        rows.append(
            (region_colour(name), words.REGIONS[name], _density(region["line_density_mm_per_cm2"]))
        )
    return with_legend(canvas, "Lines, mm per cm2", rows)


def comparison_overlay(pictures: AlignedPictures, lines: Iterable[PairLineEntry]) -> Pixels:
    """Draw the lines of a pair on the earlier photo: fainter, unchanged, or deeper and new."""
    height, width = pictures.before.shape[:2]
    crop = Crop(0, 0, width, height, TALLEST_PX / height)
    canvas = crop.of(pictures.before)
    seen = [_seen(line, pictures) for line in lines]
    for line in seen:
        draw_polyline(canvas, crop.place(line.points), COLOURS[fate_of(line)], width=2)
    canvas = draw_scale_bar(canvas, px_per_mm=crop.zoom * pictures.px_per_mm)
    lengths = lengths_mm(seen)
    rows: list[LegendRow] = [
        (COLOURS[fate], told, f"{lengths[fate]:.0f} mm") for fate, told in FATES.items()
    ]
    return with_legend(canvas, "Lines of both photos", rows)


def _seen(line: PairLineEntry, pictures: AlignedPictures) -> ViewLine:
    return ViewLine(
        line["region"],
        line["before_mm"] or 0.0,
        line["after_mm"] or 0.0,
        line["contrast_change_percent"],
        pictures.in_picture(np.array(line["points"])),
    )


def _density(value: float | None) -> str:
    return "not measured" if value is None else f"{value:.2f}"


def _save(picture: Pixels, path: Path, *, drawn_on: bool = False) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    texts = PngInfo()
    for name, text in DRAWN_ON.items() if drawn_on else ():
        texts.add_text(name, text)
    Image.fromarray(picture).save(path, pnginfo=texts)
