"""The practice that this process serves: its settings, and its records before anybody asks."""

from functools import cache
from typing import TYPE_CHECKING

from tracking.access import NOBODY
from tracking.settings import Settings, SignIn, read_settings

if TYPE_CHECKING:
    from tracking.desk import Desk


def is_demo() -> bool:
    """Whether the demo clinic is shown: where nobody signs in, and nowhere else."""
    return read_settings().sign_in is SignIn.LOCAL


def records() -> "Desk":
    """Return the open records on behalf of nobody; opened once.

    Quick to import and open: none of the code that measures photos is behind it.
    """
    return _records(read_settings())


@cache
def _records(settings: Settings) -> "Desk":
    from tracking.desk import open_desk  # noqa: PLC0415 - a local page is drawn before its records

    return open_desk(settings, NOBODY)
