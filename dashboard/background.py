"""Work beside the pages: looking at photos in other processes, and measuring what was kept."""

import logging
import threading
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field
from multiprocessing import get_context

import streamlit as st

from tracking.analyse import analyse
from tracking.desk import Desk
from tracking.shot_check import Shot, check_shot

_LOG = logging.getLogger(__name__)
LOOKERS = 2


@st.cache_resource(show_spinner=False, on_release=lambda pool: pool.shutdown(cancel_futures=True))
def _lookers() -> ProcessPoolExecutor:
    # Spawned: MediaPipe keeps threads that do not survive a fork.
    return ProcessPoolExecutor(LOOKERS, get_context("spawn"))


def look_at(data: bytes) -> "Future[Shot]":
    """Look at a photo in another process; see `tracking.shot_check.check_shot`."""
    try:
        return _lookers().submit(check_shot, data)
    except BrokenProcessPool:  # a process was killed, for memory perhaps: begin with new ones
        _lookers.clear()
        return _lookers().submit(check_shot, data)


@dataclass
class Measuring:
    """The measuring of one client's photos.

    Attributes
    ----------
    what : str
        What is being done now.
    done, total : int
    running : bool
    failed : bool
        Whether it ended by a fault, which is in the log.
    """

    what: str = ""
    done: int = 0
    total: int = 0
    running: bool = False
    failed: bool = False
    _again: bool = False
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def start(self, desk: Desk, client_id: str) -> None:
        """Measure what is not measured yet; photos kept meanwhile are measured after those."""
        with self._lock:
            self._again = True
            if self.running:
                return
            self.running, self.failed = True, False
        threading.Thread(target=self._run, args=(desk, client_id), daemon=True).start()

    def _run(self, desk: Desk, client_id: str) -> None:
        try:
            while self._goes_on():
                analyse(desk, [client_id], self._report)
        except Exception:
            _LOG.exception("Photos could not be measured")
            with self._lock:
                self.failed, self.running = True, False

    def _goes_on(self) -> bool:
        with self._lock:
            self.running, self._again = self._again, False
            return self.running

    def _report(self, what: str, done: int, total: int) -> None:
        self.what, self.done, self.total = what, done, total


@st.cache_resource(show_spinner=False)
def _measurings() -> dict[str, Measuring]:
    return {}


def measuring_of(client_id: str) -> Measuring:
    """Return how far the measuring of a client's photos is."""
    return _measurings().setdefault(client_id, Measuring())
