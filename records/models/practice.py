"""What the practice decided for itself."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from records.base import NUMBERED, utc_now
from records.kept import KeptRow


class PolicyRow(KeptRow):
    """A policy of the practice; the last one holds, earlier ones stay.

    Attributes
    ----------
    wait_days : int
        Between Botox and microcurrent.
    currency : str
        ISO 4217.
    retention_years : int or None
        How long records are kept after a client's last visit; None without a limit.
    decided_by : str
        Id of the person.
    """

    __tablename__ = "practice_policy"
    __table_args__ = (NUMBERED,)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    name: Mapped[str]
    wait_days: Mapped[int]
    currency: Mapped[str] = mapped_column(String(3))
    retention_years: Mapped[int | None]
    decided_by: Mapped[str] = mapped_column(String(64))
    decided_at: Mapped[datetime] = mapped_column(default_factory=utc_now)
