"""Two visits side by side: as they were kept, otherwise made anew from the originals."""

from dataclasses import replace
from functools import lru_cache

from metrics.evidence import ALGORITHM
from metrics.skin_change import skin_changes
from metrics.verdict import ALGORITHM as PAIR_ALGORITHM
from records.blobs import PhotoStore
from records.calibrations import KeptCalibration, calibration_of_pair
from records.derivatives import Derivatives
from records.figures import MeasuredPhoto, measured_photos
from tracking.access import Action
from tracking.analyse import compare_shots, kept_portrait
from tracking.desk import Desk, UnknownRecordError
from tracking.kept_view import keep_view, kept_view
from tracking.view import PairView, ViewLine, view_of
from vision.errors import Refusal

__all__ = [
    "PairView",
    "ViewLine",
    "forget_pairs",
    "forget_pictures",
    "pair_view",
    "shots_of_visit",
    "view_of",
]

PAIRS_IN_MEMORY = 8


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
        before = shots_of_visit(photos, before_visit_id, expression)
        after = shots_of_visit(photos, after_visit_id, expression)
        numbers = (before[0].photo_id, after[0].photo_id)
        calibration = calibration_of_pair(session, *numbers, PAIR_ALGORITHM)
    return _compared(desk.photos, before, after, calibration)


def shots_of_visit(
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
    view = kept_view(photos, *names, calibration)
    if view is None:
        pair = compare_shots(photos, *names, calibration)
        if isinstance(pair, Refusal):
            return _no_view(before[0], after[0], pair)
        view = view_of(pair, skin=skin_changes(pair))
        keep_view(photos, *names, calibration, view)
    return replace(
        view,
        expression=before[0].expression,
        before_on=before[0].visited_at,
        after_on=after[0].visited_at,
        calibrated_at=calibration.made_at if calibration else None,
    )


def forget_pairs() -> None:
    """Drop every pair from memory."""
    _compared.cache_clear()


def forget_pictures(photos: PhotoStore, client_id: str) -> None:
    """Drop what was made from a client's photos, from memory and from beside the photos.

    What may still be seen of them is made again when somebody asks for it.
    """
    kept_portrait.cache_clear()
    forget_pairs()
    Derivatives.beside(photos).remove_client(client_id)


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
        skin={},
    )
