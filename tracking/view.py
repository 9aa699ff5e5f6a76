"""What people see of two photos: aligned pictures, the lines on them, and what changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from metrics.skin_change import SkinChanges
from metrics.verdict import PairLine, PairMeasurement, RegionChange
from vision.errors import Refusal
from vision.pictures import AlignedPictures
from vision.quality import Finding


@dataclass(frozen=True, eq=False)
class ViewLine:
    """A line of a pair; `points` is (N, 2) float64 [x, y] in pixels of the aligned pictures."""

    region: str | None
    before_mm: float
    after_mm: float
    contrast_change_percent: float | None
    points: NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class PairView:
    """Two photos in one frame.

    Attributes
    ----------
    expression : str or None
    before_on, after_on : datetime or None
        Of the visits; None for photos that belong to nobody.
    status : str
        ``"compared"``, ``"not_comparable"`` (see `reason` and `findings`).
    before_pixels, after_pixels : (h, w, 3) uint8 ndarray or None
        Aligned pictures of one size; None when the photos could not be aligned.
    lines : tuple of ViewLine
    face, regions : RegionChange
        Change with SDC and verdict; None and empty when nothing could be compared.
    skin : Mapping of str to Mapping of str to FigureChange
        Colour and texture by region; empty when nothing could be compared.
    calibrated_at : datetime or None
        When the clinic measured its own error, by which the pair is judged; None for the error of
        rendered people.
    """

    expression: str | None
    before_on: datetime | None
    after_on: datetime | None
    status: Literal["compared", "not_comparable"]
    reason: Refusal | None
    findings: tuple[Finding, ...]
    before_pixels: NDArray[np.uint8] | None
    after_pixels: NDArray[np.uint8] | None
    lines: tuple[ViewLine, ...]
    face: RegionChange | None
    regions: Mapping[str, RegionChange]
    skin: SkinChanges
    calibrated_at: datetime | None = None


def view_of(pair: PairMeasurement, *, skin: SkinChanges) -> PairView:
    """What people see of a pair that belongs to nobody yet; it lets go of the original photos.

    Parameters
    ----------
    pair : PairMeasurement
    skin : Mapping of str to Mapping of str to FigureChange
        See `metrics.skin_change.skin_changes`, which takes half a second; empty where nobody sees
        it.
    """
    pictures = pair.pictures
    return PairView(
        expression=None,
        before_on=None,
        after_on=None,
        status=pair.status,
        reason=pair.reason,
        findings=pair.findings,
        before_pixels=pictures.before if pictures else None,
        after_pixels=pictures.after if pictures else None,
        lines=_lines_in(pictures, pair.lines) if pictures else (),
        face=pair.face,
        regions=pair.regions,
        skin=skin,
    )


def _lines_in(pictures: AlignedPictures, lines: Sequence[PairLine]) -> tuple[ViewLine, ...]:
    return tuple(
        ViewLine(
            line.region,
            line.before_mm,
            line.after_mm,
            line.contrast_change_percent,
            pictures.in_picture(line.points),
        )
        for line in lines
    )
