"""Visits and the photos taken in them."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from records.base import NUMBERED
from records.kept import KeptRow
from records.models.voidable import Voidable


class Visit(KeptRow):
    """One appointment at which photos are taken."""

    __tablename__ = "visit"
    __table_args__ = (
        UniqueConstraint("client_id", "visited_at"),
        NUMBERED,
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    client_id: Mapped[str] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"))
    visited_at: Mapped[datetime]
    photos: Mapped[list["Photo"]] = relationship(
        init=False, repr=False, order_by="Photo.id", passive_deletes=True
    )


class Photo(Voidable, KeptRow):
    """An original photo, kept unchanged under its digest; void, it is set aside and kept as well.

    Attributes
    ----------
    expression : str
        The expression asked for: ``"rest"``, ``"frown"``, ``"raise"`` or ``"smile"``.
    view : str
        ``"front"``, or the person's own side that is turned to the camera: ``"left"`` or
        ``"right"``, at whatever angle.
    shot : int
        1 for the first photo of this expression and view, 2 for its first repeat, and so on.
    camera : str
        The practice's name for it; nothing is taken from the photo's metadata but the time.
    """

    __tablename__ = "photo"
    __table_args__ = (
        UniqueConstraint("visit_id", "expression", "view", "shot"),
        NUMBERED,
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    visit_id: Mapped[int] = mapped_column(ForeignKey("visit.id", ondelete="CASCADE"))
    sha256: Mapped[str] = mapped_column(String(64), index=True)
    size_bytes: Mapped[int]
    expression: Mapped[str] = mapped_column(String(16))
    view: Mapped[str] = mapped_column(String(16), default="front")
    shot: Mapped[int] = mapped_column(default=1)
    camera: Mapped[str] = mapped_column(default="")
    captured_at: Mapped[datetime | None] = mapped_column(default=None)
