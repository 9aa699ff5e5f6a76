"""Saves of photos and keys when the machine fails: whole or nothing, and never a false yes."""

import errno
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest

from records import durable
from records.blobs import PhotoStore, StoreFullError
from records.keys import open_ring

ROOT = Path(__file__).parents[2]
CALLS = ("open", "write", "fsync", "replace", "link", "close")


class FailingOs:
    """The module `os`, but one system call of a save fails: once, or from then on for good."""

    def __init__(self, failing_call, *, for_good, error):
        self.failing_call, self.for_good, self.error = failing_call, for_good, error
        self.calls = 0

    def __getattr__(self, name):
        real = getattr(os, name)
        if name not in CALLS:
            return real

        def call(*arguments):
            self.calls += 1
            late = self.calls > self.failing_call and self.for_good
            if self.calls == self.failing_call or late:
                if name == "close":
                    real(*arguments)  # a failing close has closed all the same
                raise OSError(self.error, os.strerror(self.error))
            return real(*arguments)

        return call


def short_writes(monkeypatch):
    """Let the system take one kilobyte at a time, as it may."""
    monkeypatch.setattr(durable.os, "write", lambda handle, data: _WRITE(handle, data[:1024]))


_WRITE = os.write


@pytest.fixture
def photos(tmp_path):
    return PhotoStore(str(tmp_path / "photos"), open_ring(tmp_path / "keys", tmp_path / "apart"))


def says_it_saved(photos, client, data):
    try:
        photos.put(client, data)
    except (OSError, StoreFullError):
        return False
    return True


@pytest.mark.parametrize("error", [errno.EIO, errno.ENOSPC], ids=["disk error", "disk full"])
@pytest.mark.parametrize("for_good", [False, True], ids=["once", "for good"])
def test_every_failing_call_leaves_the_whole_photo_or_none(photos, monkeypatch, for_good, error):
    data = random.Random(7).randbytes(5000)
    for failing_call in range(1, 100):
        client = f"client-{failing_call}"
        faulty = FailingOs(failing_call, for_good=for_good, error=error)
        with monkeypatch.context() as patch:
            patch.setattr(durable, "os", faulty)
            saved = says_it_saved(photos, client, data)
        there = [name for name in photos.names() if name.client_id == client]
        assert all(photos.get(name) == data for name in there)
        if faulty.calls < failing_call:
            assert saved
            assert there
            break
        assert not saved, f"call {failing_call} failed and the save said yes"
        assert photos.get(photos.put(client, data)) == data, "works again once the fault is gone"
    else:
        pytest.fail("the save never ran through")
    assert failing_call > 8, "too few system calls were seen to believe this test"
    photos.sweep(list(photos.names()), older_than=timedelta(0))
    assert not list(Path(photos.root).rglob("*.part"))
    assert not list(photos.ring.folder.rglob("*.part"))


def test_short_writes_are_continued(photos, monkeypatch):
    data = random.Random(8).randbytes(50_000)
    short_writes(monkeypatch)
    assert photos.get(photos.put("ada", data)) == data


def test_a_disk_that_lies_is_caught_before_the_save_counts(photos, monkeypatch):
    def flip(handle, data):
        return _WRITE(handle, bytes(byte ^ 1 for byte in data))

    photos.ring.require_client_key("ada")
    monkeypatch.setattr(durable.os, "write", flip)
    with pytest.raises(durable.DamagedWriteError):
        photos.put("ada", b"photo")
    assert list(photos.names()) == []
    assert not list(Path(photos.root).rglob("*.part"))


@pytest.fixture
def small_disk(tmp_path):
    """A disk of 3 MB."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", "size=3m", "tmpfs", str(folder)]
    if not shutil.which("mount") or subprocess.run(mount, check=False).returncode:
        pytest.skip("this user may not mount a small disk")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def test_a_full_disk_is_said_and_leaves_nothing_half_ten_times_over(small_disk, tmp_path):
    dice = random.Random(9)
    ring = open_ring(tmp_path / "keys", tmp_path / "apart")
    photos = PhotoStore(str(small_disk / "photos"), ring)
    kept = {}

    def fill():
        while True:
            data = dice.randbytes(dice.randrange(1000, 700_000))
            kept[photos.put(f"client-{dice.randrange(4)}", data)] = data

    for _ in range(10):
        kept.clear()
        with pytest.raises(StoreFullError, match="Free some space"):
            fill()
        assert len(kept) > 2
        assert set(photos.names()) == set(kept)
        assert list(photos.verify(kept)) == []
        assert not list(small_disk.rglob("*.part"))
        for name in kept:
            photos.remove(name)


WRITER = """
import random, sys
from pathlib import Path
from records.blobs import PhotoStore
from records.keys import open_ring

home = Path(sys.argv[1])
photos = PhotoStore(str(home / "photos"), open_ring(home / "keys", home / "apart"))
dice = random.Random(int(sys.argv[2]))
while True:
    name = photos.put(f"client-{dice.randrange(10**9)}", dice.randbytes(200_000))
    print(name, flush=True)
"""


def test_kill_9_loses_no_acknowledged_photo_and_leaves_no_half_one(tmp_path):
    dice = random.Random(11)
    acknowledged = []
    for turn in range(8):
        writer = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(tmp_path), str(turn)],
            stdout=subprocess.PIPE,
            cwd=ROOT,
            text=True,
        )
        lines = [writer.stdout.readline()]  # it is under way
        time.sleep(dice.uniform(0, 0.15))
        writer.send_signal(signal.SIGKILL)
        rest, _ = writer.communicate()
        lines += rest.splitlines(keepends=True)
        acknowledged += [line.strip() for line in lines if line.endswith("\n")]
    photos = PhotoStore(str(tmp_path / "photos"), open_ring(tmp_path / "keys", tmp_path / "apart"))
    there = {str(name): name for name in photos.names()}
    assert len(acknowledged) >= 8
    assert set(acknowledged) <= set(there)
    assert photos.ring.damaged() == ()
    recorded = [there[text] for text in acknowledged]
    assert all(fault == "in no record" for _, fault in photos.verify(recorded))
    photos.sweep(recorded, older_than=timedelta(0))
    assert list(photos.verify(recorded)) == []
    assert not list((tmp_path / "photos").rglob("*.part"))
