"""Names and free text of a client, sealed under the client's key while they are in the database."""

from functools import lru_cache

from sqlalchemy.orm import Session

from records.keys import KeyRing
from records.sealing import seal, unseal

TEXTS_IN_MEMORY = 8192


class SealedTexts:
    """Seals and opens texts; what was opened stays in memory, for lists open the same names often.

    Every session of a `records.store.Store` carries one.
    """

    def __init__(self, ring: KeyRing) -> None:
        self._ring = ring
        self._opened = lru_cache(maxsize=TEXTS_IN_MEMORY)(self._open)

    def seal(self, client_id: str, field: str, text: str) -> bytes:
        """Seal a text, bound to its client and the field it is for."""
        key = self._ring.require_client_key(client_id)
        return seal(key, text.encode(), "text", client_id, field)

    def open(self, client_id: str, field: str, sealed: bytes) -> str:
        """Return the text that was sealed for this client and field."""
        return self._opened(client_id, field, sealed)

    def forget(self) -> None:
        """Drop every opened text from memory, as after a client was erased."""
        self._opened.cache_clear()

    def _open(self, client_id: str, field: str, sealed: bytes) -> str:
        return unseal(self._ring.client_key(client_id), sealed, "text", client_id, field).decode()


def seal_text(session: Session, client_id: str, field: str, text: str) -> bytes:
    """Seal a text with the keys of a session; see `SealedTexts.seal`."""
    texts: SealedTexts = session.info["texts"]
    return texts.seal(client_id, field, text)


def open_text(session: Session, client_id: str, field: str, sealed: bytes | None) -> str:
    """Open a text with the keys of a session; empty where there is none."""
    texts: SealedTexts = session.info["texts"]
    return "" if sealed is None else texts.open(client_id, field, sealed)
