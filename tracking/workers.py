"""The same work on many photos, on every core, in the order given."""

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

FEW = 3
"""Up to this many items, starting processes costs more than it saves."""


def for_each(work: Callable[[Item], Result], items: Sequence[Item]) -> Iterator[Result]:
    """Yield ``work(item)`` for every item, in order, as results become ready.

    Parameters
    ----------
    work : callable
        A function of an importable module; it turns ordinary failure into a value, so that one
        bad photo never stops the rest.
    items : sequence
        Picklable arguments.

    Notes
    -----
    Processes are spawned, not forked: MediaPipe keeps threads that do not survive a fork.
    """
    cores = os.cpu_count() or 1
    if len(items) <= FEW or cores == 1:
        yield from map(work, items)
        return
    with ProcessPoolExecutor(min(cores, len(items)), get_context("spawn"), one_thread) as pool:
        yield from pool.map(work, items)


def one_thread() -> None:
    """Keep OpenCV from starting threads of its own beside those of other processes."""
    import cv2  # noqa: PLC0415 - only the worker needs it

    cv2.setNumThreads(1)
