"""The whole of an intake (photos, visit, figures) when the machine fails under it."""

import errno
import io
import os
import random
import shutil
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from sqlalchemy import event, text
from sqlalchemy.exc import OperationalError

from records import durable
from records.blobs import StoreFullError
from records.clients import ClientDetails
from records.visits import visits_of
from tracking import analyse
from tracking.clients import add_client
from tracking.desk import open_desk
from tracking.erase import erase_client
from tracking.intake import NewPhoto, take_in
from tracking.settings import read_settings
from tracking.tidy import tidy
from tracking.verify import verify
from vision.errors import RhytidError

ROOT = Path(__file__).parents[2]
DAY = datetime(2026, 1, 5, 9, tzinfo=UTC)
AT_ONCE = timedelta(0)
SYSTEM_CALLS = ("open", "write", "fsync", "replace", "link", "close")


class Fault:
    """Counts system calls of saves and commits of the database, and lets some of them fail."""

    def __init__(self, store, *, failing_call, for_good, error):
        self.store, self.failing_call, self.for_good = store, failing_call, for_good
        self.error, self.calls = error, 0

    def __getattr__(self, name):
        real = getattr(os, name)
        if name not in SYSTEM_CALLS:
            return real

        def call(*arguments):
            if self.is_due():
                if name == "close":
                    real(*arguments)  # a failing close has closed all the same
                raise OSError(self.error, os.strerror(self.error))
            return real(*arguments)

        return call

    def is_due(self):
        self.calls += 1
        return self.calls == self.failing_call or (self.for_good and self.calls > self.failing_call)

    def commit(self, connection):
        if self.is_due():
            full = "database or disk is full" if self.error == errno.ENOSPC else "disk I/O error"
            raise OperationalError("COMMIT", None, Exception(full))

    def __enter__(self):
        durable.os = self
        event.listen(self.store.engine, "commit", self.commit)
        return self

    def __exit__(self, *rest):
        durable.os = os
        event.remove(self.store.engine, "commit", self.commit)


def whole_intake(desk, photo_bytes, brightness):
    """Take in a new client's visit of two photos and measure them."""
    client_id = add_client(desk, ClientDetails("Ada"))
    photos = [
        NewPhoto(photo_bytes(brightness), "rest"),
        NewPhoto(photo_bytes(brightness + 1), "frown"),
    ]
    taken = take_in(desk, client_id=client_id, visited_at=DAY, photos=photos)
    analyse.analyse(desk, [client_id], lambda *how_far: None)
    return taken.visit_id


def counts(desk):
    tables = ("client", "visit", "photo", "measurement", "region_figures")
    with desk.store.reading() as session:
        return {
            name: session.execute(text(f"SELECT count(*) FROM {name}")).scalar() for name in tables
        }


@pytest.mark.slow
@pytest.mark.parametrize("error", [errno.EIO, errno.ENOSPC], ids=["disk error", "disk full"])
@pytest.mark.parametrize("for_good", [False, True], ids=["once", "for good"])
def test_every_failing_call_leaves_whole_visits_or_none(home, photo_bytes, for_good, error):
    desk = home.desk
    for failing_call in range(1, 200):
        before = counts(desk)
        with Fault(desk.store, failing_call=failing_call, for_good=for_good, error=error) as fault:
            try:
                done = whole_intake(desk, photo_bytes, 2 * (failing_call % 100))
            except (OSError, RhytidError):
                done = None
        tidy(desk, older_than=AT_ONCE)
        after = counts(desk)
        new = {name: after[name] - before[name] for name in after}
        assert new["photo"] == 2 * new["visit"], f"half a visit at call {failing_call}"
        assert new["region_figures"] == 3 * new["measurement"], "half a measurement"
        if done is not None:
            assert (new["visit"], new["measurement"]) == (1, 2), "a visit that was said is lost"
        assert verify(desk).is_sound, f"call {failing_call}"
        assert verify(desk).leftovers == ()
        if fault.calls < failing_call:
            break
    else:
        pytest.fail("the intake never ran through")
    assert done is not None
    assert failing_call > 40, "too few calls were seen to believe this test"
    assert whole_intake(desk, photo_bytes, 201), "works again once the fault is gone"


@pytest.fixture
def small_practice(tmp_path, made_up):
    """A practice on a disk of 6 MB, its keys elsewhere."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=6m", "tmpfs", str(folder)]
    if not shutil.which("mount") or subprocess.run(mount, check=False).returncode:
        pytest.skip("this user may not mount a small disk")
    settings = read_settings(
        {"RHYTID_DATA_DIR": str(folder / "data"), "RHYTID_KEY_DIR": str(tmp_path / "keys")}
    )
    desk = open_desk(settings)
    yield desk, folder
    desk.store.close()
    subprocess.run(["umount", str(folder)], check=True)


def keep_visits_for_ever(desk, client_id, dice):
    for number in count():
        keep_visit(desk, client_id, DAY + timedelta(minutes=number), dice)


def keep_visit(desk, client_id, moment, dice):
    photos = [NewPhoto(noise(dice), "rest")]
    return take_in(desk, client_id=client_id, visited_at=moment, photos=photos)


def noise(dice):
    """A PNG that hardly compresses."""
    side = dice.randrange(400, 520)
    pixels = np.frombuffer(dice.randbytes(side * side), np.uint8).reshape(side, side)
    stream = io.BytesIO()
    Image.fromarray(pixels // 8 + 100).save(stream, "PNG")
    return stream.getvalue()


@pytest.mark.slow
def test_a_full_disk_is_said_and_leaves_nothing_half_ten_times_over(small_practice):
    desk, folder = small_practice
    dice = random.Random(10)
    ballast = folder / "ballast"
    kept = 0
    for _ in range(10):
        ballast.write_bytes(bytes(600_000))
        client_id = add_client(desk, ClientDetails("Ada"))
        with pytest.raises(StoreFullError, match="Free some space"):
            keep_visits_for_ever(desk, client_id, dice)
        with desk.store.reading() as session:
            visits = len(visits_of(session, client_id))
        kept += visits
        ballast.unlink()
        assert not list((folder / "data" / "photos").rglob("*.part"))
        assert keep_visit(desk, client_id, DAY + timedelta(days=1), dice).visit_id
        tidy(desk, older_than=AT_ONCE)
        found = verify(desk)
        assert found.is_sound
        assert found.photo_count == visits + 1
        assert found.leftovers == ()
        erase_client(desk, client_id)
    assert kept > 100


@pytest.mark.slow
def test_kill_9_loses_nothing_that_was_said_to_be_done():
    command = [sys.executable, "-m", "benchmarks.kill_intake", "--kills", "10"]
    result = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr
