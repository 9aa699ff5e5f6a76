"""What was done between photos."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from records.base import NUMBERED, Base


class BotoxSessionRow(Base):
    """Injections of one toxin product in one sitting.

    The product belongs to the session and units only to its injections, so that a row of units
    without a product cannot be written. `product_name` is given where `product` is ``"other"``.
    """

    __tablename__ = "botox_session"
    __table_args__ = (NUMBERED,)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    client_id: Mapped[str] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"), index=True)
    treated_at: Mapped[datetime]
    product: Mapped[str] = mapped_column(String(32))
    product_name: Mapped[str] = mapped_column(default="")
    injections: Mapped[list["InjectionRow"]] = relationship(
        default_factory=list, order_by="InjectionRow.id", passive_deletes=True
    )


class InjectionRow(Base):
    """One injection: where, and how many units of the session's product."""

    __tablename__ = "injection"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    session_id: Mapped[int] = mapped_column(
        ForeignKey("botox_session.id", ondelete="CASCADE"), index=True, init=False
    )
    region: Mapped[str] = mapped_column(String(32))
    units: Mapped[float]


class MicrocurrentSessionRow(Base):
    """One sitting with a microcurrent device."""

    __tablename__ = "microcurrent_session"
    __table_args__ = (NUMBERED,)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    client_id: Mapped[str] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"), index=True)
    treated_at: Mapped[datetime]
    device: Mapped[str]
    current_microampere: Mapped[float]
    minutes: Mapped[float]
    regions: Mapped[list[str]] = mapped_column(JSON)
