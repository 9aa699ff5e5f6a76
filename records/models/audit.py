"""Who did what to whose record."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from records.base import Base


class AuditEntry(Base):
    """One link of the audit chain; see `records.audit`.

    Attributes
    ----------
    number : int
        1 for the first entry, without gaps.
    actor, action, subject, detail : str
        Ids and codes, no names and no free text: entries outlive the erasure of a client.
    previous, digest : str
        SHA-256 of the entry before and of this one, in hexadecimal.
    """

    __tablename__ = "audit_entry"

    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    at: Mapped[datetime]
    actor: Mapped[str] = mapped_column(String(64), index=True)
    action: Mapped[str] = mapped_column(String(64))
    subject: Mapped[str] = mapped_column(String(128), index=True)
    detail: Mapped[str]
    previous: Mapped[str] = mapped_column(String(64))
    digest: Mapped[str] = mapped_column(String(64))
