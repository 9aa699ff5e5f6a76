"""Consent, one purpose at a time: what was agreed to, when, and when it was taken back."""

import hashlib
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from records.models import ConsentRow


class Purpose(StrEnum):
    """What photos and records may be used for; each is asked for by itself."""

    TREATMENT_RECORD = "treatment_record"
    OWN_PROGRESS = "own_progress"
    RESEARCH = "research"
    TEACHING_MARKETING = "teaching_marketing"
    BIOMETRIC = "biometric"


@dataclass(frozen=True)
class ConsentText:
    """The text that a client agrees to."""

    version: str
    text: str

    @property
    def sha256(self) -> str:
        """Digest of the text, which proves later what was agreed to."""
        return hashlib.sha256(self.text.encode()).hexdigest()


@dataclass(frozen=True)
class Consent:
    """A kept consent; `withdrawn_at` is None while it holds."""

    purpose: Purpose
    text_version: str
    text_sha256: str
    given_at: datetime
    taken_by: str
    withdrawn_at: datetime | None


def give_consent(
    session: Session,
    *,
    client_id: str,
    purpose: Purpose,
    text: ConsentText,
    given_at: datetime,
    taken_by: str,
) -> None:
    """Keep a consent; one that already holds for this purpose ends where this one begins."""
    withdraw_consent(session, client_id=client_id, purpose=purpose, withdrawn_at=given_at)
    session.add(
        ConsentRow(
            client_id=client_id,
            purpose=purpose.value,
            text_version=text.version,
            text_sha256=text.sha256,
            given_at=given_at,
            taken_by=taken_by,
        )
    )
    session.flush()


def withdraw_consent(
    session: Session, *, client_id: str, purpose: Purpose, withdrawn_at: datetime
) -> bool:
    """End the consent to a purpose; False when there is none."""
    rows = session.scalars(
        select(ConsentRow).where(
            ConsentRow.client_id == client_id,
            ConsentRow.purpose == purpose.value,
            ConsentRow.withdrawn_at.is_(None),
        )
    ).all()
    for row in rows:
        row.withdrawn_at = withdrawn_at
    return bool(rows)


def consents_of(session: Session, client_id: str) -> list[Consent]:
    """Every consent that a client ever gave, oldest first."""
    rows = select(ConsentRow).where(ConsentRow.client_id == client_id)
    return [
        Consent(
            Purpose(row.purpose),
            row.text_version,
            row.text_sha256,
            row.given_at,
            row.taken_by,
            row.withdrawn_at,
        )
        for row in session.scalars(rows.order_by(ConsentRow.given_at, ConsentRow.id))
    ]


def consented_clients(session: Session, purpose: Purpose) -> set[str]:
    """Return the clients whose consent to a purpose holds."""
    rows = select(ConsentRow.client_id).where(
        ConsentRow.purpose == purpose.value, ConsentRow.withdrawn_at.is_(None)
    )
    return set(session.scalars(rows))
