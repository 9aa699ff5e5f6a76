"""The lines of kept comparisons, by their place on the canonical face."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from records.models import PairMeasurementRow

if TYPE_CHECKING:  # records open without loading the libraries that measure
    from metrics.verdict import PairLine

EVERY = 6
"""Of the points of a line every sixth is kept, about two millimetres apart, and the last."""

Place = tuple[float, float]


@dataclass(frozen=True)
class KeptLine:
    """One line of a comparison: lengths in mm, contrast in log lightness, places in mm [x, y]."""

    region: str | None
    before_mm: float
    after_mm: float
    before_contrast: float
    after_contrast: float
    places_mm: tuple[Place, ...]


def lines_as_kept(lines: "Sequence[PairLine]") -> list[dict[str, Any]]:
    """Return lines as their column keeps them."""
    return [
        {
            "region": line.region,
            "before_mm": round(line.before_mm, 2),
            "after_mm": round(line.after_mm, 2),
            "before_contrast": round(line.before_contrast, 4),
            "after_contrast": round(line.after_contrast, 4),
            "places_mm": [
                [round(float(x), 1), round(float(y), 1)]
                for x, y in (*line.places_mm[:-1:EVERY], line.places_mm[-1])
            ],
        }
        for line in lines
    ]


def kept_lines(
    session: Session, baseline_photo_id: int, algorithm: str
) -> dict[int, tuple[KeptLine, ...]]:
    """Lines of the comparisons with a baseline photo, by number of the later photo."""
    pair = PairMeasurementRow
    rows = select(pair.after_photo_id, pair.lines).where(
        pair.before_photo_id == baseline_photo_id,
        pair.algorithm == algorithm,
        pair.status == "compared",
    )
    return {
        photo_id: tuple(_line(line) for line in lines or ())
        for photo_id, lines in session.execute(rows)
    }


def _line(kept: dict[str, Any]) -> KeptLine:
    places = tuple((x, y) for x, y in kept["places_mm"])
    return KeptLine(**{**kept, "places_mm": places})
