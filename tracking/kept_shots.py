"""The photos of a client one by one, for whoever may set them aside."""

from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from records.visits import VisitPhoto, photos_of
from records.voids import EntryKind, Void, photos_set_aside
from tracking.access import Action
from tracking.desk import Desk, UnknownRecordError
from vision.errors import Refusal
from vision.photo import read_photo, reduced

PICTURE_PX = 480


@dataclass(frozen=True)
class KeptShot:
    """A photo of a visit, whether it counts or is set aside.

    Attributes
    ----------
    number : int
        Among all photos of the practice.
    visit_id : int
    on : datetime
        Of the visit.
    expression, view : str
    shot : int
        Among those of the visit with this expression and view.
    void : Void or None
        Why it is set aside; None while it counts.
    """

    number: int
    visit_id: int
    on: datetime
    expression: str
    view: str
    shot: int
    void: Void | None

    @property
    def kind(self) -> EntryKind:
        """What it is among the entries that can be corrected."""
        return EntryKind.PHOTO

    @property
    def may_be_corrected(self) -> bool:
        """Always, as it is listed for nobody else."""
        return True


def kept_shots(desk: Desk, client_id: str) -> list[KeptShot]:
    """Every photo of a client, set aside or not, by visit, expression, view and shot."""
    desk.require(Action.TAKE_PHOTOS, client_id)
    with desk.reading(Action.SEE_PHOTOS, client_id, detail="list") as session:
        reasons = photos_set_aside(session, client_id)
        photos = [*photos_of(session, client_id), *photos_of(session, client_id, void=True)]
    shots = [_shot(photo, reasons.get(photo.photo_id)) for photo in photos]
    return sorted(shots, key=lambda shot: (shot.on, shot.expression, shot.view, shot.shot))


def shot_picture(desk: Desk, client_id: str, number: int) -> NDArray[np.uint8] | Refusal:
    """Return a photo in the size of a card; one that is set aside is shown to nobody.

    Raises
    ------
    UnknownRecordError
        The client has no such photo, or it is set aside.
    """
    desk.require(Action.TAKE_PHOTOS, client_id)
    with desk.reading(Action.SEE_PHOTOS, client_id, detail=f"photo-{number}") as session:
        names = {photo.photo_id: photo.name for photo in photos_of(session, client_id)}
    if number not in names:
        raise UnknownRecordError("This client has no such photo, or it is set aside.")
    photo = read_photo(desk.photos.get(names[number]))
    return photo if isinstance(photo, Refusal) else reduced(photo, PICTURE_PX)[0]


def _shot(photo: VisitPhoto, void: Void | None) -> KeptShot:
    return KeptShot(
        photo.photo_id,
        photo.visit_id,
        photo.visited_at,
        photo.expression,
        photo.view,
        photo.shot,
        void,
    )
