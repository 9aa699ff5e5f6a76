"""A batch of real photos in real processes."""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq

from tracking.batch import run_batch
from vision.regions import REGIONS

ROOT = Path(__file__).parents[2]
CLINIC = ROOT / "sample_images" / "clinic" / "botox_only"


class Here:
    """Does the work in this process, the last item first."""

    def results(self, work, items):
        for item in reversed(list(items)):
            yield item, work(item)


def test_processes_of_their_own_give_the_same_bytes_as_this_one(tmp_path):
    folder = tmp_path / "photos"
    folder.mkdir()
    for name in ("day000_frown.jpg", "day007_rest.jpg"):
        shutil.copy(CLINIC / name, folder)
    (folder / "broken.jpg").write_bytes(b"no photo")
    command = [sys.executable, "cli.py", "batch", str(folder), "--workers", "2", "--json", "-"]
    done = subprocess.run(
        [*command, "--out", str(tmp_path / "processes.parquet")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 3, done.stderr
    document = json.loads(done.stdout)
    assert document["schema"] == "rhytid.batch/1"
    assert document["refused"] == {"not_an_image": 1}
    here = tmp_path / "here.parquet"
    run_batch(str(folder), here, Here(), resume=False, progress=lambda *count: None)
    assert here.read_bytes() == (tmp_path / "processes.parquet").read_bytes()
    rows = pq.read_table(here).to_pylist()
    assert len(rows) == 1 + 2 * (1 + len(REGIONS))
    assert rows[0]["file"] == "broken.jpg"
    assert all(row["line_density_mm_per_cm2"] > 0 for row in rows[1:] if row["region"] == "face")
