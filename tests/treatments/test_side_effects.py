from datetime import UTC, datetime, timedelta

import pytest

from treatments.errors import InvalidRecordError
from treatments.policy import ClinicPolicy
from treatments.rules import Light, Severity
from treatments.side_effects import SideEffect, SideEffectKind, lasting_findings, urgent_notice

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
POLICY = ClinicPolicy("House rule", UTC)
URGENT = {SideEffectKind.SWALLOWING, SideEffectKind.SPEECH, SideEffectKind.BREATHING}


@pytest.mark.parametrize("kind", list(SideEffectKind))
def test_swallowing_speech_and_breathing_are_referred_at_once(kind):
    notice = urgent_notice(SideEffect(kind, NOW), POLICY)
    if kind in URGENT:
        assert notice.severity is Severity.URGENT
        assert notice.severity.light is Light.RED
        assert notice.sentence.startswith(f"Refer at once: {kind}")
    else:
        assert notice is None


def lasting(effect, *, at=NOW, regions=("glabella",)):
    return list(lasting_findings([effect], at, frozenset(regions), POLICY))


def test_an_urgent_effect_stops_every_session_while_it_lasts():
    effect = SideEffect(SideEffectKind.SPEECH, NOW - timedelta(days=3), NOW, "chin")
    assert [f.severity for f in lasting(effect, at=NOW - timedelta(days=1))] == [Severity.URGENT]
    assert lasting(effect) == []


def test_an_ordinary_effect_asks_where_it_is():
    effect = SideEffect(SideEffectKind.BRUISING, NOW - timedelta(days=3), region="glabella")
    (found,) = lasting(effect)
    assert found.sentence.startswith("Bruising since 2026-02-27")
    assert found.severity is Severity.WARN
    assert lasting(effect, regions=("chin",)) == []
    assert lasting(effect, at=NOW - timedelta(days=4)) == []


def test_an_effect_of_the_whole_person_asks_everywhere():
    assert lasting(SideEffect(SideEffectKind.HEADACHE, NOW), regions=("chin",))


def test_an_effect_cannot_end_before_it_starts():
    with pytest.raises(InvalidRecordError):
        SideEffect(SideEffectKind.PAIN, NOW, NOW - timedelta(seconds=1))
