"""People who sign in."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from records.base import NUMBERED, utc_now
from records.kept import KeptRow


class Person(KeptRow):
    """Someone with a login; disabled rather than deleted, for records name those who made them.

    Attributes
    ----------
    login : str
        Unique, in lower case.
    password_hash : str
        Argon2id with its parameters.
    client_id : str or None
        For the role ``"client"``, and only there: the one client this person may see.
    signed_out_at : datetime or None
        When the password last changed, which ended every sitting of before.
    is_one_time : bool or None
        Whether the password only serves to choose an own one.
    """

    __tablename__ = "person"
    __table_args__ = (
        CheckConstraint("(role = 'client') = (client_id IS NOT NULL)", name="client_login"),
        NUMBERED,
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    login: Mapped[str] = mapped_column(String(128), unique=True)
    name: Mapped[str]
    role: Mapped[str] = mapped_column(String(16))
    password_hash: Mapped[str]
    qualification: Mapped[str] = mapped_column(default="")
    client_id: Mapped[str | None] = mapped_column(
        ForeignKey("client.id", ondelete="CASCADE"), index=True, default=None
    )
    created_at: Mapped[datetime] = mapped_column(default_factory=utc_now)
    disabled_at: Mapped[datetime | None] = mapped_column(default=None)
    signed_out_at: Mapped[datetime | None] = mapped_column(default=None)
    is_one_time: Mapped[bool | None] = mapped_column(default=None)
