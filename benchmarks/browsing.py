"""The two heaviest pages in Chromium: a client with forty visits, and a visit of twelve photos.

::

    python -m benchmarks.browsing [--visits 40] [--photos 12]

Goals on two cores: the chart of the client is there within 2 s and follows another region within
0.5 s; a minute after ten sessions were closed the server holds at most a fifth more memory than
before; twelve photos of 12 megapixels are measured within 15 s, while other pages can be used.

Photos are those of the sample clinic, re-encoded. The figures of the forty visits are made up, so
that the page can be timed without measuring for minutes; those of the twelve photos are measured.
"""

import argparse
import io
import os
import random
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import psutil
from PIL import Image
from playwright.sync_api import Browser, Page, expect, sync_playwright
from playwright.sync_api import TimeoutError as PlaywrightTimeout
from sqlalchemy import select

from benchmarks.records import EXPRESSIONS, FIRST_DAY, add_figures
from benchmarks.server import ROOT, serving
from records.clients import ClientDetails
from records.models import Photo, Visit
from tracking.access import LOCAL_OWNER, Role
from tracking.clients import add_client
from tracking.desk import Desk, open_desk
from tracking.intake import NewPhoto, take_in
from tracking.people import register
from tracking.settings import read_settings
from treatments.regions import REGIONS

SAMPLES = sorted((ROOT / "sample_images" / "clinic" / "botox_only").glob("*_frown.jpg"))
LOGIN, PASSWORD = "owner", "correct horse battery"
SESSIONS, QUIET_S = 10, 60
LARGE_PX = (3000, 4000)
BETWEEN_LOOKS_MS = 3000
"""How long somebody looks at a page before the next click."""
PATIENCE_MS = 180_000
SENTENCE = ".rh-headline"
CHART = "[data-testid=stVegaLiteChart] canvas, [data-testid=stVegaLiteChart] svg"
WATCH = """
window.painted = {};
const wanted = {sentence: SENTENCE, chart: CHART};
const look = () => {
  const told = document.querySelector(SENTENCE)?.textContent;
  for (const [name, selector] of Object.entries(wanted))
    if (!(name in painted) && document.querySelector(selector)) paint(name);
  if (window.awaited && told?.includes(awaited)) { window.awaited = null; paint("switched"); }
};
const paint = (name) => {
  painted[name] = null;
  requestAnimationFrame(() => setTimeout(() => { painted[name] = performance.now(); }));
};
new MutationObserver(look).observe(document, {childList: true, subtree: true, characterData: true});
document.addEventListener("click", () => { window.clicked = performance.now(); }, true);
""".replace("SENTENCE", f'"{SENTENCE}"').replace("CHART", f'"{CHART}"')
"""Notes in the page when something was painted: a driver outside asks only between long tasks."""


def encoded(sample: Path, quality: int, size: tuple[int, int] | None = None) -> bytes:
    """Return a sample photo as another JPEG, enlarged if wanted."""
    with Image.open(sample) as opened:
        photo = opened.convert("RGB")
    if size is not None:
        photo = photo.resize(size, Image.Resampling.LANCZOS)
    stream = io.BytesIO()
    photo.save(stream, "JPEG", quality=quality)
    return stream.getvalue()


def fill(desk: Desk, visits: int) -> str:
    """Add a client with many measured visits of four photos, and return the client's id."""
    client_id = add_client(desk, ClientDetails("Fortunata Forty"))
    for number in range(visits):
        again, which = divmod(number, len(SAMPLES))
        photos = [
            NewPhoto(encoded(SAMPLES[which], 70 + 4 * again + place), expression)
            for place, expression in enumerate(EXPRESSIONS)
        ]
        day = FIRST_DAY + timedelta(days=14 * number)
        take_in(desk, client_id=client_id, visited_at=day, photos=photos)
    with desk.store.writing() as session:
        rows = select(Photo).join(Visit).order_by(Visit.visited_at, Photo.id)
        add_figures(session, session.scalars(rows).all(), random.Random(6))
    return client_id


def sign_in(browser: Browser, address: str) -> Page:
    """Open a browser of its own and sign in."""
    page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
    page.goto(address)
    page.get_by_label("Login").fill(LOGIN)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("heading", name="Clients", exact=True).wait_for(timeout=PATIENCE_MS)
    return page


def seconds(work: Callable[[], object]) -> float:
    """Return how long something takes."""
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def open_client(page: Page, address: str) -> dict[str, float]:
    """Open the client's page; return seconds until the sentence and until the chart."""
    page.goto(address)
    ready = "painted.sentence && painted.chart"
    page.wait_for_function(f"() => {ready}", timeout=PATIENCE_MS)
    painted = page.evaluate("painted")
    return {name: painted[name] / 1000 for name in ("sentence", "chart")}


