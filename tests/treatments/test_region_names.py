import pytest

from treatments.errors import UnknownRegionError
from treatments.regions import REGIONS, in_words, known_regions
from vision.regions import REGIONS as FACE_CHART


def test_the_names_are_those_of_the_face_chart():
    assert set(REGIONS) == {region.name for region in FACE_CHART}


def test_an_unknown_name_is_refused_with_the_known_ones():
    with pytest.raises(UnknownRegionError, match="nose: not one of forehead"):
        known_regions(["nose", "chin"])


def test_regions_read_from_forehead_to_chin():
    assert in_words(["chin", "crows_feet_left", "forehead"]) == "forehead, crow's feet left, chin"
