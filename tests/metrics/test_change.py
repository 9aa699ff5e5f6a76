"""The whole comparison on drawn faces whose lines change by known amounts."""

import numpy as np
import pytest

from metrics.change import compare_faces
from metrics.verdict import Z95, ChangeError, judged
from tests.drawn_faces import drawn, forehead_lines, grid, portrait

DEEP, HALF = 0.16, 0.08


def photo(depth, *, seed=3, **how):
    return portrait(drawn(seed=seed, lines=forehead_lines(depth)), **{"noise": 1.5, **how})


@pytest.fixture(scope="module")
def deep():
    return photo(DEEP)


@pytest.fixture(scope="module")
def halved(deep):
    return compare_faces(deep, photo(HALF))


def test_a_photo_against_itself_has_not_changed_at_all(deep):
    pair = compare_faces(deep, deep)

    assert pair.status == "compared"
    for part in (pair.face, *pair.regions.values()):
        for change in (part.density, part.severity):
            assert change.before == change.after
            assert change.change_percent in (0, None)
            assert change.verdict in ("within_error", "not_comparable")


def test_lines_of_half_the_depth_have_half_the_severity(halved):
    forehead = halved.regions["forehead"]

    assert forehead.severity.change_percent == pytest.approx(-50, abs=6)
    assert forehead.severity.verdict == forehead.density.verdict == "fewer_lines"
    assert -50 < forehead.density.change_percent < -5
    assert halved.face.severity.verdict == "fewer_lines"


def test_the_swapped_pair_says_the_opposite(deep, halved):
    swapped = compare_faces(photo(HALF), deep).regions["forehead"].severity
    there = halved.regions["forehead"].severity

    assert swapped.verdict == "more_lines"
    assert np.log1p(swapped.change_percent / 100) == pytest.approx(
        -np.log1p(there.change_percent / 100), rel=0.15
    )


def test_skin_without_lines_keeps_silent_while_the_forehead_speaks(halved):
    for name in ("cheek_left", "cheek_right", "chin", "nasolabial_left", "nasolabial_right"):
        assert halved.regions[name].density.verdict in ("within_error", "not_comparable")


def test_every_line_is_followed_with_its_region_and_fading(halved):
    forehead = [line for line in halved.lines if line.region == "forehead"]
    drawn_across = [line for line in forehead if line.before_mm > 40]

    assert len(drawn_across) == 3
    for line in drawn_across:
        assert line.contrast_change_percent == pytest.approx(-50, abs=8)
    assert all(line.points.shape[1] == 2 for line in forehead)


def test_turned_darker_and_noisier_copies_have_not_changed(deep):
    places = grid()
    places[..., 0] = 1.04 * (places[..., 0] - 380) + 0.05 * (places[..., 1] - 500) + 380
    again = portrait(drawn(seed=3, lines=forehead_lines(DEEP)) - 0.2, to_drawing=places, noise=3.0)
    pair = compare_faces(deep, again)

    assert pair.status == "compared"
    assert abs(pair.face.density.change_percent) < 3.4
    for part in (pair.face, *pair.regions.values()):
        assert part.density.verdict in ("within_error", "not_comparable")


def test_another_person_is_refused_with_a_reason(deep):
    pair = compare_faces(deep, photo(DEEP, seed=8))

    assert pair.status == "not_comparable"
    assert pair.reason.code in ("not_aligned", "another_person")
    assert pair.face.density.verdict == "not_comparable"
    assert pair.face.density.change_percent is None
    assert not pair.regions


def test_another_expression_is_refused_and_says_what_to_do(deep):
    frowning = photo(DEEP, scores={"browDownLeft": 0.7, "browDownRight": 0.7})
    calm = photo(DEEP, scores={"browDownLeft": 0.0, "browDownRight": 0.0})
    pair = compare_faces(calm, frowning)

    assert (pair.status, pair.reason.code) == ("not_comparable", "expression_differs")
    assert [f.code for f in pair.findings if f.severity == "block"] == ["expression_differs"]
    assert "expression" in pair.findings[0].message
    assert pair.pictures.before.shape == pair.pictures.after.shape


def test_a_score_that_differs_on_one_side_only_is_not_yet_another_expression(deep):
    uneven = photo(DEEP, scores={"browDownLeft": 0.35, "browDownRight": 0.0})
    calm = photo(DEEP, scores={"browDownLeft": 0.0, "browDownRight": 0.0})

    assert compare_faces(calm, uneven).status == "compared"


def test_smooth_skin_gives_no_percentage_and_no_alarm():
    plain = portrait(drawn(seed=6), noise=1.5)
    pair = compare_faces(plain, portrait(drawn(seed=6), noise=2.0))

    assert pair.status == "compared"
    assert pair.face.density.verdict == "within_error"
    assert all(part.density.verdict != "more_lines" for part in pair.regions.values())


def of_sdc(sdc):
    return ChangeError(session=0.0, within=sdc / Z95)


def test_a_change_of_exactly_the_smallest_detectable_one_is_within_error():
    assert judged(2.0, 1.5, of_sdc(0.5)).verdict == "within_error"
    assert judged(2.0, 1.5, of_sdc(0.499)).verdict == "fewer_lines"
    assert judged(2.0, 2.6, of_sdc(0.5)).verdict == "more_lines"
    assert judged(2.0, 1.5, of_sdc(0.5)).change_percent == pytest.approx(-25)


def test_lines_that_came_from_nothing_have_a_verdict_but_no_percentage():
    change = judged(0.0, 1.0, of_sdc(0.3))

    assert (change.verdict, change.change_percent, change.sdc_percent) == ("more_lines", None, None)
