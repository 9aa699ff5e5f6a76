"""Advice and rules, in the language that is spoken.

The rooms that measure and judge write their sentences once, in English, and they are kept so with
what was measured. Where they are read, they are said by catalogue: a sentence in it has gaps, and
what stands in a gap is said too where it is a term, a day, a figure or a sentence of its own.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from string import Formatter

from reports.language import FALLBACK, Language
from reports.language import spoken as language_spoken
from reports.words import german_advice, german_rules, spoken
from reports.words.figures import NARROW_SPACE, day_and_month
from treatments.conditions import CONDITIONS
from treatments.regions import in_words
from treatments.registry import RULES
from treatments.sources import Source

CATALOGUES: Mapping[Language, Mapping[str, str]] = {
    "de": {
        **german_advice.ADVICE,
        **german_rules.PHRASES,
        **{RULES[name].sentence: told for name, told in german_rules.RULES.items()},
        **{
            condition.question: german_rules.QUESTIONS[condition.id]
            for condition in CONDITIONS
            if condition.id in german_rules.QUESTIONS
        },
    }
}
"""For each language: how a sentence in English is said, with the same gaps."""

TERMS: Mapping[Language, Mapping[str, str]] = {"de": german_advice.TERMS}

NESTED = "advice"
"""The gap that holds a whole sentence; without it ``{file}: {advice}`` would fit everything."""

_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_FIGURE = re.compile(r"(\d+)(\.\d+)?(%| U .+)?")


def advice(sentence: str) -> str:
    """Say a sentence of a finding, a refusal, a rule or a screening question.

    Parameters
    ----------
    sentence : str
        As it was written, in English.

    Returns
    -------
    str
        The same where English is spoken, or where no catalogue has it.
    """
    return _said(language_spoken(), sentence) or sentence


def source_in_words(source: Source) -> str:
    """Say a citation with its date and the kind of evidence that it is."""
    evidence = spoken.EVIDENCE[source.evidence]
    when = source.date.replace("read ", spoken.READ_IN)
    return f"{source.citation} ({when}; {evidence})"


def _said(language: Language, sentence: str) -> str | None:
    if language == FALLBACK:
        return sentence
    for pattern, told in _patterns(language):
        found = pattern.fullmatch(sentence)
        if found is None:
            continue
        filled = {name: _filled(language, name, value) for name, value in found.groupdict().items()}
        if None not in filled.values():
            return told.format(**filled)
    return None


@cache
def _patterns(language: Language) -> list[tuple[re.Pattern[str], str]]:
    """Sentences of a catalogue as patterns, those that say most first."""
    catalogue = CATALOGUES[language]
    plain_first = sorted(catalogue, key=lambda sentence: len("".join(_literals(sentence))))
    return [(_pattern(sentence), catalogue[sentence]) for sentence in reversed(plain_first)]


def _literals(sentence: str) -> Iterator[str]:
    return (literal for literal, _, _, _ in Formatter().parse(sentence))


def _pattern(sentence: str) -> re.Pattern[str]:
    parts = (
        re.escape(literal) + (f"(?P<{name}>.+?)" if name else "")
        for literal, name, _, _ in Formatter().parse(sentence)
    )
    return re.compile("".join(parts), re.DOTALL)


def _filled(language: Language, gap: str, value: str) -> str | None:
    """Say what stands in a gap, alone or as a list; None for a nested sentence nobody knows."""
    if gap == NESTED:
        return _said(language, value)
    terms = _terms(language, gap)
    for separator in (None, "; ", ", "):
        parts = [value] if separator is None else value.split(separator)
        told = [terms.get(part) or _said(language, part) for part in parts]
        if None not in told:
            return (separator or "").join(filter(None, told))
    return _figure(value)


def _terms(language: Language, gap: str) -> Mapping[str, str]:
    if gap in ("area", "areas"):
        regions = (name for name in spoken.REGIONS if name != "face")
        return {in_words([name]): spoken.REGIONS[name] for name in regions}
    if gap == "kind":
        kinds = spoken.SIDE_EFFECTS
        return {**kinds, **{kind.capitalize(): told for kind, told in kinds.items()}}
    if gap == "modality":
        return spoken.MODALITIES
    return TERMS[language]


def _figure(value: str) -> str:
    if _DATE.fullmatch(value):
        return day_and_month(date.fromisoformat(value))
    found = _FIGURE.fullmatch(value)
    if found is None:
        return value
    whole, decimals, unit = (part or "" for part in found.groups())
    space = NARROW_SPACE if unit == "%" else ""
    return whole + decimals.replace(".", spoken.DECIMAL_MARK) + space + unit
