"""The demo clinic in Chromium as each role: every page is accessible, and papers read back."""

import io
import re
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Download, Page, expect
from playwright.sync_api import TimeoutError as TooSlowError
from pypdf import PdfReader

from dashboard import texts
from dashboard.pages import PAGES, pages_of
from records.consents import ConsentText, Purpose
from reports import words
from tracking.access import Role
from tracking.consent import give
from tracking.desk import open_desk
from tracking.people import register
from tracking.progress import ClientCard, list_clients
from tracking.settings import read_settings

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PASSWORD = "correct horse battery"
DRAWN_WITHIN_MS = 60_000
ALIGNED_WITHIN_MS = 120_000
UNDRAWN = "figure[hidden]"
STILL = "[data-testid=stApp][data-test-script-state=notRunning]"
PHONE = {"width": 390, "height": 844}
GRAVE = ("serious", "critical")

SignIn = Callable[[str], Page]


@pytest.fixture(scope="module")
def practice(clinic: str, folder: Path, serve) -> Iterator[tuple[str, list[ClientCard]]]:
    """Address of the demo clinic where people sign in, one for each role, and its clients."""
    environment = {"RHYTID_DATA_DIR": str(folder / "data"), "RHYTID_SIGN_IN": "accounts"}
    desk = open_desk(read_settings(environment))
    clients = list_clients(desk)
    own = next(c for c in clients if "botox" in c.treatment_kinds and c.visit_count)
    for role in Role:
        if role is not Role.NOBODY:
            client_id = own.id if role is Role.CLIENT else None
            register(
                desk,
                login=role,
                name=role.title(),
                role=role,
                password=PASSWORD,
                client_id=client_id,
            )
    give(desk, own.id, Purpose.OWN_PROGRESS, ConsentText("1", "May be shown to me."))
    desk.store.close()
    with serve(environment, folder / "log-accounts") as address:
        yield address, [own, *(card for card in clients if card is not own)]


@pytest.fixture
def sign_in(practice, browser: Browser) -> Iterator[SignIn]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, accept_downloads=True)

    def signed_in(login: str) -> Page:
        page = context.new_page()
        page.goto(practice[0])
        page.get_by_label("Login").fill(login)
        page.get_by_label("Password").fill(PASSWORD)
        page.get_by_role("button", name="Sign in").click()
        expect(page.locator("h1").first).to_be_visible(timeout=DRAWN_WITHIN_MS)
        return page

    yield signed_in
    context.close()


def settle(page: Page) -> None:
    """Wait until the page is drawn; pairs may take long to align."""
    expect(page.locator("h1").first).to_be_visible(timeout=DRAWN_WITHIN_MS)
    page.wait_for_timeout(400)
    page.wait_for_selector(STILL, timeout=ALIGNED_WITHIN_MS)
    expect(page.locator(UNDRAWN)).to_have_count(0)


def addresses(role: Role, client: ClientCard) -> Iterator[str]:
    """Where the pages of a role are, every part of the owner's page included."""
    for place, entry in enumerate(pages_of(role)):
        path = "" if place == 0 else entry.url_path
        if entry.url_path == "practice":
            yield from (f"practice?part={part}" for part in texts.PRACTICE_PARTS)
        elif entry.url_path in ("client", "visit", "treatment"):
            yield f"{path}?id={client.id}"
        else:
            yield path


def grave_faults(page: Page) -> list[str]:
    """What axe-core finds that keeps people out, with the first element of each."""
    found = Axe().run(page).response["violations"]
    return [
        f"{fault['id']}: {fault['nodes'][0]['html'][:160]}"
        for fault in found
        if fault["impact"] in GRAVE
    ]


@pytest.mark.parametrize("role", [Role.OWNER, Role.CLIENT])
def test_every_page_is_accessible_in_both_themes_and_fits_a_phone(
    sign_in: SignIn, practice, role: Role
) -> None:
    address, clients = practice
    page = sign_in(role)
    faults: dict[str, list[str]] = {}
    for path in addresses(role, clients[0]):
        page.goto(address + path)
        settle(page)
        faults[path] = grave_faults(page)
        page.emulate_media(color_scheme="dark")
        page.set_viewport_size(PHONE)
        page.wait_for_timeout(1_500)  # components are drawn anew in another theme
        settle(page)
        faults[f"{path} dark"] = grave_faults(page)
        wide = page.evaluate(
            "document.querySelector('.stMain').scrollWidth - document.documentElement.clientWidth"
        )
        assert wide <= 0, path
        page.emulate_media(color_scheme="light")
        page.set_viewport_size({"width": 1280, "height": 900})
    assert {path: found for path, found in faults.items() if found} == {}


