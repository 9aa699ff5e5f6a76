"""The guard with a server behind it that would give anything to anybody."""

import asyncio
from dataclasses import dataclass, field, replace
from types import SimpleNamespace
from urllib.parse import urlencode

import pytest
from starlette.applications import Starlette
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from dashboard import account, server, stream
from dashboard.account import LOGIN
from dashboard.server import HEALTH, ROUTES, STREAM, Guard
from dashboard.sittings import COOKIE, SITTINGS, Sittings, cookie_of, new_visitor
from dashboard.stream import Stream
from dashboard.tabs import Tab
from tracking.access import NOBODY, Actor, Role
from tracking.door import TooManyTriesError
from tracking.settings import Settings, SignIn, read_settings

HERE = "127.0.0.1:8501"
ADA = Actor("person-1", "Ada", Role.OWNER)
MEDIA = "/media/0123456789abcdef.jpg"
UPLOAD = "/_stcore/upload_file/session-1/file-1"
EVERY_ROUTE = ("/", "/client?id=1", LOGIN, HEALTH, "/_stcore/health", MEDIA, UPLOAD, "/static/a.js")


@dataclass
class Answer:
    """What came back for one request."""

    status: int = 0
    headers: dict[str, str] = field(default_factory=dict)
    body: bytes = b""

    @property
    def cookie(self) -> str | None:
        """The visitor's cookie that was set, as a browser sends it back."""
        return self.headers.get("set-cookie", "").partition(";")[0] or None


@dataclass
class Browser:
    """Asks the guard as a browser on this computer does, unless told otherwise."""

    guard: Guard
    cookie: str | None = None
    host: str = HERE
    client: tuple[str, int] = ("127.0.0.1", 50000)
    scheme: str = "http"

    def ask(self, path: str, method: str = "GET", body: bytes = b"", **headers: str) -> Answer:
        told = Answer()

        async def receive() -> dict[str, object]:
            return {"type": "http.request", "body": body}

        async def send(message: dict[str, object]) -> None:
            if message["type"] == "http.response.start":
                told.status = message["status"]
                told.headers = {k.decode(): v.decode() for k, v in message["headers"]}
            else:
                told.body += message["body"]

        asyncio.run(self.guard(self._scope("http", path, headers, method=method), receive, send))
        return told

    def connect(
        self, *, session: str = "", answers: tuple[bytes, ...] = (), **headers: str
    ) -> list[dict[str, object]]:
        """Open a stream on which the server says `answers`, and return what arrives."""
        arrived: list[dict[str, object]] = []
        protocols = ["streamlit", "-", session] if session else ["streamlit", "-"]
        headers["sec_websocket_protocol"] = ", ".join(protocols)
        scope = self._scope("websocket", STREAM, headers, subprotocols=protocols)
        scope["answers"] = answers

        async def receive() -> dict[str, object]:
            await asyncio.sleep(0.01)
            return {"type": "websocket.disconnect"}

        async def send(message: dict[str, object]) -> None:
            arrived.append(message)

        asyncio.run(self.guard(scope, receive, send))
        return arrived

    def _scope(self, kind: str, path: str, headers: dict[str, str], **more: object) -> dict:
        told = {"host": self.host} | {k.replace("_", "-"): v for k, v in headers.items()}
        if self.cookie:
            told["cookie"] = self.cookie
        raw_path, _, query = path.partition("?")
        return {
            "type": kind,
            "scheme": self.scheme,
            "path": raw_path,
            "query_string": query.encode(),
            "headers": [(k.encode(), v.encode()) for k, v in told.items()],
            "client": self.client,
            "server": ("127.0.0.1", 8501),
            **more,
        }


class Careless:
    """Stands for Streamlit: answers everybody, and remembers which headers reached it."""

    def __init__(self) -> None:
        everything = Route(
            "/{path:path}", lambda _: PlainTextResponse("given"), methods=["GET", "PUT"]
        )
        self.pages = Starlette(routes=[*ROUTES, everything])
        self.handshakes: list[dict[str, str]] = []

    async def __call__(self, scope, receive, send) -> None:
        if scope["type"] == "http":
            await self.pages(scope, receive, send)
            return
        self.handshakes.append({k.decode(): v.decode() for k, v in scope["headers"]})
        await send({"type": "websocket.accept", "subprotocol": "streamlit"})
        for answer in scope["answers"]:
            await send({"type": "websocket.send", "bytes": answer})
        while (await receive())["type"] != "websocket.disconnect":
            pass


