import json
import os
import subprocess
import sys
import time
from pathlib import Path
from zipfile import ZipFile

import pytest

from records.keys import ClinicKeyError
from tracking.backup import FolderInUseError
from vision.errors import RhytidError

ROOT = Path(__file__).parents[2]
PASSWORD = "correct horse battery\n" * 2


def test_clients_are_added_found_and_listed(ask, run, pseudonym):
    (client,) = ask("client list", "quill")["clients"]
    assert client["pseudonym"] == pseudonym
    assert client["name"] == "Zaphira Quillfeather"
    assert ask("client list nobody")["clients"] == []
    assert pseudonym in run("client list").out


def another(photo):
    """A photo of other bytes that shows the same."""
    copies = len(list(photo.parent.glob("another*")))
    path = photo.with_name(f"another{copies}.png")
    path.write_bytes(photo.read_bytes() + b"%d" % copies)
    return path


def side_photos(photo):
    rest, frown, right = (another(photo) for _ in range(3))
    return ("--left", f"rest={rest}", "--left", f"frown={frown}", "--right", f"rest={right}")


def test_a_visit_keeps_what_can_be_read_and_names_the_rest(ask, run, pseudonym, photo, home):
    bad = home / "bad.jpg"
    bad.write_bytes(b"no photo")
    words = ("visit add", pseudonym, "--rest", photo, "--frown", bad, "--at", "2026-03-01T09:30")
    visit = ask(*words, exit_code=3)
    assert [entry["status"] for entry in visit["photos"]] == ["kept", "refused"]
    assert visit["photos"][1]["reason"]["code"] == "not_an_image"
    assert ask("client list")["clients"][0]["first_visit"] == "2026-03-01T09:30:00+00:00"
    assert ask(*words, exit_code=3)["photos"][0]["reason"]["code"] == "kept_already"
    result = run(*words, "--rest", another(photo), exit_code=1)
    assert "clashes" in str(result.fault)


def test_a_visit_keeps_views_apart_and_says_which_are_not_measured(run, ask, pseudonym, photo):
    front = ("--rest", photo, "--rest", another(photo))
    sides = side_photos(photo)
    more = ("--left", f"rest={another(photo)}")
    visit = ask("visit add", pseudonym, *front, *sides, *more)
    entries = visit["photos"]
    assert [(each["view"], each["expression"], each["shot"]) for each in entries] == [
        ("front", "rest", 1),
        ("front", "rest", 2),
        ("left", "rest", 1),
        ("left", "frown", 1),
        ("left", "rest", 2),
        ("right", "rest", 1),
    ]
    assert {each["status"] for each in entries} == {"kept"}
    codes = [each["not_measured"] and each["not_measured"]["code"] for each in entries]
    assert codes == [None, None, *["view_not_measured"] * 4]
    later = run("visit add", pseudonym, *side_photos(photo), "--at", "2026-03-01T09:30")
    assert later.err.count("not measured") == 3


def test_a_treatment_passes_the_rules_or_is_not_kept(ask, run, pseudonym):
    words = (
        *("treat botox", pseudonym, "--product", "onabotulinumtoxinA"),
        *("--inject", "glabella=4", "--inject", "glabella=4", "--cost", "250 EUR"),
    )
    first = ask(*words, "--at", "2026-03-01T10:00", exit_code=3)
    assert first["status"] == "not_recorded"
    rules = {each["rule"] for each in first["findings"] if each["needs_reason"]}
    signed = [word for rule in rules for word in ("--override", f"{rule}=seen and discussed")]
    done = ask(*words, "--at", "2026-03-01T10:00", *signed)
    assert done["status"] == "recorded"
    device = ("--device", "Probe", "--minutes", 20, "--region", "glabella", "--microampere", 300)
    words = ("treat microcurrent", pseudonym, *device, "--at", "2026-03-03T10:00")
    result = run(*words, exit_code=3)
    assert "Not recorded." in result.out
    assert "--override" in result.err
    assert ask(*words, exit_code=3)["light"] in ("red", "amber")
    assert ask("client list")["clients"][0]["treatments"] == ["botox"]


@pytest.mark.parametrize(
    "words",
    [
        ("visit add R-NOBODY --rest cli.py",),
        ("visit add {client}",),
        ("visit add {client} --rest cli.py --at soon",),
        ("visit add {client} --left cli.py",),
        ("visit add {client} --right laugh=cli.py",),
        ("visit add {client} --right rest=",),
        ("treat botox {client} --product snake --inject glabella=4",),
        ("treat botox {client} --product onabotulinumtoxinA --inject elbow=4",),
        ("treat botox {client} --product onabotulinumtoxinA --inject glabella",),
        ("treat botox {client} --product onabotulinumtoxinA --inject glabella=1 --cost x",),
        ("people add ada --name Ada --role client",),
        ("client add Ada --fitzpatrick 7",),
    ],
)
def test_wrong_usage_ends_with_2_and_says_what_is_wrong(run, pseudonym, words):
    result = run(words[0].format(client=pseudonym), exit_code=2)
    assert "Error" in result.err


