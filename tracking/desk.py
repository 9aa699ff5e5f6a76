"""The records of a practice, open for one person's work."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self
from uuid import uuid4

from records.audit import AuditLog
from records.blobs import PhotoStore
from records.durable import create_durably, make_folder
from records.keys import Passphrase, open_ring
from records.schema import upgrade
from records.store import Session, Store
from tracking.access import LOCAL_OWNER, AccessDeniedError, Action, Actor, may
from tracking.settings import Settings
from treatments.policy import ClinicPolicy
from vision.errors import RhytidError


class UnknownRecordError(RhytidError):
    """A client, visit or photo is asked for that there is not."""


@dataclass(frozen=True)
class Desk:
    """What a use case works with, and on whose behalf."""

    store: Store
    photos: PhotoStore
    audit: AuditLog
    policy: ClinicPolicy
    actor: Actor

    def require(self, action: Action, client_id: str | None = None) -> None:
        """Refuse what the actor may not do; that they tried is noted in the audit log.

        Raises
        ------
        AccessDeniedError
        """
        if may(self.actor, action, client_id):
            return
        with self.store.writing() as session:
            self._note(session, f"denied.{action}", client_id)
        raise AccessDeniedError("You may not do this; ask the owner of the practice.")

    @contextmanager
    def reading(self, action: Action, client_id: str | None = None) -> Iterator[Session]:
        """Open a session for what the actor may see, once it is noted that they saw it."""
        self.require(action, client_id)
        with self.store.writing() as session:
            self._note(session, action, client_id)
        with self.store.reading() as session:
            yield session

    @contextmanager
    def writing(self, action: Action, client_id: str | None = None) -> Iterator[Session]:
        """Open a transaction for what the actor may change; its note is kept with it or not."""
        self.require(action, client_id)
        with self.store.writing() as session:
            self._note(session, action, client_id)
            yield session

    def _note(self, session: Session, action: str, client_id: str | None) -> None:
        subject = "practice" if client_id is None else f"client-{client_id}"
        self.audit.append(session, actor=self.actor.id, action=action, subject=subject)

    def of(self, actor: Actor) -> Self:
        """Return the same records for another person."""
        return replace(self, actor=actor)


def open_desk(settings: Settings, actor: Actor = LOCAL_OWNER) -> Desk:
    """Open the records of a practice, brought to this version's tables.

    Raises
    ------
    records.keys.ClinicKeyError
        The clinic key is missing or wrong; nothing was touched.
    """
    passphrase = Passphrase(settings.passphrase) if settings.passphrase else None
    apart = settings.key_dir / _practice_id(settings.data_dir)
    ring = open_ring(settings.data_dir / "ring", apart, passphrase)
    store = Store(settings.database_url, ring)
    upgrade(store)
    return Desk(
        store,
        PhotoStore(settings.photos_url, ring),
        AuditLog(apart / "audit-head.json"),
        settings.policy,
        actor,
    )


def _practice_id(data_dir: Path) -> str:
    """Name of the folder of this practice's keys; each data folder is a practice of its own."""
    path = data_dir / "practice"
    make_folder(data_dir)
    with suppress(FileExistsError):
        create_durably(path, uuid4().hex.encode(), mode=0o600)
    return path.read_text()
