"""Which shots of two visits are compared, and what is said of the others."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from tests.drawn_faces import drawn, portrait
from tracking import compare
from tracking.compare import compare_files, read_visits
from vision.errors import Refusal

FACE = portrait(drawn())
DARK = Refusal("too_dark", "The photo is too dark; use more light.")


def shot(digit):
    return replace(FACE, photo=replace(FACE.photo, sha256=digit * 64))


def read(shots):
    return read_visits(lambda one: one, shots, [shot("f")])


def test_a_copy_of_a_shot_is_left_out_and_a_shot_that_cannot_be_measured_too():
    before, after = read([shot("a"), DARK, shot("b"), shot("a")])

    assert [one.photo.sha256[0] for one in before.portraits] == ["a", "b"]
    assert [(number, reason.code) for number, reason in before.left_out] == [
        (1, "too_dark"),
        (3, "same_photo"),
    ]
    assert (len(after.portraits), after.left_out) == (1, [])


def test_a_visit_without_a_shot_says_why_and_which():
    assert read([DARK]).code == "too_dark"
    assert read([DARK]).message == "The earlier photo: The photo is too dark; use more light."
    assert read([]).code == "no_photos"


@pytest.fixture
def visits(tmp_path, monkeypatch):
    """Two folders of photos that show one face, of which one is dark and two are the same."""
    monkeypatch.setattr(compare, "face_landmarker", lambda: None)
    monkeypatch.setattr(compare, "pair_support", lambda *_, **__: None)
    monkeypatch.setattr(compare, "for_each", map)

    def read_portrait(data, landmarker):
        pixels = np.asarray(Image.open(data))
        return DARK if pixels.mean() < 50 else shot(f"{int(pixels.mean()) // 16:x}")

    monkeypatch.setattr(compare, "read_portrait", read_portrait)
    monkeypatch.setattr(compare, "read_file", lambda name: name)
    for folder, greys in (("before", (200, 200, 30)), ("after", (100, 150))):
        (tmp_path / folder).mkdir()
        for number, grey in enumerate(greys):
            Image.new("RGB", (8, 8), (grey,) * 3).save(tmp_path / folder / f"{number}.png")
    return str(tmp_path / "before"), str(tmp_path / "after")


def test_the_entry_counts_what_was_compared_and_names_what_was_left_out(visits):
    ((entry, _),) = compare_files([visits], with_pictures=False, calibration=None, treated=[])

    assert entry["status"] == "compared"
    assert entry["shots"] == {"before": 1, "after": 2}
    left_out = {
        finding["code"]: finding["message"]
        for finding in entry["findings"]
        if "left out" in finding["message"]
    }
    assert set(left_out) == {"same_photo", "too_dark"}
    assert left_out["too_dark"].startswith(f"{Path('2.png')} was left out. The photo is too dark")
