"""Time the pages of a large practice: 1,000 clients x 12 visits x 4 photos, all measured.

::

    python -m benchmarks.records [DATABASE_URL] [--clients 1000]

The goal is 50 ms for the page of one client and for the client list with a search, on SQLite and
on PostgreSQL, and a number of queries that does not grow with the number of rows.
"""

import argparse
import random
import statistics
import tempfile
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import event, insert

from metrics.evidence import ALGORITHM
from metrics.verdict import ALGORITHM as PAIR_ALGORITHM
from records.base import Base
from records.clients import ClientDetails, add_client
from records.kept import DIGEST, digest_of
from records.models import (
    Measurement,
    PairMeasurementRow,
    Photo,
    RegionChangeRow,
    RegionFiguresRow,
    Visit,
)
from records.store import Session, Store
from records.treatments import Dosage, add_botox, add_microcurrent
from tracking.desk import Desk, open_desk
from tracking.progress import client_progress, list_clients
from tracking.settings import read_settings
from treatments.doses import Onabotulinumtoxin
from treatments.regions import REGIONS
from treatments.sessions import BotoxSession, Injection, MicrocurrentSession

EXPRESSIONS = ("rest", "frown", "raise", "smile")
VISITS = 12
AREAS = ("face", *REGIONS)
FIRST_DAY = datetime(2024, 1, 8, 9, tzinfo=UTC)
NAMES = ("Ada", "Zoë", "Grace", "Mary", "Emmy", "Lise", "Öztürk", "Berg", "Silva", "Tanaka")
REPEATS = 40


def fill(store: Store, clients: int) -> None:
    """Add clients with a full history each."""
    chance = random.Random(4)
    for number in range(clients):
        with store.writing() as session:
            name = f"{chance.choice(NAMES)} {chance.choice(NAMES)} {number}"
            client_id = add_client(session, ClientDetails(name)).id
            _add_treatments(session, client_id)
            _add_photos(session, client_id, chance)


def _add_treatments(session: Session, client_id: str) -> None:
    points = (Injection("glabella", Onabotulinumtoxin(4)),) * 5
    for cycle in range(4):
        at = FIRST_DAY + timedelta(days=91 * cycle)
        add_botox(session, client_id=client_id, done=BotoxSession(at, points))
        done = MicrocurrentSession(at + timedelta(days=14), frozenset({"forehead"}))
        add_microcurrent(session, client_id=client_id, done=done, dosage=Dosage("Probe", 20, 320))


def _add_photos(session: Session, client_id: str, chance: random.Random) -> None:
    photos: list[Photo] = []
    for number in range(VISITS):
        visit = Visit(client_id=client_id, visited_at=FIRST_DAY + timedelta(days=30 * number))
        session.add(visit)
        session.flush()
        photos += [_photo(visit.id, expression, chance) for expression in EXPRESSIONS]
    session.add_all(photos)
    session.flush()
    add_figures(session, photos, chance)


def add_figures(session: Session, photos: Sequence[Photo], chance: random.Random) -> None:
    """Make up what measuring a client's photos would have found, the oldest photo first."""
    baselines: dict[str, int] = {}
    measured = [
        Measurement(photo_id=photo.id, algorithm=ALGORITHM, status="measured") for photo in photos
    ]
    pairs = [
        PairMeasurementRow(
            before_photo_id=baselines[photo.expression],
            after_photo_id=photo.id,
            algorithm=PAIR_ALGORITHM,
            status="compared",
        )
        for photo in photos
        if baselines.setdefault(photo.expression, photo.id) != photo.id
    ]
    session.add_all([*measured, *pairs])
    session.flush()
    figures = [_figures(row.id, area, chance) for row in measured for area in AREAS]
    changes = [_change(row.id, area, chance) for row in pairs for area in AREAS]
    session.execute(insert(RegionFiguresRow), figures)
    session.execute(insert(RegionChangeRow), changes)


def _photo(visit_id: int, expression: str, chance: random.Random) -> Photo:
    digest = f"{chance.getrandbits(256):064x}"
    return Photo(visit_id=visit_id, sha256=digest, size_bytes=4_000_000, expression=expression)


def _figures(measurement_id: int, area: str, chance: random.Random) -> dict[str, object]:
    return _with_digest(
        RegionFiguresRow,
        {
            "measurement_id": measurement_id,
            "region": area,
            "status": "measured",
            "line_density_mm_per_cm2": chance.uniform(0, 30),
            "severity": chance.uniform(0, 3),
        },
    )


def _change(pair_id: int, area: str, chance: random.Random) -> dict[str, object]:
    percent = chance.uniform(-40, 20)
    values: dict[str, object] = {"pair_id": pair_id, "region": area, "status": "compared"}
    for figure in ("density", "severity"):
        values |= {
            f"{figure}_before": 10.0,
            f"{figure}_after": 10 + percent / 10,
            f"{figure}_change_percent": percent,
            f"{figure}_sdc_percent": 8.0,
            f"{figure}_verdict": "fewer_lines" if percent < -8 else "within_error",
        }
    return _with_digest(RegionChangeRow, values)


def _with_digest(
    model: type[RegionFiguresRow] | type[RegionChangeRow], values: dict[str, object]
) -> dict[str, object]:
    table = Base.metadata.tables[model.__tablename__]
    return values | {DIGEST: digest_of(table, values)}


def timed(desk: Desk, work: Callable[[], object]) -> tuple[float, float, float, int]:
    """Return median, largest and processor time in ms over many calls, and the queries of one."""
    queries: list[str] = []

    def note(_: object, __: object, statement: str, *rest: object) -> None:
        queries.append(statement)

    work()
    event.listen(desk.store.engine, "before_cursor_execute", note)
    work()
    event.remove(desk.store.engine, "before_cursor_execute", note)
    times = []
    processor = time.process_time()
    for _ in range(REPEATS):
        start = time.perf_counter()
        work()
        times.append(1000 * (time.perf_counter() - start))
    processor = 1000 * (time.process_time() - processor) / REPEATS
    return statistics.median(times), max(times), processor, len(queries)


def main() -> None:
    """Fill a database and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("database_url", nargs="?", help="default a new SQLite file")
    parser.add_argument("--clients", type=int, default=1000)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        environment = {"RHYTID_DATA_DIR": folder, "RHYTID_KEY_DIR": str(Path(folder) / "keys")}
        if options.database_url:
            environment["RHYTID_DATABASE_URL"] = options.database_url
        desk = open_desk(read_settings(environment))
        start = time.perf_counter()
        fill(desk.store, options.clients)
        print(f"{options.clients} clients written in {time.perf_counter() - start:.0f} s")
        start = time.perf_counter()
        cards = list_clients(desk)
        print(
            f"first client list, nothing in memory: {1000 * (time.perf_counter() - start):.0f} ms"
        )
        pages = random.Random(5).sample(cards, min(REPEATS + 2, len(cards)))
        nearly = iter(pages * 2)
        table = {
            "page of one client": lambda: client_progress(desk, next(nearly).id),
            "client list": lambda: list_clients(desk),
            "client list, search": lambda: list_clients(desk, "ozturk 7"),
        }
        print(f"{'':24}{'median ms':>10}{'largest ms':>12}{'CPU ms':>8}{'queries':>9}")
        for name, work in table.items():
            median, largest, processor, queries = timed(desk, work)
            print(f"{name:24}{median:>10.1f}{largest:>12.1f}{processor:>8.1f}{queries:>9}")
        desk.store.close()


if __name__ == "__main__":
    main()
