"""Signing in at an identity provider: a real one, on this computer."""

import importlib.util
import time
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tracking.access import LOCAL_OWNER, Role
from tracking.audit_view import uses
from tracking.desk import Desk, open_desk
from tracking.people import disable, register
from tracking.settings import read_settings

pytestmark = [pytest.mark.browser, pytest.mark.slow]

DRAWN_WITHIN_MS = 60_000
SECRETS = """
[auth]
redirect_uri = "{address}oauth2callback"
cookie_secret = "for a test only, and long enough"
client_id = "rhytid"
client_secret = "secret"
server_metadata_url = "{provider}/.well-known/openid-configuration"
"""


def _identity_provider() -> ModuleType:
    """Tests are no package, so what lies beside them is loaded by its file."""
    file = Path(__file__).with_name("identity_provider.py")
    spec = importlib.util.spec_from_file_location("identity_provider", file)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def practice(
    serve, free_port, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, Desk, Any]]:
    """Address and records of a practice, and the provider that vouches for its people."""
    identity = _identity_provider()
    folder = tmp_path_factory.mktemp("oidc")
    port = free_port()
    settings = {
        "RHYTID_DATA_DIR": str(folder / "data"),
        "RHYTID_KEY_DIR": str(folder / "keys"),
        "RHYTID_SIGN_IN": "oidc",
        "STREAMLIT_SECRETS_FILES": str(folder / "secrets.toml"),
    }
    desk = open_desk(read_settings(settings), LOCAL_OWNER)
    for login, role in (("ada@example.org", Role.OWNER), ("tess@example.org", Role.THERAPIST)):
        register(desk, login=login, name=login, role=role, password="never used here")
    with identity.providing(identity.Provider()) as provider:
        secrets = SECRETS.format(address=f"http://127.0.0.1:{port}/", provider=provider.address)
        (folder / "secrets.toml").write_text(secrets)
        with serve(settings, folder / "log", port) as address:
            yield address, desk, provider


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context: BrowserContext = browser.new_context()
    yield context.new_page()
    context.close()


def knock(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("button", name="Sign in").click(timeout=DRAWN_WITHIN_MS)


def test_the_provider_s_word_opens_and_signing_out_closes(practice, page: Page) -> None:
    address, desk, provider = practice
    provider.email, provider.claims = "ada@example.org", {"role": "client"}
    knock(page, address)
    expect(page.get_by_role("link", name="Clients", exact=True)).to_be_visible(
        timeout=DRAWN_WITHIN_MS
    )
    assert len(uses(desk, action="sign_in", limit=2)) == 1
    with page.expect_response("**/auth/logout", timeout=DRAWN_WITHIN_MS):
        page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("button", name="Sign in")).to_be_visible(timeout=DRAWN_WITHIN_MS)
    later = page.context.new_page()  # the first may still be on its way
    later.goto(address)
    expect(later.get_by_role("button", name="Sign in")).to_be_visible(timeout=DRAWN_WITHIN_MS)


def test_who_is_unknown_to_the_practice_learns_whom_to_ask(practice, page: Page) -> None:
    address, _, provider = practice
    provider.email, provider.claims = "eve@example.org", {"role": "owner"}
    knock(page, address)
    expect(page.get_by_text("ask the owner to add eve@example.org")).to_be_visible(
        timeout=DRAWN_WITHIN_MS
    )
    expect(page.get_by_role("button", name="Sign out")).to_have_count(0)


@pytest.mark.parametrize(
    ("claims", "ago_s"), [({"email_verified": False}, 0), ({}, 600)], ids=["unverified", "old"]
)
def test_a_word_that_is_worth_nothing_opens_nothing(
    practice, page: Page, claims: dict[str, object], ago_s: int
) -> None:
    address, _, provider = practice
    provider.email, provider.claims, provider.signed_in_ago_s = "ada@example.org", claims, ago_s
    knock(page, address)
    page.wait_for_url(address, timeout=DRAWN_WITHIN_MS)
    expect(page.get_by_role("button", name="Sign in")).to_be_visible(timeout=DRAWN_WITHIN_MS)
    expect(page.get_by_role("button", name="Sign out")).to_have_count(0)
    provider.signed_in_ago_s = 0


def test_who_is_disabled_is_out_at_once(practice, page: Page) -> None:
    address, desk, provider = practice
    provider.email, provider.claims = "tess@example.org", {}
    knock(page, address)
    expect(page.get_by_role("button", name="Sign out")).to_be_visible(timeout=DRAWN_WITHIN_MS)
    begun = time.monotonic()
    disable(desk, "tess@example.org")
    expect(page.get_by_role("button", name="Sign out")).to_have_count(0)
    assert time.monotonic() - begun < 10
