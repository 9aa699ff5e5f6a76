"""Erasing a client for good: key, rows, photos and what is in memory."""

from records.blobs import StoreFullError
from records.clients import known_clients, remove_client
from records.scrub import scrub
from tracking.access import Action
from tracking.desk import Desk, UnknownRecordError
from tracking.pair_view import forget_pictures


def erase_client(desk: Desk, client_id: str) -> None:
    """Erase a client; on return nothing of theirs is left in the records.

    The key goes first, behind a tombstone that survives a crash: from then on no copy of a photo or
    text opens any more, in backups neither, and `finish_erasures` does the rest after a crash. What
    is not sealed stays readable in backups made before, which only go when somebody deletes them:
    login and its name, year of birth, dates, doses, figures, answers. The audit log keeps its
    entries, which hold a random id and no name.

    Raises
    ------
    UnknownRecordError
        There is no such client.
    records.scrub.NotScrubbedError
        Everything is erased, but another program holds a file with traces; erase once more.
    records.blobs.StoreFullError
        Everything is erased, but the disk is too full to rid a file of traces; erase once more.
    """
    with desk.writing(Action.ERASE_CLIENT, client_id) as session:
        known = known_clients(session, [client_id])
    if not known and client_id not in desk.store.ring.erased():
        raise UnknownRecordError("There is no such client.")
    _erase(desk, client_id)


def finish_erasures(desk: Desk) -> frozenset[str]:
    """Erase what a crash or a restored copy left of erased clients, and return their ids."""
    desk.require(Action.MAINTAIN)
    erased = desk.store.ring.erased()
    left = desk.store.ring.replay_erasures()
    left |= erased & {name.client_id for name in desk.photos.names()}
    with desk.store.reading() as session:
        left |= known_clients(session, erased)
    for client_id in left:
        _erase(desk, client_id)
    return left


def _erase(desk: Desk, client_id: str) -> None:
    desk.store.ring.destroy(client_id)
    with desk.store.writing() as session:
        remove_client(session, client_id)
    desk.store.texts.forget()
    forget_pictures(desk.photos, client_id)
    try:
        scrub(desk.store)
    except StoreFullError:
        desk.photos.remove_client(client_id)  # makes room
        scrub(desk.store)
    desk.photos.remove_client(client_id)  # last: as long as they are there, a start goes on here
