"""Going ahead in spite of a finding: with a reason, and signed by a practitioner."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from treatments.clock import utc
from treatments.errors import InvalidRecordError
from treatments.rules import Finding, Severity


class Signatory(StrEnum):
    """Who may sign; a therapist may not."""

    OWNER = "owner"
    PRACTITIONER = "practitioner"


@dataclass(frozen=True)
class Override:
    """A practitioner's decision on one finding as it was shown; it covers no other.

    Attributes
    ----------
    finding : Finding
        A warning or a block. A call for urgent referral cannot be overridden.
    reason : str
        Why, in the practitioner's words; not empty.
    signed_by : str
        The person.
    role : Signatory
        In which role they sign.
    signed_at : datetime
        Aware; kept in UTC.
    """

    finding: Finding
    reason: str
    signed_by: str
    role: Signatory
    signed_at: datetime

    def __post_init__(self) -> None:
        object.__setattr__(self, "signed_at", utc(self.signed_at))
        if self.finding.severity is Severity.URGENT:
            raise InvalidRecordError("a call for urgent referral cannot be overridden")
        if not self.reason.strip():
            raise InvalidRecordError("an override needs a reason")
        if not self.signed_by.strip():
            raise InvalidRecordError("an override needs the practitioner's name")
        if not isinstance(self.role, Signatory):
            raise InvalidRecordError("an override is signed by the owner or a practitioner")


def needing_override(
    findings: Iterable[Finding], overrides: Iterable[Override]
) -> tuple[Finding, ...]:
    """Return the findings that still stand in the way of a session."""
    signed = {override.finding for override in overrides}
    return tuple(f for f in findings if f.severity is not Severity.INFO and f not in signed)
