"""Whether a figure of skin changed, from made-up values."""

import pytest

from metrics.skin_change import LEAST_SDC, SKIN, TEXTURE, error_unit, figure_change
from vision.regions import REGIONS


def sdc(figure, region, value=8.0, **light):
    return figure_change(figure, region, (value, value), **light).sdc


@pytest.mark.parametrize("figure", SKIN)
@pytest.mark.parametrize("region", [region.name for region in REGIONS])
def test_every_region_has_an_error_and_both_sides_the_same(figure, region):
    assert sdc(figure, region) > 0
    assert sdc(figure, region) == sdc(figure, region.replace("_left", "_right"))


@pytest.mark.parametrize("figure", SKIN)
@pytest.mark.parametrize("region", [region.name for region in REGIONS])
def test_no_change_smaller_than_copies_of_photos_show_is_told(figure, region):
    least = LEAST_SDC[figure] * error_unit(figure, (8.0, 8.0))
    assert sdc(figure, region) >= least


def test_the_error_of_texture_grows_with_it_and_that_of_redness_does_not():
    for figure in SKIN:
        grown = sdc(figure, "forehead", 15.0) / sdc(figure, "forehead", 5.0)
        assert grown == pytest.approx(3 if figure == TEXTURE else 1)


def test_light_that_moved_widens_the_error_either_way():
    still, brighter, darker = (sdc("redness", "chin", log_light=moved) for moved in (0, 0.3, -0.3))
    assert brighter == darker > still


@pytest.mark.parametrize(
    ("share", "verdict"), [(1.01, "higher"), (-1.01, "lower"), (0.99, "within_error")]
)
def test_only_more_than_the_smallest_change_has_a_direction(share, verdict):
    after = 12.0 + share * sdc("redness", "cheek_left")
    assert figure_change("redness", "cheek_left", (12.0, after)).verdict == verdict
