"""Photos that were kept and wait for their figures, as after a server that died at its work."""

from metrics.evidence import ALGORITHM
from metrics.verdict import ALGORITHM as PAIR_ALGORITHM
from records.clients import client_ids
from records.figures import versions_of
from records.measurements import pairs_to_compare, photos_to_measure
from records.practice import unmeasured_photos
from tracking.access import Action
from tracking.desk import Desk

NEWEST = (ALGORITHM, PAIR_ALGORITHM)


def clients_to_measure(desk: Desk) -> list[str]:
    """Return the clients with a photo or a visit that waits for figures.

    Whose figures are of an earlier version waits only for photos that no version has measured:
    that a history is measured anew is decided by the owner (`tracking.rebuild`).
    """
    with desk.reading(Action.MEASURE_WAITING) as session:
        everyone = client_ids(session)
        never = unmeasured_photos(session)
        photos = photos_to_measure(session, ALGORITHM, everyone)
        pairs = pairs_to_compare(session, *NEWEST, everyone)
        unfinished = {photo.name.client_id for photo in photos}
        unfinished |= {pair.after.name.client_id for pair in pairs}
        return [
            client_id
            for client_id in everyone
            if client_id in never
            or (
                client_id in unfinished and versions_of(session, client_id, newest=NEWEST) == NEWEST
            )
        ]
