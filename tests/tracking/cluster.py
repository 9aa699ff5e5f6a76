"""A Dask cluster of real processes on loopback."""

import os
import socket
import subprocess
import sys
import time
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[2]
QUIET = {"DASK_DISTRIBUTED__LOGGING__DISTRIBUTED": "error"}


class Cluster:
    """A scheduler and workers without nannies, so that a killed one stays dead."""

    def __init__(self, folder):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.address = f"tcp://127.0.0.1:{free.getsockname()[1]}"
        self.folder = folder
        self.workers = []
        port = self.address.rpartition(":")[2]
        self.scheduler = self._start("scheduler", "--host", "127.0.0.1", "--port", port)

    def add_worker(self, *, threads=1):
        options = ("--nthreads", str(threads), "--no-nanny", "--no-dashboard")
        worker = self._start("worker", self.address, *options, "--local-directory", self.folder)
        self.workers.append(worker)
        return worker

    def stop(self):
        for process in (*self.workers, self.scheduler):
            process.kill()
            process.wait()

    def _start(self, *words):
        environment = {**os.environ, **QUIET, "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}
        command = [sys.executable, "-m", "dask", *map(str, words)]
        return subprocess.Popen(
            command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )


@contextmanager
def cluster(folder, *, workers):
    started = Cluster(folder)
    try:
        for _ in range(workers):
            started.add_worker()
        yield started
    finally:
        started.stop()


def kill_once(worker, happened, *, every_s=0.05):
    """Kill a worker as soon as `happened` says so."""
    while not happened():
        time.sleep(every_s)
    worker.kill()
