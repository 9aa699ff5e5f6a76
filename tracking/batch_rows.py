"""What a batch writes: one row per photo for the face and for each region, units in the names."""

from collections.abc import Iterator, Mapping
from typing import Any

import pyarrow as pa

from tracking.contract import FiguresEntry, PhotoEntry
from tracking.file_names import as_text

Row = dict[str, str | float | int | None]

FIGURES = {
    "visible_area_cm2": pa.float64(),
    "line_length_mm": pa.float64(),
    "line_density_mm_per_cm2": pa.float64(),
    "line_area_percent": pa.float64(),
    "line_count": pa.int64(),
    "mean_width_mm": pa.float64(),
    "mean_contrast": pa.float64(),
    "severity": pa.float64(),
}
SCHEMA = pa.schema(
    {
        "file": pa.string(),
        "sha256": pa.string(),
        "region": pa.string(),
        "status": pa.string(),
        "reason_code": pa.string(),
        "reason": pa.string(),
        "algorithm": pa.string(),
        **FIGURES,
        "width_px": pa.int64(),
        "height_px": pa.int64(),
        "mm_per_px": pa.float64(),
        "yaw_deg": pa.float64(),
        "pitch_deg": pa.float64(),
        "roll_deg": pa.float64(),
        "expression": pa.string(),
        "captured_at": pa.string(),
        "findings": pa.string(),
    }
)
"""`status` is that of the region; a refused photo has one row, for the face. `findings` are the
codes of what should be better at the next photo, with spaces between."""


def rows_of(entry: PhotoEntry) -> list[Row]:
    """Return one measured photo as rows, the face first; a refused one as one row."""
    return [
        {name: as_text(value) if isinstance(value, str) else value for name, value in row.items()}
        for row in _rows(entry)
    ]


def _rows(entry: PhotoEntry) -> Iterator[Row]:
    about_photo = _about_photo(entry)
    reason = entry["reason"]
    face: Row = {"region": "face", "status": entry["status"]}
    if reason is not None:
        face |= {"reason_code": reason["code"], "reason": reason["message"]}
    yield about_photo | face | _figures(entry["face"])
    for name, region in entry["regions"].items():
        row: Row = {"region": name, "status": region["status"]}
        why = region["reason"]
        if why is not None:
            row |= {"reason_code": why["code"], "reason": why["message"]}
        yield about_photo | row | _figures(region)


def _about_photo(entry: PhotoEntry) -> Row:
    pose, expression = entry["pose"], entry["expression"]
    row: Row = {
        "file": entry["file"],
        "sha256": entry["sha256"],
        "algorithm": entry["algorithm"],
        "mm_per_px": entry["mm_per_px"],
        "captured_at": entry["captured_at"],
        "expression": expression["detected"] if expression else None,
        "findings": " ".join(finding["code"] for finding in entry["quality"]),
    }
    if entry["size"] is not None:
        row |= {"width_px": entry["size"][0], "height_px": entry["size"][1]}
    if pose is not None:
        row |= {"yaw_deg": pose["yaw"], "pitch_deg": pose["pitch"], "roll_deg": pose["roll"]}
    return row


def _figures(figures: FiguresEntry | None) -> Row:
    if figures is None:
        return {}
    known: Mapping[str, Any] = figures
    return {name: known[name] for name in FIGURES}