def test_the_pages_tried_are_all_pages_there_are() -> None:
    tried = {entry for role in (Role.OWNER, Role.CLIENT) for entry in pages_of(role)}
    assert set(PAGES) == tried


def downloaded(page: Page, label: str) -> bytes:
    """Click a download and read what arrives."""
    with page.expect_download(timeout=ALIGNED_WITHIN_MS) as waiting:
        page.get_by_role("button", name=label).click()
    file: Download = waiting.value
    return Path(file.path()).read_bytes()


def test_a_client_downloads_report_and_data_and_takes_a_consent_back(
    sign_in: SignIn, practice
) -> None:
    address, (own, *others) = practice
    page = sign_in(Role.CLIENT)
    expect(page.locator(".photo.before img")).to_be_visible(timeout=ALIGNED_WITHIN_MS)
    settle(page)
    report = PdfReader(io.BytesIO(downloaded(page, texts.REPORT_DOWNLOAD)))
    told = re.sub(r"\s+", " ", " ".join(sheet.extract_text() for sheet in report.pages))
    assert own.name in told
    assert words.REPORT_ERROR in told
    assert words.REPORT_NO_PROMISE in told
    assert sum(len(sheet.images) for sheet in report.pages) == 3

    page.get_by_role("link", name=texts.MY_RECORDS).click()
    expect(page.get_by_role("heading", name=texts.CONSENTS_TITLE)).to_be_visible()
    with zipfile.ZipFile(io.BytesIO(downloaded(page, texts.DATA_DOWNLOAD))) as archive:
        held = archive.read("everything.json").decode()
        assert len([name for name in archive.namelist() if name.startswith("photos/")]) > 5
    for text in (told, held, page.content()):
        for other in others:
            assert other.name not in text
            assert other.pseudonym not in text

    page.get_by_role("button", name=texts.CONSENT_WITHDRAW).click()
    expect(page.get_by_text(re.compile("Taken back on"))).to_be_visible()
    page.get_by_role("link", name=texts.MY_PROGRESS).click()
    expect(page.get_by_text(texts.PHOTOS_NOT_AGREED)).to_be_visible(timeout=DRAWN_WITHIN_MS)
    with suppress(TooSlowError):
        page.wait_for_selector(".photo img", timeout=2_000)
    expect(page.locator(".photo img")).to_have_count(0)
    page.goto(f"{address}client?id={others[0].id}")
    settle(page)
    assert others[0].name not in page.content()


def test_a_client_who_cannot_breathe_is_told_at_once(sign_in: SignIn) -> None:
    page = sign_in(Role.CLIENT)
    page.get_by_role("link", name=texts.DIARY).click()
    expect(page.get_by_role("heading", name=texts.DIARY_TITLE)).to_be_visible()
    page.get_by_label(texts.DIARY_KIND).click()
    page.get_by_role("option", name=words.SIDE_EFFECTS["trouble breathing"]).click()
    page.get_by_role("button", name=texts.DIARY_KEEP).click()
    expect(page.get_by_role("alert").filter(has_text=texts.URGENT_TITLE)).to_be_visible()

    page.get_by_role("button", name=texts.DIARY_OVER).click()
    expect(page.get_by_text(texts.URGENT_TITLE)).to_have_count(0)


def test_a_reader_chooses_german_and_it_stays_while_they_go_on(sign_in: SignIn) -> None:
    page = sign_in(Role.CLIENT)
    page.get_by_label("Language").click()
    page.get_by_role("option", name="Deutsch").click()
    expect(page.get_by_role("heading", name="Mein Verlauf")).to_be_visible()
    page.get_by_role("link", name="Tagebuch").click()
    expect(page.get_by_role("heading", name="Tagebuch der Nebenwirkungen")).to_be_visible()
