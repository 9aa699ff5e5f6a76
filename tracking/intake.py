"""Taking in the photos of a visit: what can be read is kept, the rest is named and forgotten."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from records.blobs import PhotoName
from records.models import Photo, Visit
from records.store import Session
from records.visits import add_visit
from tracking.access import Action
from tracking.desk import Desk
from vision.errors import Refusal
from vision.photo import read_photo


@dataclass(frozen=True, eq=False)
class NewPhoto:
    """The bytes of a photo and what it is to show; see `records.models.Photo`."""

    data: bytes
    expression: str
    view: str = "front"
    shot: int = 1
    camera: str = ""


@dataclass(frozen=True, eq=False)
class KeptPhoto:
    """A sealed photo that no visit names yet."""

    new: NewPhoto
    name: PhotoName
    captured_at: datetime | None


@dataclass(frozen=True)
class Intake:
    """What became of an upload.

    Attributes
    ----------
    visit_id : int or None
        None when no photo could be read; nothing is kept then.
    refusals : tuple
        For each photo, in order: why it was refused, or None when it is kept.
    """

    visit_id: int | None
    refusals: tuple[Refusal | None, ...]


def take_in(
    desk: Desk, *, client_id: str, visited_at: datetime, photos: Sequence[NewPhoto]
) -> Intake:
    """Keep a new visit with its readable photos; on return they survive a crash."""
    desk.require(Action.TAKE_PHOTOS, client_id)
    answers = [keep_photo(desk, client_id, photo) for photo in photos]
    refusals = tuple(answer if isinstance(answer, Refusal) else None for answer in answers)
    kept = [answer for answer in answers if isinstance(answer, KeptPhoto)]
    if not kept:
        return Intake(None, refusals)
    with desk.writing(Action.TAKE_PHOTOS, client_id) as session:
        visit = add_kept_visit(session, client_id=client_id, visited_at=visited_at, photos=kept)
        return Intake(visit.id, refusals)


def keep_photo(desk: Desk, client_id: str, new: NewPhoto) -> KeptPhoto | Refusal:
    """Seal and keep a photo if it can be read."""
    photo = read_photo(new.data)
    if isinstance(photo, Refusal):
        return photo
    name = desk.photos.put(client_id, new.data)
    return KeptPhoto(new, name, _moment(photo.captured_at, desk.policy.zone))


def _moment(captured_at: datetime | None, clinic: tzinfo) -> datetime | None:
    # Most cameras write the wall clock without a zone; it hangs in the clinic.
    if captured_at is None or captured_at.tzinfo is not None:
        return captured_at
    return captured_at.replace(tzinfo=clinic)


def add_kept_visit(
    session: Session, *, client_id: str, visited_at: datetime, photos: Iterable[KeptPhoto]
) -> Visit:
    """Add a visit and the photos that are already kept."""
    visit = add_visit(session, client_id=client_id, visited_at=visited_at)
    session.add_all(
        Photo(
            visit_id=visit.id,
            sha256=photo.name.sha256,
            size_bytes=len(photo.new.data),
            expression=photo.new.expression,
            view=photo.new.view,
            shot=photo.new.shot,
            camera=photo.new.camera,
            captured_at=photo.captured_at,
        )
        for photo in photos
    )
    return visit
