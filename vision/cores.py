"""Sharing independent work between cores."""

import threading
from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import cv2
import numpy as np  # noqa: F401 - brings a BLAS, as the next does
import scipy.linalg  # noqa: F401
from threadpoolctl import threadpool_limits

# Matrices are small here. Shared between cores each product saves a millisecond, and the core that
# was asked to help then spins for 30 more, which the filters beside it would have used.
threadpool_limits(1, user_api="blas")

Item = TypeVar("Item")
Result = TypeVar("Result")


def side_by_side(work: Callable[[Item], Result], items: Iterable[Item]) -> list[Result]:
    """``work(item)`` for every item, in order, on as many cores as OpenCV may use.

    For work that spends its time in OpenCV, NumPy or a decoder, which let other threads run. It is
    a plain loop in a process that was told to keep to one core (``cv2.setNumThreads(1)``), and
    inside work that shares the cores already.
    """
    threads = cv2.getNumThreads()
    if threads <= 1 or getattr(_sharing, "now", False):
        return [work(item) for item in items]
    with ThreadPoolExecutor(threads, initializer=_share) as pool:
        return list(pool.map(work, items))


_sharing = threading.local()


def _share() -> None:
    _sharing.now = True
