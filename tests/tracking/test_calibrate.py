"""A clinic that measured its own error judges by it from then on; measuring is made up."""

import pytest

from metrics.verdict import ALGORITHM
from records.calibrations import newest_calibration
from tests.tracking.conftest import OWN_ERROR, made_up_pair
from tracking import analyse
from tracking import calibrate as module
from tracking.access import AccessDeniedError, Actor, Role
from tracking.calibrate import calibrate_clinic, own_calibration
from tracking.progress import client_progress, pair_view
from vision.errors import Refusal


@pytest.fixture
def repeats(tmp_path, monkeypatch):
    """A folder of two poses; what is measured on it is made up."""
    for pose in ("first", "second"):
        (tmp_path / "repeats" / pose).mkdir(parents=True)
        for shot in "123":
            (tmp_path / "repeats" / pose / f"{shot}.jpg").write_bytes(b"")
    measured = []

    def measure(poses):
        measured.append([len(pose) for pose in poses])
        return OWN_ERROR

    monkeypatch.setattr(module, "measured_repeats", measure)
    yield tmp_path / "repeats"
    assert measured == [[3, 3]]


def test_the_clinics_own_error_is_kept(desk, repeats):
    assert calibrate_clinic(desk, repeats) == OWN_ERROR
    assert own_calibration(desk).calibration == OWN_ERROR


def test_later_pairs_are_judged_by_it_and_say_so(
    desk, repeats, made_up, monkeypatch, add_full_client
):
    before = add_full_client()
    studies = []

    def pair(before, after, *, study=None):
        studies.append(study)
        return made_up_pair(before[0], after[0])

    monkeypatch.setattr(analyse, "compare_visits", pair)
    analyse.analyse(desk, [before], lambda *_: None)
    calibrate_clinic(desk, repeats)
    client = add_full_client()
    analyse.analyse(desk, [client], lambda *_: None)
    with desk.store.reading() as session:
        number = newest_calibration(session, ALGORITHM).number
    assert number
    assert studies[-1]["forehead"].floor > 0.05
    assert [study is None for study in studies] == sorted(study is None for study in studies)[::-1]
    progress = client_progress(desk, client)
    assert progress.calibrated_at is not None
    assert client_progress(desk, before).calibrated_at is None
    visits = progress.visits
    view = pair_view(desk, client, visits[0].id, visits[-1].id, visits[0].expressions[0])
    assert view.calibrated_at is not None


def test_a_folder_without_poses_is_refused(desk, tmp_path):
    assert isinstance(calibrate_clinic(desk, tmp_path), Refusal)
    assert own_calibration(desk) is None


def test_only_the_owner_calibrates(desk, tmp_path):
    with pytest.raises(AccessDeniedError):
        calibrate_clinic(desk.of(Actor("person-2", "P", Role.PRACTITIONER)), tmp_path)
