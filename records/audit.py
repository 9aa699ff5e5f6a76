"""The audit log: a chain in which each entry holds the digest of the one before.

The chain shows edits, deletions and swaps. A tail that was cut off, or a chain written anew, shows
against the head: the number and digest of the last entry, kept in a file apart from the database.
The head is written after the commit, so it may lag behind by what a crash cut short, never lead.
"""

import hashlib
import json
import logging
import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from sqlalchemy import event, func, select
from sqlalchemy.orm import Session

from records.base import utc_now
from records.durable import make_folder, replace_atomically
from records.models.audit import AuditEntry
from treatments.clock import utc

FIRST_PREVIOUS = "0" * 64
APPEND_LOCK = 0x52687974  # one appender at a time on PostgreSQL; SQLite has one writer anyway

_logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Head:
    """The last entry of a chain; number 0 before the first."""

    number: int = 0
    digest: str = FIRST_PREVIOUS


class Tampering(StrEnum):
    """What was done to a log."""

    EDITED = "the entry is not as it was written"
    MISSING = "entries are missing before this one"
    UNLINKED = "the entry does not follow the one before"
    CUT = "the last entries are missing"
    REPLACED = "the chain is not the one whose head was kept"
    HEADLESS = "the kept head is missing or unreadable"


@dataclass(frozen=True)
class AuditFault:
    """One finding of `AuditLog.verify`, at the number of an entry."""

    number: int
    tampering: Tampering


@dataclass(frozen=True)
class AuditLog:
    """The log of a practice.

    Attributes
    ----------
    head_file : Path
        Where the head is kept; not beside the database and not in its backups.
    """

    head_file: Path
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False, compare=False)

    def append(
        self, session: Session, *, actor: str, action: str, subject: str, detail: str = ""
    ) -> AuditEntry:
        """Add an entry to the transaction of a writing session: kept with it, or not at all.

        Parameters
        ----------
        session : Session
        actor, action, subject, detail : str
            Ids and codes only: ``"user-7"``, ``"photo.view"``, ``"client-3f2a/photo-12"``. Never
            names or free text, for entries outlive the erasure of a client.
        """
        if session.get_bind().dialect.name == "postgresql":
            session.execute(select(func.pg_advisory_xact_lock(APPEND_LOCK)))
        last = _last(session)
        entry = AuditEntry(
            number=last.number + 1,
            at=utc_now(),
            actor=actor,
            action=action,
            subject=subject,
            detail=detail,
            previous=last.digest,
            digest="",
        )
        entry.digest = entry_digest(entry)
        session.add(entry)
        session.flush()
        if self._holds_kept_head(session, last):
            self._keep_head_after_commit(session, Head(entry.number, entry.digest))
        else:
            # A newer head would hide the damage; it stays until somebody has looked.
            _logger.error("The audit log does not hold its kept head; run the audit verification")
        return entry

    def verify(self, session: Session) -> tuple[AuditFault, ...]:
        """Find every edit, deletion, swap and cut tail; empty for a log that is as it was written.

        Parameters
        ----------
        session : Session
            A new one: entries that are written meanwhile are then either seen or not yet due.
        """
        try:
            head = self.kept_head()
        except (ValueError, KeyError, TypeError):
            return (AuditFault(0, Tampering.HEADLESS),)
        rows = select(AuditEntry).order_by(AuditEntry.number)
        return tuple(chain_faults(session.scalars(rows.execution_options(yield_per=1000)), head))

    def kept_head(self) -> Head | None:
        """Return the head that was kept; None where none ever was."""
        if not self.head_file.exists():
            return None
        values = json.loads(self.head_file.read_bytes())
        return Head(int(values["number"]), str(values["digest"]))

    def _holds_kept_head(self, session: Session, last: Head) -> bool:
        head = self.kept_head()
        if head is None or head == last:
            return True
        entry = session.get(AuditEntry, head.number)
        return entry is not None and entry.digest == head.digest

    def _keep_head_after_commit(self, session: Session, head: Head) -> None:
        if "audit_head" not in session.info:
            event.listen(session, "after_commit", self._keep_head)
            event.listen(session, "after_rollback", _forget_head)
        session.info["audit_head"] = head

    def _keep_head(self, session: Session) -> None:
        head: Head | None = session.info["audit_head"]
        if head is None or session.in_nested_transaction():
            return
        session.info["audit_head"] = None
        try:
            with self._lock:
                kept = self.kept_head()
                if kept is None or kept.number < head.number:
                    make_folder(self.head_file.parent)
                    text = json.dumps({"number": head.number, "digest": head.digest})
                    # Without a name made durable: after a loss of power an older head may lag.
                    replace_atomically(self.head_file, text.encode(), mode=0o600)
        except Exception:
            # The entry is committed: failing now would deny what was done. The next one catches up.
            _logger.exception("The head of the audit log was not kept at entry %d", head.number)


def chain_faults(entries: Iterable[AuditEntry], head: Head | None) -> Iterator[AuditFault]:
    """Walk a chain from its first entry and compare it with the head that was kept."""
    last = Head()
    for entry in entries:
        if entry.number != last.number + 1:
            yield AuditFault(entry.number, Tampering.MISSING)
        elif entry.previous != last.digest:
            yield AuditFault(entry.number, Tampering.UNLINKED)
        if entry.digest != entry_digest(entry):
            yield AuditFault(entry.number, Tampering.EDITED)
        if head and entry.number == head.number and entry.digest != head.digest:
            yield AuditFault(entry.number, Tampering.REPLACED)
        last = Head(entry.number, entry.digest)
    if head is None and last.number:
        yield AuditFault(last.number, Tampering.HEADLESS)
    if head and last.number < head.number:
        yield AuditFault(last.number + 1, Tampering.CUT)


def entries_since(
    session: Session,
    since: datetime,
    *,
    action: str,
    actor: str | None = None,
    subject: str | None = None,
) -> int:
    """Count the entries of an action since a time, by one actor or about one subject."""
    rows = select(func.count()).where(AuditEntry.at >= since, AuditEntry.action == action)
    if actor is not None:
        rows = rows.where(AuditEntry.actor == actor)
    if subject is not None:
        rows = rows.where(AuditEntry.subject == subject)
    return session.scalar(rows) or 0


def newest_entries(session: Session, *, action: str, limit: int) -> list[AuditEntry]:
    """Return the latest entries first; only those whose action begins so, all for none."""
    rows = select(AuditEntry).where(AuditEntry.action.startswith(action, autoescape=True))
    return list(session.scalars(rows.order_by(AuditEntry.number.desc()).limit(limit)))


def last_entry_at(session: Session, *, action: str, detail: str) -> datetime | None:
    """Return when something was last done; None for never."""
    rows = select(func.max(AuditEntry.at))
    return session.scalar(rows.where(AuditEntry.action == action, AuditEntry.detail == detail))


def entry_digest(entry: AuditEntry) -> str:
    """Return the SHA-256 of everything an entry says, its place in the chain included."""
    content = (
        entry.number,
        utc(entry.at).isoformat(timespec="microseconds"),
        entry.actor,
        entry.action,
        entry.subject,
        entry.detail,
        entry.previous,
    )
    return hashlib.sha256(json.dumps(content).encode()).hexdigest()


def _last(session: Session) -> Head:
    row = session.execute(
        select(AuditEntry.number, AuditEntry.digest).order_by(AuditEntry.number.desc()).limit(1)
    ).first()
    return Head(*row) if row else Head()


def _forget_head(session: Session) -> None:
    session.info["audit_head"] = None
