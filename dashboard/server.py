"""The guard before Streamlit's web server: who may reach it, and what each browser may fetch.

Streamlit answers whoever knows an address. Here a request must come to a name that is ours; where
people sign in, from a browser at which somebody is; and pictures, downloads and uploads are only
for the visitor to whom their address was sent (`dashboard.tabs`).
"""

import asyncio
import ipaddress
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection, Request
from starlette.responses import HTMLResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import App
from streamlit.cli_util import open_browser
from streamlit.config import get_option
from streamlit.runtime import memory_media_file_storage
from streamlit.web.server.server_util import get_display_address, get_url

from dashboard.account import LOGIN, show_login, sign_in
from dashboard.headers import FOREVER_THE_SAME, headers_for
from dashboard.signin import actor_at
from dashboard.sittings import new_visitor, set_cookie, visitor_of
from dashboard.stream import Stream, lead_away, rewritten, wished_session
from dashboard.tabs import Tabs
from tracking.access import NOBODY
from tracking.settings import Settings, SignIn

HEALTH = "/healthz"
STREAM = "/_stcore/stream"
WITHOUT_SIGN_IN = (FOREVER_THE_SAME, "/favicon", HEALTH, "/_stcore/health", "/_stcore/host-config")
PARTS = ("/_stcore/bidi-components/", "/component/")
"""Scripts of parts of a page: for everybody who is let in."""
NOT_PAGES = ("/_stcore/", "/media/", *PARTS)
"""For the visitor to whom the address was sent, parts apart; what is left are pages."""
THIS_COMPUTER = ("localhost", "127.0.0.1", "::1")
AWAY = {SignIn.ACCOUNTS: LOGIN, SignIn.OIDC: "/auth/logout"}

# Another site's link brings no cookie of ours along; the page that asks anew, from here, does.
_ASK_ANEW = '<!doctype html><title>Rhytid</title><meta http-equiv="refresh" content="0">'
_NOT_SERVED = "This name or address is not served. Settings: RHYTID_HOSTS, RHYTID_SIGN_IN."

# Streamlit names a file over this size by a few samples of it, so that two people's downloads of
# one length get one address, and one of them the other's file. Here every byte counts.
vars(memory_media_file_storage)["_PARTIAL_HASH_THRESHOLD"] = sys.maxsize


async def show_health(_: Request) -> Response:
    """Answer whoever watches over the server."""
    return PlainTextResponse("ok")


ROUTES = (
    Route(HEALTH, show_health),
    Route(LOGIN, show_login),
    Route(LOGIN, sign_in, methods=["POST"]),
)


@asynccontextmanager
async def opening_browser(_: App) -> AsyncIterator[None]:
    """Show whoever started Rhytid its first page, unless nobody sits there (`headless`)."""
    if not get_option("server.headless"):
        address = get_url(get_display_address(get_option("server.address")))
        await asyncio.to_thread(open_browser, address)
    yield


