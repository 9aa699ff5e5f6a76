"""A small OpenID Connect provider that vouches for whomever a test names."""

import json
import threading
import time
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit
from uuid import uuid4

from joserfc import jwt
from joserfc.jwk import RSAKey

CLIENT = "rhytid"


@dataclass
class Provider:
    """Who signs in next, and how long ago the provider says they did."""

    address: str = ""
    email: str = ""
    claims: dict[str, object] = field(default_factory=dict)
    signed_in_ago_s: int = 0
    nonces: dict[str, str] = field(default_factory=dict)
    key: RSAKey = field(default_factory=lambda: RSAKey.generate_key(2048, {"kid": "1"}))

    def token(self, code: str) -> dict[str, object]:
        """Return what the provider says about who signed in."""
        now = int(time.time())
        claims = {
            "iss": self.address,
            "aud": CLIENT,
            "sub": self.email,
            "email": self.email,
            "email_verified": True,
            "nonce": self.nonces.pop(code),
            "iat": now - self.signed_in_ago_s,
            "exp": now + 3600,
        }
        signed = jwt.encode({"alg": "RS256", "kid": "1"}, claims | self.claims, self.key)
        return {"access_token": "-", "token_type": "Bearer", "id_token": signed}


@contextmanager
def providing(provider: Provider) -> Iterator[Provider]:
    """Serve a provider on a free port."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked = urlsplit(self.path)
            if asked.path == "/.well-known/openid-configuration":
                self._answer(_configuration(provider.address))
            elif asked.path == "/keys":
                self._answer({"keys": [provider.key.as_dict(private=False)]})
            elif asked.path == "/authorize":
                query = {name: values[0] for name, values in parse_qs(asked.query).items()}
                code = uuid4().hex
                provider.nonces[code] = query.get("nonce", "")
                back = urlencode({"code": code, "state": query["state"]})
                self.send_response(302)
                self.send_header("Location", f"{query['redirect_uri']}?{back}")
                self.end_headers()

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"])).decode()
            scheme, _, secret = self.headers.get("Authorization", "").partition(" ")
            assert scheme == "Basic"
            assert b64decode(secret) == f"{CLIENT}:secret".encode()
            self._answer(provider.token(parse_qs(body)["code"][0]))

        def _answer(self, content: dict[str, object]) -> None:
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.end_headers()
            self.wfile.write(json.dumps(content).encode())

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    provider.address = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _configuration(address: str) -> dict[str, object]:
    return {
        "issuer": address,
        "authorization_endpoint": f"{address}/authorize",
        "token_endpoint": f"{address}/token",
        "jwks_uri": f"{address}/keys",
        "response_types_supported": ["code"],
        "subject_types_supported": ["public"],
        "id_token_signing_alg_values_supported": ["RS256"],
    }
