"""Where the photos of a batch are measured: processes of this computer, or workers of a cluster."""

import os
from collections import deque
from collections.abc import Callable, Hashable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait as wait_for
from threading import Thread
from typing import Protocol, TypeVar

from tracking.workers import one_thread
from vision.errors import RhytidError

Item = TypeVar("Item")
Result = TypeVar("Result")

AHEAD = 2
"""Items at hand per worker: one in work, one waiting. Memory does not grow with the list."""
CONNECT_S = 20


class ClusterError(RhytidError):
    """The cluster cannot be reached, or its workers cannot do this work."""


class Engine(Protocol):
    """Does the same work on many items, in any order."""

    def results(
        self, work: Callable[[Item], Result], items: Iterable[Item]
    ) -> Iterator[tuple[Item, Result | None]]:
        """Yield every item once with what became of it; None where it killed its process."""


class LocalEngine:
    """A pool of processes on this computer.

    A process that dies, for want of memory say, takes the pool with it. The items that were in
    work then run again one at a time, so that the one that kills is known and the rest is not lost.
    """

    def __init__(self, workers: int | None = None) -> None:
        self.workers = workers or os.cpu_count() or 1

    def results(
        self, work: Callable[[Item], Result], items: Iterable[Item]
    ) -> Iterator[tuple[Item, Result | None]]:
        """See `Engine`."""
        waiting, suspects = iter(items), deque[Item]()
        while True:
            running: dict[Future[Result], Item] = {}
            alone: list[Item] = []
            with ProcessPoolExecutor(self.workers, get_context("spawn"), _begin) as pool:
                try:
                    while suspects:
                        alone.append(suspects.popleft())
                        result = pool.submit(work, alone[0]).result()
                        yield alone.pop(), result
                    while True:
                        for item in islice(waiting, AHEAD * self.workers - len(running)):
                            suspects.append(item)  # for as long as it is not certain to be started
                            future = pool.submit(work, item)
                            running[future] = suspects.pop()
                        if not running:
                            return
                        for future in wait(running, return_when=FIRST_COMPLETED).done:
                            result = future.result()
                            yield running.pop(future), result
                except BrokenProcessPool:
                    for item in alone:
                        yield item, None
                    suspects.extend(running.values())


def _begin() -> None:
    """Prepare a process of the pool; it ends with its parent, even one that is killed."""
    one_thread()
    parent = parent_process()
    if parent is not None:
        Thread(target=_end_with, args=(parent.sentinel,), daemon=True).start()


def _end_with(sentinel: int) -> None:
    wait_for([sentinel])
    os._exit(1)


class DaskEngine:
    """Workers of a Dask cluster; each needs this program and one thread.

    A worker that dies is no loss: the scheduler gives its photos to others.
    """

    def __init__(self, scheduler: str) -> None:
        from distributed import Client  # noqa: PLC0415 - most batches need no cluster

        try:
            self._client = Client(scheduler, timeout=CONNECT_S)
            self._client.wait_for_workers(1, timeout=CONNECT_S)
        except (OSError, ValueError) as error:
            raise ClusterError(
                f"No cluster with a worker answers at {scheduler}. Start it: `dask scheduler`, "
                f"and on each computer `dask worker {scheduler} --nthreads 1 --nworkers auto`."
            ) from error
        if set(self._client.nthreads().values()) != {1}:
            raise ClusterError("A worker has several threads; start workers with --nthreads 1.")

    def results(
        self, work: Callable[[Item], Result], items: Iterable[Item]
    ) -> Iterator[tuple[Item, Result | None]]:
        """See `Engine`."""
        from distributed import KilledWorker, as_completed  # noqa: PLC0415

        waiting, finished = iter(items), as_completed()
        running: dict[Hashable, Item] = {}
        while True:
            room = AHEAD * max(len(self._client.nthreads()), 1) - len(running)
            for item in islice(waiting, max(room, 0)):  # below 0 when a worker has died
                future = self._client.submit(work, item, pure=False)
                running[future.key] = item
                finished.add(future)
            if not running:
                return
            future = next(finished)
            item = running.pop(future.key)
            try:
                yield item, future.result()
            except KilledWorker:
                yield item, None

    def close(self) -> None:
        """Leave the cluster."""
        self._client.close()
