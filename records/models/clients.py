"""People who are treated."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from records.base import NUMBERED, utc_now
from records.kept import KeptRow


class Client(KeptRow):
    """A client of the practice; names and free text are sealed under the client's key.

    Attributes
    ----------
    id : str
        Random, so that it says nothing about the person and is never used twice.
    pseudonym : str
        What exports and logs call the person.
    fitzpatrick : int or None
        Skin type 1 to 6 as the client reports it; nothing derives it from a photo.
    reference : str or None
        The number under which another system knows the client.
    """

    __tablename__ = "client"
    __table_args__ = (CheckConstraint("fitzpatrick BETWEEN 1 AND 6", name="fitzpatrick"),)

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    sealed_name: Mapped[bytes]
    pseudonym: Mapped[str] = mapped_column(String(32), unique=True)
    birth_year: Mapped[int | None] = mapped_column(default=None)
    fitzpatrick: Mapped[int | None] = mapped_column(default=None)
    sealed_allergies: Mapped[bytes | None] = mapped_column(default=None)
    sealed_notes: Mapped[bytes | None] = mapped_column(default=None)
    reference: Mapped[str | None] = mapped_column(String(128), unique=True, default=None)
    created_at: Mapped[datetime] = mapped_column(default_factory=utc_now)


class AnswerRow(KeptRow):
    """An answer to a screening question, as `treatments.screening.Answer`."""

    __tablename__ = "screening_answer"
    __table_args__ = (NUMBERED,)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    client_id: Mapped[str] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"), index=True)
    condition: Mapped[str] = mapped_column(String(64))
    reply: Mapped[str] = mapped_column(String(16))
    asked_at: Mapped[datetime]
    asked_by: Mapped[str]


class SideEffectRow(KeptRow):
    """Something that went wrong after a treatment, as `treatments.side_effects.SideEffect`."""

    __tablename__ = "side_effect"
    __table_args__ = (NUMBERED,)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    client_id: Mapped[str] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str] = mapped_column(String(32))
    severity: Mapped[str] = mapped_column(String(16))
    started_at: Mapped[datetime]
    ended_at: Mapped[datetime | None] = mapped_column(default=None)
    region: Mapped[str | None] = mapped_column(String(32), default=None)
    sealed_action: Mapped[bytes | None] = mapped_column(default=None)


class ConsentRow(KeptRow):
    """Consent to one purpose: the text agreed to by its digest, and who asked when.

    A withdrawn consent stays as a record of what was once agreed to.
    """

    __tablename__ = "consent"
    __table_args__ = (NUMBERED,)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    client_id: Mapped[str] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"), index=True)
    purpose: Mapped[str] = mapped_column(String(32))
    text_version: Mapped[str] = mapped_column(String(32))
    text_sha256: Mapped[str] = mapped_column(String(64))
    given_at: Mapped[datetime]
    taken_by: Mapped[str]
    withdrawn_at: Mapped[datetime | None] = mapped_column(default=None)
