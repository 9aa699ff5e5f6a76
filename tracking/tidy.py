"""What a program does once when it starts: finish what a crash cut short."""

from datetime import timedelta

from records.blobs import LEFTOVER_AFTER
from records.visits import photo_names
from tracking.access import Action
from tracking.desk import Desk
from tracking.erase import finish_erasures


def tidy(desk: Desk, *, older_than: timedelta = LEFTOVER_AFTER) -> int:
    """Finish erasures and remove photos that no record names; return how many files that were.

    What is younger than `older_than` may belong to a save that another process is making.
    """
    desk.require(Action.MAINTAIN)
    finish_erasures(desk)
    with desk.store.reading() as session:
        recorded = photo_names(session)
    desk.store.ring.sweep(older_than=older_than)
    return desk.photos.sweep(recorded, older_than=older_than)