def test_people_are_added_listed_and_disabled(ask, run, pseudonym):
    words = "people add ada@example.org --role owner --name"
    assert ask(words, "Ada Example", typed=PASSWORD)["role"] == "owner"
    run(
        "people add",
        "zoe",
        "--role",
        "client",
        "--client",
        pseudonym,
        "--name",
        "Z",
        typed=PASSWORD,
    )
    run("people add x --role owner --name X", typed="short\nshort\n", exit_code=1)
    run("people disable zoe --yes")
    people = {each["login"]: each for each in ask("people list")["people"]}
    assert set(people) == {"ada@example.org", "zoe"}
    assert people["zoe"]["disabled_at"]
    assert people["zoe"]["client"]
    result = run("people disable ada@example.org --yes", exit_code=1)
    assert "last owner" in str(result.fault)


def test_backup_verify_erase_restore(ask, run, pseudonym, photo, home, monkeypatch):
    run("visit add", pseudonym, "--rest", photo)
    other = ask("client add", "Someone Else")["pseudonym"]
    made = ask("backup", home / "backup")
    assert (made["photos"], made["rows"]["client"], made["left_out"]) == (1, 2, [])
    assert "clinic key is not in it" in run("backup", home / "second").out.replace("\n", " ")
    assert ask("verify", home / "backup")["faults"] == []
    run("client erase", pseudonym, typed="n\n", exit_code=1)
    assert len(ask("client list")["clients"]) == 2
    run("client erase", pseudonym, "--yes")
    assert ask("verify")["faults"] == []
    monkeypatch.setenv("RHYTID_DATA_DIR", str(home / "elsewhere"))
    run("restore", home / "backup", typed="n\n", exit_code=1)
    assert not (home / "elsewhere").exists()
    assert ask("restore", home / "backup", "--yes")["rows"]["client"] == 2
    assert [each["pseudonym"] for each in ask("client list")["clients"]] == [other]
    assert ask("verify") == {
        "schema": "rhytid.verify/1",
        "photos": 0,
        "faults": [],
        "leftovers": [],
    }
    result = run("restore", home / "backup", "--yes", exit_code=1)
    assert isinstance(result.fault, FolderInUseError)


def test_verify_names_damage_and_ends_with_1(ask, run, pseudonym, photo, home):
    run("visit add", pseudonym, "--rest", photo)
    (kept,) = (home / "home" / "photos").rglob("*/*")
    kept.chmod(0o600)
    kept.write_bytes(kept.read_bytes()[:-1])
    result = run("verify", exit_code=1)
    assert kept.name in result.out
    assert "1 faults" in result.out


def test_the_audit_log_is_verified(ask, run, pseudonym):
    assert ask("audit verify")["faults"] == []
    assert "as it was written" in run("audit verify").out


def test_an_export_holds_the_original(run, ask, pseudonym, photo, home):
    run("visit add", pseudonym, "--rest", photo)
    file = home / "mine.zip"
    assert ask("client export", pseudonym, "--out", file)["photos"] == 1
    with ZipFile(file) as archive:
        (name,) = (name for name in archive.namelist() if name.startswith("photos/"))
        assert archive.read(name) == photo.read_bytes()


def test_the_database_is_upgraded_and_checked(ask, run):
    before = ask("db check", exit_code=1)
    assert before["revision"] is None
    assert ask("db upgrade")["revision"] == before["newest"]
    assert ask("db check")["differences"] == []


def test_rebuild_counts_clients(ask, pseudonym):
    assert ask("rebuild")["clients"] == 1
    assert ask("rebuild --remeasure")["remeasure"] is True


def program(home, *words):
    environment = {**os.environ, "RHYTID_DATA_DIR": str(home / "p"), "RHYTID_KEY_DIR": str(home)}
    command = [sys.executable, "cli.py", *map(str, words)]
    return subprocess.run(
        command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )


@pytest.mark.slow
def test_a_fault_is_one_line_that_says_what_to_do(tmp_path):
    assert program(tmp_path, "client", "add", "Ada").returncode == 0
    (key,) = tmp_path.rglob("clinic.key")
    key.rename(tmp_path / "lost")
    result = program(tmp_path, "client", "list")
    assert result.returncode == 1
    assert "put it back" in result.stderr
    assert result.stderr.count("\n") == 1
    key.write_text("QUJD")
    key.chmod(0o600)
    assert "damaged" in program(tmp_path, "client", "list").stderr
    (tmp_path / "lost").replace(key)
    key.chmod(0o600)
    assert "Ada" in program(tmp_path, "client", "list").stdout
    (tmp_path / "file").write_text("in the way")
    result = program(tmp_path, "backup", tmp_path / "file" / "below")
    assert result.returncode == 1
    assert result.stderr.count("\n") == 1
    assert issubclass(ClinicKeyError, RhytidError)


def test_help_names_every_command_and_loads_no_room():
    code = (
        "import sys, cli; from typer.testing import CliRunner;"
        "out = CliRunner().invoke(cli.app, ['--help']).output;"
        "print([m for m in ('mediapipe', 'sqlalchemy', 'cv2', 'streamlit') if m in sys.modules]);"
        "print(out)"
    )
    start = time.perf_counter()
    result = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    first, _, text = result.stdout.partition("\n")
    assert json.loads(first.replace("'", '"')) == []
    commands = "measure compare model client visit treat people db audit backup restore verify"
    assert all(command in text for command in [*commands.split(), "rebuild"])
    assert time.perf_counter() - start < 20
