"""Somebody at a browser of `benchmarks.isolation`, who tries to get what is not theirs."""

import http.client
import io
import random
import re
from collections import Counter
from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from urllib.parse import quote, urlencode

from PIL import Image
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.sync.client import ClientConnection, connect
from websockets.typing import Origin, Subprotocol

PASSWORD = "a password for the benchmark"
FORM = re.compile(r'name="form" value="([^"]+)"')
MEDIA = re.compile(rb"/media/[0-9a-f]+")
ANSWERED_WITHIN_S = 60
ACTIONS = (
    "look at one's own",
    "look at anybody",
    "fetch one's own",
    "fetch another's",
    "fetch without a cookie",
    "upload to another",
    "take a session over",
)


@dataclass(frozen=True)
class Canary:
    """A client by what gives them away; `colour` is the RGB of every pixel of the photo."""

    client_id: str
    name: str
    colour: tuple[int, int, int]
    photo: str

    @property
    def query(self) -> str:
        """The address of the client's page."""
        return urlencode({"client": self.client_id, "photo": self.photo})


@dataclass
class Person:
    """Somebody at a browser; `may_see` are the clients whose canaries may reach them."""

    login: str
    may_see: tuple[Canary, ...]
    cookie: str = ""
    session_id: str = ""
    pictures: set[str] = field(default_factory=set)
    exports: set[str] = field(default_factory=set)


@dataclass
class Findings:
    """What happened: how often each action was done, and everything that was wrong."""

    done: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)


