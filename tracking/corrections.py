"""Taking out of account what was recorded or kept by mistake or cancelled, and taking that back."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from records.base import utc_now
from records.care import CareRecord, care_records
from records.measurements import forget_pairs_with
from records.models import Photo
from records.models.voidable import Voidable
from records.store import Session
from records.treatments import (
    BotoxRecord,
    MicrocurrentRecord,
    botox_records,
    microcurrent_records,
)
from records.visits import photos_of
from records.voids import EntryKind, Void, entry_row, mark_holding, mark_void
from tracking.access import Action, may
from tracking.desk import Desk, UnknownRecordError
from treatments.regions import in_chart_order
from vision.errors import Refusal

__all__ = [
    "Entry",
    "EntryKind",
    "Void",
    "entries_of",
    "entry_of",
    "take_back_void",
    "void_entry",
]

Record = BotoxRecord | MicrocurrentRecord | CareRecord

NO_REASON = Refusal("no_reason", "Say why this does not hold; the reason is kept with it.")
ALREADY_VOID = Refusal(
    "already_void",
    "This counts for nothing already. To give another reason, take that back first.",
)
KEPT_ELSEWHERE = Refusal(
    "kept_already",
    "The file of this photo counts under another number; set that photo aside first.",
)
NOT_VOID = Refusal("not_void", "This counts, so there is nothing to take back.")

TREATMENTS = (EntryKind.BOTOX, EntryKind.MICROCURRENT, EntryKind.CARE)
_RECORDED_AS = {
    EntryKind.BOTOX: Action.RECORD_BOTOX,
    EntryKind.MICROCURRENT: Action.RECORD_MICROCURRENT,
    EntryKind.CARE: Action.RECORD_CARE,
    EntryKind.PHOTO: Action.TAKE_PHOTOS,
}


@dataclass(frozen=True)
class Entry:
    """A session, done or booked, or other care, whether it holds or not.

    Attributes
    ----------
    kind : EntryKind
    number : int
        Among those of its kind.
    on : datetime
    what : str
        Product or device, with its dose.
    regions : tuple of str
        From forehead to chin; empty for the whole person.
    void : Void or None
        Why it counts for nothing; None while it holds.
    may_be_corrected : bool
        Whether the actor may mark it void or take that back.
    """

    kind: EntryKind
    number: int
    on: datetime
    what: str
    regions: tuple[str, ...]
    void: Void | None
    may_be_corrected: bool


def entries_of(desk: Desk, client_id: str) -> list[Entry]:
    """Everything that was recorded as done or booked, void or not, oldest first."""
    with desk.reading(Action.SEE_TREATMENTS, client_id, detail="entries") as session:
        entries = [
            entry
            for is_void in (False, True)
            for entry in _entries(session, desk, client_id, is_void=is_void)
        ]
    return sorted(entries, key=lambda entry: (entry.on, entry.kind, entry.number))


def void_entry(
    desk: Desk, client_id: str, kind: EntryKind, number: int, reason: str
) -> Refusal | None:
    """Let an entry count for nothing from now on: rules, waits, charts and exports leave it out.

    The row stays with the reason, who gave it and when. Whoever may record such an entry may do it.
    The comparisons that a photo took part in go with it, and so do the pictures of them;
    `tracking.analyse` compares the visits anew.

    Returns
    -------
    Refusal or None
        None once it is void.

    Raises
    ------
    UnknownRecordError
        The client has no such entry.
    """
    desk.require(Action.SEE_TREATMENTS, client_id)
    with desk.writing(_RECORDED_AS[kind], client_id) as session:
        row = entry_of(session, client_id, kind, number)
        if not reason.strip():
            return NO_REASON
        if row.voided_at is not None:
            return ALREADY_VOID
        mark_void(session, client_id, row, Void(reason.strip(), desk.actor.name, utc_now()))
        _forget_comparisons(session, client_id, row)
        desk.note(session, "void", client_id, f"{kind}-{number}")
    if kind is EntryKind.PHOTO:
        from tracking.pair_view import forget_pictures  # noqa: PLC0415 - loads what measures

        forget_pictures(desk.photos, client_id)
    return None


def take_back_void(desk: Desk, client_id: str, kind: EntryKind, number: int) -> Refusal | None:
    """Let a void entry count again, as it was recorded; the audit log keeps that it was void.

    Returns
    -------
    Refusal or None
        None once it counts.

    Raises
    ------
    UnknownRecordError
        The client has no such entry.
    """
    desk.require(Action.SEE_TREATMENTS, client_id)
    with desk.writing(_RECORDED_AS[kind], client_id) as session:
        row = entry_of(session, client_id, kind, number)
        if row.voided_at is None:
            return NOT_VOID
        if isinstance(row, Photo) and _file_counts(session, client_id, row):
            return KEPT_ELSEWHERE
        mark_holding(row)
        _forget_comparisons(session, client_id, row)
        desk.note(session, "void_taken_back", client_id, f"{kind}-{number}")
    return None


def entry_of(session: Session, client_id: str, kind: EntryKind, number: int) -> Voidable:
    """Return the row of an entry, void or not.

    Raises
    ------
    UnknownRecordError
        The client has no such entry.
    """
    row = entry_row(session, client_id, kind, number)
    if row is None:
        raise UnknownRecordError("This client has no such entry; look at the list of entries.")
    return row


def _file_counts(session: Session, client_id: str, row: Photo) -> bool:
    return any(photo.name.sha256 == row.sha256 for photo in photos_of(session, client_id))


def _forget_comparisons(session: Session, client_id: str, row: Voidable) -> None:
    if isinstance(row, Photo):
        forget_pairs_with(session, client_id, row)


def _entries(session: Session, desk: Desk, client_id: str, *, is_void: bool) -> Iterator[Entry]:
    def entry(
        kind: EntryKind, record: Record, on: datetime, what: str, regions: Iterable[str]
    ) -> Entry:
        allowed = may(desk.actor, _RECORDED_AS[kind], client_id)
        return Entry(kind, record.id, on, what, in_chart_order(regions), record.void, allowed)

    for botox in botox_records(session, client_id, void=is_void):
        done = botox.done
        yield entry(EntryKind.BOTOX, botox, done.at, str(done.dose), done.regions)
    for device in microcurrent_records(session, client_id, void=is_void):
        at, where = device.done.at, device.done.regions
        yield entry(EntryKind.MICROCURRENT, device, at, str(device.dosage), where)
    for other in care_records(session, client_id, void=is_void):
        care = other.care
        yield entry(EntryKind.CARE, other, care.at, care.product, care.regions)
