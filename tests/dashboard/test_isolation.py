"""Several people at once at a real server; `benchmarks.isolation` does the same with more."""

import pytest

from benchmarks.isolation import ACTIONS, run

PEOPLE = 4
EACH = 25

pytestmark = pytest.mark.slow


def test_nobody_gets_what_is_not_theirs() -> None:
    findings = run(people=PEOPLE, actions=EACH, seed=5)

    assert findings.faults == []
    assert set(findings.done) == set(ACTIONS)
    assert findings.done.total() == PEOPLE * EACH
