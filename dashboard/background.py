"""Work beside the pages: looking at photos in other processes, and measuring what was kept."""

import logging
import threading
from concurrent.futures import Future
from dataclasses import dataclass, field

import streamlit as st

from tracking.access import Action, may
from tracking.analyse import Step, analyse
from tracking.desk import Desk
from tracking.shot_check import Shot, check_shot, get_ready
from tracking.waiting import clients_to_measure
from tracking.workers import submit, warm_up

_LOG = logging.getLogger(__name__)
CATCHING_UP = "catching-up"


@st.cache_resource(show_spinner=False)
def expect_photos() -> None:
    """Have processes ready when the first photo comes."""
    warm_up(get_ready)


def look_at(data: bytes) -> "Future[Shot]":
    """Look at a photo in another process; see `tracking.shot_check.check_shot`."""
    return submit(check_shot, data)


@dataclass
class Measuring:
    """The measuring of one client's photos.

    Attributes
    ----------
    what : str or None
        What is being done now; None before the first time.
    done, total : int
    running : bool
    failed : bool
        Whether it ended by a fault, which is in the log.
    """

    what: Step | None = None
    done: int = 0
    total: int = 0
    running: bool = False
    failed: bool = False
    _again: bool = False
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def start(self, desk: Desk, client_id: str) -> None:
        """Measure what is not measured yet; photos kept meanwhile are measured after those."""
        if self._begins():
            threading.Thread(target=self._run, args=(desk, client_id), daemon=True).start()

    def work(self, desk: Desk, client_id: str) -> None:
        """Do the same here and now, or leave it to whoever is at it."""
        if self._begins():
            self._run(desk, client_id)

    def _begins(self) -> bool:
        with self._lock:
            self._again = True
            if self.running:
                return False
            self.running, self.failed = True, False
            return True

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

    def _report(self, what: Step, done: int, total: int) -> None:
        self.what, self.done, self.total = what, done, total


@st.cache_resource(show_spinner=False)
def _measurings() -> dict[str, Measuring]:
    return {}


def measuring_of(client_id: str) -> Measuring:
    """Return how far the measuring of a client's photos is."""
    return _measurings().setdefault(client_id, Measuring())


@dataclass
class CatchingUp:
    """The measuring of everything that waits, client after client.

    Attributes
    ----------
    begun : bool
        Whether it was started since this process began.
    running : bool
    failed : bool
        Whether a client was left by a fault, which is in the log.
    current : Measuring or None
        The client being measured.
    """

    begun: bool = False
    running: bool = False
    failed: bool = False
    current: Measuring | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def start(self, desk: Desk) -> None:
        """Find what waits and measure it, unless that is being done."""
        with self._lock:
            if self.running:
                return
            self.begun, self.running, self.failed = True, True, False
        work = (desk, _measurings())
        threading.Thread(target=self._run, args=work, name=CATCHING_UP, daemon=True).start()

    def _run(self, desk: Desk, measurings: dict[str, Measuring]) -> None:
        try:
            for client_id in clients_to_measure(desk):
                self.current = measurings.setdefault(client_id, Measuring())
                self.current.work(desk, client_id)
                self.failed |= self.current.failed
        except Exception:
            self.failed = True
            _LOG.exception("It could not be found out which photos wait")
        finally:
            self.running, self.current = False, None


@st.cache_resource(show_spinner=False)
def catching_up() -> CatchingUp:
    """Return the measuring of everything that waits, shared by every session of this process."""
    return CatchingUp()


def take_up(desk: Desk) -> None:
    """Measure what an earlier process kept and did not measure; the first call does it."""
    if may(desk.actor, Action.MEASURE_WAITING, None) and not catching_up().begun:
        catching_up().start(desk)
