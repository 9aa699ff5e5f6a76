"""What the measuring rooms and the rules say is said in German too, every sentence of it."""

import ast
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from string import Formatter

import pytest

from reports.language import speaking
from reports.words import advice, source_in_words
from reports.words.advice import CATALOGUES
from reports.words.german_rules import PHRASES
from treatments.conditions import CONDITIONS
from treatments.doses import Product, dose_of
from treatments.policy import ClinicPolicy
from treatments.registry import RULES
from treatments.rules import Finding
from treatments.safety import assess_botox, assess_microcurrent
from treatments.screening import Answer, Reply
from treatments.sessions import (
    BotoxSession,
    History,
    Injection,
    MicrocurrentSession,
    Modality,
)
from treatments.side_effects import SideEffect, SideEffectKind
from treatments.sources import SEED, Evidence, Source

ROOT = Path(__file__).parents[2]
MEASURING = ("vision", "metrics", "tracking")
NEVER_ON_A_PAGE = {"batch.py", "tidy.py"}
"""Modules whose sentences are read in a terminal only, where English is spoken."""


def gaps(sentence: str) -> list[str]:
    return [name for _, name, _, _ in Formatter().parse(sentence) if name]


def without_names(sentence: str) -> str:
    pieces = Formatter().parse(sentence)
    return "".join(text + ("{}" if name is not None else "") for text, name, _, _ in pieces)


def _written(node: ast.AST) -> str | None:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        parts = (str(v.value) if isinstance(v, ast.Constant) else "{}" for v in node.values)
        return "".join(parts)
    return None


def _not_said(tree: ast.AST) -> set[int]:
    """Docstrings, what an exception says, and the pieces of longer texts."""
    left_out = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Raise) or (
            isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        ):
            left_out |= {id(part) for part in ast.walk(node)}
        if isinstance(node, ast.JoinedStr):
            left_out |= {id(part) for part in ast.walk(node) if part is not node}
    return left_out


def sentences_of(room: str) -> Iterator[str]:
    """Every sentence that a room may say to people, gaps without names."""
    for file in sorted((ROOT / room).rglob("*.py")):
        if file.name in NEVER_ON_A_PAGE:
            continue
        tree = ast.parse(file.read_text(encoding="utf-8"))
        left_out = _not_said(tree)
        for node in ast.walk(tree):
            text = None if id(node) in left_out else _written(node)
            if text is not None and text.endswith(".") and len(text.split()) > 3:
                yield text


@pytest.mark.parametrize("room", MEASURING)
def test_every_sentence_of_the_measuring_rooms_is_in_the_catalogue(room):
    known = {without_names(sentence) for sentence in CATALOGUES["de"]}
    said = set(sentences_of(room))
    assert len(said) >= 12
    assert said - known == set()


def test_every_rule_and_question_is_in_the_catalogue():
    rules = {rule.sentence for rule in RULES.values()}
    questions = {condition.question for condition in CONDITIONS}
    assert rules | questions <= set(CATALOGUES["de"])


def test_no_catalogue_says_what_nobody_says_any_more():
    rooms = (*MEASURING, "study")
    said = {sentence for room in rooms for sentence in sentences_of(room)}
    rules = {rule.sentence for rule in RULES.values()}
    questions = {condition.question for condition in CONDITIONS}
    for sentence in set(CATALOGUES["de"]) - rules - questions:
        plain = without_names(sentence)
        ends_in_advice = gaps(sentence)[-1:] == ["advice"]
        assert plain in said or ends_in_advice or sentence in PHRASES, sentence


@pytest.mark.parametrize("sentence", sorted(CATALOGUES["de"]))
def test_both_languages_have_the_same_gaps_and_other_words(sentence):
    told = CATALOGUES["de"][sentence]
    assert set(gaps(sentence)) == set(gaps(told))
    if any(word.islower() for word in without_names(sentence).split()) and " " in sentence:
        assert told != sentence or gaps(sentence) == ["file", "advice"]


