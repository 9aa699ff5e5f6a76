"""Signing in and out in Chromium, at a server of a practice where people have accounts."""

import time
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from records.clients import ClientDetails
from tracking.access import LOCAL_OWNER, Role
from tracking.clients import add_client
from tracking.desk import Desk, open_desk
from tracking.people import disable, register
from tracking.settings import read_settings

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PASSWORD = "correct horse battery"
LED_AWAY_WITHIN_S = 3.0
DRAWN_WITHIN_MS = 60_000


@pytest.fixture(scope="module")
def practice(serve, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Desk]]:
    """Address and records of a practice with an owner, a therapist and a client."""
    folder = tmp_path_factory.mktemp("practice")
    settings = {
        "RHYTID_DATA_DIR": str(folder / "data"),
        "RHYTID_KEY_DIR": str(folder / "keys"),
        "RHYTID_SIGN_IN": "accounts",
    }
    desk = open_desk(read_settings(settings), LOCAL_OWNER)
    client_id = add_client(desk, ClientDetails("Zoë Example"))
    add_client(desk, ClientDetails("Yuri Otherwise"))
    register(desk, login="ada", name="Ada", role=Role.OWNER, password=PASSWORD)
    register(desk, login="tess", name="Tess", role=Role.THERAPIST, password=PASSWORD)
    register(
        desk, login="zoe", name="Zoë", role=Role.CLIENT, password=PASSWORD, client_id=client_id
    )
    with serve(settings, folder / "log") as address:
        yield address, desk


@pytest.fixture
def browsing(browser: Browser) -> Iterator[BrowserContext]:
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    yield context
    context.close()


def sign_in(page: Page, login: str, password: str = PASSWORD) -> None:
    page.get_by_label("Login").fill(login)
    page.get_by_label("Password").fill(password)
    page.get_by_role("button", name="Sign in").click()


def signed_in(context: BrowserContext, address: str, login: str) -> Page:
    page = context.new_page()
    page.goto(address)
    sign_in(page, login)
    expect(page.get_by_role("button", name="Sign out")).to_be_visible(timeout=DRAWN_WITHIN_MS)
    return page


def expect_led_away(page: Page, since: float) -> None:
    page.wait_for_url("**/account/login", timeout=10_000)
    assert time.monotonic() - since < LED_AWAY_WITHIN_S
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


def test_signing_out_leads_every_tab_away(practice, browsing: BrowserContext) -> None:
    address, _ = practice
    page = browsing.new_page()
    page.goto(address)
    sign_in(page, "ada", "not the password")
    expect(page.get_by_role("alert")).to_contain_text("do not belong together")

    sign_in(page, "ada")
    expect(page.get_by_text("Zoë Example")).to_be_visible(timeout=DRAWN_WITHIN_MS)
    page.reload()
    expect(page.get_by_text("Zoë Example")).to_be_visible(timeout=DRAWN_WITHIN_MS)
    other = browsing.new_page()
    other.goto(f"{address}compare")
    expect(other.get_by_role("button", name="Sign out")).to_be_visible(timeout=DRAWN_WITHIN_MS)

    begun = time.monotonic()
    page.get_by_role("button", name="Sign out").click()
    expect_led_away(other, begun)
    expect_led_away(page, begun)
    page.go_back()
    expect(page.get_by_text("Zoë Example")).to_have_count(0)
    page.goto(address)
    expect(page.get_by_role("heading", name="Sign in")).to_be_visible()


def test_a_client_finds_no_page_of_the_practice(practice, browsing: BrowserContext) -> None:
    address, _ = practice
    page = signed_in(browsing, address, "zoe")
    for path in ("", "clients", "client", "compare"):
        page.goto(f"{address}{path}")
        expect(page.get_by_role("button", name="Sign out")).to_be_visible(timeout=DRAWN_WITHIN_MS)
        expect(page.get_by_text("Yuri Otherwise")).to_have_count(0)
        expect(page.get_by_role("link", name="Clients", exact=True)).to_have_count(0)


def test_who_is_disabled_is_led_away_at_once(practice, browsing: BrowserContext) -> None:
    address, desk = practice
    page = signed_in(browsing, address, "tess")

    begun = time.monotonic()
    disable(desk, "tess")
    expect_led_away(page, begun)
    sign_in(page, "tess")
    expect(page.get_by_role("alert")).to_be_visible()


def test_the_cookie_is_out_of_reach_of_scripts(practice, browsing: BrowserContext) -> None:
    address, _ = practice
    page = signed_in(browsing, address, "ada")
    cookie = next(cookie for cookie in browsing.cookies() if cookie["name"] == "rhytid")

    assert cookie["httpOnly"]
    assert cookie["sameSite"] == "Strict"
    assert "rhytid=" not in page.evaluate("document.cookie")


def test_the_form_fits_a_phone(practice, browser: Browser) -> None:
    address, _ = practice
    context = browser.new_context(viewport={"width": 360, "height": 640}, color_scheme="dark")
    page = context.new_page()
    page.goto(address)
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    context.close()
