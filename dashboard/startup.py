"""What happens before the first page: system libraries, then the demo clinic."""

import logging
import time
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import streamlit as st

from dashboard import texts
from dashboard.markup import note, waiting
from dashboard.practice import is_demo, records
from dashboard.signin import current_actor
from tracking.access import LOCAL_OWNER
from tracking.settings import read_settings
from vision.system import missing_libraries

if TYPE_CHECKING:
    from tracking.analyse import Step
    from tracking.desk import Desk

_LOG = logging.getLogger(__name__)
_LOOK_AGAIN = "0.5s"
_FIRST_PICTURE_S = 0.5


@dataclass
class Preparation:
    """The demo clinic in the making, shared by every session of this process.

    Attributes
    ----------
    what : str or None
        What is being done now; None until it is known.
    done, total : int
        How far that is; 0 of 0 until it is known.
    desk : Future
        The open records, once the clinic is in them.
    """

    what: "Step | None" = None
    done: int = 0
    total: int = 0
    desk: "Future[Desk]" = field(default_factory=Future)

    def report(self, what: "Step", done: int, total: int) -> None:
        """Take note of how far it is."""
        self.what, self.done, self.total = what, done, total

    def run(self) -> "Desk":
        """Open the records; without sign-in the demo clinic is prepared in them first.

        Measuring itself happens in worker processes.
        """
        if not is_demo():
            return records()
        # cv2 and MediaPipe take seconds to import and hold the interpreter: first let the
        # browser have its picture.
        time.sleep(_FIRST_PICTURE_S)
        from tracking.demo import prepare_demo_clinic  # noqa: PLC0415

        try:
            return prepare_demo_clinic(read_settings(), self.report)
        except Exception:
            _LOG.exception("The demo clinic could not be prepared")
            raise

    def tidy_up(self) -> None:
        """Finish what a crash cut short, beside the pages; the demo clinic begins with that."""
        if is_demo():
            return
        from tracking.tidy import tidy  # noqa: PLC0415 - measuring code is behind it, as above

        try:
            tidy(self.desk.result().of(LOCAL_OWNER))
        except Exception:
            _LOG.exception("What a crash cut short could not be finished")


@st.cache_resource(show_spinner=False)
def _preparation() -> Preparation:
    preparation = Preparation()
    beside_the_page = ThreadPoolExecutor(1, "demo-clinic")
    preparation.desk = beside_the_page.submit(preparation.run)
    beside_the_page.submit(preparation.tidy_up)
    beside_the_page.shutdown(wait=False)
    return preparation


def desk() -> "Desk":
    """Return the open records for who is signed in; asked by pages once `clinic_ready`."""
    return _preparation().desk.result().of(current_actor())


def measure_what_waits() -> None:
    """Once in this process, begin to measure what an earlier one kept and did not measure."""
    from dashboard.background import take_up  # noqa: PLC0415 - nothing slow before the first page

    take_up(desk())


def libraries_present() -> bool:
    """Whether photos can be measured; otherwise the screen names what to install."""
    missing = missing_libraries()
    if missing:
        st.html(note(texts.LIBRARY_MISSING, missing, severity="block"))
    return not missing


def clinic_ready() -> bool:
    """Whether clients can be shown; otherwise the screen says how far the clinic is."""
    preparation = _preparation()
    if not preparation.desk.done():
        _wait_for(preparation)
    elif preparation.desk.exception() is not None:
        _show_failure()
    return preparation.desk.done() and preparation.desk.exception() is None


@st.fragment(run_every=_LOOK_AGAIN)
def _wait_for(preparation: Preparation) -> None:
    if preparation.desk.done():
        st.rerun()
    if preparation.what is None or not preparation.total:
        st.html(waiting(texts.OPENING, texts.OPENING_STEPS))
        return
    from reports import words  # noqa: PLC0415 - measuring code is behind it, as above

    step = texts.PREPARING_STEP.format(
        what=words.STEPS[preparation.what], done=preparation.done, total=preparation.total
    )
    st.html(
        waiting(
            texts.PREPARING,
            step,
            texts.PREPARING_ADVICE,
            done=preparation.done,
            total=preparation.total,
        )
    )


def _show_failure() -> None:
    st.html(note(texts.PREPARATION_FAILED, texts.PREPARATION_FAILED_ADVICE, severity="block"))
    if st.button(texts.TRY_AGAIN):
        _preparation.clear()
        st.rerun()
