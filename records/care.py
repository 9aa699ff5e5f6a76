"""Skincare, fillers, laser and other care that stands on the same timeline."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from sqlalchemy import select
from sqlalchemy.orm import Session

from records.models import OtherCare
from records.provision import NO_PROVISION, Provision, provision_columns, provision_of
from records.texts import open_text, seal_text
from records.voids import Void, holds, void_of
from treatments.clock import utc
from treatments.errors import InvalidRecordError
from treatments.regions import in_chart_order


class CareKind(StrEnum):
    """What else is done to the skin."""

    SKINCARE = "skincare"
    FILLER = "filler"
    LASER = "laser"
    PEEL = "peel"
    OTHER = "other"


@dataclass(frozen=True)
class Care:
    """One treatment, or a routine from its first day until its last.

    `until` is None for what happened once and for a routine that goes on.
    """

    kind: CareKind
    product: str
    at: datetime
    until: datetime | None = None
    regions: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        object.__setattr__(self, "at", utc(self.at))
        object.__setattr__(self, "regions", in_chart_order(self.regions))
        if self.until is not None:
            object.__setattr__(self, "until", utc(self.until))
            if self.until < self.at:
                raise InvalidRecordError("a routine cannot end before it starts")


@dataclass(frozen=True)
class CareRecord:
    """Kept care; `void` says why it does not hold."""

    id: int
    care: Care
    provision: Provision
    void: Void | None = None


def add_care(
    session: Session, *, client_id: str, care: Care, provision: Provision = NO_PROVISION
) -> OtherCare:
    """Keep other care."""
    row = OtherCare(
        client_id=client_id,
        treated_at=care.at,
        kind=care.kind.value,
        sealed_product=seal_text(session, client_id, "product", care.product),
        regions=list(care.regions),
        until=care.until,
        **provision_columns(session, client_id, provision),
    )
    session.add(row)
    session.flush()
    return row


def care_records(session: Session, client_id: str, *, void: bool = False) -> list[CareRecord]:
    """Other care of a client, oldest first; or what of it is void."""
    rows = select(OtherCare).where(OtherCare.client_id == client_id, holds(OtherCare, void=void))
    ordered = session.scalars(rows.order_by(OtherCare.treated_at, OtherCare.id))
    return list(_records(session, ordered))


def _records(session: Session, rows: Iterable[OtherCare]) -> Iterable[CareRecord]:
    for row in rows:
        product = open_text(session, row.client_id, "product", row.sealed_product)
        care = Care(CareKind(row.kind), product, row.treated_at, row.until, tuple(row.regions))
        void = void_of(session, row.client_id, row)
        yield CareRecord(row.id, care, provision_of(session, row), void)
