"""Two visits side by side: aligned pictures and the lines on them, made anew from the originals."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from metrics.evidence import ALGORITHM
from metrics.verdict import ALGORITHM as PAIR_ALGORITHM
from metrics.verdict import PairLine, PairMeasurement, RegionChange
from records.blobs import PhotoStore
from records.calibrations import KeptCalibration, calibration_of_pair
from records.figures import MeasuredPhoto, measured_photos
from tracking.access import Action
from tracking.analyse import compare_shots
from tracking.desk import Desk, UnknownRecordError
from vision.errors import Refusal
from vision.pictures import AlignedPictures
from vision.quality import Finding

PAIRS_IN_MEMORY = 8


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
    calibrated_at: datetime | None = None


def pair_view(
    desk: Desk, client_id: str, before_visit_id: int, after_visit_id: int, expression: str
) -> PairView:
    """Two visits of a client with one expression, aligned and compared.

    Raises
    ------
    UnknownRecordError
        The client has no photo of this expression at one of the visits.
    """
    with desk.reading(Action.SEE_PHOTOS, client_id) as session:
        photos = measured_photos(session, client_id, ALGORITHM)
        before = _shots_of(photos, before_visit_id, expression)
        after = _shots_of(photos, after_visit_id, expression)
        numbers = (before[0].photo_id, after[0].photo_id)
        calibration = calibration_of_pair(session, *numbers, PAIR_ALGORITHM)
    return _compared(desk.photos, before, after, calibration)


def _shots_of(
    photos: list[MeasuredPhoto], visit_id: int, expression: str
) -> tuple[MeasuredPhoto, ...]:
    """Shots of a visit that were measured; without any, those that were not."""
    wanted = (visit_id, expression)
    taken = [photo for photo in photos if (photo.visit_id, photo.expression) == wanted]
    if not taken:
        raise UnknownRecordError(
            f"There is no photo of this visit with the expression {expression}."
        )
    measured = [photo for photo in taken if photo.status == "measured"]
    return tuple(measured or taken)


@lru_cache(maxsize=PAIRS_IN_MEMORY)
def _compared(
    photos: PhotoStore,
    before: tuple[MeasuredPhoto, ...],
    after: tuple[MeasuredPhoto, ...],
    calibration: KeptCalibration | None,
) -> PairView:
    # Keyed by digest, never by array, and asked only after it is known that the pair may be seen.
    names = ([shot.name for shot in before], [shot.name for shot in after])
    pair = compare_shots(photos, *names, calibration)
    if isinstance(pair, Refusal):
        return _no_view(before[0], after[0], pair)
    view = view_of(
        pair,
        expression=before[0].expression,
        before_on=before[0].visited_at,
        after_on=after[0].visited_at,
    )
    return replace(view, calibrated_at=calibration.made_at if calibration else None)


def forget_pairs() -> None:
    """Drop every pair from memory, as after a client was erased."""
    _compared.cache_clear()


def view_of(
    pair: PairMeasurement,
    *,
    expression: str | None = None,
    before_on: datetime | None = None,
    after_on: datetime | None = None,
) -> PairView:
    """What people see of a pair; it lets go of the original photos."""
    pictures = pair.pictures
    return PairView(
        expression=expression,
        before_on=before_on,
        after_on=after_on,
        status=pair.status,
        reason=pair.reason,
        findings=pair.findings,
        before_pixels=pictures.before if pictures else None,
        after_pixels=pictures.after if pictures else None,
        lines=_lines_in(pictures, pair.lines) if pictures else (),
        face=pair.face,
        regions=pair.regions,
    )


def _no_view(before: MeasuredPhoto, after: MeasuredPhoto, reason: Refusal) -> PairView:
    return PairView(
        expression=before.expression,
        before_on=before.visited_at,
        after_on=after.visited_at,
        status="not_comparable",
        reason=reason,
        findings=(),
        before_pixels=None,
        after_pixels=None,
        lines=(),
        face=None,
        regions={},
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
