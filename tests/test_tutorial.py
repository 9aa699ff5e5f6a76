"""The tutorial, run as it is written, on the records of a simulated clinic."""

import csv
import json
import os
import re
import shlex
from pathlib import Path
from types import SimpleNamespace

import pandas as pd
import pytest
from PIL import Image
from typer.testing import CliRunner

from cli import app
from study.simulate import ONA_COURSES, Clinic
from tests.study.simulated_records import keep
from tracking.desk import open_desk
from tracking.settings import read_settings

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[1]
TUTORIAL = (ROOT / "docs" / "tutorial.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```sh\n(.*?)```", TUTORIAL, flags=re.DOTALL)
COMMANDS = [line for block in BLOCKS for line in block.splitlines()]
FROWNS = {"frown": ONA_COURSES["frown"]}


def _grade(folder: Path) -> None:
    """Fill in what two readers would, from the truth behind the photos."""
    key = pd.read_csv(folder / "reading" / "key.csv")
    photos = pd.read_csv(folder / "rehearsal" / "measurements.csv")
    shared = ["study_code", "visit_number", "expression", "view", "region", "shot"]
    seen = key.merge(photos, on=shared)
    for rater in (1, 2):
        grade = (seen["severity"] / 4 + 0.2 * rater).round().clip(0, 4).astype(int)
        rows = seen[["item_number", "position"]].assign(rater_number=rater, grade=grade)
        rows.to_csv(folder / f"reader-{rater}.csv", index=False)


@pytest.fixture(scope="module")
def followed(tmp_path_factory):
    """Run every command of the tutorial in an empty folder; collect what they say."""
    folder = tmp_path_factory.mktemp("tutorial")
    said = {}
    with pytest.MonkeyPatch.context() as patch:
        for name in [name for name in os.environ if name.startswith("RHYTID_")]:
            patch.delenv(name)
        patch.setenv("RHYTID_DATA_DIR", str(folder / "home"))
        patch.setenv("RHYTID_KEY_DIR", str(folder / "keys"))
        patch.chdir(folder)
        desk = open_desk(read_settings())
        with desk.store.writing() as session:
            keep(session, Clinic(8, 2, 18, 14, 14, shots=1, courses=FROWNS), seed=2)
        desk.store.close()
        for command in COMMANDS:
            if "score" in command:
                _grade(folder)
            words = shlex.split(command)
            assert words[:2] == ["python", "cli.py"]
            result = CliRunner().invoke(app, words[2:])
            assert result.exit_code == 0, f"{command}\n{result.output}\n{result.exception!r}"
            said[command] = result.stdout
    return SimpleNamespace(folder=folder, said=said)


def _said(followed, words):
    return next(text for command, text in followed.said.items() if words in command)


def test_it_goes_from_records_to_the_survival_plot(followed):
    for picture in ("responses.png", "survival.png"):
        with Image.open(followed.folder / picture) as image:
            assert image.size[0] > 1000
            assert len(image.convert("RGB").getcolors(1 << 20)) > 50


def test_the_export_of_the_records_is_rebuilt(followed):
    assert "8 people" in _said(followed, "export --purpose")
    assert "agrees to the last digit" in _said(followed, "reproduce")


def test_the_known_gain_is_found(followed):
    document = json.loads((followed.folder / "crossover.json").read_text())
    assert document["gain_days"]["low"] < 18 < document["gain_days"]["high"]
    assert "association" in document["wording"]
    assert "association" not in _said(followed, "--randomised")


def test_static_lines_are_less_sure_than_dynamic_ones(followed):
    (group,) = json.loads((followed.folder / "rest.json").read_text())["groups"]
    known = [cycle["half_recovery_day"] for cycle in group["cycles"] if not cycle["reason"]]
    assert sum(day["high"] - day["low"] for day in known) / len(known) > 20


def test_the_plan_keeps_its_order_apart(followed):
    assert "19 clients" in _said(followed, "study plan")
    with (followed.folder / "plan" / "digests.csv").open() as file:
        assert len(list(csv.DictReader(file))) == 19


def test_readers_are_reported_on(followed):
    said = _said(followed, "reading score")
    assert "ICC(2,1)" in said
    assert "between two shots of one visit" in said
