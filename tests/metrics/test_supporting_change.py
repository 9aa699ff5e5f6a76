"""Whether a supporting figure changed, from made-up values."""

import pytest

from metrics.supporting_change import RELATIVE, SKIN, TONE, figure_change
from vision.regions import REGIONS

NO_TONE = (0.0, 0.0)


def sdc(figure, region, value=8.0, astray_deg=NO_TONE):
    return figure_change(figure, region, (value, value), astray_deg).sdc


@pytest.mark.parametrize("figure", SKIN)
@pytest.mark.parametrize("region", [region.name for region in REGIONS])
def test_every_region_has_an_error_and_both_sides_the_same(figure, region):
    assert sdc(figure, region) > 0
    assert sdc(figure, region) == sdc(figure, region.replace("_left", "_right"))


def test_the_error_of_texture_grows_with_it_and_that_of_redness_does_not():
    for figure in SKIN:
        grown = sdc(figure, "forehead", 15.0) / sdc(figure, "forehead", 5.0)
        assert grown == pytest.approx(3 if figure in RELATIVE else 1)


def test_an_angle_that_exposure_moves_more_has_the_larger_error():
    fair, brown = (sdc(TONE, "face", 30.0, (astray, astray)) for astray in (6.0, 18.0))
    assert brown == pytest.approx(3 * fair)


def test_a_figure_that_was_not_studied_has_neither_error_nor_verdict():
    for figure, region in (("lightness", "forehead"), ("redness", "face")):
        change = figure_change(figure, region, (12.0, 19.0), NO_TONE)
        assert (change.change, change.sdc, change.verdict) == (7.0, None, None)


@pytest.mark.parametrize(
    ("share", "verdict"), [(1.01, "higher"), (-1.01, "lower"), (0.99, "within_error")]
)
def test_only_more_than_the_smallest_change_has_a_direction(share, verdict):
    after = 12.0 + share * sdc("redness", "cheek_left")
    assert figure_change("redness", "cheek_left", (12.0, after), NO_TONE).verdict == verdict
