"""Kill the program at random moments of taking in photos, and look what is left.

::

    python -m benchmarks.kill_intake [--kills 300]

Each time a new process adds a client, keeps a visit with two photos and has them measured, over and
over, and says so whenever one of these is done; after a random moment it is ended by SIGKILL. Then
everything it said must be there, nothing may be there by half, and after the start-up sweep no
fault and no leftover may be found. What is measured is made up: it is about keeping, not measuring.
"""

import argparse
import io
import os
import random
import signal
import sys
import tempfile
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
from PIL import Image
from sqlalchemy import text

from metrics.evidence import ALGORITHM
from metrics.verdict import ALGORITHM as PAIR_ALGORITHM
from records.blobs import PhotoName, PhotoStore
from records.calibrations import KeptCalibration
from records.clients import ClientDetails
from records.measurements import PairToCompare, PhotoToMeasure
from records.models import Measurement, PairMeasurementRow, RegionChangeRow, RegionFiguresRow
from tracking import analyse
from tracking.clients import add_client, details_of
from tracking.desk import Desk, open_desk
from tracking.intake import NewPhoto, take_in
from tracking.settings import Settings, read_settings
from tracking.tidy import tidy
from tracking.verify import verify

LONGEST_S = 1.2
KILLS_PER_FOLDER = 20
REGIONS = ("face", "forehead", "glabella")
FIRST_DAY = datetime(2026, 1, 5, 9, tzinfo=UTC)
HALVES = {
    "visits": "SELECT count(*) FROM visit WHERE "
    "(SELECT count(*) FROM photo WHERE visit_id = visit.id) <> 2",
    "measurements": "SELECT count(*) FROM measurement WHERE "
    f"{len(REGIONS)} <> "
    "(SELECT count(*) FROM region_figures WHERE measurement_id = measurement.id)",
    "pairs": "SELECT count(*) FROM pair_measurement WHERE "
    f"{len(REGIONS)} <> "
    "(SELECT count(*) FROM region_change WHERE pair_id = pair_measurement.id)",
}


