"""Keeping a photo as another expression than it was kept as: the same file under a new number."""

from records.base import utc_now
from records.measurements import forget_pairs_with
from records.models import Photo
from records.store import Session
from records.visits import next_shot
from records.voids import EntryKind, Void, mark_void
from tracking.access import Action
from tracking.corrections import NO_REASON, entry_of
from tracking.desk import Desk
from tracking.measure import EXPRESSIONS
from tracking.pair_view import forget_pictures
from vision.errors import Refusal

IS_SET_ASIDE = Refusal("set_aside", "This photo is set aside; take that back first.")
KEPT_AS_THAT = Refusal("kept_as_that", "This photo is kept as that expression already.")


def keep_as(desk: Desk, client_id: str, number: int, expression: str, reason: str) -> int | Refusal:
    """Let a photo count as another expression from now on.

    The photo is set aside with the reason, and its file is kept in the same visit as the next shot
    of the other expression. What rested on it is to be compared anew, by `tracking.analyse`.

    Parameters
    ----------
    desk : Desk
    client_id : str
    number : int
        Of the photo, among all of the practice.
    expression : {"rest", "frown", "raise", "smile"}
    reason : str
        Kept, sealed, with the photo under its old number.

    Returns
    -------
    int or Refusal
        The new number of the photo. Codes: ``no_reason``, ``set_aside``, ``kept_as_that``.

    Raises
    ------
    ValueError
        There is no such expression.
    UnknownRecordError
        The client has no such photo.
    """
    desk.require(Action.TAKE_PHOTOS, client_id)
    if expression not in EXPRESSIONS:
        raise ValueError(f"{expression}: one of {', '.join(EXPRESSIONS)} is asked for")
    with desk.writing(Action.TAKE_PHOTOS, client_id) as session:
        photo = entry_of(session, client_id, EntryKind.PHOTO, number)
        assert isinstance(photo, Photo)
        refusal = _why_not(photo, expression, reason)
        if refusal is not None:
            return refusal
        mark_void(session, client_id, photo, Void(reason.strip(), desk.actor.name, utc_now()))
        kept = _kept_again(session, photo, expression)
        for changed in (photo, kept):
            forget_pairs_with(session, client_id, changed)
        desk.note(session, "kept_as", client_id, f"photo-{number}, photo-{kept.id}, {expression}")
        new_number = kept.id
    forget_pictures(desk.photos, client_id)
    return new_number


def _why_not(photo: Photo, expression: str, reason: str) -> Refusal | None:
    if not reason.strip():
        return NO_REASON
    if photo.voided_at is not None:
        return IS_SET_ASIDE
    return KEPT_AS_THAT if photo.expression == expression else None


def _kept_again(session: Session, photo: Photo, expression: str) -> Photo:
    kept = Photo(
        visit_id=photo.visit_id,
        sha256=photo.sha256,
        size_bytes=photo.size_bytes,
        expression=expression,
        view=photo.view,
        shot=next_shot(session, photo.visit_id, expression, photo.view),
        camera=photo.camera,
        captured_at=photo.captured_at,
    )
    session.add(kept)
    session.flush()
    return kept
