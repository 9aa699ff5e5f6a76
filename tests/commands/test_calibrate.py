"""`calibrate` on the command line; what is measured on the photos is made up."""

import pytest

from metrics.calibration import Calibration, OwnError
from vision.errors import Refusal

ERRORS = tuple(
    OwnError(region, figure, 1.0, 2.0, 2.2, 6.2, -4.0, 5.0)
    for figure in ("density", "severity")
    for region in ("face", "forehead")
)


@pytest.fixture
def repeats(home):
    for pose in ("first", "second"):
        (home / "repeats" / pose).mkdir(parents=True)
        (home / "repeats" / pose / "1.jpg").write_bytes(b"")
    return home / "repeats"


@pytest.fixture
def measured(monkeypatch):
    """Choose what measuring the repeats says."""

    def choose(found):
        monkeypatch.setattr("tracking.calibrate.measured_repeats", lambda poses: found)

    return choose


def test_the_error_is_said_and_kept_for_later_comparisons(run, ask, repeats, measured):
    measured(Calibration(2, 3, ERRORS, 0.97, None))
    said = run("calibrate", repeats).out
    document = ask("calibrate", repeats)

    assert "Forehead" in said
    assert "-4.0 … +5.0" in said
    assert "0.970" in said
    assert (document["poses"], document["icc_severity"]) == (2, None)
    assert [error["region"] for error in document["errors"]] == ["face", "forehead"] * 2


def test_repeats_that_cannot_be_measured_say_why_and_keep_nothing(run, repeats, measured):
    measured(Refusal("no_face", "1.jpg: No face was found; show the face."))

    assert "show the face" in run("calibrate", repeats, exit_code=3).err


def test_a_folder_that_is_not_there_is_wrong_usage(run, home):
    run("calibrate", home / "nowhere", exit_code=2)
