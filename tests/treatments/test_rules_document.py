"""docs/rules.md is the registry for people: the two may not drift apart."""

from pathlib import Path

import pytest

from treatments import botox, microcurrent, screening, side_effects
from treatments.registry import RULES
from treatments.rules import Rule

DOCUMENT = Path(__file__).parents[2] / "docs" / "rules.md"


def row(rule: Rule) -> str:
    return f"| `{rule.id}` | {rule.severity} | {rule.sentence} | {rule.source} |"


@pytest.fixture(scope="module")
def rows() -> list[str]:
    lines = DOCUMENT.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.startswith("| `")]


def test_the_document_holds_every_rule_word_for_word(rows):
    missing = [row(rule) for rule in RULES.values() if row(rule) not in rows]
    assert not missing, "add to docs/rules.md:\n" + "\n".join(missing)


def test_the_document_holds_no_rule_that_is_gone(rows):
    known = {row(rule) for rule in RULES.values()}
    assert [line for line in rows if line not in known] == []


def test_ids_are_unique_and_readable():
    modules = (botox, microcurrent, screening, side_effects)
    ids = [rule.id for module in modules for rule in module.RULES]
    assert len(ids) == len(set(ids)) == len(RULES)
    assert all(id_ == id_.lower() and " " not in id_ and "_" not in id_ for id_ in ids)


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda rule: rule.id)
def test_every_rule_has_a_sentence_and_a_dated_source(rule):
    assert rule.sentence.endswith((".", "}"))
    assert rule.source.citation
    assert any(character.isdigit() for character in rule.source.date)
