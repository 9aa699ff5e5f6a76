from dataclasses import replace
from datetime import UTC, datetime

import pytest

from treatments.doses import Onabotulinumtoxin
from treatments.errors import InvalidRecordError
from treatments.overrides import Override, Signatory, needing_override
from treatments.policy import ClinicPolicy
from treatments.rules import Severity
from treatments.safety import assess_microcurrent
from treatments.sessions import BotoxSession, History, Injection, MicrocurrentSession
from treatments.side_effects import SideEffect, SideEffectKind

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
POLICY = ClinicPolicy("House rule", UTC)


def findings(*effects):
    return assess_microcurrent(
        MicrocurrentSession(NOW, frozenset({"chin"})),
        history=History((BotoxSession(NOW, (Injection("chin", Onabotulinumtoxin(4)),)),)),
        answers=[],
        side_effects=effects,
        policy=POLICY,
    ).findings


def signed(finding, **changes):
    values = {
        "reason": "seen and discussed",
        "signed_by": "Dr. Grey",
        "role": Signatory.PRACTITIONER,
        "signed_at": NOW,
    }
    return Override(finding, **{**values, **changes})


def test_each_finding_in_the_way_needs_its_own_signature():
    in_the_way = needing_override(findings(), [])
    assert {f.rule_id for f in in_the_way} == {"microcurrent-too-early", "screening-not-asked"}
    assert needing_override(findings(), [signed(in_the_way[0])]) == in_the_way[1:]
    assert needing_override(findings(), [signed(f) for f in in_the_way]) == ()


def test_a_signature_covers_no_other_session_and_no_other_words():
    finding = needing_override(findings(), [])[0]
    other = replace(finding, session_at=NOW.replace(hour=13))
    assert needing_override([other], [signed(finding)]) == (other,)
    reworded = replace(finding, sentence="Day 1 ...")
    assert needing_override([reworded], [signed(finding)]) == (reworded,)


@pytest.mark.parametrize(
    "changes",
    [
        {"reason": ""},
        {"reason": "  \n"},
        {"signed_by": " "},
        {"role": "therapist"},
        {"role": None},
        {"signed_at": datetime(2026, 3, 2)},
    ],
)
def test_an_override_without_reason_or_practitioner_is_refused(changes):
    with pytest.raises(InvalidRecordError):
        signed(findings()[0], **changes)


def test_nobody_signs_away_an_urgent_referral():
    urgent = findings(SideEffect(SideEffectKind.BREATHING, NOW))[0]
    assert urgent.severity is Severity.URGENT
    with pytest.raises(InvalidRecordError, match="cannot be overridden"):
        signed(urgent)
