"""The policy of the practice, as its owner decided it."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from records.models import PolicyRow
from records.store import Store
from treatments.policy import ClinicPolicy


@dataclass(frozen=True)
class KeptPolicy:
    """What the owner decided; see `records.models.PolicyRow`."""

    name: str
    wait_days: int
    currency: str
    retention_years: int | None


def newest_policy(session: Session) -> KeptPolicy | None:
    """Return the policy that holds; None where the owner has not decided yet."""
    row = session.scalars(select(PolicyRow).order_by(PolicyRow.id.desc()).limit(1)).first()
    if row is None:
        return None
    return KeptPolicy(row.name, row.wait_days, row.currency, row.retention_years)


def keep_policy(session: Session, policy: KeptPolicy, *, decided_by: str) -> None:
    """Let a policy hold from now on."""
    session.add(
        PolicyRow(
            name=policy.name,
            wait_days=policy.wait_days,
            currency=policy.currency,
            retention_years=policy.retention_years,
            decided_by=decided_by,
        )
    )


def policy_in(store: Store, default: ClinicPolicy) -> ClinicPolicy:
    """Return the rules of the practice: the owner's where there are any, else the settings'."""
    with store.reading() as session:
        kept = newest_policy(session)
    return default if kept is None else ClinicPolicy(kept.name, default.zone, kept.wait_days)
