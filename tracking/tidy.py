"""What a program does once when it starts: finish what a crash cut short."""

import logging
from datetime import timedelta

from records.blobs import LEFTOVER_AFTER
from records.soundness import photo_rows_are_sound
from records.visits import photo_names
from tracking.access import Action
from tracking.desk import Desk
from tracking.erase import finish_erasures

_logger = logging.getLogger(__name__)


def tidy(desk: Desk, *, older_than: timedelta = LEFTOVER_AFTER) -> int:
    """Finish erasures and remove photos that no record names; return how many files that were.

    What is younger than `older_than` may belong to a save that another process is making. Where a
    row that names photos is damaged, no photo is removed: it may be the one that the row named.
    """
    desk.require(Action.MAINTAIN)
    finish_erasures(desk)
    with desk.store.reading() as session:
        recorded = photo_names(session)
        sound = photo_rows_are_sound(session)
    desk.store.ring.sweep(older_than=older_than)
    if not sound:
        _logger.error("A row that names a photo is damaged; nothing was swept. Run `verify`.")
        return 0
    return desk.photos.sweep(recorded, older_than=older_than)
