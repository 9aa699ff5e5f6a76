"""Taking in the photos of a visit: what can be read is kept, the rest is named and forgotten."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, tzinfo

from records.blobs import PhotoName
from records.models import Photo, Visit
from records.store import Session
from records.visits import add_visit, emptied_visit, next_shot, photos_of, visit_on
from tracking.access import Action
from tracking.desk import Desk
from treatments.clock import day_of
from vision.errors import Refusal
from vision.photo import read_photo

KEPT_ALREADY = Refusal(
    "kept_already",
    "This file is kept already, and the same photo twice is no second shot; take another one.",
)
SET_ASIDE = Refusal(
    "set_aside",
    "This file is kept already and was set aside. To use it again, take that back: on the client's "
    "page below the treatments, or with `visit take-back`. Otherwise take another one.",
)


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
        None when no photo could be kept.
    refusals : tuple
        For each photo, in order: why it was refused, or None when it is kept.
    """

    visit_id: int | None
    refusals: tuple[Refusal | None, ...]


def take_in(
    desk: Desk, *, client_id: str, visited_at: datetime, photos: Sequence[NewPhoto]
) -> Intake:
    """Keep a new visit with its readable photos; on return they survive a crash.

    A visit of that moment whose photos are all set aside goes on with these.
    """
    desk.require(Action.TAKE_PHOTOS, client_id)
    kept, refusals = _keep_new(desk, client_id, photos)
    if not kept:
        return Intake(None, refusals)
    with desk.writing(Action.TAKE_PHOTOS, client_id) as session:
        emptied = emptied_visit(session, client_id, visited_at)
        if emptied is not None:
            _add_next_shots(session, emptied, kept)
            return Intake(emptied, refusals)
        visit = add_kept_visit(session, client_id=client_id, visited_at=visited_at, photos=kept)
        return Intake(visit.id, refusals)


def take_in_today(
    desk: Desk,
    *,
    client_id: str,
    now: datetime,
    photos: Sequence[NewPhoto],
    kept_because: str = "",
) -> Intake:
    """Keep photos in today's visit of a client, which begins with the first of them.

    Each gets the next number of its expression and view, so its own is not read. So photos can be
    kept one by one as they are taken, and a visit goes on after the browser was closed.
    `kept_because` is the code of the reason for keeping a photo with a warning; the audit log
    holds it.
    """
    desk.require(Action.TAKE_PHOTOS, client_id)
    kept, refusals = _keep_new(desk, client_id, photos)
    if not kept:
        return Intake(None, refusals)
    with desk.writing(Action.TAKE_PHOTOS, client_id, detail=kept_because) as session:
        visit_id = visit_on(session, client_id, day_of(now, desk.policy.zone), desk.policy.zone)
        if visit_id is None:
            visit_id = add_visit(session, client_id=client_id, visited_at=now).id
        _add_next_shots(session, visit_id, kept)
        return Intake(visit_id, refusals)


def _keep_new(
    desk: Desk, client_id: str, photos: Sequence[NewPhoto]
) -> tuple[list[KeptPhoto], tuple[Refusal | None, ...]]:
    """Keep each photo that can be read and whose bytes the client's records do not name yet."""
    with desk.store.reading() as session:
        named = {photo.name: SET_ASIDE for photo in photos_of(session, client_id, void=True)}
        named |= {photo.name: KEPT_ALREADY for photo in photos_of(session, client_id)}
    kept: list[KeptPhoto] = []
    refusals: list[Refusal | None] = []
    for photo in photos:
        answer = keep_photo(desk, client_id, photo)
        if isinstance(answer, Refusal):
            refusals.append(answer)
        elif answer.name in named:
            refusals.append(named[answer.name])
        else:
            named[answer.name] = KEPT_ALREADY
            kept.append(answer)
            refusals.append(None)
    return kept, tuple(refusals)


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
    for photo in photos:
        _add_photo(session, visit.id, photo)
    return visit


def _add_next_shots(session: Session, visit_id: int, photos: Iterable[KeptPhoto]) -> None:
    for photo in photos:
        shot = next_shot(session, visit_id, photo.new.expression, photo.new.view)
        _add_photo(session, visit_id, replace(photo, new=replace(photo.new, shot=shot)))


def _add_photo(session: Session, visit_id: int, photo: KeptPhoto) -> None:
    session.add(
        Photo(
            visit_id=visit_id,
            sha256=photo.name.sha256,
            size_bytes=len(photo.new.data),
            expression=photo.new.expression,
            view=photo.new.view,
            shot=photo.new.shot,
            camera=photo.new.camera,
            captured_at=photo.captured_at,
        )
    )
    session.flush()
