"""Many photos through `batch`: speed, memory, and whether killing loses or changes anything.

    python -m benchmarks.batch --photos 10000 --folder photos-10000

Renders nothing: the photos of the sample clinic are shrunk, shifted and re-encoded, so that no two
are alike. Every run is the command line itself, in processes of its own.
"""

import argparse
import hashlib
import os
import random
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import psutil
from PIL import Image, ImageChops

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "sample_images" / "clinic"
SIDE_PX = 900
SAMPLE_EVERY_S = 1.0


@dataclass
class Run:
    """One run of the command, and the memory of its processes over time."""

    seconds: float
    code: int
    megabytes: list[float] = field(default_factory=list)


def make_photos(folder: Path, count: int) -> None:
    """Write photos that differ from each other in place and compression."""
    folder.mkdir(parents=True, exist_ok=True)
    samples = sorted(SAMPLES.rglob("*.jpg"))
    chance = random.Random(1)
    for number in range(count):
        with Image.open(samples[number % len(samples)]) as sample:
            small = sample.convert("RGB")
        small.thumbnail((SIDE_PX, SIDE_PX))
        small = ImageChops.offset(small, chance.randrange(6), chance.randrange(6))
        small.save(folder / f"{number:06d}.jpg", quality=chance.randrange(82, 96))


def run(folder: Path, out: Path, *options: str, kill_after_s: float | None = None) -> Run:
    """Run the command; kill it with all its processes after a while, if wanted."""
    command = [sys.executable, str(ROOT / "cli.py"), "batch", str(folder), "--out", str(out)]
    quiet = {**os.environ, "OMP_NUM_THREADS": "1"}
    started = time.monotonic()
    process = subprocess.Popen(
        [*command, *options], env=quiet, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    result = Run(0.0, 0)
    while process.poll() is None:
        time.sleep(SAMPLE_EVERY_S)
        family = _family(process.pid)
        result.megabytes.append(sum(map(_megabytes, family)))
        if kill_after_s is not None and time.monotonic() - started > kill_after_s:
            for member in family:
                member.kill()
    result.seconds = time.monotonic() - started
    result.code = process.wait()
    return result


def _family(number: int) -> list[psutil.Process]:
    try:
        parent = psutil.Process(number)
        return [parent, *parent.children(recursive=True)]
    except psutil.NoSuchProcess:
        return []


def _megabytes(process: psutil.Process) -> float:
    try:
        return float(process.memory_info().rss) / 1e6
    except psutil.NoSuchProcess:
        return 0.0


def digest(file: Path) -> str:
    """Return the first digits of a file's SHA-256."""
    return hashlib.sha256(file.read_bytes()).hexdigest()[:16]


def say_local(folder: Path, home: Path, photos: int, workers: int) -> Run:
    """Measure with local processes and print speed and memory."""
    done = run(folder, home / f"local-{workers}.parquet", "--workers", str(workers))
    steady = done.megabytes[len(done.megabytes) // 4 :] or [0.0]
    early, late = steady[: len(steady) // 2 or 1], steady[len(steady) // 2 :]
    print(
        f"local, {workers} workers: {photos / done.seconds:.2f} photos/s ({done.seconds:.0f} s); "
        f"memory {max(early):.0f} MB in the first half, {max(late):.0f} MB in the second; "
        f"{digest(home / f'local-{workers}.parquet')}",
        flush=True,
    )
    return done


def say_killed(folder: Path, home: Path, whole_s: float, wanted: int) -> None:
    """Kill the command at random moments, resume it, and print what came out."""
    chance, out, kills = random.Random(2), home / "killed.parquet", 0
    while not out.exists():
        after_s = whole_s * chance.uniform(0.3, 0.7) if kills < wanted else None
        kills += run(folder, out, "--resume", kill_after_s=after_s).code == -signal.SIGKILL
    print(f"killed {kills} times and resumed: {digest(out)}", flush=True)


def say_cluster(folder: Path, home: Path, photos: int, whole_s: float) -> None:
    """Measure on a scheduler and two workers, one of which is killed in mid-run."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    address = f"tcp://127.0.0.1:{port}"
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"}
    words = [
        ["scheduler", "--host", "127.0.0.1", "--port", str(port), "--no-dashboard"],
        *[["worker", address, "--nthreads", "1", "--no-nanny", "--no-dashboard"]] * 2,
    ]
    processes = [
        subprocess.Popen(
            [sys.executable, "-m", "dask", *each],
            env=environment,
            cwd=home,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        for each in words
    ]
    killer = subprocess.Popen(
        [
            sys.executable,
            "-c",
            f"import os, time; time.sleep({whole_s / 2}); os.kill({processes[2].pid}, 9)",
        ]
    )
    try:
        out = home / "dask.parquet"
        done = run(folder, out, "--engine", "dask", "--scheduler", address)
        killed = processes[2].poll() is not None
        print(
            f"Dask, 2 workers, one killed ({killed}): {photos / done.seconds:.2f} photos/s; "
            f"{digest(out)}",
            flush=True,
        )
    finally:
        for process in (killer, *processes):
            process.kill()
            process.wait()


def main() -> None:
    """Run everything and print one line each; equal digests are identical files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--photos", type=int, required=True)
    parser.add_argument("--folder", type=Path, required=True, help="A new folder for everything.")
    parser.add_argument("--kills", type=int, default=3, help="How often the run is killed.")
    wanted = parser.parse_args()
    photos = wanted.folder / "photos"
    make_photos(photos, wanted.photos)
    print(f"{wanted.photos} photos, {SIDE_PX} px, load {os.getloadavg()[0]:.1f}", flush=True)
    two = say_local(photos, wanted.folder, wanted.photos, 2)
    say_cluster(photos, wanted.folder, wanted.photos, two.seconds)
    say_killed(photos, wanted.folder, two.seconds, wanted.kills)
    say_local(photos, wanted.folder, wanted.photos, 1)
    print(f"load {os.getloadavg()[0]:.1f}", flush=True)


if __name__ == "__main__":
    main()