def choose_region(page: Page, region: str) -> float:
    """Choose another region; return seconds from the click to the sentence that names it."""
    page.evaluate("region => { window.awaited = region; delete painted.switched; }", region)
    page.get_by_role("option", name=region, exact=True).click()
    page.wait_for_function("() => painted.switched", timeout=PATIENCE_MS)
    return float(page.evaluate("painted.switched - clicked")) / 1000


def say_times(browser: Browser, home: str, address: str) -> None:
    """Print how long the client's page takes to come and to follow."""
    from reports import words  # noqa: PLC0415 - the names of regions as the page shows them

    page = sign_in(browser, home)
    page.add_init_script(WATCH)
    opened = []
    for _ in range(6):
        opened.append(open_client(page, address))
        page.wait_for_timeout(BETWEEN_LOOKS_MS)
    first, *again = opened
    switches = []
    for region in REGIONS:
        page.get_by_role("combobox", name="Region").click()
        switches.append(choose_region(page, words.REGIONS[region]))
        page.wait_for_timeout(BETWEEN_LOOKS_MS)
    print(
        f"client page: sentence {first['sentence']:.2f} s and chart {first['chart']:.2f} s the "
        f"first time, then {_spread([one['sentence'] for one in again])} and "
        f"{_spread([one['chart'] for one in again])}; another region: {_spread(switches)}",
        flush=True,
    )
    page.context.close()


def _spread(times: Sequence[float]) -> str:
    return f"{statistics.median(times):.2f} s (at most {max(times):.2f} s)"


def say_memory(browser: Browser, home: str, address: str, server: psutil.Process) -> None:
    """Print the server's memory before, during and after ten sessions."""
    before = server.memory_info().rss / 1e6
    pages = [sign_in(browser, home) for _ in range(SESSIONS)]
    for page in pages:
        page.add_init_script(WATCH)
        open_client(page, address)
    during = server.memory_info().rss / 1e6
    for page in pages:
        page.context.close()
    time.sleep(QUIET_S)
    after = server.memory_info().rss / 1e6
    print(
        f"memory: {before:.0f} MB before, {during:.0f} MB with {SESSIONS} sessions, "
        f"{after:.0f} MB {QUIET_S} s later ({after / before - 1:+.0%})",
        flush=True,
    )


def say_visit(browser: Browser, home: str, files: list[Path]) -> None:
    """Print how long a visit of large photos takes, and how another page fares meanwhile."""
    page, other = sign_in(browser, home), sign_in(browser, home)
    page.get_by_role("link", name="New visit", exact=True).click()
    page.get_by_role("button", name="New client").click()
    page.get_by_label("Name, or any name you will recognise").fill("Twelve Large")
    page.get_by_role("button", name="Add client").click()
    begun = time.perf_counter()
    page.locator("input[type=file]").set_input_files(files)
    expect(page.locator(".rh-note.rh-good")).to_have_count(len(files), timeout=PATIENCE_MS)
    looked = time.perf_counter()
    page.get_by_role("button", name=f"Keep the good photos ({len(files)})").click()
    answers = []
    done = page.get_by_text("Everything kept so far is measured.")
    while not done.is_visible():
        answers.append(seconds(other.reload))
        answers[-1] += seconds(other.get_by_role("heading", name="Clients", exact=True).wait_for)
        with suppress(PlaywrightTimeout):
            done.wait_for(timeout=BETWEEN_LOOKS_MS)
        if time.perf_counter() - looked > PATIENCE_MS / 1000:
            raise TimeoutError("the photos were never measured")
    ended = time.perf_counter()
    print(
        f"{len(files)} photos of 12 megapixels: looked at within {looked - begun:.1f} s, kept and "
        f"measured {ended - looked:.1f} s after the click; the client list meanwhile came within "
        f"{max(answers):.1f} s",
        flush=True,
    )


def main() -> None:
    """Fill a practice, serve it and print one line for each page."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--visits", type=int, default=40)
    parser.add_argument("--photos", type=int, default=12)
    wanted = parser.parse_args()
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        environment = {
            "RHYTID_DATA_DIR": folder,
            "RHYTID_KEY_DIR": f"{folder}/keys",
            "RHYTID_SIGN_IN": "accounts",
        }
        desk = open_desk(read_settings(environment), LOCAL_OWNER)
        register(desk, login=LOGIN, name="Owner", role=Role.OWNER, password=PASSWORD)
        client_id = fill(desk, wanted.visits)
        desk.store.close()
        files = []
        for number in range(wanted.photos):
            files.append(Path(folder) / f"large-{number}.jpg")
            files[-1].write_bytes(encoded(SAMPLES[0], 80 + number, LARGE_PX))
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        with serving(environment) as (port, server):
            home = f"http://127.0.0.1:{port}/"
            address = f"{home}client?id={client_id}"
            print(f"load {os.getloadavg()[0]:.1f}", flush=True)
            say_times(browser, home, address)
            say_memory(browser, home, address, server)
            say_visit(browser, home, files)
        browser.close()


if __name__ == "__main__":
    main()
