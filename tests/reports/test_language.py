"""Every language says everything, with the same gaps to fill."""

import re
import threading
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import UTC, datetime
from string import Formatter
from types import ModuleType

import pytest

from dashboard import texts
from records.audit import Tampering
from reports import language, words
from reports.words import spoken
from treatments.sessions import Modality

PAIRS = [
    (texts.CATALOGUES["en"], texts.CATALOGUES["de"]),
    (spoken.CATALOGUES["en"], spoken.CATALOGUES["de"]),
]
SAID_ALIKE = {"AUDIT_FILTER_HINT", "PRODUCT", "REGION", "TIP_ERROR"}
"""Names, and words that English and German share."""


def catalogue(module: ModuleType) -> dict[str, object]:
    return {name: getattr(module, name) for name in dir(module) if re.fullmatch("[A-Z_0-9]+", name)}


def sentences(text: object) -> Iterator[str]:
    """Every string in a text, whatever it is made of; keys are names for programs."""
    if isinstance(text, Mapping):
        for part in text.values():
            yield from sentences(part)
    elif is_dataclass(text):
        for field in fields(text):
            yield from sentences(getattr(text, field.name))
    elif isinstance(text, tuple):
        for part in text:
            yield from sentences(part)
    else:
        assert isinstance(text, str)
        yield text


def gaps(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name}


@pytest.mark.parametrize(("english", "other"), PAIRS)
def test_both_languages_have_the_same_texts_of_the_same_form(
    english: ModuleType, other: ModuleType
) -> None:
    ours, theirs = catalogue(english), catalogue(other)
    assert set(ours) == set(theirs)
    for name, text in ours.items():
        assert type(text) is type(theirs[name]), name
        if isinstance(text, Mapping):
            assert list(text) == list(theirs[name]), name  # type: ignore[call-overload]  # same type
        said, said_there = list(sentences(text)), list(sentences(theirs[name]))
        assert [gaps(one) for one in said] == [gaps(one) for one in said_there], name


@pytest.mark.parametrize(("english", "other"), PAIRS)
def test_texts_of_several_words_are_translated(english: ModuleType, other: ModuleType) -> None:
    theirs = catalogue(other)
    same = {
        name
        for name, text in catalogue(english).items()
        if isinstance(text, str) and re.search("[a-z]{4}", text) and theirs[name] == text
    }
    assert same <= SAID_ALIKE


def test_a_document_speaks_its_own_language_and_leaves_the_others_theirs() -> None:
    on = datetime(2026, 3, 9, tzinfo=UTC)
    elsewhere: list[str] = []
    with language.speaking("de"):
        assert texts.CLIENTS == "Klienten"
        assert words.REGIONS["chin"] == "Kinn"
        assert words.day_and_month(on) == "9. März 2026"
        assert words.signed_percent(-4.04).endswith("4,0\u202f%")
        other = threading.Thread(target=lambda: elsewhere.append(texts.CLIENTS))
        other.start()
        other.join()
    assert elsewhere == ["Clients"]
    assert words.day_and_month(on) == "9 Mar 2026"


def test_signs_of_verdicts_are_the_same_in_every_language() -> None:
    english, german = (module.VERDICTS for module in spoken.CATALOGUES.values())
    assert {name: said.sign for name, said in english.items()} == {
        name: said.sign for name, said in german.items()
    }


def test_every_tampering_of_the_log_and_every_modality_has_a_name() -> None:
    assert {fault.name for fault in Tampering} == set(texts.TAMPERINGS)
    assert set(Modality) == set(words.MODALITIES)


def test_an_unknown_name_is_an_error() -> None:
    with pytest.raises(AttributeError, match="CLYENTS"):
        texts.CLYENTS  # type: ignore[attr-defined]  # noqa: B018 - that is the point


@pytest.mark.parametrize(
    ("wished", "spoken_here"),
    [("de-AT", "de"), ("DE", "de"), ("en-GB", "en"), ("fr-FR", None), ("", None), (None, None)],
)
def test_locales_find_their_language(wished: str | None, spoken_here: str | None) -> None:
    assert language.known(wished) == spoken_here
