"""The clinic's own error is kept, and the newest of this version counts."""

from metrics.calibration import Calibration, OwnError
from records.calibrations import calibration_of_pair, keep_calibration, newest_calibration


def calibration(poses):
    errors = (
        OwnError("face", "density", 1.0, 2.0, 2.2, 6.2, -4.0, 5.0),
        OwnError("face", "severity", 1.5, 2.5, 2.9, 8.1, -6.0, 7.0),
    )
    return Calibration(poses, 3, errors, 0.97, None)


def test_the_newest_calibration_of_a_version_comes_back_as_it_was(store):
    with store.writing() as session:
        for version, poses in (("change/1", 2), ("change/2", 3), ("change/1", 4)):
            keep_calibration(session, version, calibration(poses))
    with store.reading() as session:
        assert newest_calibration(session, "change/1").calibration == calibration(4)
        assert newest_calibration(session, "change/2").calibration == calibration(3)
        assert newest_calibration(session, "change/3") is None


def test_a_pair_that_is_not_kept_would_be_judged_by_the_newest(store):
    with store.writing() as session:
        keep_calibration(session, "change/1", calibration(2))
    with store.reading() as session:
        kept = calibration_of_pair(session, 1, 2, "change/1")
    assert kept.calibration == calibration(2)
    assert kept.made_at.tzinfo is not None
