"""Rows that can be marked void."""

from datetime import datetime

from sqlalchemy.orm import Mapped, MappedAsDataclass, mapped_column


class Voidable(MappedAsDataclass, kw_only=True):
    """Columns of what may have been kept by mistake: since when it is void, who said so, and why.

    All of them are None while the row holds.
    """

    voided_at: Mapped[datetime | None] = mapped_column(default=None, init=False)
    voided_by: Mapped[str | None] = mapped_column(default=None, init=False)
    sealed_void_reason: Mapped[bytes | None] = mapped_column(default=None, init=False)
