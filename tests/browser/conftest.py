"""Rhytid as people use it: a server of our own and Chromium."""

import os
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

ROOT = Path(__file__).parents[2]
OPENED_WITHIN_MS = 180_000
PREPARED_WITHIN_MS = 1_200_000
DESKTOP = {"width": 1440, "height": 900}

Open = Callable[..., Page]

expect.set_options(timeout=30_000)  # machines that measure photos meanwhile are slow to draw


@pytest.fixture(scope="session")
def chromium() -> str:
    """Chromium of this machine; continuous integration must have it, others may go without."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if found is None:
        missing = "Chromium is not installed (apt-get install chromium)"
        if os.environ.get("CI") == "true":
            pytest.fail(missing)
        pytest.skip(missing)
    return found


@pytest.fixture(scope="session")
def browser_type_launch_args(chromium: str) -> dict[str, object]:
    camera = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]
    return {"executable_path": chromium, "args": ["--no-sandbox", *camera]}


@pytest.fixture(scope="session")
def folder() -> Iterator[Path]:
    """A folder that is gone afterwards; the demo clinic's records are in its ``data``."""
    made = Path(tempfile.mkdtemp(prefix="rhytid-browser-"))
    yield made
    shutil.rmtree(made)


@pytest.fixture(scope="session")
def address(folder: Path) -> Iterator[str]:
    """Address of a running Rhytid on an empty data folder."""
    with serving({"RHYTID_DATA_DIR": str(folder / "data")}, folder / "log") as address:
        yield address


def a_free_port() -> int:
    """Find a port that nobody listens at."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
        return port


@contextmanager
def serving(environment: dict[str, str], log_file: Path, port: int | None = None) -> Iterator[str]:
    """Run Rhytid with some settings, on a free port unless one is named."""
    port = port or a_free_port()
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.headless=true"]
    log = log_file.open("wb")
    server = subprocess.Popen(
        [*command, f"--server.port={port}"],
        cwd=ROOT,
        env=os.environ | environment,
        stdout=log,
        stderr=subprocess.STDOUT,
        start_new_session=True,
    )
    try:
        _wait_until_up(f"http://127.0.0.1:{port}/healthz", server)
        yield f"http://127.0.0.1:{port}/"
    finally:
        os.killpg(server.pid, 15)  # its worker processes as well
        server.wait(timeout=20)
        log.close()


@pytest.fixture(scope="session")
def free_port() -> Callable[[], int]:
    """Return what finds a port that nobody listens at."""
    return a_free_port


@pytest.fixture(scope="session")
def serve() -> Callable[..., AbstractContextManager[str]]:
    """Return what runs another Rhytid, with settings and a file for its log."""
    return serving


def _wait_until_up(health: str, server: subprocess.Popen[bytes]) -> None:
    for _ in range(300):
        assert server.poll() is None, "the server ended at once"
        try:
            urllib.request.urlopen(health, timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise AssertionError("the server did not answer within 30 s")


@pytest.fixture(scope="session")
def clinic(address: str, browser: Browser) -> str:
    """Address of Rhytid with the demo clinic, after the screen that shows it being prepared."""
    page = browser.new_page()
    page.goto(address)
    preparing = page.get_by_role("heading", name="Preparing the demo clinic")
    expect(preparing).to_be_visible(timeout=120_000)
    expect(page.get_by_text(re.compile(r"\d+ of \d+"))).to_be_visible(timeout=120_000)
    expect(page.get_by_role("heading", name="Clients")).to_be_visible(timeout=PREPARED_WITHIN_MS)
    page.close()
    return address


@pytest.fixture
def open_clinic(clinic: str, browser: Browser) -> Iterator[Open]:
    """Open the client list; at the end no page may have complained or asked another host."""
    complaints: list[str] = []
    pages: list[Page] = []

    def open_page(**context: object) -> Page:
        page = browser.new_context(**({"viewport": DESKTOP} | context)).new_page()  # type: ignore[arg-type]  # playwright's own options
        pages.append(page)
        page.on("pageerror", lambda error: complaints.append(str(error)))
        page.on(
            "console",
            lambda said: complaints.append(said.text) if said.type == "error" else None,
        )
        page.on(
            "request",
            lambda asked: (
                None
                if asked.url.startswith((clinic, "data:", "blob:"))
                else complaints.append(asked.url)
            ),
        )
        page.goto(clinic)
        expect(page.get_by_role("heading", name="Clients")).to_be_visible()
        return page

    yield open_page
    for page in pages:
        page.context.close()
    assert not complaints
