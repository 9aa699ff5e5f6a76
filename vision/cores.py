"""Sharing independent work between cores."""

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import cv2

Item = TypeVar("Item")
Result = TypeVar("Result")


def side_by_side(work: Callable[[Item], Result], items: Iterable[Item]) -> list[Result]:
    """``work(item)`` for every item, in order, on as many cores as OpenCV may use.

    For work that spends its time in OpenCV, NumPy or a decoder, which let other threads run. In a
    process that was told to keep to one core (``cv2.setNumThreads(1)``) it is a plain loop.
    """
    threads = cv2.getNumThreads()
    if threads <= 1:
        return [work(item) for item in items]
    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(work, items))
