"""Everything the rules say about one planned session."""

from collections.abc import Iterable
from dataclasses import dataclass

from treatments.botox import cumulative_finding, dose_findings, interval_findings
from treatments.microcurrent import waits_of_botox, waits_of_microcurrent
from treatments.policy import ClinicPolicy
from treatments.rules import Finding, Light, Severity, Treatment, worst_first
from treatments.screening import Answer, screening_findings
from treatments.sessions import BotoxSession, History, MicrocurrentSession
from treatments.side_effects import SideEffect, lasting_findings


@dataclass(frozen=True)
class Assessment:
    """The findings on one planned session, worst first."""

    findings: tuple[Finding, ...]

    @property
    def light(self) -> Light:
        """The colour of the worst finding; green where there is none."""
        return max((f.severity for f in self.findings), key=_rank, default=Severity.INFO).light


def _rank(severity: Severity) -> int:
    return severity.rank


def assess_botox(
    planned: BotoxSession,
    *,
    history: History,
    answers: Iterable[Answer],
    side_effects: Iterable[SideEffect],
    policy: ClinicPolicy,
) -> Assessment:
    """Apply every rule to a planned Botox session; `history` does not hold the plan itself."""
    return Assessment(
        worst_first(
            (
                *interval_findings(planned, history, policy),
                cumulative_finding(planned, history, policy),
                *dose_findings(planned),
                *waits_of_botox(planned, history, policy),
                *screening_findings(Treatment.BOTOX, planned.at, answers, policy),
                *lasting_findings(side_effects, planned.at, planned.regions, policy),
            )
        )
    )


def assess_microcurrent(
    planned: MicrocurrentSession,
    *,
    history: History,
    answers: Iterable[Answer],
    side_effects: Iterable[SideEffect],
    policy: ClinicPolicy,
) -> Assessment:
    """Apply every rule to a planned device session; `history` does not hold the plan itself."""
    return Assessment(
        worst_first(
            (
                *waits_of_microcurrent(planned, history, policy),
                *screening_findings(Treatment.MICROCURRENT, planned.at, answers, policy),
                *lasting_findings(side_effects, planned.at, planned.regions, policy),
            )
        )
    )
