"""The language that is spoken: a reader's on the screen, a document's on paper, else English."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Literal, cast

Language = Literal["en", "de"]

LANGUAGES: Mapping[Language, str] = {"en": "English", "de": "Deutsch"}
"""Each language under its own name."""

FALLBACK: Language = "en"

_asked: ContextVar[Language | None] = ContextVar("language", default=None)


def _nobody() -> Language | None:
    return None


_reader: Callable[[], Language | None] = _nobody


def spoken() -> Language:
    """Return the language of `speaking`, otherwise of the reader, otherwise English."""
    return _asked.get() or _reader() or FALLBACK


@contextmanager
def speaking(language: Language) -> Iterator[None]:
    """Speak one language throughout, for a document whose reader is not at the screen."""
    before = _asked.set(language)
    try:
        yield
    finally:
        _asked.reset(before)


def ask_reader(reader: Callable[[], Language | None]) -> None:
    """Let a function tell the language of whoever reads; it answers None where nobody does.

    A function and not a value, because a page is drawn in pieces and on several threads.
    """
    global _reader  # noqa: PLW0603 - one screen per process
    _reader = reader


def known(wished: str | None) -> Language | None:
    """Return the language of a locale such as ``de-AT``; None where it is not spoken here."""
    code = (wished or "").lower().partition("-")[0]
    return cast("Language", code) if code in LANGUAGES else None


def said(catalogues: Mapping[Language, object], name: str) -> object:
    """Look a text up in the spoken language, in English where that one lacks it.

    Raises
    ------
    AttributeError
        No catalogue has a text of that name.
    """
    in_english = getattr(catalogues[FALLBACK], name)
    return getattr(catalogues[spoken()], name, in_english)
