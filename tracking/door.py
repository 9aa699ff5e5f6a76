"""Letting people in: with a password, not more often than a person would, or vouched for; noted."""

import hashlib
import ipaddress
from datetime import timedelta

from records.audit import AuditLog, entries_since
from records.base import utc_now
from records.store import Session, Store
from tracking.access import Actor
from tracking.people import actor_called, sign_in
from vision.errors import RhytidError

MOST_FAILURES = 10
WITHIN = timedelta(minutes=15)
FAILED = "sign_in.failed"
IPV6_NEIGHBOURS = 64
"""One customer of a network has all IPv6 addresses that share so many bits."""


class TooManyTriesError(RhytidError):
    """Too many wrong passwords for this login, or from this address; the password was not read."""


def let_in(
    store: Store, audit: AuditLog, *, login: str, password: str, address: str
) -> Actor | None:
    """Return who this is, or None; either way the try is in the audit log.

    The log is what tries are counted in, so a restart does not forget them. Logins and addresses
    stand there as digests.

    Parameters
    ----------
    store : Store
    audit : AuditLog
    login, password : str
        As typed.
    address : str
        The IP address of the browser.

    Raises
    ------
    TooManyTriesError
    """
    who = f"login-{_digest(login.casefold())}"
    where = f"address-{_digest(_network(address))}"
    since = utc_now() - WITHIN
    with store.reading() as session:
        failures = max(
            entries_since(session, since, action=FAILED, actor=where),
            entries_since(session, since, action=FAILED, subject=who),
        )
    if failures >= MOST_FAILURES:
        raise TooManyTriesError("Too many wrong passwords; wait a quarter of an hour.")
    actor = sign_in(store, login, password)
    with store.writing() as session:
        if actor is None:
            audit.append(session, actor=where, action=FAILED, subject=who)
        else:
            _note(session, audit, actor)
    return actor


def let_in_vouched(store: Store, audit: AuditLog, login: str) -> Actor | None:
    """Return whom an identity provider vouches for, noted; None for who has no such login."""
    actor = actor_called(store, login)
    if actor is not None:
        with store.writing() as session:
            _note(session, audit, actor)
    return actor


def _note(session: Session, audit: AuditLog, actor: Actor) -> None:
    audit.append(session, actor=actor.id, action="sign_in", subject="practice")


def _network(address: str) -> str:
    try:
        ip = ipaddress.ip_address(address)
    except ValueError:
        return address
    bits = IPV6_NEIGHBOURS if ip.version == 6 else ip.max_prefixlen
    return str(ipaddress.ip_network((ip, bits), strict=False))


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:32]