class Visit:
    """One person's work, searched for canaries as it goes."""

    def __init__(
        self, port: int, person: Person, everyone: Sequence[Person], canaries: Sequence[Canary]
    ) -> None:
        self.port = port
        self.person = person
        self.others = [other for other in everyone if other is not person]
        self.canaries = canaries
        self.findings = Findings()
        self.stream: ClientConnection | None = None

    def sign_in(self) -> None:
        """Sign in with the form, as a browser does."""
        status, headers, body = self.ask("GET", "/account/login")
        self.person.cookie = headers["set-cookie"].partition(";")[0]
        form = FORM.search(body.decode())
        assert form
        fields = {"form": form[1], "login": self.person.login, "password": PASSWORD}
        kind = {"content-type": "application/x-www-form-urlencoded"}
        status, headers, _ = self.ask("POST", "/account/login", urlencode(fields).encode(), kind)
        assert status == 303, f"{self.person.login} cannot sign in: {status}"
        self.person.cookie = headers["set-cookie"].partition(";")[0]

    def act(self, action: str, chance: random.Random) -> None:
        """Do one of `ACTIONS`."""
        self.findings.done[action] += 1
        other = chance.choice(self.others)
        if action == "look at one's own":
            self.look(chance.choice(self.person.may_see), must_show=True)
        elif action == "look at anybody":
            canary = chance.choice(self.canaries)
            self.look(canary, must_show=canary in self.person.may_see)
        elif action == "fetch one's own":
            self.fetch(self.person, must_come=True)
        elif action == "fetch another's":
            self.fetch(other, must_come=False)
        elif action == "fetch without a cookie":
            self.fetch(self.person, must_come=False, cookie="")
        elif action == "upload to another":
            self.upload(other)
        else:
            self.take_over(other)

    def look(self, canary: Canary, *, must_show: bool) -> None:
        """Have a client's page drawn."""
        assert self.stream
        pictures, exports = self.draw(self.stream, canary.query)
        if must_show != bool(pictures and exports):
            self.findings.faults.append(f"{self.person.login} looked at {canary.name}: {pictures}")
        self.person.pictures, self.person.exports = pictures, exports

    def draw(self, stream: ClientConnection, query: str) -> tuple[set[str], set[str]]:
        """Have a page drawn, and return the addresses of its pictures and exports."""
        wish = BackMsg()
        wish.rerun_script.query_string = query
        stream.send(wish.SerializeToString())
        pictures: set[str] = set()
        exports: set[str] = set()
        while True:
            message = stream.recv(timeout=ANSWERED_WITHIN_S)
            assert isinstance(message, bytes)
            self.search(message, "a message")
            told = ForwardMsg.FromString(message)
            found = {address.decode() for address in MEDIA.findall(message)}
            exports |= found if b"Export" in message else set()
            pictures |= found if b"Export" not in message else set()
            if told.new_session.initialize.session_id:
                self.person.session_id = told.new_session.initialize.session_id
            if told.WhichOneof("type") == "script_finished":
                return pictures, exports

    def fetch(self, owner: Person, *, must_come: bool, cookie: str | None = None) -> None:
        """Fetch whatever was sent to a person."""
        shared = any(canary in self.person.may_see for canary in owner.may_see)
        for address in sorted(owner.pictures | owner.exports):
            status, _, body = self.ask("GET", address, cookie=cookie)
            comes = status == 200
            if comes:
                self.search(body, address)
                self.search_picture(body, address)
            # Two who may see the same client share the address of the same bytes.
            if comes != must_come and not (comes and shared and cookie is None):
                self.findings.faults.append(f"{self.person.login} fetched {address}: {status}")

    def upload(self, owner: Person) -> None:
        """Put a file into a session of somebody else."""
        address = f"/_stcore/upload_file/{owner.session_id}/{quote('a-file')}"
        status, _, _ = self.ask("PUT", address, b"unwanted")
        if status != 404:
            self.findings.faults.append(f"{self.person.login} uploaded to {owner.login}: {status}")

    def take_over(self, owner: Person) -> None:
        """Go on with a session of somebody else."""
        mine = self.person.session_id
        with self.open_stream(owner.session_id) as stream:
            self.draw(stream, "")
        if self.person.session_id == owner.session_id:
            self.findings.faults.append(f"{self.person.login} took the session of {owner.login}")
        self.person.session_id = mine

    def search(self, content: bytes, where: str) -> None:
        """Look for names of clients that the person may not see."""
        for canary in self.canaries:
            if canary not in self.person.may_see and canary.name.encode() in content:
                self.findings.faults.append(f"{self.person.login} read {canary.name} in {where}")

    def search_picture(self, content: bytes, where: str) -> None:
        """Look whether a picture has the colour of a client that the person may not see."""
        try:
            picture = Image.open(io.BytesIO(content)).convert("RGB").resize((1, 1))
        except OSError:
            return
        pixel = picture.getpixel((0, 0))
        assert isinstance(pixel, tuple)
        colour = min(self.canaries, key=lambda canary: _distance(canary.colour, pixel))
        if colour not in self.person.may_see:
            self.findings.faults.append(f"{self.person.login} saw {colour.name} at {where}")

    def open_stream(self, session_id: str = "") -> AbstractContextManager[ClientConnection]:
        """Open the connection of a page."""
        protocols = ["streamlit", "-", session_id] if session_id else ["streamlit", "-"]
        return connect(
            f"ws://127.0.0.1:{self.port}/_stcore/stream",
            subprotocols=[Subprotocol(part) for part in protocols],
            additional_headers={"Cookie": self.person.cookie},
            origin=Origin(f"http://127.0.0.1:{self.port}"),
            max_size=None,
        )

    def ask(
        self,
        method: str,
        address: str,
        body: bytes | None = None,
        headers: dict[str, str] | None = None,
        *,
        cookie: str | None = None,
    ) -> tuple[int, dict[str, str], bytes]:
        """Send one request with the person's cookie, or with another."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=ANSWERED_WITHIN_S)
        cookies = self.person.cookie if cookie is None else cookie
        connection.request(method, address, body, {"Cookie": cookies} | (headers or {}))
        answer = connection.getresponse()
        told = answer.status, {name.lower(): value for name, value in answer.getheaders()}
        content = answer.read()
        connection.close()
        return *told, content


def _distance(one: Sequence[int], other: Sequence[float]) -> float:
    return sum((a - b) ** 2 for a, b in zip(one, other, strict=True))
