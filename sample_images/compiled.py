"""Typed entry to Numba, so that compiled loops keep their signatures."""

from collections.abc import Callable
from typing import TypeVar, cast

from numba import njit

Loop = TypeVar("Loop", bound=Callable[..., object])


def compiled(loop: Loop) -> Loop:
    """Compile a loop over arrays to machine code; kept on disk between processes."""
    return cast(Loop, njit(cache=True, nogil=True, error_model="numpy")(loop))
