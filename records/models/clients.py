"""People who are treated."""

from datetime import datetime
from uuid import uuid4

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from records.base import Base, utc_now


class Client(Base):
    """A client of the practice.

    Attributes
    ----------
    id : str
        Random, so that it says nothing about the person and is never used twice.
    pseudonym : str
        What exports and logs call the person.
    reference : str or None
        The number under which another system knows the client.
    """

    __tablename__ = "client"

    id: Mapped[str] = mapped_column(
        String(32), primary_key=True, init=False, insert_default=lambda: uuid4().hex
    )
    name: Mapped[str]
    pseudonym: Mapped[str] = mapped_column(String(32), unique=True)
    birth_year: Mapped[int | None] = mapped_column(default=None)
    notes: Mapped[str] = mapped_column(default="")
    reference: Mapped[str | None] = mapped_column(String(128), unique=True, default=None)
    created_at: Mapped[datetime] = mapped_column(default_factory=utc_now)
