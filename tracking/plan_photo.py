"""A client's own photo under the face chart, for injections to be placed on it."""

import hashlib
import logging
from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from metrics.evidence import ALGORITHM
from metrics.verdict import ALGORITHM as PAIR_ALGORITHM
from records.blobs import PhotoName, PhotoStore
from records.derivatives import Derivatives
from records.figures import MeasuredPhoto, measured_photos, versions_of
from records.store import Session
from tracking.access import Action
from tracking.analyse import kept_portrait
from tracking.desk import Desk
from tracking.kept_picture import coded, decoded
from vision.errors import Refusal
from vision.plan_picture import plan_picture

FORM = "plan/1"
REST = "rest"


@dataclass(frozen=True, eq=False)
class PlanPhoto:
    """A photo laid onto the face chart.

    Attributes
    ----------
    pixels : (h, w, 3) uint8 ndarray
        sRGB, see `vision.plan_picture`.
    taken_at : datetime
        Of the visit.
    expression : str
    """

    pixels: NDArray[np.uint8]
    taken_at: datetime
    expression: str


def has_plan_photo(desk: Desk, client_id: str) -> bool:
    """Tell whether there is a photo to place injections on."""
    with desk.reading(Action.SEE_PHOTOS, client_id, detail="photo of the map") as session:
        return _photo_for_plan(session, client_id) is not None


def plan_photo(desk: Desk, client_id: str) -> PlanPhoto | Refusal | None:
    """Lay the newest measured front photo at rest, otherwise the newest one, onto the chart.

    Returns
    -------
    PlanPhoto, Refusal or None
        None without such a photo; a refusal where it cannot be read any more.
    """
    with desk.reading(Action.SEE_PHOTOS, client_id, detail="injection map") as session:
        photo = _photo_for_plan(session, client_id)
    if photo is None:
        return None
    pixels = _on_plan(desk.photos, photo.name)
    if isinstance(pixels, Refusal):
        return pixels
    return PlanPhoto(pixels, photo.visited_at, photo.expression)


def _photo_for_plan(session: Session, client_id: str) -> MeasuredPhoto | None:
    lines, _ = versions_of(session, client_id, newest=(ALGORITHM, PAIR_ALGORITHM))
    photos = [p for p in measured_photos(session, client_id, lines) if p.status == "measured"]
    # Of the shots of a visit the first one comes first, and `max` returns it.
    return max(photos, key=lambda p: (p.expression == REST, p.visited_at), default=None)


def _on_plan(photos: PhotoStore, name: PhotoName) -> NDArray[np.uint8] | Refusal:
    """Return the picture that is kept beside the photos; without one, make it and keep it."""
    derived = Derivatives.beside(photos)
    kept_as = hashlib.sha256(f"{FORM}|{name.sha256}".encode()).hexdigest()
    kept = derived.get(name.client_id, kept_as)
    if kept is not None:
        return decoded(kept)
    portrait = kept_portrait(photos, name)
    if isinstance(portrait, Refusal):
        return portrait
    pixels = plan_picture(portrait)
    try:
        derived.put(name.client_id, kept_as, coded(pixels))
    except OSError:  # a full disk: it is made again the next time
        logging.getLogger(__name__).warning("A picture for the map was not kept", exc_info=True)
    return pixels
