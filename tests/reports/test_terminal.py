"""What people named their files comes out as they wrote it."""

import json
import os

import pytest

from reports import terminal
from tracking.contract import MeanEntry, VisitEntry


def visit(folder):
    mean = MeanEntry(mean=4.0, standard_error=None, shots=1)
    figures = {"line_density_mm_per_cm2": mean, "severity": mean}
    return VisitEntry(folder=folder, shots=1, measured=1, face=figures, regions={})


@pytest.mark.parametrize("name", ["[anna] 1", "x[/b]", "[red]y", ":smile:", "back\\"])
def test_a_name_is_no_markup(capsys, name):
    terminal.print_visits([visit(name)])
    assert name in capsys.readouterr().out


def test_json_names_a_file_whose_name_is_no_utf8(tmp_path):
    name = os.fsdecode(b"caf\xe9.jpg")
    terminal.write_json({"file": name}, str(tmp_path / "out.json"))
    written = json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))
    assert os.fsencode(written["file"]) == b"caf\xe9.jpg"
