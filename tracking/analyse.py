"""Measuring what has not been measured yet: every photo, and every visit against its baseline."""

import logging
from collections.abc import Callable, Sequence
from functools import lru_cache, partial
from typing import Literal

from metrics.evidence import ALGORITHM
from metrics.face import measure_face
from metrics.skin_change import skin_changes
from metrics.supporting import ALGORITHM as SUPPORT_ALGORITHM
from metrics.supporting import supporting_figures
from metrics.verdict import ALGORITHM as PAIR_ALGORITHM
from metrics.verdict import PairMeasurement
from metrics.visits import compare_visits
from records.blobs import PhotoName, PhotoStore
from records.calibrations import KeptCalibration, newest_calibration
from records.measurements import (
    PairToCompare,
    PhotoToMeasure,
    compared,
    keep_new,
    keep_pair,
    measured,
    pairs_to_compare,
    photos_to_measure,
    refused,
    refused_pair,
)
from records.models import Measurement, PairMeasurementRow
from records.supporting import keep_support, photos_without_support
from tracking.access import Action
from tracking.compare import read_visits
from tracking.contract import SupportEntry
from tracking.desk import Desk
from tracking.kept_view import keep_view
from tracking.measure import face_landmarker
from tracking.supporting import support_entry
from tracking.view import view_of
from tracking.workers import for_each
from vision.errors import Refusal
from vision.portrait import Portrait, read_portrait

Step = Literal["photos", "visits", "beside"]
"""What is being done: measuring photos, comparing visits, measuring what is beside the lines."""

Progress = Callable[[Step, int, int], None]
"""Called with what is being done, how many are done, and how many there are."""

SIDE_VIEW = Refusal(
    "view_not_measured",
    "A photo from the side is kept but not measured: the method is calibrated on faces that look "
    "at the camera.",
)
FAULT = Refusal("fault", "The program failed on this photo; the log of the program says how.")


def analyse(desk: Desk, client_ids: Sequence[str], progress: Progress) -> None:
    """Measure new photos of these clients, then compare new visits with their baselines.

    What stands beside the lines is measured last, so that nobody waits for it.
    Every result is kept as soon as it is there, so an interrupted run goes on where it stopped.
    One photo that cannot be measured does not stop the rest.
    """
    for client_id in client_ids:
        desk.require(Action.MEASURE, client_id)
    with desk.store.reading() as session:
        photos = photos_to_measure(session, ALGORITHM, client_ids)
    measure = partial(measure_kept, desk.photos)
    progress("photos", 0, len(photos))
    for count, measurement in enumerate(for_each(measure, photos), start=1):
        with desk.store.writing() as session:
            keep_new(session, measurement)
        progress("photos", count, len(photos))
    with desk.store.reading() as session:
        pairs = pairs_to_compare(session, ALGORITHM, PAIR_ALGORITHM, client_ids)
        calibration = newest_calibration(session, PAIR_ALGORITHM)
    compare = partial(compare_kept, desk.photos, calibration)
    progress("visits", 0, len(pairs))
    rows = for_each(compare, pairs)
    for count, (pair, row) in enumerate(zip(pairs, rows, strict=True), start=1):
        with desk.store.writing() as session:
            keep_pair(session, ALGORITHM, pair, row)
        progress("visits", count, len(pairs))
    _measure_support(desk, client_ids, progress)


def _measure_support(desk: Desk, client_ids: Sequence[str], progress: Progress) -> None:
    with desk.store.reading() as session:
        photos = photos_without_support(
            session, client_ids, lines=ALGORITHM, supporting=SUPPORT_ALGORITHM
        )
    progress("beside", 0, len(photos))
    found = for_each(partial(support_kept, desk.photos), photos)
    for count, (photo, figures) in enumerate(zip(photos, found, strict=True), start=1):
        if figures is not None:
            with desk.store.writing() as session:
                keep_support(session, photo.photo_id, SUPPORT_ALGORITHM, figures)
        progress("beside", count, len(photos))


def support_kept(photos: PhotoStore, photo: PhotoToMeasure) -> SupportEntry | None:
    """Measure what stands beside the lines of a kept photo; None where that failed this time."""
    try:
        portrait = kept_portrait(photos, photo.name)
        if isinstance(portrait, Refusal):
            return None
        return support_entry(supporting_figures(portrait))
    except Exception:  # one bad photo must not stop the rest
        logging.getLogger(__name__).exception("Photo %s has no supporting figures", photo.name)
        return None


def measure_kept(photos: PhotoStore, photo: PhotoToMeasure) -> Measurement:
    """Measure one kept photo; what goes wrong is in the row."""
    if photo.view != "front":
        return refused(photo.photo_id, ALGORITHM, SIDE_VIEW)
    try:
        portrait = kept_portrait(photos, photo.name)
        if isinstance(portrait, Refusal):
            return refused(photo.photo_id, ALGORITHM, portrait)
        return measured(photo.photo_id, portrait, measure_face(portrait))
    except Exception:  # one bad photo must not stop the rest of a batch
        logging.getLogger(__name__).exception("Photo %s was not measured", photo.name)
        return refused(photo.photo_id, ALGORITHM, FAULT)


def compare_kept(
    photos: PhotoStore, calibration: KeptCalibration | None, pair: PairToCompare
) -> PairMeasurementRow:
    """Compare two kept visits, and keep what people see of them; what goes wrong is in the row."""
    names = (
        [shot.name for shot in pair.before_shots],
        [shot.name for shot in pair.after_shots],
    )
    try:
        found = compare_shots(photos, *names, calibration)
        if isinstance(found, Refusal):
            return refused_pair(pair, PAIR_ALGORITHM, found)
        keep_view(photos, *names, calibration, view_of(found, skin=skin_changes(found)))
        number = calibration.number if calibration else None
        return compared(pair, PAIR_ALGORITHM, found, calibration_id=number)
    except Exception:  # as above
        logging.getLogger(__name__).exception("Pair %s was not compared", pair)
        return refused_pair(pair, PAIR_ALGORITHM, FAULT)


def compare_shots(
    photos: PhotoStore,
    before: Sequence[PhotoName],
    after: Sequence[PhotoName],
    calibration: KeptCalibration | None,
) -> PairMeasurement | Refusal:
    """Compare the kept shots of two visits; a shot that cannot be read any more is left out."""
    visits = read_visits(partial(kept_portrait, photos), before, after)
    if isinstance(visits, Refusal):
        return visits
    study = calibration.calibration.study() if calibration else None
    return compare_visits(*(visit.portraits for visit in visits), study=study)


@lru_cache(maxsize=4)
def kept_portrait(photos: PhotoStore, name: PhotoName) -> Portrait | Refusal:
    """Read a kept photo; the baseline of a series of pairs is read once."""
    return read_portrait(photos.get(name), face_landmarker())
