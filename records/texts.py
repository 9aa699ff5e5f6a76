"""Names and free text of a client, sealed under the client's key while they are in the database."""

from functools import lru_cache

from sqlalchemy.orm import Session

from records.keys import KeyRing
from records.sealing import seal, unseal

TEXTS_IN_MEMORY = 8192


def seal_text(session: Session, client_id: str, field: str, text: str) -> bytes:
    """Seal a text, bound to its client and the field it is for."""
    key = _ring(session).require_client_key(client_id)
    return seal(key, text.encode(), "text", client_id, field)


def open_text(session: Session, client_id: str, field: str, sealed: bytes | None) -> str:
    """Return the text that was sealed for this client and field; empty where there is none."""
    return "" if sealed is None else _opened(_ring(session), client_id, field, sealed)


def forget_texts() -> None:
    """Drop every opened text from memory."""
    _opened.cache_clear()


@lru_cache(maxsize=TEXTS_IN_MEMORY)
def _opened(ring: KeyRing, client_id: str, field: str, sealed: bytes) -> str:
    return unseal(ring.client_key(client_id), sealed, "text", client_id, field).decode()


def _ring(session: Session) -> KeyRing:
    ring = session.info["ring"]
    assert isinstance(ring, KeyRing)
    return ring
