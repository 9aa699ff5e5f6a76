"""A clinic's own repeatability, on pairs whose scatter is known and on drawn photos."""

import numpy as np
import pytest

from metrics.calibration import calibrate, from_pairs
from metrics.change import compare_faces
from metrics.error import rendered_study
from metrics.verdict import (
    NOT_COMPARABLE,
    ChangeError,
    PairMeasurement,
    RegionChange,
    judged,
)
from tests.drawn_faces import drawn, forehead_lines, grid, portrait

LEVELS = {"forehead": 8.0, "glabella": 4.0, "cheek_left": 2.0, "cheek_right": 1.5}


def part(before, after):
    change = judged(before, after, ChangeError(0.1, 0.1))
    return RegionChange("compared", None, change, change)


def simulated(session, within, *, seed=1, poses=2, shots=3):
    """Pairs of one person with the first photo, by the log error of each photo and region."""
    rng = np.random.default_rng(seed)
    names = ("face", *LEVELS)
    logs = rng.normal(0, session, (poses, 1, len(names))) + rng.normal(
        0, within, (poses, shots, len(names))
    )
    logs = logs.reshape(-1, len(names)) - logs[0, 0]
    pairs = []
    for row in logs:
        factor = dict(zip(names, np.exp(row), strict=True))
        regions = {n: part(level, level * factor[n]) for n, level in LEVELS.items()}
        regions["chin"] = RegionChange("compared", None, NOT_COMPARABLE, NOT_COMPARABLE)
        face = part(5.0, 5.0 * factor["face"])
        pairs.append(PairMeasurement("compared", None, (), face, regions, (), None))
    return from_pairs(pairs, poses=poses, shots=shots)


def error_of(calibration, region="face", figure="density"):
    return next(e for e in calibration.errors if (e.region, e.figure) == (region, figure))


def test_the_scatter_that_was_put_in_is_found():
    found = simulated(0.05, 0.02, poses=200, shots=6)

    for region in ("face", *LEVELS):
        error = error_of(found, region)
        assert error.within_percent == pytest.approx(2, rel=0.15)
        assert error.session_percent == pytest.approx(5, rel=0.2)
        assert error.sem_percent == pytest.approx(100 * np.hypot(0.05, 0.02), rel=0.2)
        assert error.sdc_percent == pytest.approx(1.96 * np.sqrt(2) * error.sem_percent)
        assert error.lower_percent < 0 < error.upper_percent


def test_regions_that_agree_well_have_a_high_correlation_and_bad_ones_a_low_one():
    assert simulated(0.01, 0.01).icc_density > 0.99
    assert simulated(0.3, 0.3).icc_severity < 0.9


def test_a_region_without_a_percentage_is_left_out():
    assert {error.region for error in simulated(0.05, 0.02).errors} == {"face", *LEVELS}


@pytest.mark.parametrize(("scatter", "wider"), [(0.002, False), (0.2, True)])
def test_a_clinic_moves_the_error_of_its_regions_towards_its_own(scatter, wider):
    before, after = rendered_study(), simulated(scatter, scatter).study()

    for group in ("face", "forehead", "cheek"):
        own = np.hypot(after[group].floor, after[group].session)
        assert (own > np.hypot(before[group].floor, before[group].reposed)) == wider
    assert after["chin"] == before["chin"]


def test_more_repeats_count_more():
    none = rendered_study()["forehead"]
    few, many = (simulated(0.1, 0.1, poses=p).study()["forehead"] for p in (2, 12))

    assert none.reposed > few.reposed > many.reposed
    assert many.floor == pytest.approx(0.1 * np.sqrt(2), rel=0.3)
    assert none.session == 0 < few.session


def test_drawn_repeats_are_calibrated_and_the_verdict_uses_them():
    lines = forehead_lines(0.16)
    turned = grid()
    turned[..., 0] += 0.02 * (turned[..., 1] - 500)
    poses = [
        {
            f"{n}/{shot}.jpg": portrait(
                drawn(seed=3, lines=lines), to_drawing=places, noise=2.5, grain=10 * n + shot
            )
            for shot in range(2)
        }
        for n, places in enumerate((None, turned))
    ]
    found = calibrate(poses)
    error = error_of(found, "forehead", "severity")

    assert (found.poses, found.shots) == (2, 2)
    assert 0 < error.sdc_percent < 15
    before, after = poses[0]["0/0.jpg"], poses[1]["1/1.jpg"]
    rendered, own = (
        compare_faces(before, after, study=study).regions["forehead"].severity
        for study in (None, found.study())
    )
    assert own.change_percent == rendered.change_percent
    assert own.sdc_percent != rendered.sdc_percent


def test_too_few_or_uneven_repeats_are_refused():
    shot = portrait(drawn(seed=3))

    for counts in ([], [2], [1, 1], [2, 1]):
        poses = [{f"{n}/{k}.jpg": shot for k in range(count)} for n, count in enumerate(counts)]
        assert calibrate(poses).code == "too_few_repeats"


def test_copies_of_a_photo_are_no_repeats():
    shots = [portrait(drawn(seed=3), noise=1.5, grain=grain) for grain in range(3)]
    poses = [{"a/1.jpg": shots[0], "a/2.jpg": shots[1]}, {"b/1.jpg": shots[2], "b/2.jpg": shots[1]}]
    refusal = calibrate(poses)

    assert refusal.code == "same_photo"
    assert refusal.message.startswith("b/2.jpg is a copy of a/2.jpg;")


def test_the_photo_that_does_not_repeat_is_named():
    calm = [portrait(drawn(seed=3), noise=1.5, grain=grain) for grain in range(3)]
    frowning = portrait(drawn(seed=3), scores={"browDownLeft": 0.7, "browDownRight": 0.7})
    poses = [{"a/1.jpg": calm[0], "a/2.jpg": calm[1]}, {"b/1.jpg": calm[2], "b/2.jpg": frowning}]
    refusal = calibrate(poses)

    assert refusal.code == "expression_differs"
    assert refusal.message.startswith("b/2.jpg beside a/1.jpg: ")