@pytest.fixture
def careless() -> Careless:
    return Careless()


@pytest.fixture
def settings(monkeypatch: pytest.MonkeyPatch) -> Settings:
    return read_settings({})


@pytest.fixture
def local(careless: Careless, settings: Settings) -> Guard:
    return Guard(careless, settings)


@pytest.fixture
def practice(careless: Careless, settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Guard:
    """A practice where people sign in, and only Ada has a login."""

    def actor_at(visitor: str | None) -> Actor:
        return ADA if SITTINGS.actor_id(visitor) == ADA.id else NOBODY

    def knock(fields: dict[str, str], address: str) -> Actor | None:
        if fields.get("login") == "flood":
            raise TooManyTriesError
        return ADA if fields.get("password") == "right" else None

    monkeypatch.setattr(server, "actor_at", actor_at)
    monkeypatch.setattr(account, "_knock", knock)
    monkeypatch.setattr(account, "_one_by_one", lambda: None)
    return Guard(careless, replace(settings, sign_in=SignIn.ACCOUNTS, hosts=("clinic.example",)))


def signed_in(guard: Guard) -> Browser:
    visitor = new_visitor()
    SITTINGS.begin(visitor, ADA.id)
    return Browser(guard, f"{COOKIE}={cookie_of(visitor)}")


def greeting(session: str) -> bytes:
    message = ForwardMsg()
    message.new_session.initialize.session_id = session
    return message.SerializeToString()


def picture(address: str = MEDIA) -> bytes:
    message = ForwardMsg()
    message.delta.new_element.imgs.imgs.add().url = address
    return message.SerializeToString()


@pytest.mark.parametrize("path", EVERY_ROUTE)
@pytest.mark.parametrize("guard", ["local", "practice"])
def test_every_answer_forbids_what_browsers_would_allow(guard, path, request) -> None:
    answer = Browser(request.getfixturevalue(guard)).ask(path)

    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["x-frame-options"] == "DENY"
    assert answer.headers["referrer-policy"] == "no-referrer"
    assert answer.headers["cross-origin-resource-policy"] == "same-origin"
    policy = answer.headers["content-security-policy"]
    assert "frame-ancestors 'none'" in policy
    assert f"connect-src 'self' data: ws://{HERE} wss://{HERE};" in policy
    assert ("cache-control" in answer.headers) != path.startswith("/static/")
    assert answer.headers.get("cache-control", "no-store") == "no-store"


def test_https_is_demanded_once_it_was_there(practice: Guard) -> None:
    assert "strict-transport-security" not in Browser(practice).ask(LOGIN).headers
    answer = Browser(practice, scheme="https").ask(LOGIN)
    assert answer.headers["strict-transport-security"] == "max-age=31536000"
    assert answer.headers["set-cookie"].endswith("; Secure")


@pytest.mark.parametrize(
    "host", ["evil.example", "127.0.0.1.evil.example", "", "127.0.0.1@evil.example", "["]
)
def test_a_name_that_is_not_ours_is_not_served(practice: Guard, host: str) -> None:
    browser = replace(signed_in(practice), host=host)
    for path in EVERY_ROUTE:
        assert browser.ask(path).status == 400
    assert browser.connect()[0]["type"] == "websocket.close"


def test_the_name_of_the_practice_is_served(practice: Guard) -> None:
    assert Browser(practice, host="clinic.example").ask(HEALTH).status == 200
    assert Browser(practice, host="CLINIC.example:443").ask(HEALTH).status == 200


def test_without_sign_in_only_this_computer_is_served(local: Guard) -> None:
    assert Browser(local).ask("/").status == 200
    assert Browser(local, host="[::1]:8501", client=("::1", 1)).ask("/").status == 200
    assert Browser(local, client=("192.0.2.7", 50000)).ask("/").status == 400
    assert Browser(local, host="clinic.example").ask("/").status == 400


@pytest.mark.parametrize(
    "path",
    ["/_stcore/metrics", "/compare/_stcore/health", "/_stcore/script-health-check", "/_stcore/mcp"],
)
def test_what_pages_do_not_need_is_closed(practice: Guard, path: str) -> None:
    assert signed_in(practice).ask(path).status == 404


def test_who_is_not_signed_in_gets_the_form_and_nothing_else(practice: Guard) -> None:
    stranger = Browser(practice)
    for path in ("/", "/client?id=1", "/app/static/x", "/../../etc/passwd", "/%2e%2e/x"):
        answer = stranger.ask(path)
        assert (answer.status, answer.headers["location"]) == (303, LOGIN)
    for path in (MEDIA, UPLOAD, "/component/x/y.js", "/_stcore/bidi-components/x"):
        assert stranger.ask(path).status == 404
    assert stranger.ask(LOGIN).status == 200


@pytest.mark.parametrize(
    "cookie",
    ["", "forged", cookie_of("somebody"), '"'],
    ids=["none", "forged", "of no sitting", "broken"],
)
def test_a_cookie_that_is_not_of_a_sitting_opens_nothing(practice: Guard, cookie: str) -> None:
    browser = Browser(practice, f"{COOKIE}={cookie}")
    assert browser.ask("/").status == 303
    message = ForwardMsg.FromString(browser.connect()[1]["bytes"])
    assert message.auth_redirect.url == LOGIN


def test_signing_in_needs_the_form_of_this_visitor(practice: Guard) -> None:
    def post(browser: Browser, **fields: str) -> Answer:
        return browser.ask(LOGIN, "POST", urlencode({"login": "ada", **fields}).encode())

    stranger = Browser(practice)
    assert post(stranger, password="right").status == 403
    shown = stranger.ask(LOGIN)
    stranger.cookie = shown.cookie
    form = shown.body.decode().partition('name="form" value="')[2].partition('"')[0]
    assert post(stranger, password="right").status == 403
    other = Browser(practice, Browser(practice).ask(LOGIN).cookie)
    assert post(other, password="right", form=form).status == 403

    wrong = post(stranger, password="wrong", form=form)
    assert wrong.status == 403
    assert wrong.cookie is None
    assert post(stranger, login="flood", form=form).status == 429
    assert stranger.ask(LOGIN, "POST", b"x" * 10_000).status == 413

    right = post(stranger, password="right", form=form)
    assert (right.status, right.headers["location"]) == (303, "/")
    assert right.cookie != shown.cookie, "a cookie from before signing in must stay worthless"
    assert stranger.ask("/").status == 303
    assert Browser(practice, right.cookie).ask("/").status == 200


def test_the_form_speaks_the_language_of_the_browser(practice: Guard) -> None:
    told = Browser(practice).ask(LOGIN, accept_language="de-AT,en;q=0.5").body.decode()
    assert '<html lang="de">' in told
    assert "Passwort" in told


def test_a_link_from_another_site_neither_signs_out_nor_counts_as_a_new_visitor(
    practice: Guard,
) -> None:
    for path in ("/", LOGIN):
        answer = Browser(practice).ask(path, sec_fetch_site="cross-site")
        assert answer.status == 200
        assert answer.cookie is None
        assert b'http-equiv="refresh"' in answer.body


@pytest.mark.parametrize("guard", ["local", "practice"])
def test_an_address_is_for_the_visitor_it_was_sent_to(guard, request) -> None:
    guard = request.getfixturevalue(guard)
    owner, other = signed_in(guard), signed_in(guard)
    assert owner.ask(MEDIA).status == owner.ask(UPLOAD, "PUT").status == 404

    owner.connect(answers=(greeting("session-1"), picture()))
    assert owner.ask(MEDIA).body == owner.ask(UPLOAD, "PUT").body == b"given"
    for stranger in (other, Browser(guard)):
        assert stranger.ask(MEDIA).status == stranger.ask(UPLOAD, "PUT").status == 404
    other.connect(answers=(greeting("session-2"),))
    assert other.ask(MEDIA).status == other.ask(UPLOAD, "PUT").status == 404


@pytest.mark.parametrize(
    "path",
    [
        "/media/",
        "/media/../secret",
        "/media/0123456789abcdef.jpg/../x",
        "/media/%2e%2e/x",
        "/_stcore/upload_file/session-1",
        "/_stcore/upload_file/session-1/../../x",
    ],
)
def test_other_ways_to_an_address_are_none(local: Guard, path: str) -> None:
    owner = signed_in(local)
    owner.connect(answers=(greeting("session-1"), picture()))
    assert owner.ask(path).status == 404


def test_a_signed_out_visitor_loses_pictures_too(practice: Guard) -> None:
    owner = signed_in(practice)
    owner.connect(answers=(greeting("session-1"), picture()))
    SITTINGS.end(server.visitor_of({COOKIE: owner.cookie.partition("=")[2]}))
    assert owner.ask(MEDIA).status == 404
    assert owner.ask("/").status == 303


def test_a_session_is_taken_up_by_its_visitor_only(local: Guard, careless: Careless) -> None:
    owner, thief = signed_in(local), signed_in(local)
    owner.connect(answers=(greeting("session-1"),))
    thief.connect(session="session-1", answers=(greeting("session-2"),))
    owner.connect(session="session-1")

    protocols = [told["sec-websocket-protocol"] for told in careless.handshakes]
    assert protocols == ["streamlit, -", "streamlit, -", "streamlit, -, session-1"]


def test_a_page_of_another_site_cannot_connect(local: Guard, careless: Careless) -> None:
    browser = Browser(local)
    for origin in ("http://evil.example", "http://localhost:3000", "null"):
        assert browser.connect(origin=origin)[0]["type"] == "websocket.close"
    assert careless.handshakes == []
    browser.connect(origin=f"http://{HERE}")
    assert len(careless.handshakes) == 1


def test_a_page_that_outlives_the_server_gets_a_cookie_with_its_stream(
    local: Guard, careless: Careless
) -> None:
    browser = Browser(local)
    accepted = browser.connect(answers=(greeting("session-1"), picture()))[0]
    told = dict(accepted["headers"])[b"set-cookie"].decode()
    browser.cookie = told.partition(";")[0]

    assert careless.handshakes[0]["cookie"] == browser.cookie
    assert browser.ask(MEDIA).body == b"given"


def test_every_tab_is_led_away_when_its_person_signs_out(
    practice: Guard, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dashboard.stream.LOOK_AGAIN_S", 0.01)
    browser = signed_in(practice)
    visitor = server.visitor_of({COOKIE: browser.cookie.partition("=")[2]})
    arrived: list[list[dict[str, object]]] = [[], []]

    async def open_tab(number: int) -> None:
        over = asyncio.Event()

        async def receive() -> dict[str, object]:
            await over.wait()
            return {"type": "websocket.disconnect"}

        async def send(message: dict[str, object]) -> None:
            arrived[number].append(message)
            if message["type"] == "websocket.close":
                over.set()

        scope = browser._scope("websocket", STREAM, {}, subprotocols=["streamlit"])
        await practice(scope | {"answers": ()}, receive, send)

    async def two_tabs() -> None:
        tabs = [asyncio.create_task(open_tab(number)) for number in (0, 1)]
        await asyncio.sleep(0.1)
        SITTINGS.end(visitor)
        await asyncio.wait_for(asyncio.gather(*tabs), 5)

    asyncio.run(two_tabs())
    for messages in arrived:
        assert ForwardMsg.FromString(messages[-2]["bytes"]).auth_redirect.url == LOGIN
        assert messages[-1]["type"] == "websocket.close"


@pytest.mark.parametrize("by_itself", [False, True])
def test_only_what_a_person_does_keeps_a_sitting_awake(
    local: Guard, monkeypatch: pytest.MonkeyPatch, by_itself: bool
) -> None:
    clock = SimpleNamespace(now_s=0.0)
    sittings = Sittings(lambda: clock.now_s)
    monkeypatch.setattr(stream, "SITTINGS", sittings)
    visitor = new_visitor()
    sittings.begin(visitor, ADA.id)
    clock.now_s = 600.0
    said = BackMsg()
    said.rerun_script.is_auto_rerun = by_itself

    async def receive() -> dict[str, object]:
        return {"type": "websocket.receive", "bytes": said.SerializeToString()}

    asyncio.run(Stream(Tab(visitor), receive, None, "").receive())
    clock.now_s = 600.0 + 899.0
    assert (sittings.actor_id(visitor) is None) == by_itself
