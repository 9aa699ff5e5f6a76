"""What the server gave to which browser: the only thing that browser may then fetch or add to.

Streamlit serves pictures and downloads from addresses that answer anybody, lets anybody who knows
the id of a session resume it, and puts that id into the address of every upload. So each tab
remembers what was sent to it: its session's id and the addresses of its media.
"""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

RESUMABLE_S = 300
"""How long a closed tab is remembered; Streamlit forgets its session sooner."""

_MEDIA = re.compile(rb"/media/([0-9a-f]+)")
_MEDIA_PATH = re.compile(r"/media/([0-9a-f]+)(?:\.\w+)?")
_UPLOAD_PATH = re.compile(r"/_stcore/upload_file/([^/]+)/[^/]+")


@dataclass
class Tab:
    """One page of a visitor; `sockets` counts its connections, two while it reconnects."""

    visitor: str
    session_id: str = ""
    media: set[str] = field(default_factory=set)
    sockets: int = 0
    closed_s: float = 0.0

    def note(self, message: bytes) -> None:
        """Read from a message to the browser what it gives away."""
        if not self.session_id:
            self.session_id = ForwardMsg.FromString(message).new_session.initialize.session_id
        self.media.update(name.decode() for name in _MEDIA.findall(message))


class Tabs:
    """Every tab that is open, or closed a moment ago; used by the web server's thread only."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._tabs: list[Tab] = []

    def open(self, visitor: str, session_id: str | None) -> Tab:
        """Take up the tab of a session if that is this visitor's, otherwise a new one."""
        self._forget_old_ones()
        tab = self._with_session(visitor, session_id) if session_id else None
        if tab is None:
            tab = Tab(visitor)
            self._tabs.append(tab)
        tab.sockets += 1
        return tab

    def close(self, tab: Tab) -> None:
        """Take note that a connection of a tab is gone."""
        tab.sockets -= 1
        tab.closed_s = self._clock()

    def may_use(self, visitor: str | None, path: str) -> bool:
        """Tell whether the address of a picture, a download or an upload is this visitor's."""
        if visitor is None:
            return False
        if media := _MEDIA_PATH.fullmatch(path):
            return any(media[1] in tab.media for tab in self._tabs if tab.visitor == visitor)
        if upload := _UPLOAD_PATH.fullmatch(path):
            return self._with_session(visitor, upload[1]) is not None
        return False

    def _with_session(self, visitor: str, session_id: str) -> Tab | None:
        for tab in self._tabs:
            if (tab.visitor, tab.session_id) == (visitor, session_id):
                return tab
        return None

    def _forget_old_ones(self) -> None:
        now = self._clock()
        self._tabs = [tab for tab in self._tabs if tab.sockets or now - tab.closed_s < RESUMABLE_S]
