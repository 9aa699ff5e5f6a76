"""A server of its own for benchmarks that need one."""

import os
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil

ROOT = Path(__file__).parents[1]
UP_WITHIN_S = 30


@contextmanager
def serving(
    environment: dict[str, str], script: str = "app.py"
) -> Iterator[tuple[int, psutil.Process]]:
    """Run a Streamlit script with some settings; its free port and its process.

    Raises
    ------
    TimeoutError
        The server did not answer in time.
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    command = [sys.executable, "-m", "streamlit", "run", script, "--server.headless=true"]
    server = subprocess.Popen(
        [*command, f"--server.port={port}"],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)} | environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        _wait_until_up(port)
        yield port, psutil.Process(server.pid)
    finally:
        os.killpg(server.pid, signal.SIGTERM)  # its worker processes as well
        server.wait(timeout=20)


def _wait_until_up(port: int) -> None:
    begun = time.monotonic()
    while time.monotonic() - begun < UP_WITHIN_S:
        try:
            urllib.request.urlopen(f"http://127.0.0.1:{port}/healthz", timeout=1).close()
        except OSError:
            time.sleep(0.1)
        else:
            return
    raise TimeoutError(f"the server did not answer within {UP_WITHIN_S} s")
