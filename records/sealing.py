"""Sealed bytes: AES-256-GCM, bound to what they are and whose they are.

A sealed value is the four bytes of its format, a random 96-bit nonce, the ciphertext and its
128-bit tag (NIST SP 800-38D). The context is authenticated but not stored: bytes that are moved to
another client or another photo no longer open.
"""

import json
import secrets

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from vision.errors import RhytidError

FORMAT = b"RHS1"
KEY_BYTES = 32
NONCE_BYTES = 12


class SealBrokenError(RhytidError):
    """Sealed bytes do not open: wrong key, another place, or a changed bit."""


def new_key() -> bytes:
    """Return 32 random bytes."""
    return secrets.token_bytes(KEY_BYTES)


def seal(key: bytes, data: bytes, *context: str) -> bytes:
    """Encrypt and sign bytes under a 32-byte key, bound to a context."""
    nonce = secrets.token_bytes(NONCE_BYTES)
    return FORMAT + nonce + AESGCM(key).encrypt(nonce, data, _bound(context))


def unseal(key: bytes, sealed: bytes, *context: str) -> bytes:
    """Return the bytes that were sealed under the same key and context.

    Raises
    ------
    SealBrokenError
        They were not, or have changed since.
    """
    head = len(FORMAT) + NONCE_BYTES
    if sealed[: len(FORMAT)] != FORMAT or len(sealed) < head:
        raise SealBrokenError("This is not a sealed value of a known format.")
    try:
        return AESGCM(key).decrypt(sealed[len(FORMAT) : head], sealed[head:], _bound(context))
    except InvalidTag as error:
        raise SealBrokenError("The sealed bytes were changed, or this is not their key.") from error


def _bound(context: tuple[str, ...]) -> bytes:
    return FORMAT + json.dumps(context).encode()
