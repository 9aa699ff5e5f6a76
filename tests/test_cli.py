"""The command line as a new user runs it, on the rendered photos that are shipped."""

import csv
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import get_type_hints

import numpy as np
import pytest
from PIL import Image
from typer.testing import CliRunner, Result

from cli import app
from tracking import contract

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "sample_images"
PHOTO = sorted((SAMPLES / "clinic").rglob("*.jpg"))[0]


def run(*words: object) -> Result:
    return CliRunner().invoke(app, [str(word) for word in words])


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> tuple[contract.MeasureDocument, Path]:
    folder = tmp_path_factory.mktemp("measured")
    result = run("measure", PHOTO, "--json", folder / "a.json", "--overlay", folder / "pictures")
    assert result.exit_code == 0, result.output
    return json.loads((folder / "a.json").read_text()), folder / "pictures"


def test_measure_writes_every_field_of_the_contract(measured):
    document, _ = measured
    entry = document["photos"][0]
    region = entry["regions"]["forehead"]
    assert document["schema"] == "rhytid.measure/1"
    assert set(entry) == set(get_type_hints(contract.PhotoEntry))
    assert set(region) == set(get_type_hints(contract.RegionEntry))
    assert set(entry["lines"][0]) == set(get_type_hints(contract.LineEntry))
    assert set(entry["face"]) == set(get_type_hints(contract.FiguresEntry))
    assert len(entry["regions"]) == 15


def test_supporting_figures_stand_beside_the_lines(measured):
    support = measured[0]["photos"][0]["supporting"]
    assert set(support) == set(get_type_hints(contract.SupportEntry))
    assert len(support["regions"]) == 15
    for region in support["regions"].values():
        assert set(region) == set(get_type_hints(contract.RegionSupportEntry))
        assert (region["colour"] is None) == (region["colour_reason"] is not None)
        assert (region["texture"] is None) == (region["texture_reason"] is not None)
    brows = support["symmetry"]
    higher = brows["brow_height_left_mm"] - brows["brow_height_right_mm"]
    assert brows["brow_asymmetry_mm"] == pytest.approx(higher)
    assert set(support["effort"]) == {"frown", "raise", "smile", "other"}


def test_the_path_is_repeated_as_it_was_given(measured):
    assert measured[0]["photos"][0]["file"] == str(PHOTO)


def test_lines_lie_in_the_photo_and_add_up_to_the_face(measured):
    entry = measured[0]["photos"][0]
    width, height = entry["size"]
    points = np.vstack([line["points"] for line in entry["lines"]])
    assert (points >= 0).all()
    assert (points <= [width - 1, height - 1]).all()
    total_mm = sum(line["length_mm"] for line in entry["lines"])
    assert entry["face"]["line_length_mm"] == pytest.approx(total_mm)
    for name, region in entry["regions"].items():
        if region["status"] == "measured":
            here = sum(line["length_mm"] for line in entry["lines"] if line["region"] == name)
            assert region["line_length_mm"] == pytest.approx(here)


def test_length_in_millimetres_is_length_in_pixels_times_the_scale(measured):
    entry = measured[0]["photos"][0]
    for line in entry["lines"]:
        steps = np.diff(np.array(line["points"]), axis=0)
        length_mm = np.linalg.norm(steps, axis=1).sum() * entry["mm_per_px"]
        assert line["length_mm"] == pytest.approx(length_mm, rel=0.02)


def test_the_overlay_shows_the_face_with_a_legend(measured):
    (picture,) = measured[1].iterdir()
    with Image.open(picture) as image:
        assert image.width > 600
        assert len(image.getcolors(maxcolors=2**24) or []) > 1000


def test_json_on_standard_output_is_all_there_is(tmp_path):
    result = run("measure", PHOTO, "--json", "-")
    assert json.loads(result.stdout)["photos"][0]["status"] == "measured"


def _two_faces(path: Path) -> None:
    with Image.open(PHOTO) as face:
        both = Image.new("RGB", (face.width * 2, face.height))
        both.paste(face, (0, 0))
        both.paste(face, (face.width, 0))
    both.save(path)


