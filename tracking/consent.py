"""Giving and withdrawing consent; withdrawing is as easy as giving."""

from records.base import utc_now
from records.consents import Consent, ConsentText, Purpose, consents_of, give_consent
from records.consents import withdraw_consent as end_consent
from records.exports import KeptExport, exports_holding
from tracking.access import Action
from tracking.desk import Desk, UnknownRecordError


def give(desk: Desk, client_id: str, purpose: Purpose, text: ConsentText) -> None:
    """Keep that the client agreed to this text for this purpose, now."""
    with desk.writing(Action.GIVE_CONSENT, client_id) as session:
        give_consent(
            session,
            client_id=client_id,
            purpose=purpose,
            text=text,
            given_at=utc_now(),
            taken_by=desk.actor.id,
        )


def withdraw(desk: Desk, client_id: str, purpose: Purpose) -> list[KeptExport]:
    """End the consent to a purpose, now; what is kept under it must not be used any more.

    Returns
    -------
    list of KeptExport
        Exports that left with rows of the client before, where the purpose is research: whoever
        received them must be told.
    """
    with desk.writing(Action.WITHDRAW_CONSENT, client_id) as session:
        ended = end_consent(session, client_id=client_id, purpose=purpose, withdrawn_at=utc_now())
        if not ended:
            raise UnknownRecordError("There is no consent to this purpose.")
        return exports_holding(session, client_id) if purpose is Purpose.RESEARCH else []


def consents(desk: Desk, client_id: str) -> list[Consent]:
    """Every consent that the client ever gave, oldest first."""
    with desk.reading(Action.SEE_CLIENT, client_id) as session:
        return consents_of(session, client_id)