@dataclass
class Guard:
    """A pure ASGI middleware around the whole of Streamlit's server."""

    app: ASGIApp
    settings: Settings
    tabs: Tabs = field(default_factory=Tabs)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, refuse, or pass on one request or connection."""
        if scope["type"] == "http":
            await self._http(scope, receive, send)
        elif scope["type"] == "websocket":
            await self._websocket(scope, receive, send)
        else:
            await self.app(scope, receive, send)

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        asked = HTTPConnection(scope)
        path, is_https = scope["path"], scope["scheme"] == "https"
        visitor = visitor_of(asked.cookies)
        answer = await self._answer(asked, visitor)
        arrives = visitor is None and answer is None and _is_page(path)
        if arrives:
            visitor = new_visitor()
        scope.setdefault("state", {})["visitor"] = visitor
        demanded = headers_for(path, host=asked.headers.get("host", ""), is_https=is_https)

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update(demanded)
                if arrives and visitor is not None:
                    headers.append("set-cookie", set_cookie(visitor, is_https=is_https))
            await send(message)

        await (answer or self.app)(scope, receive, with_headers)

    async def _answer(self, asked: HTTPConnection, visitor: str | None) -> Response | None:
        """Return what to say instead of passing a request on; None to pass it on."""
        path: str = asked.scope["path"]
        if not self._is_reached_rightly(asked):
            return PlainTextResponse(_NOT_SERVED, 400)
        if path.startswith(WITHOUT_SIGN_IN):
            return None
        if path.startswith(NOT_PAGES) or "/_stcore/" in path:  # a tab looks below its page first
            may = path.startswith(PARTS) or self.tabs.may_use(visitor, path)
            may = may and await self._is_let_in(visitor)
            return None if may else PlainTextResponse("Not found", 404)
        if visitor is None and asked.headers.get("sec-fetch-site") == "cross-site":
            return HTMLResponse(_ASK_ANEW)
        if path != LOGIN and not await self._is_let_in(visitor):
            return RedirectResponse(LOGIN, 303)
        return None

    async def _websocket(self, scope: Scope, receive: Receive, send: Send) -> None:
        asked = HTTPConnection(scope)
        if scope["path"] != STREAM or _is_foreign(asked) or not self._is_reached_rightly(asked):
            await send({"type": "websocket.close", "code": 1008})
            return
        visitor = visitor_of(asked.cookies)
        if not await self._is_let_in(visitor):
            await send({"type": "websocket.accept", "subprotocol": scope["subprotocols"][0]})
            await lead_away(send, LOGIN)
            return
        arrives = visitor is None
        visitor = visitor or new_visitor()
        cookie = set_cookie(visitor, is_https=scope["scheme"] == "wss") if arrives else ""
        tab = self.tabs.open(visitor, wished_session(asked.headers))
        stream = Stream(tab, receive, send, cookie)
        headers = rewritten(
            asked.headers,
            session_id=tab.session_id or None,
            cookie_for=visitor if arrives else None,
        )
        leaving = asyncio.create_task(self._lead_away(stream))
        try:
            await self.app({**scope, "headers": headers.raw}, stream.receive, stream.send)
        finally:
            leaving.cancel()
            self.tabs.close(tab)

    async def _lead_away(self, stream: Stream) -> None:
        if self.settings.sign_in in AWAY:
            visitor = stream.tab.visitor
            address = AWAY[self.settings.sign_in]
            await stream.leave_when_signed_out(lambda: _is_signed_in(visitor), address)

    async def _is_let_in(self, visitor: str | None) -> bool:
        """Whether a visitor gets past the door: where there is a login page, after signing in."""
        return self.settings.sign_in is not SignIn.ACCOUNTS or await _is_signed_in(visitor)

    def _is_reached_rightly(self, asked: HTTPConnection) -> bool:
        """Whether the name is ours and, without sign-in, the browser on this computer."""
        try:
            name = urlsplit(f"//{asked.headers['host']}").hostname
        except (KeyError, ValueError):
            return False
        if self.settings.sign_in is SignIn.LOCAL:
            return name in THIS_COMPUTER and _is_on_this_computer(asked)
        return name in (*THIS_COMPUTER, *self.settings.hosts)


async def _is_signed_in(visitor: str | None) -> bool:
    return await asyncio.to_thread(actor_at, visitor) is not NOBODY


def _is_page(path: str) -> bool:
    return not path.startswith((*WITHOUT_SIGN_IN, *NOT_PAGES))


def _is_foreign(asked: HTTPConnection) -> bool:
    """Whether a page of another site opened the connection."""
    origin = asked.headers.get("origin")
    return origin is not None and urlsplit(origin).netloc != asked.headers.get("host")


def _is_on_this_computer(asked: HTTPConnection) -> bool:
    try:
        return asked.client is not None and ipaddress.ip_address(asked.client.host).is_loopback
    except ValueError:
        return False