def main() -> None:
    """Kill, look and print; ends with 1 where anything was lost, half or left over."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=300)
    kills = parser.parse_args().kills
    made_up = {
        "measure_kept": _measured,
        "compare_kept": _compared,
        "support_kept": _without_support,
        "for_each": map,
    }
    vars(analyse).update(made_up)
    dice = random.Random(300)
    total: Counter[str] = Counter()
    for first in range(0, kills, KILLS_PER_FOLDER):
        with tempfile.TemporaryDirectory() as home:
            total += kill_and_look(Path(home), dice, min(KILLS_PER_FOLDER, kills - first))
    for what, count in total.items():
        print(f"{count:8}  {what}")
    bad = [what for what in total if what.startswith(("LOST", "HALF", "FAULT"))]
    sys.exit(1 if bad or not total["acknowledged visits"] else 0)


def kill_and_look(home: Path, dice: random.Random, kills: int) -> Counter[str]:
    """Kill many times over one data folder, and look after each."""
    folders = {"RHYTID_DATA_DIR": home / "data", "RHYTID_KEY_DIR": home / "keys"}
    settings = read_settings({name: str(folder) for name, folder in folders.items()})
    said: list[list[str]] = []
    total: Counter[str] = Counter(kills=kills)
    for _ in range(kills):
        now = run_and_kill(settings, dice)
        said += now
        total.update(f"acknowledged {line[0]}" for line in now)
        total += look(settings, said)
    return total


def run_and_kill(settings: Settings, dice: random.Random) -> list[list[str]]:
    """Let a process take in photos until it is killed, and return what it said was done."""
    heard, says = os.pipe()
    seed = dice.randrange(2**32)
    child = os.fork()
    if child == 0:
        try:
            work(settings, says, random.Random(seed))
        finally:
            os._exit(1)
    os.close(says)
    time.sleep(dice.uniform(0, LONGEST_S))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    with os.fdopen(heard) as lines:
        return [line.split() for line in lines if line.endswith("\n")]


def work(settings: Settings, says: int, dice: random.Random) -> None:
    """Add clients and visits for ever, and say what is done once it is."""
    desk = open_desk(settings)
    while True:
        client_id = add_client(desk, ClientDetails("Ada Example"))
        os.write(says, f"clients {client_id}\n".encode())
        for day in range(2):
            photos = [NewPhoto(_picture(dice), name) for name in ("rest", "frown")]
            taken = take_in(
                desk,
                client_id=client_id,
                visited_at=FIRST_DAY + timedelta(days=day),
                photos=photos,
            )
            os.write(says, f"visits {client_id} {taken.visit_id}\n".encode())
            analyse.analyse(desk, [client_id], lambda *how_far: None)
            done = "comparisons" if day else "measurements"
            os.write(says, f"{done} {client_id} {taken.visit_id}\n".encode())


def look(settings: Settings, said: list[list[str]]) -> Counter[str]:
    """Start as the program starts, and count what is lost, half or left over."""
    found: Counter[str] = Counter()
    found["temporary files left, then swept"] = len(list(settings.data_dir.rglob("*.part")))
    desk = open_desk(settings)
    tidy(desk, older_than=timedelta(0))
    with desk.store.reading() as session:
        for what, question in HALVES.items():
            found[f"HALF: {what}"] += session.execute(text(question)).scalar() or 0
    for line in said:
        found[f"LOST: {line[0]}"] += not _is_there(desk, line)
    verified = verify(desk)
    found["FAULT: verify"] += not verified.is_sound
    found["FAULT: left over after the sweep"] += len(verified.leftovers)
    found["FAULT: temporary files left after the sweep"] += sum(
        path.parent.name != settings.data_dir.name for path in settings.data_dir.rglob("*.part")
    )
    desk.store.close()
    return +found


def _is_there(desk: Desk, line: list[str]) -> bool:
    what, client_id, *visit = line
    if what == "clients":
        return details_of(desk, client_id).name == "Ada Example"
    question = {
        "visits": "SELECT sha256 FROM photo WHERE visit_id = :visit",
        "measurements": "SELECT sha256 FROM photo JOIN measurement ON photo_id = photo.id"
        " WHERE visit_id = :visit",
        "comparisons": "SELECT sha256 FROM photo JOIN pair_measurement ON after_photo_id = photo.id"
        " WHERE visit_id = :visit",
    }
    with desk.store.reading() as session:
        rows = session.execute(text(question[what]), {"visit": visit[0]}).all()
    return len(rows) == 2 and all(
        desk.photos.get(PhotoName(client_id, sha256)) for (sha256,) in rows
    )


def _picture(dice: random.Random) -> bytes:
    noise = np.frombuffer(dice.randbytes(320 * 320 * 3), np.uint8).reshape(320, 320, 3)
    stream = io.BytesIO()
    Image.fromarray(noise).save(stream, "PNG", compress_level=0)
    return stream.getvalue()


def _measured(photos: PhotoStore, photo: PhotoToMeasure) -> Measurement:
    photos.get(photo.name)
    regions = [
        RegionFiguresRow(region=name, status="measured", line_density_mm_per_cm2=3.5)
        for name in REGIONS
    ]
    return Measurement(
        photo_id=photo.photo_id, algorithm=ALGORITHM, status="measured", regions=regions
    )


def _without_support(_: PhotoStore, _photo: PhotoToMeasure) -> None:
    return None


def _compared(
    _: PhotoStore, _calibration: KeptCalibration | None, pair: PairToCompare
) -> PairMeasurementRow:
    return PairMeasurementRow(
        before_photo_id=pair.before.photo_id,
        after_photo_id=pair.after.photo_id,
        algorithm=PAIR_ALGORITHM,
        status="compared",
        regions=[RegionChangeRow(region=name, status="compared") for name in REGIONS],
    )


if __name__ == "__main__":
    main()
