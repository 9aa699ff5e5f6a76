"""What a rule is, and what it says about one planned session."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from treatments.regions import in_chart_order
from treatments.sources import Source


class Treatment(StrEnum):
    """What is done in a session."""

    BOTOX = "botox"
    MICROCURRENT = "microcurrent"


class Severity(StrEnum):
    """How a finding binds, mildest first."""

    INFO = "info"
    WARN = "warn"
    BLOCK = "block"
    URGENT = "urgent"

    @property
    def rank(self) -> int:
        """0 for the mildest."""
        return list(Severity).index(self)

    @property
    def light(self) -> "Light":
        """The colour people see."""
        return (Light.GREEN, Light.AMBER, Light.RED, Light.RED)[self.rank]


class Light(StrEnum):
    """Green: go ahead. Amber: clearance or a reason is needed. Red: stop."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"


@dataclass(frozen=True)
class Finding:
    """What one rule says about one session.

    Attributes
    ----------
    rule_id : str
    severity : Severity
    sentence : str
        For people; complete, with the figures filled in.
    source : Source
    session_at : datetime
        The session it speaks of, in UTC.
    regions : tuple of str
        The regions it speaks of, from forehead to chin; empty for the whole person.
    earliest : date or None
        The first day on the clinic's calendar on which this rule is content, where it knows one.
    """

    rule_id: str
    severity: Severity
    sentence: str
    source: Source
    session_at: datetime
    regions: tuple[str, ...] = ()
    earliest: date | None = None


@dataclass(frozen=True)
class Rule:
    """One rule of the room; docs/rules.md lists them all.

    Attributes
    ----------
    id : str
        Stable, for programs and for the audit log.
    severity : Severity
    source : Source
    sentence : str
        What is shown; names in braces are filled in by the finding.
    """

    id: str
    severity: Severity
    source: Source
    sentence: str

    def finding(
        self,
        session_at: datetime,
        *,
        regions: Iterable[str] = (),
        earliest: date | None = None,
        source: Source | None = None,
        **figures: object,
    ) -> Finding:
        """Apply the rule to a session; `earliest` and `figures` fill the braces of the sentence."""
        return Finding(
            rule_id=self.id,
            severity=self.severity,
            sentence=self.sentence.format(earliest=earliest, **figures),
            source=source or self.source,
            session_at=session_at,
            regions=in_chart_order(regions),
            earliest=earliest,
        )


def worst_first(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Sort findings so that their order tells nothing about the order of the history."""
    return tuple(
        sorted(
            findings,
            key=lambda f: (-f.severity.rank, f.rule_id, f.session_at, f.regions, f.sentence),
        )
    )
