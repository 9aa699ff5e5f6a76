"""What was done between photos."""

from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import JSON, ForeignKey, Numeric, String
from sqlalchemy.orm import Mapped, mapped_column, relationship

from records.base import NUMBERED
from records.kept import KeptRow
from records.models.voidable import Voidable


class Provided(Voidable, kw_only=True):
    """Columns of every session: whose, when, by whom, for how much, and whether it is void."""

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    client_id: Mapped[str] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"), index=True)
    treated_at: Mapped[datetime]
    treated_by: Mapped[str] = mapped_column(default="")
    qualification: Mapped[str] = mapped_column(default="")
    cost: Mapped[Decimal | None] = mapped_column(Numeric(12, 2), default=None)
    currency: Mapped[str | None] = mapped_column(String(3), default=None)
    sealed_notes: Mapped[bytes | None] = mapped_column(default=None)


class BotoxSessionRow(Provided, KeptRow):
    """Injections of one toxin product in one sitting.

    The product belongs to the session and units only to its injections, so that a row of units
    without a product cannot be written. `product_name` is given where `product` is ``"other"``.
    A vial of `vial_units` was dissolved in `diluent_ml`.
    """

    __tablename__ = "botox_session"
    __table_args__ = (NUMBERED,)

    product: Mapped[str] = mapped_column(String(32))
    product_name: Mapped[str] = mapped_column(default="")
    lot: Mapped[str] = mapped_column(default="")
    expires_on: Mapped[date | None] = mapped_column(default=None)
    vial_units: Mapped[float | None] = mapped_column(default=None)
    diluent_ml: Mapped[float | None] = mapped_column(default=None)
    injections: Mapped[list["InjectionRow"]] = relationship(
        default_factory=list, order_by="InjectionRow.id", passive_deletes=True
    )


class InjectionRow(KeptRow):
    """One point of the injection map.

    Attributes
    ----------
    units : float
        Of the session's product.
    side : str
        ``"left"``, ``"right"`` (the client's own) or ``"middle"``; empty where not recorded.
    x_mm, y_mm : float or None
        Place on the canonical face, as in `vision.canonical`.
    """

    __tablename__ = "injection"

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    session_id: Mapped[int] = mapped_column(
        ForeignKey("botox_session.id", ondelete="CASCADE"), index=True, init=False
    )
    region: Mapped[str] = mapped_column(String(32))
    units: Mapped[float]
    muscle: Mapped[str] = mapped_column(String(64), default="")
    side: Mapped[str] = mapped_column(String(8), default="")
    x_mm: Mapped[float | None] = mapped_column(default=None)
    y_mm: Mapped[float | None] = mapped_column(default=None)


class MicrocurrentSessionRow(Provided, KeptRow):
    """One sitting with a device."""

    __tablename__ = "microcurrent_session"
    __table_args__ = (NUMBERED,)

    device: Mapped[str]
    modality: Mapped[str] = mapped_column(String(16))
    minutes: Mapped[float]
    regions: Mapped[list[str]] = mapped_column(JSON)
    current_microampere: Mapped[float | None] = mapped_column(default=None)
    frequency_hz: Mapped[float | None] = mapped_column(default=None)
    waveform: Mapped[str] = mapped_column(default="")


class OtherCare(Provided, KeptRow):
    """Skincare, fillers, laser and whatever else was done to the skin.

    `until` ends a routine; None for what happened once or still goes on.
    """

    __tablename__ = "other_care"
    __table_args__ = (NUMBERED,)

    kind: Mapped[str] = mapped_column(String(16))
    sealed_product: Mapped[bytes]
    regions: Mapped[list[str]] = mapped_column(JSON)
    until: Mapped[datetime | None] = mapped_column(default=None)


class OverrideRow(KeptRow):
    """A practitioner's signature under going ahead in spite of a finding."""

    __tablename__ = "override"
    __table_args__ = (NUMBERED,)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    client_id: Mapped[str] = mapped_column(ForeignKey("client.id", ondelete="CASCADE"), index=True)
    session_at: Mapped[datetime]
    rule_id: Mapped[str] = mapped_column(String(64))
    severity: Mapped[str] = mapped_column(String(16))
    sentence: Mapped[str]
    sealed_reason: Mapped[bytes]
    signed_by: Mapped[str]
    role: Mapped[str] = mapped_column(String(16))
    signed_at: Mapped[datetime]
