"""Reading everything that is kept to see whether it is still what was put there."""

from dataclasses import dataclass

from records.audit import AuditFault
from records.blobs import Fault, PhotoName
from records.soundness import RowFault, row_faults
from records.visits import photo_names
from tracking.access import Action
from tracking.desk import Desk


@dataclass(frozen=True)
class Verification:
    """What was read and what was found.

    Attributes
    ----------
    photo_count : int
        Photos that the records name; each was opened and its digest taken.
    photos : tuple
        Those that are missing or damaged.
    leftovers : tuple of PhotoName
        Photos in no record: of a save that a crash cut short, or that is under way. The next start
        of the program removes them.
    keys : tuple of str
        Clients whose key does not open.
    rows : tuple of RowFault
    audit : tuple of AuditFault
    """

    photo_count: int
    photos: tuple[tuple[PhotoName, Fault], ...]
    leftovers: tuple[PhotoName, ...]
    keys: tuple[str, ...]
    rows: tuple[RowFault, ...]
    audit: tuple[AuditFault, ...]

    @property
    def is_sound(self) -> bool:
        """Whether everything is as it was put there."""
        return not (self.photos or self.keys or self.rows or self.audit)


def verify(desk: Desk) -> Verification:
    """Open every photo, key and row, and walk the audit log."""
    with desk.reading(Action.MAINTAIN, detail="verify") as session:
        recorded = photo_names(session)
        rows = tuple(row_faults(session))
    found = list(desk.photos.verify(recorded))
    with desk.store.reading() as session:
        since = set(photo_names(session))
    return Verification(
        photo_count=len(recorded),
        photos=tuple(each for each in found if each[1] is not Fault.UNKNOWN),
        leftovers=tuple(
            name for name, fault in found if fault is Fault.UNKNOWN and name not in since
        ),
        keys=desk.store.ring.damaged(),
        rows=rows,
        audit=verify_audit(desk),
    )


def verify_audit(desk: Desk) -> tuple[AuditFault, ...]:
    """Find edits, deletions, swaps and a cut tail in the audit log."""
    desk.require(Action.SEE_AUDIT)
    with desk.store.reading() as session:
        return desk.audit.verify(session)
