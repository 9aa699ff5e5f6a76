"""Names of verdicts, regions and expressions as ``spoken.NAME``, in the language that is spoken."""

from typing import TYPE_CHECKING

from reports.language import said
from reports.words import english, german

CATALOGUES = {"en": english, "de": german}

if TYPE_CHECKING:
    from reports.words.english import *  # noqa: F403 - what __getattr__ answers
else:

    def __getattr__(name: str) -> object:
        return said(CATALOGUES, name)
