"""Adding a client, and keeping what is known about one up to date."""

from records.clients import ClientDetails, change_client, client_called, client_details
from records.clients import add_client as keep_client
from tracking.access import Action
from tracking.desk import Desk, UnknownRecordError


def add_client(desk: Desk, details: ClientDetails) -> str:
    """Add a client and return the new id."""
    with desk.writing(Action.ADD_CLIENT) as session:
        return keep_client(session, details).id


def find_client(desk: Desk, word: str) -> str | None:
    """Return the client with this id or pseudonym; None when there is none."""
    with desk.reading(Action.LIST_CLIENTS) as session:
        return client_called(session, word)


def details_of(desk: Desk, client_id: str) -> ClientDetails:
    """Return what is known about a client besides the history."""
    with desk.reading(Action.SEE_CLIENT, client_id) as session:
        details = client_details(session, client_id)
    if details is None:
        raise UnknownRecordError("There is no such client.")
    return details


def change_details(desk: Desk, client_id: str, details: ClientDetails) -> None:
    """Replace what is known about a client."""
    with desk.writing(Action.CHANGE_CLIENT, client_id) as session:
        if not change_client(session, client_id, details):
            raise UnknownRecordError("There is no such client.")
