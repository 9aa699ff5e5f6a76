"""Let many people take in visits at once, and count what goes wrong.

::

    python -m benchmarks.many_people [DATABASE_URL] [--people 20] [--saves 100]

Each person adds a client and keeps one visit after the other, with a photo of 300 kB each. Then
every acknowledged visit must be there, and `verify` must find nothing.
"""

import argparse
import io
import random
import statistics
import sys
import tempfile
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
from PIL import Image

from records.clients import ClientDetails
from records.visits import visits_of
from tracking.clients import add_client
from tracking.desk import Desk, open_desk
from tracking.intake import NewPhoto, take_in
from tracking.settings import read_settings
from tracking.verify import verify

DAY = datetime(2026, 1, 5, 9, tzinfo=UTC)


def keep_at_once(desk: Desk, people: int, saves: int) -> tuple[list[float], Counter[str]]:
    """Return the seconds of every save, and what went wrong how often."""
    wrong: Counter[str] = Counter()

    def work(person: int) -> list[float]:
        client_id = add_client(desk, ClientDetails(f"Client of {person}"))
        photo, times = _picture(person), []
        for number in range(saves):
            moment = DAY + timedelta(days=number)
            start = time.perf_counter()
            try:
                take_in(
                    desk,
                    client_id=client_id,
                    visited_at=moment,
                    photos=[NewPhoto(photo + b"%d" % number, "rest")],
                )
            except Exception as error:  # whatever it is, it is counted
                wrong[f"{type(error).__name__}: {error}"] += 1
            times.append(time.perf_counter() - start)
        with desk.store.reading() as session:
            wrong["visits lost"] += saves - len(visits_of(session, client_id))
        return times

    with ThreadPoolExecutor(people) as threads:
        times = [each for some in threads.map(work, range(people)) for each in some]
    wrong["verify"] += not verify(desk).is_sound
    return times, +wrong


def main() -> None:
    """Print how long saves took; ends with 1 where anything went wrong."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("database_url", nargs="?", help="default a new SQLite file")
    parser.add_argument("--people", type=int, default=20)
    parser.add_argument("--saves", type=int, default=100)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        environment = {"RHYTID_DATA_DIR": folder, "RHYTID_KEY_DIR": str(Path(folder) / "keys")}
        if options.database_url:
            environment["RHYTID_DATABASE_URL"] = options.database_url
        desk = open_desk(read_settings(environment))
        start = time.perf_counter()
        times, wrong = keep_at_once(desk, options.people, options.saves)
        duration = time.perf_counter() - start
        desk.store.close()
    print(f"{len(times)} saves by {options.people} people in {duration:.0f} s")
    p95 = statistics.quantiles(times, n=20)[-1]
    print(f"a save: median {statistics.median(times):.2f} s, p95 {p95:.2f} s, {max(times):.2f} s")
    for what, count in wrong.items():
        print(f"{count:6}  {what}")
    print("nothing went wrong" if not wrong else "")
    sys.exit(1 if wrong else 0)


def _picture(seed: int) -> bytes:
    pixels = np.frombuffer(random.Random(seed).randbytes(320 * 320 * 3), np.uint8)
    stream = io.BytesIO()
    Image.fromarray(pixels.reshape(320, 320, 3)).save(stream, "PNG", compress_level=0)
    return stream.getvalue()


if __name__ == "__main__":
    main()
