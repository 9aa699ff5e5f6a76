"""What the microcurrent therapist is told about a client's recent Botox."""

from dataclasses import dataclass

from records.base import utc_now
from records.clients import client_summary
from records.treatments import history
from tracking.access import Action
from tracking.desk import Desk, UnknownRecordError
from treatments.handover import HandoverCard, handover_card
from vision.errors import Refusal

NOTHING_INJECTED = Refusal(
    "nothing_injected",
    "No Botox is recorded for this client, so there is nothing to hand over. If there was any, "
    "record it first.",
)


@dataclass(frozen=True)
class Handover:
    """The hand-over card, and the pseudonym under which the practice knows whose it is."""

    pseudonym: str
    card: HandoverCard


def handover(desk: Desk, client_id: str) -> Handover | Refusal:
    """Write the hand-over card of a client as of now.

    Raises
    ------
    UnknownRecordError
        There is no such client.
    """
    with desk.reading(Action.SEE_HANDOVER, client_id) as session:
        client = client_summary(session, client_id)
        done = history(session, client_id)
    if client is None:
        raise UnknownRecordError("There is no such client.")
    card = handover_card(done, utc_now(), desk.policy)
    return NOTHING_INJECTED if card is None else Handover(client.pseudonym, card)
