"""What the pages say, as ``texts.NAME``, in the language that is spoken.

To a type checker the names are those of the English catalogue, so a name that is not in it is an
error before anything runs. Verdicts, regions and figures are in `reports.words`.
"""

from typing import TYPE_CHECKING

from dashboard.texts import english, german
from reports.language import said

CATALOGUES = {"en": english, "de": german}

if TYPE_CHECKING:
    from dashboard.texts.english import *  # noqa: F403 - what __getattr__ answers
else:

    def __getattr__(name: str) -> object:
        return said(CATALOGUES, name)
