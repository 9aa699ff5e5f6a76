"""What research needs to keep: codes of people, exports and whom they held, grades of readers."""

from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from records.base import NUMBERED, utc_now
from records.kept import KeptRow


class StudyCode(KeptRow):
    """The code of a client in research exports: drawn by chance, the same in every export."""

    __tablename__ = "study_code"

    client_id: Mapped[str] = mapped_column(
        ForeignKey("client.id", ondelete="CASCADE"), primary_key=True
    )
    code: Mapped[str] = mapped_column(String(16), unique=True)


class ResearchExport(KeptRow):
    """An export that was written; `datapackage_sha256` proves which files it was."""

    __tablename__ = "research_export"
    __table_args__ = (NUMBERED,)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    made_by: Mapped[str] = mapped_column(String(64))
    datapackage_sha256: Mapped[str] = mapped_column(String(64))
    made_at: Mapped[datetime] = mapped_column(default_factory=utc_now)


class ResearchExportMember(KeptRow):
    """A client whose rows are in an export."""

    __tablename__ = "research_export_member"

    export_id: Mapped[int] = mapped_column(
        ForeignKey("research_export.id", ondelete="CASCADE"), primary_key=True
    )
    client_id: Mapped[str] = mapped_column(
        ForeignKey("client.id", ondelete="CASCADE"), primary_key=True, index=True
    )


class Reading(KeptRow):
    """The grade that a blinded reader gave to one region of a photo.

    Attributes
    ----------
    set_number, item_number, rater_number : int
        Which reading set, which item of it, and which of its readers.
    grade : int
        0 none to 4 severe.
    is_repeat : bool
        The reader had seen the item before.
    is_sham : bool
        Half of a pair of photos of one visit, between which nothing was done.
    """

    __tablename__ = "reading"
    __table_args__ = (CheckConstraint("grade BETWEEN 0 AND 4", name="grade"),)

    set_number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    item_number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    rater_number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    photo_id: Mapped[int] = mapped_column(ForeignKey("photo.id", ondelete="CASCADE"), index=True)
    region: Mapped[str] = mapped_column(String(32))
    grade: Mapped[int]
    is_repeat: Mapped[bool]
    is_sham: Mapped[bool]
    read_at: Mapped[datetime] = mapped_column(default_factory=utc_now)
