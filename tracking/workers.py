"""Work on photos in processes of their own, on every core.

There is one set of processes for all of a program: MediaPipe takes seconds to start, and what
somebody waits for gets its turn between the photos of longer work.
"""

import os
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from functools import cache
from multiprocessing import get_context
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

FEW = 3
"""Up to this many items, starting processes costs more than it saves."""
WAITING = 1
"""Items of longer work that wait for each process: enough to keep it busy."""


def for_each(work: Callable[[Item], Result], items: Sequence[Item]) -> Iterator[Result]:
    """Yield ``work(item)`` for every item, in order, as results become ready.

    Parameters
    ----------
    work : callable
        A function of an importable module; it turns ordinary failure into a value, so that one
        bad photo never stops the rest.
    items : sequence
        Picklable arguments.
    """
    if len(items) <= FEW or _cores() == 1:
        yield from map(work, items)
        return
    begun: deque[Future[Result]] = deque()
    try:
        for item in items:
            if len(begun) == (1 + WAITING) * _cores():
                yield begun.popleft().result()
            begun.append(submit(work, item))
        while begun:
            yield begun.popleft().result()
    finally:
        for future in begun:
            future.cancel()


def submit(work: Callable[[Item], Result], item: Item) -> "Future[Result]":
    """Begin ``work(item)`` in another process, before most of any longer work."""
    try:
        return _pool().submit(work, item)
    except BrokenProcessPool:  # a process was killed, for memory perhaps: begin with new ones
        _pool.cache_clear()
        return _pool().submit(work, item)


def warm_up(work: Callable[[], None]) -> None:
    """Start every process and let each do something once, before anybody waits for it."""
    for _ in range(_cores()):
        _pool().submit(work)


@cache
def _pool() -> ProcessPoolExecutor:
    # Spawned: MediaPipe keeps threads that do not survive a fork.
    return ProcessPoolExecutor(_cores(), get_context("spawn"), one_thread)


def _cores() -> int:
    return os.cpu_count() or 1


def one_thread() -> None:
    """Keep OpenCV from starting threads of its own beside those of other processes."""
    import cv2  # noqa: PLC0415 - only the worker needs it

    cv2.setNumThreads(1)
