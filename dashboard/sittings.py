"""Which browser is whose: its signed cookie, and who is signed in at it until when.

A visitor is one browser, whoever sits at it. A sitting is one person's work at a visitor from
signing in to signing out; it lives in this process only, so a restart ends all of them.
"""

import secrets
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from itsdangerous import BadSignature, URLSafeSerializer, URLSafeTimedSerializer

COOKIE = "rhytid"
IDLE_S = 15 * 60
LONGEST_S = 12 * 60 * 60
FORM_S = 60 * 60

_KEY = secrets.token_bytes(32)
_visitors = URLSafeSerializer(_KEY, salt="visitor")
_forms = URLSafeTimedSerializer(_KEY, salt="form")


def new_visitor() -> str:
    """Return the name of a browser that was not here before; nobody can guess it."""
    return secrets.token_urlsafe(32)


def cookie_of(visitor: str) -> str:
    """Return the signed value of a visitor's cookie."""
    return _visitors.dumps(visitor)


def set_cookie(visitor: str, *, is_https: bool) -> str:
    """Return the header that gives a browser its cookie, which no script and no other site sees."""
    secure = "; Secure" if is_https else ""
    return f"{COOKIE}={cookie_of(visitor)}; Path=/; HttpOnly; SameSite=Strict{secure}"


def visitor_of(cookies: Mapping[str, str]) -> str | None:
    """Return the visitor that a browser's cookies name; None without a cookie of ours."""
    try:
        visitor: str = _visitors.loads(cookies.get(COOKIE, ""))
    except BadSignature:
        return None
    return visitor


def form_token(visitor: str) -> str:
    """Return what a form sent by this visitor must bring along."""
    return _forms.dumps(visitor)


def is_form_of(visitor: str | None, token: str) -> bool:
    """Tell whether a form was made for this visitor, not longer than an hour ago."""
    try:
        return visitor is not None and _forms.loads(token, max_age=FORM_S) == visitor
    except BadSignature:
        return False


@dataclass
class Sitting:
    """One person at one browser; times in seconds of the clock."""

    actor_id: str
    begun_s: float
    active_s: float


class Sittings:
    """Everyone who is signed in; safe to ask from any thread."""

    def __init__(self, clock: Callable[[], float] = time.time) -> None:
        self._clock = clock
        self._by_visitor: dict[str, Sitting] = {}
        self._spent: set[str] = set()
        self._lock = threading.Lock()

    def begin(self, visitor: str, actor_id: str, *, word: str = "") -> None:
        """Sign a person in; the visitor should be a new one, so that nobody knew it before.

        `word` is what an identity provider vouched with; it opens one sitting and no other.
        """
        now = self._clock()
        with self._lock:
            self._by_visitor[visitor] = Sitting(actor_id, now, now)
            self._spent.add(word)

    def is_spent(self, word: str) -> bool:
        """Tell whether a provider's word has opened a sitting before."""
        with self._lock:
            return word in self._spent

    def of(self, visitor: str | None) -> Sitting | None:
        """Return whoever is signed in; None after signing out or being too late."""
        with self._lock:
            sitting = self._by_visitor.get(visitor or "")
            if sitting is None:
                return None
            now = self._clock()
            if now - sitting.active_s < IDLE_S and now - sitting.begun_s < LONGEST_S:
                return sitting
            del self._by_visitor[visitor or ""]
            return None

    def actor_id(self, visitor: str | None) -> str | None:
        """Return the id of whoever is signed in; None as above."""
        sitting = self.of(visitor)
        return None if sitting is None else sitting.actor_id

    def keep_awake(self, visitor: str) -> None:
        """Take note that the person did something; a sitting that has ended stays ended."""
        if self.actor_id(visitor) is not None:
            with self._lock:
                if visitor in self._by_visitor:
                    self._by_visitor[visitor].active_s = self._clock()

    def end(self, visitor: str) -> None:
        """Sign out."""
        with self._lock:
            self._by_visitor.pop(visitor, None)


SITTINGS = Sittings()
"""Those of this process: its web server and its pages ask the same."""
