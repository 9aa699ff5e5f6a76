"""One connection between a page and Streamlit: what is read from it, and how it is ended."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from google.protobuf.message import DecodeError
from starlette.datastructures import Headers
from starlette.types import Message, Receive, Send
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from dashboard.sittings import COOKIE, SITTINGS, cookie_of
from dashboard.tabs import Tab

LOOK_AGAIN_S = 0.5
_PROTOCOLS = "sec-websocket-protocol"


@dataclass
class Stream:
    """Both directions of a connection, on behalf of one tab.

    Attributes
    ----------
    tab : Tab
    receive_next, send_on : Receive, Send
        The browser's side.
    cookie : str
        Header that gives the browser its cookie, empty if it has one.
    """

    tab: Tab
    receive_next: Receive
    send_on: Send
    cookie: str
    is_over: bool = False

    async def receive(self) -> Message:
        """Pass on what the browser says; it keeps its sitting awake unless it spoke by itself."""
        message = await self.receive_next()
        if message["type"] == "websocket.receive" and _is_from_a_person(message.get("bytes")):
            SITTINGS.keep_awake(self.tab.visitor)
        return message

    async def send(self, message: Message) -> None:
        """Pass on what Streamlit says, once the tab has noted what it gives away."""
        if self.is_over:
            return
        if message["type"] == "websocket.accept" and self.cookie:
            cookie = (b"set-cookie", self.cookie.encode())
            message = {**message, "headers": [*message.get("headers", ()), cookie]}
        if message["type"] == "websocket.send" and message.get("bytes"):
            self.tab.note(message["bytes"])
        await self.send_on(message)

    async def leave_when_signed_out(
        self, is_signed_in: Callable[[], Awaitable[bool]], address: str
    ) -> None:
        """Lead the page to another address as soon as nobody is signed in any more."""
        somebody_was = False
        while True:
            # Whoever is disabled right after signing in still has a sitting.
            somebody_was = somebody_was or SITTINGS.actor_id(self.tab.visitor) is not None
            if somebody_was and not await is_signed_in():
                break
            await asyncio.sleep(LOOK_AGAIN_S)
        self.is_over = True
        await lead_away(self.send_on, address)


async def lead_away(send: Send, address: str) -> None:
    """Let a connected page go to another address, so that nothing stays on its screen."""
    message = ForwardMsg()
    message.auth_redirect.url = address
    await send({"type": "websocket.send", "bytes": message.SerializeToString()})
    await send({"type": "websocket.close", "code": 1000})


def wished_session(headers: Headers) -> str | None:
    """Return the session that a page wants to go on with: the third of its sub-protocols."""
    entries = _protocols(headers)
    return entries[2] if len(entries) > 2 else None


def rewritten(headers: Headers, *, session_id: str | None, cookie_for: str | None) -> Headers:
    """Return the headers of a handshake with that session to go on with, and a cookie if asked."""
    wanted = [entry for entry in (*_protocols(headers)[:2], session_id) if entry is not None]
    kept = [(name, value) for name, value in headers.items() if name != _PROTOCOLS]
    if wanted:
        kept.append((_PROTOCOLS, ", ".join(wanted)))
    if cookie_for is not None:
        kept = [(name, value) for name, value in kept if name != "cookie"]
        others = headers.get("cookie")
        ours = f"{COOKIE}={cookie_of(cookie_for)}"
        kept.append(("cookie", f"{others}; {ours}" if others else ours))
    return Headers(raw=[(name.encode("latin-1"), value.encode("latin-1")) for name, value in kept])


def _protocols(headers: Headers) -> list[str]:
    return [
        entry.strip() for entry in headers.get(_PROTOCOLS, "").split(",") if headers.get(_PROTOCOLS)
    ]


def _is_from_a_person(data: bytes | None) -> bool:
    try:
        said = BackMsg.FromString(data or b"")
    except DecodeError:
        return False
    if said.WhichOneof("type") == "rerun_script":
        return not bool(said.rerun_script.is_auto_rerun)
    return bool(said.WhichOneof("type") != "app_heartbeat")