@pytest.mark.parametrize("sentence", sorted(CATALOGUES["de"]))
def test_a_sentence_finds_its_own_entry_whatever_fills_its_gaps(sentence):
    inner = "This file is empty; send the photo again."
    filling = {name: inner if name == "advice" else f"<{name}>" for name in gaps(sentence)}
    with speaking("de"):
        filled = {name: advice(value) for name, value in filling.items()}
        assert advice(sentence.format(**filling)) == CATALOGUES["de"][sentence].format(**filled)
    assert advice(sentence.format(**filling)) == sentence.format(**filling)


@pytest.mark.parametrize(
    ("english", "german"),
    [
        (
            "Only 1.2 of 12.0 cm2 of skin can be seen here; keep hair, beard, glasses and glare "
            "off this region.",
            "Hier sind nur 1,2 von 12,0 cm2 Haut zu sehen; halten Sie Haare, Bart, Brille und "
            "Glanz von dieser Region fern.",
        ),
        ("Raise the chin by 7 degrees.", "Das Kinn um 7 Grad heben."),
        (
            "Frown harder: like last time (60% of that effort now).",
            "Die Stirn runzeln, stärker als jetzt: wie beim letzten Mal (jetzt 60\u202f% dieser "
            "Anstrengung).",
        ),
        (
            "second.jpg was left out. More than one face; crop the photo to the client.",
            "second.jpg wurde ausgelassen. Mehr als ein Gesicht; schneiden Sie das Foto auf den "
            "Klienten zu.",
        ),
        (
            "pose-1/2.jpg: This file is empty; send the photo again.",
            "pose-1/2.jpg: Diese Datei ist leer; senden Sie das Foto noch einmal.",
        ),
        ("note: nobody wrote this", "note: nobody wrote this"),
    ],
)
def test_figures_and_terms_in_gaps_are_said_and_what_nobody_knows_stays(english, german):
    with speaking("de"):
        assert advice(english) == german
    assert advice(english) == english


POLICY = ClinicPolicy("Ruhe vor Strom", UTC)
REGIONS = ("glabella", "crows_feet_left")


def day(number: int) -> datetime:
    return datetime(2026, 3, number, 10, tzinfo=UTC)


def findings() -> Iterator[Finding]:
    """Everything the rules have to say about a strong dose and what follows it too soon."""
    dose = dose_of(Product.ONA, 42.5)
    strong = tuple(Injection(region, dose) for region in REGIONS)
    history = History(
        (BotoxSession(day(9), strong),), (MicrocurrentSession(day(19), frozenset(REGIONS)),)
    )
    known = {
        "history": history,
        "answers": [Answer("diabetes", Reply.UNSURE, day(1), "Ada")],
        "side_effects": [
            SideEffect(SideEffectKind.HEADACHE, day(8)),
            SideEffect(SideEffectKind.BREATHING, day(8)),
        ],
        "policy": POLICY,
    }
    for number in (9, 12, 30):
        current = MicrocurrentSession(day(number), frozenset(REGIONS), Modality.RADIOFREQUENCY)
        yield from assess_microcurrent(current, **known).findings
    yield from assess_botox(BotoxSession(day(20), strong), **known).findings


def test_the_rules_leave_no_english_word_in_german():
    english = {"the", "of", "after", "and", "for", "since", "left", "feet", "RF", "was", "not"}
    told = []
    for finding in findings():
        with speaking("de"):
            told.append(advice(finding.sentence))
        assert not english & set(re.findall(r"\w+", told[-1])), told[-1]
    whole = " ".join(told)
    assert "9. März 2026 (Zwischen den Brauen, Krähenfüße links)" in whole
    assert "42,5 U onabotulinumtoxinA" in whole
    assert "„Ruhe vor Strom“" in whole
    assert "Kopfschmerz seit 8. März 2026" in whole
    assert "Frühestens: 23. März 2026" in whole
    assert "die Grenze der Fachinformation ist 400 U" in whole
    assert "unsicher: Diabetes" in whole
    assert "2026-03" not in whole


def test_a_citation_keeps_its_words_and_says_its_kind():
    assert source_in_words(SEED) == str(SEED)
    with speaking("de"):
        assert source_in_words(SEED).endswith("nicht in Studien geprüft)")
        label = Source("A label", Evidence.LABEL, "read 2026")
        assert source_in_words(label) == "A label (gelesen 2026; Fachinformation)"
