"""Pictures of every page for ``docs/screens``: both themes, both widths, rendered people only.

``python -m benchmarks.screens`` prepares the demo clinic in the data folder of the settings, adds a
login for each role there, serves it to Chromium and takes the pictures. Use a folder of its own:
``RHYTID_DATA_DIR=/tmp/screens python -m benchmarks.screens``.
"""

import shutil
from collections.abc import Iterator

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.server import ROOT, serving
from dashboard import texts
from dashboard.pages import pages_of
from records.consents import ConsentText, Purpose
from tracking.access import Role
from tracking.consent import give
from tracking.demo import prepare_demo_clinic
from tracking.desk import Desk
from tracking.people import everyone, register
from tracking.progress import list_clients
from tracking.settings import read_settings

SCREENS = ROOT / "docs" / "screens"
PASSWORD = "a password for pictures"
DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
TALLEST_PX = 4000
DRAWN_WITHIN_MS = 180_000
SETTLED_MS = 1500
ROLES = (Role.OWNER, Role.CLIENT, Role.RESEARCHER)
"""Between them they have every page."""


def main() -> None:
    """Take every picture anew."""
    settings = read_settings()
    desk = prepare_demo_clinic(settings)
    client_id = _people(desk)
    SCREENS.mkdir(parents=True, exist_ok=True)
    with (
        serving({"RHYTID_SIGN_IN": "accounts"}) as (port, _),
        sync_playwright() as playwright,
    ):
        address = f"http://127.0.0.1:{port}/"
        found = shutil.which("chromium") or shutil.which("chromium-browser")
        browser = playwright.chromium.launch(executable_path=found, args=["--no-sandbox"])
        for role in ROLES:
            for scheme in ("light", "dark"):
                _take(browser, address, role, scheme, client_id)
        browser.close()


def _people(desk: Desk) -> str:
    """Add a login for each role where it is missing; return the client that is shown."""
    clients = list_clients(desk)
    own = next(card.id for card in clients if "botox" in card.treatment_kinds)
    known = {person.login for person in everyone(desk)}
    for role in ROLES:
        if role not in known:
            client_id = own if role is Role.CLIENT else None
            register(
                desk,
                login=role,
                name=f"{role.title()} Example",
                role=role,
                password=PASSWORD,
                client_id=client_id,
            )
    for purpose in (Purpose.OWN_PROGRESS, Purpose.RESEARCH):
        text = ConsentText(texts.CONSENT_VERSION, texts.CONSENT_TEXTS[purpose.value])
        for card in clients:
            give(desk, card.id, purpose, text)
    return own


def _take(browser: Browser, address: str, role: Role, scheme: str, client_id: str) -> None:
    context = browser.new_context(color_scheme=scheme, viewport=DESKTOP, reduced_motion="reduce")  # type: ignore[arg-type]  # playwright's own types
    page = context.new_page()
    page.goto(address)
    page.get_by_label("Login").fill(role)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.wait_for_selector("h1", timeout=DRAWN_WITHIN_MS)
    for name, path in _pages(role, client_id):
        page.goto(address + path)
        for width, size in (("desktop", DESKTOP), ("phone", PHONE)):
            page.set_viewport_size(size)  # type: ignore[arg-type]  # width and height
            _settle(page)
            kind = f"-{scheme}-{width}" if (scheme, width) != ("light", "desktop") else ""
            page.screenshot(path=SCREENS / f"{name}{kind}.png")
        page.set_viewport_size(DESKTOP)  # type: ignore[arg-type]  # width and height
    context.close()


def _pages(role: Role, client_id: str) -> Iterator[tuple[str, str]]:
    """Name and path of every page of a role that no role before has."""
    before = {entry for other in ROLES[: ROLES.index(role)] for entry in pages_of(other)}
    for place, entry in enumerate(pages_of(role)):
        path = "" if place == 0 else entry.url_path
        if entry in before:
            continue
        if entry.url_path == "practice":
            yield from (
                (f"practice-{part}", f"practice?part={part}") for part in texts.PRACTICE_PARTS
            )
        elif entry.url_path in ("client", "treatment"):
            yield entry.url_path, f"{path}?id={client_id}"
        else:
            yield entry.url_path, path


def _settle(page: Page) -> None:
    """Wait until a page is drawn, and make the window as tall as it."""
    page.wait_for_selector("h1", timeout=DRAWN_WITHIN_MS)
    page.wait_for_timeout(SETTLED_MS)
    page.wait_for_selector(
        "[data-testid=stApp][data-test-script-state=notRunning]", timeout=DRAWN_WITHIN_MS
    )
    size = page.viewport_size or PHONE
    height = int(page.evaluate("document.querySelector('.stMain').scrollHeight"))
    page.set_viewport_size({"width": size["width"], "height": min(height, TALLEST_PX)})
    page.wait_for_timeout(SETTLED_MS)


if __name__ == "__main__":
    main()
