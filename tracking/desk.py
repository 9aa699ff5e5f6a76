"""The records of a practice, open for one person's work."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self
from uuid import uuid4

from records.archive import PRACTICE, RING
from records.audit import AuditLog
from records.blobs import PhotoStore
from records.durable import create_durably, make_folder
from records.keys import KeyRing, Passphrase, open_ring
from records.policies import policy_in
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
            self.note(session, f"denied.{action}", client_id)
        raise AccessDeniedError("You may not do this; ask the owner of the practice.")

    @contextmanager
    def reading(
        self, action: Action, client_id: str | None = None, *, detail: str = ""
    ) -> Iterator[Session]:
        """Open a session for what the actor may see, once it is noted that they saw it."""
        self.require(action, client_id)
        with self.store.writing() as session:
            self.note(session, action, client_id, detail)
        with self.store.reading() as session:
            yield session

    @contextmanager
    def writing(
        self, action: Action, client_id: str | None = None, *, detail: str = ""
    ) -> Iterator[Session]:
        """Open a transaction for what the actor may change; its note is kept with it or not."""
        self.require(action, client_id)
        with self.store.writing() as session:
            self.note(session, action, client_id, detail)
            yield session

    def note(
        self, session: Session, action: str, client_id: str | None = None, detail: str = ""
    ) -> None:
        """Note in the audit log what the actor does in a transaction besides what opened it."""
        subject = "practice" if client_id is None else subject_of(client_id)
        self.audit.append(
            session, actor=self.actor.id, action=action, subject=subject, detail=detail
        )

    def of(self, actor: Actor) -> Self:
        """Return the same records for another person, under the policy that holds now."""
        return replace(self, actor=actor, policy=policy_in(self.store, self.policy))


def open_desk(settings: Settings, actor: Actor = LOCAL_OWNER) -> Desk:
    """Open the records of a practice, brought to this version's tables.

    Raises
    ------
    records.keys.ClinicKeyError
        The clinic key is missing or wrong; nothing was touched.
    """
    ring = open_keys(settings)
    log = _name_in(settings.data_dir / "log")
    store = Store(settings.database_url, ring)
    upgrade(store)
    return Desk(
        store,
        PhotoStore(settings.photos_url, ring),
        AuditLog(ring.apart / f"audit-head-{log}.json"),
        policy_in(store, settings.policy),
        actor,
    )


def open_keys(settings: Settings) -> KeyRing:
    """Open the key ring of a practice; both are made where there is none."""
    practice = _name_in(settings.data_dir / PRACTICE)
    return open_practice_ring(settings, settings.data_dir / RING, practice)


def open_practice_ring(settings: Settings, folder: Path, practice: str) -> KeyRing:
    """Open the key ring in a folder with the clinic key of a practice."""
    passphrase = Passphrase(settings.passphrase) if settings.passphrase else None
    return open_ring(folder, settings.key_dir / practice, passphrase)


def subject_of(client_id: str) -> str:
    """Return what the audit log calls a client."""
    return f"client-{client_id}"


def _name_in(path: Path) -> str:
    """Return the random name in a file, made now where there is none.

    ``practice`` names the folder of the keys. ``log`` names the head of the audit log; it is not
    in backups, so that restored records go on with a head of their own.
    """
    make_folder(path.parent)
    with suppress(FileExistsError):
        create_durably(path, uuid4().hex.encode(), mode=0o600)
    return path.read_text()