def _bad_files(folder: Path) -> dict[str, Path]:
    files = {
        name: folder / f"{name}.jpg"
        for name in ("no_face", "more_than_one_face", "damaged", "empty", "not_an_image")
    }
    texture = np.random.default_rng(3).integers(90, 160, (600, 600, 3), np.uint8)
    Image.fromarray(texture).save(files["no_face"])
    _two_faces(files["more_than_one_face"])
    files["damaged"].write_bytes(PHOTO.read_bytes()[: PHOTO.stat().st_size // 2])
    files["empty"].write_bytes(b"")
    files["not_an_image"].write_text("This is a letter.")
    return files


def test_each_bad_file_has_its_own_reason_and_exit_code_3(tmp_path):
    files = _bad_files(tmp_path)
    result = run("measure", *files.values(), PHOTO, "--json", tmp_path / "out.json")
    assert result.exit_code == 3
    entries = json.loads((tmp_path / "out.json").read_text())["photos"]
    assert [entry["reason"]["code"] for entry in entries[:-1]] == list(files)
    assert len({entry["reason"]["message"] for entry in entries[:-1]}) == len(files)
    assert entries[-1]["status"] == "measured"
    assert len(result.stderr.strip().splitlines()) == len(files)


def test_a_photo_whose_name_is_no_text_is_measured(tmp_path):
    photo = tmp_path / os.fsdecode(b"caf\xe9.jpg")
    shutil.copy(PHOTO, photo)
    done = subprocess.run(
        [sys.executable, "cli.py", "measure", str(photo)],
        cwd=ROOT,
        env={**os.environ, "COLUMNS": "300", "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert r"caf\udce9.jpg" in done.stdout


@pytest.mark.parametrize(
    ("command", "option"), [("measure", "--json"), ("measure", "--overlay"), ("compare", "--out")]
)
def test_what_cannot_be_written_is_said_before_measuring(tmp_path, monkeypatch, command, option):
    monkeypatch.setattr("tracking.measure.measure_files", None)
    monkeypatch.setattr("tracking.compare.compare_files", None)
    (tmp_path / "file").write_text("in the way")
    result = run(command, PHOTO, PHOTO, option, tmp_path / "file" / "out")
    assert result.exit_code == 2
    assert "cannot be written" in " ".join(result.stderr.replace("│", " ").split())


def test_a_missing_file_is_refused_not_a_fault(tmp_path):
    result = run("measure", tmp_path / "nowhere.jpg")
    assert result.exit_code == 3
    assert "check its path" in result.stderr


@pytest.mark.parametrize(
    "words",
    [
        ("measure",),
        ("measure", PHOTO, "--expression", "grin"),
        ("compare", PHOTO),
        ("compare", PHOTO, PHOTO, "--pairs", "pairs.csv"),
        ("compare", PHOTO, PHOTO, PHOTO),
        ("compare", PHOTO, "--pairs", "pairs.csv"),
        ("compare", "--pairs", "nowhere.csv"),
        ("compare", PHOTO, PHOTO, "--treated", "elbow"),
        ("nonsense",),
    ],
)
def test_wrong_usage_is_exit_code_2(words):
    assert run(*words).exit_code == 2


@pytest.mark.parametrize(
    ("table", "told"),
    [
        ("", "a column `before`"),
        ("earlier,later\n1.jpg,2.jpg\n", "a column `before`"),
        ("before,after\n", "names no pair"),
        ("before,after\n1.jpg,2.jpg\n3.jpg\n", "row 3 has no after"),
        ("before,after\n,2.jpg\n", "row 2 has no before"),
        ("before,after\n1.jpg, \n", "row 2 has no after"),
        ("before,after\nMichèle.jpg,2.jpg\n", "save it as CSV in UTF-8"),
    ],
)
def test_a_table_that_does_not_name_pairs_says_where(tmp_path, table, told):
    path = tmp_path / "pairs.csv"
    path.write_text(table, encoding="latin-1")
    result = run("compare", "--pairs", path)
    assert result.exit_code == 2
    assert told in " ".join(result.stderr.replace("│", " ").split())


@pytest.mark.parametrize("command", ["measure", "compare"])
def test_help_has_examples(command):
    result = run(command, "--help")
    assert result.exit_code == 0
    assert f"python cli.py {command}" in result.stdout


def test_a_photo_against_itself_has_not_changed_at_all(tmp_path):
    table = tmp_path / "pairs.csv"
    with table.open("w", newline="") as file:
        csv.writer(file).writerows([("before", "after"), (PHOTO, PHOTO)])
    pictures = tmp_path / "pictures"
    words = ("--json", tmp_path / "c.json", "--out", pictures, "--treated", "forehead")
    result = run("compare", "--pairs", table, *words)
    assert result.exit_code == 0, result.output
    document = json.loads((tmp_path / "c.json").read_text())
    (entry,) = document["pairs"]
    assert document["schema"] == "rhytid.compare/1"
    assert set(entry) == set(get_type_hints(contract.PairEntry))
    assert (entry["before"], entry["after"]) == (str(PHOTO), str(PHOTO))
    assert entry["status"] == "compared"
    assert entry["face"]["change_percent"] == pytest.approx(0, abs=1e-6)
    assert entry["face"]["verdict"] == entry["face"]["severity"]["verdict"] == "within_error"
    assert entry["face"]["sdc_percent"] > 0
    support = entry["supporting"]
    assert set(support) == set(get_type_hints(contract.PairSupportEntry))
    assert {shift["verdict"] for shift in support["symmetry"].values()} == {"within_error"}
    assert {change["verdict"] for skin in support["skin"].values() for change in skin.values()} == {
        "within_error"
    }
    for controls in support["controls"].values():
        assert set(controls["treated"]) == {"forehead"}
        assert "forehead" not in controls["untreated"]
        assert not any(region["stands_out"] for region in controls["treated"].values())
    assert entry["alignment"]["residual_mm"] < 0.02
    np.testing.assert_allclose(entry["alignment"]["transform"], np.eye(3), atol=1e-3)
    with (
        Image.open(pictures / "before.png") as before,
        Image.open(pictures / "after_aligned.png") as after,
    ):
        assert before.size == after.size
    assert (pictures / "overlay.png").stat().st_size > 10_000


@pytest.fixture(scope="module")
def visit(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with two shots of one visit, and what is no photo."""
    folder = tmp_path_factory.mktemp("visit")
    shutil.copy(PHOTO, folder / "first.jpg")
    with Image.open(PHOTO) as shot:
        shot.point(lambda grey: round(0.93 * grey)).save(folder / "second.jpg", quality=85)
    (folder / "notes.txt").write_text("Two shots.")
    return folder


def test_a_folder_of_shots_is_measured_shot_by_shot_and_as_a_visit(visit, tmp_path):
    result = run("measure", visit, "--json", tmp_path / "m.json")
    assert result.exit_code == 0, result.output
    document = json.loads((tmp_path / "m.json").read_text())
    assert [Path(entry["file"]).name for entry in document["photos"]] == ["first.jpg", "second.jpg"]
    (mean,) = document["visits"]
    assert set(mean) == set(get_type_hints(contract.VisitEntry))
    assert (mean["folder"], mean["shots"], mean["measured"]) == (str(visit), 2, 2)
    densities = [entry["face"]["line_density_mm_per_cm2"] for entry in document["photos"]]
    face = mean["face"]["line_density_mm_per_cm2"]
    assert face["mean"] == pytest.approx(np.mean(densities))
    assert face["standard_error"] == pytest.approx(np.std(densities, ddof=1) / np.sqrt(2))
    assert "mean of 2 shots" in " ".join(result.stdout.split())


def test_pictures_of_the_lines_may_lie_beside_the_shots(tmp_path):
    shutil.copy(PHOTO, tmp_path / "first.jpg")
    result = run("measure", tmp_path, "--overlay", tmp_path, "--json", "-")
    assert result.exit_code == 0, result.output
    (mean,) = json.loads(result.stdout)["visits"]
    assert mean["shots"] == 1
    assert (tmp_path / "0001-first.png").exists()

    again = run("measure", tmp_path, "--json", "-")
    assert again.exit_code == 3
    drawn, shot = json.loads(again.stdout)["photos"]
    assert (drawn["status"], drawn["reason"]["code"]) == ("refused", "drawn_on")
    assert shot["status"] == "measured"


def test_two_folders_of_shots_are_compared_as_two_visits(visit, tmp_path):
    one = run("compare", PHOTO, visit / "second.jpg", "--json", "-")
    two = run("compare", visit, visit, "--json", "-")
    single, pooled = (json.loads(result.stdout)["pairs"][0] for result in (one, two))
    assert single["shots"] == {"before": 1, "after": 1}
    assert pooled["shots"] == {"before": 2, "after": 2}
    assert set(pooled) == set(single) == set(get_type_hints(contract.PairEntry))
    assert (pooled["before"], pooled["after"]) == (str(visit), str(visit))
    assert pooled["face"]["verdict"] == "within_error"
    assert pooled["face"]["sdc_percent"] < single["face"]["sdc_percent"]


@pytest.mark.parametrize("command", ["measure", "compare"])
def test_an_empty_folder_says_what_to_do(tmp_path, command):
    (tmp_path / "empty").mkdir()
    result = run(command, tmp_path / "empty", PHOTO)
    assert result.exit_code == 3
    assert "put the shots in it" in result.stderr


def test_pairs_that_must_be_refused_are_not_compared(tmp_path):
    folders = sorted(path for path in (SAMPLES / "pairs").iterdir() if path.is_dir())
    table = tmp_path / "pairs.csv"
    with table.open("w", newline="") as file:
        csv.writer(file).writerows(
            [("before", "after"), *((f / "before.jpg", f / "after.jpg") for f in folders)]
        )
    run("compare", "--pairs", table, "--json", tmp_path / "c.json")
    entries = json.loads((tmp_path / "c.json").read_text())["pairs"]
    assert all(entry["status"] == "not_comparable" for entry in entries)
    reasons = {f.name: e["reason"]["code"] for f, e in zip(folders, entries, strict=True)}
    assert reasons == {
        "another_person": "another_person",
        "blurred": "blur_differs",
        "other_expression": "expression_differs",
        "other_light": "light_differs",
    }


def test_a_fault_is_one_line_and_exit_code_1(tmp_path):
    wrong_model = tmp_path / "face_landmarker.task"
    wrong_model.write_bytes(b"not the model")
    done = subprocess.run(
        [sys.executable, "cli.py", "measure", str(PHOTO)],
        cwd=ROOT,
        env={"RHYTID_FACE_MODEL": str(wrong_model), "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 1
    assert len(done.stderr.strip().splitlines()) == 1
    assert "Traceback" not in done.stderr


def test_what_measuring_imports_leaves_the_database_alone():
    """Its import alone takes over a second, for every photo that somebody measures."""
    imported = "import sys, reports.overlays, reports.terminal, tracking.folders, tracking.measure"
    asked = f"{imported}; print([name for name in sys.modules if name.startswith('sqlalchemy')])"
    found = subprocess.run(
        [sys.executable, "-c", asked], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert found.stdout.strip() == "[]"
