from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from treatments.conditions import CONDITIONS
from treatments.errors import InvalidRecordError
from treatments.policy import ClinicPolicy
from treatments.rules import Severity, Treatment
from treatments.screening import Answer, Reply, screening_findings, with_known_age

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
POLICY = ClinicPolicy("House rule", UTC)
BOTOX, MICROCURRENT = Treatment.BOTOX, Treatment.MICROCURRENT
BLOCK, CLEARANCE, INFORM = Severity.BLOCK, Severity.WARN, Severity.INFO


def answers(*, day=0, **replies):
    all_no = {condition.id: Reply.NO for condition in CONDITIONS}
    asked_at = NOW + timedelta(days=day)
    return [Answer(c, reply, asked_at, "Ada") for c, reply in {**all_no, **replies}.items()]


def screen(treatment, given, at=NOW):
    return list(screening_findings(treatment, at, given, POLICY))


def test_a_fresh_no_to_everything_says_nothing():
    assert screen(BOTOX, answers()) == []
    assert screen(MICROCURRENT, answers()) == []


@pytest.mark.parametrize(
    ("condition", "botox", "microcurrent"),
    [
        ("toxin_hypersensitivity", BLOCK, None),
        ("infection_at_site", BLOCK, BLOCK),
        ("neuromuscular_disease", BLOCK, CLEARANCE),
        ("unexplained_weakness", CLEARANCE, None),
        ("aminoglycosides", CLEARANCE, None),
        ("neuromuscular_medicines", CLEARANCE, None),
        ("swallowing_or_breathing_trouble", CLEARANCE, None),
        ("cardiovascular_disease", CLEARANCE, CLEARANCE),
        ("bleeding_disorder", CLEARANCE, CLEARANCE),
        ("anticoagulants", INFORM, None),
        ("pregnancy", BLOCK, BLOCK),
        ("breastfeeding", BLOCK, BLOCK),
        ("implanted_electronics", None, BLOCK),
        ("epilepsy", None, BLOCK),
        ("active_cancer", None, BLOCK),
        ("metal_implant_in_field", None, CLEARANCE),
        ("thrombosis", None, BLOCK),
        ("recent_facial_surgery", None, CLEARANCE),
        ("diabetes", None, CLEARANCE),
        ("under_18", BLOCK, BLOCK),
        ("retinoid", None, CLEARANCE),
    ],
)
def test_what_a_yes_means(condition, botox, microcurrent):
    given = answers(**{condition: Reply.YES})
    for treatment, expected in ((BOTOX, botox), (MICROCURRENT, microcurrent)):
        severities = [finding.severity for finding in screen(treatment, given)]
        assert severities == ([] if expected is None else [expected])


def test_the_table_above_misses_no_condition():
    (mark,) = test_what_a_yes_means.pytestmark
    assert {row[0] for row in mark.args[1]} == {condition.id for condition in CONDITIONS}


def test_what_was_never_asked_is_asked_for_by_name():
    (found,) = screen(MICROCURRENT, [a for a in answers() if a.condition != "epilepsy"])
    assert found.rule_id == "screening-not-asked"
    assert "epilepsy or seizures" in found.sentence
    assert "pacemaker" not in found.sentence


@pytest.mark.parametrize(
    ("age_days", "asked_again"),
    [
        (1, None),
        (2, "pregnant"),
        (180, "pregnant"),
        (181, "epilepsy"),
    ],
)
def test_old_answers_are_asked_again(age_days, asked_again):
    found = screen(MICROCURRENT, answers(day=-age_days))
    if asked_again is None:
        assert found == []
    else:
        assert found[0].rule_id == "screening-ask-again"
        assert asked_again in found[0].sentence
        assert ("epilepsy" in found[0].sentence) is (age_days > 180)


def test_a_yes_holds_until_a_later_no():
    yes = Answer("epilepsy", Reply.YES, NOW - timedelta(days=900), "Ada")
    rest = [a for a in answers() if a.condition != "epilepsy"]
    assert [f.severity for f in screen(MICROCURRENT, [yes, *rest])] == [BLOCK]
    assert screen(MICROCURRENT, [yes, *answers()]) == []


def test_of_two_answers_at_one_moment_the_worse_counts():
    given = [*answers(pregnancy=Reply.YES), *answers()]
    assert [f.severity for f in screen(BOTOX, given)] == [BLOCK]
    assert screen(BOTOX, given) == screen(BOTOX, given[::-1])


def test_an_answer_of_a_later_day_does_not_count_yet():
    given = [*answers(), *answers(day=1, pregnancy=Reply.YES)]
    assert screen(BOTOX, given) == []


def test_unsure_is_not_a_no():
    (found,) = screen(BOTOX, answers(pregnancy=Reply.UNSURE))
    assert found.rule_id == "screening-unsure"
    assert found.severity is CLEARANCE


def test_an_answer_names_a_known_question_and_who_asked():
    with pytest.raises(InvalidRecordError):
        Answer("hay_fever", Reply.NO, NOW, "Ada")
    with pytest.raises(InvalidRecordError):
        Answer("epilepsy", Reply.NO, NOW, " ")


@pytest.mark.parametrize(
    ("birth_year", "minor"), [(None, False), (2007, False), (2008, False), (2009, True)]
)
def test_a_year_of_birth_that_leaves_no_doubt_stands_above_the_answer(birth_year, minor):
    given = with_known_age(answers(day=0.1), birth_year, NOW, POLICY)
    for treatment in Treatment:
        rules = [finding.rule_id for finding in screen(treatment, given)]
        assert rules == ([f"screening-{treatment}-under-18"] if minor else [])


def test_the_year_counts_on_the_clinics_calendar():
    new_year = datetime(2026, 12, 31, 23, tzinfo=UTC)
    berlin = ClinicPolicy("House rule", ZoneInfo("Europe/Berlin"))
    assert with_known_age([], 2009, new_year, POLICY)
    assert with_known_age([], 2009, new_year, berlin) == ()
