"""By whom a session was given, and for how much."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from sqlalchemy.orm import Session

from records.models.treatments import Provided
from records.texts import open_text, seal_text
from treatments.errors import InvalidRecordError

_CURRENCY = re.compile(r"[A-Z]{3}")


@dataclass(frozen=True)
class Cost:
    """An amount of money; `currency` is the three letters of ISO 4217."""

    amount: Decimal
    currency: str

    def __post_init__(self) -> None:
        if not self.amount.is_finite() or self.amount < 0 or self.amount != round(self.amount, 2):
            raise InvalidRecordError(f"{self.amount}: a cost is 0 or more, to the hundredth")
        if not _CURRENCY.fullmatch(self.currency):
            raise InvalidRecordError(f"{self.currency}: a currency has three letters, like EUR")


@dataclass(frozen=True)
class Provision:
    """Who treated with which qualification, the cost to the client, and a note."""

    treated_by: str = ""
    qualification: str = ""
    cost: Cost | None = None
    notes: str = ""


NO_PROVISION = Provision()


def provision_columns(session: Session, client_id: str, provision: Provision) -> dict[str, Any]:
    """Return a provision as the columns of `records.models.treatments.Provided`."""
    cost = provision.cost
    return {
        "treated_by": provision.treated_by,
        "qualification": provision.qualification,
        "cost": cost.amount if cost else None,
        "currency": cost.currency if cost else None,
        "sealed_notes": seal_text(session, client_id, "notes", provision.notes)
        if provision.notes
        else None,
    }


def provision_of(session: Session, row: Provided) -> Provision:
    """Return the provision that a row keeps."""
    cost = Cost(row.cost, row.currency) if row.cost is not None and row.currency else None
    notes = open_text(session, row.client_id, "notes", row.sealed_notes)
    return Provision(row.treated_by, row.qualification, cost, notes)
