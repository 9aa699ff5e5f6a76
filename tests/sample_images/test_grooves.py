import numpy as np
import pytest

from sample_images.anatomy import PLACES, wrinkles
from sample_images.grooves import scaled, shortened
from sample_images.person import Person
from sample_images.time_course import after_botox
from vision.regions import REGIONS


def total_length(grooves):
    return sum(groove.chart_length_mm for groove in grooves)


def in_region(grooves, region, depth):
    return sum(getattr(g, depth) * g.chart_length_mm for g in grooves if g.region == region)


def test_every_region_of_the_face_has_a_usual_place_for_lines():
    assert {groove.region for groove in wrinkles(Person(1))} == {region.name for region in REGIONS}


def test_lines_depend_on_the_person_and_on_nothing_else():
    assert wrinkles(Person(1, tone="VI", hair="short")) == wrinkles(Person(1))
    assert wrinkles(Person(2)) != wrinkles(Person(1))


def test_leaving_a_place_out_moves_no_other_line():
    some = [place for place in PLACES if place != "forehead"]
    without = wrinkles(Person(1), places=some)
    assert without == tuple(g for g in wrinkles(Person(1)) if g.region != "forehead")


@pytest.mark.parametrize("factor", [0.588, 0.876, 1.3])
def test_scaling_changes_depth_and_nothing_else(factor):
    before = wrinkles(Person(4))
    after = scaled(before, static=factor, dynamic=factor)
    for old, new in zip(before, after, strict=True):
        assert new.polyline == old.polyline
        for expression in ("rest", "frown", "raise", "smile"):
            expected = factor * old.depth_at(expression, 0.7)
            assert new.depth_at(expression, 0.7) == pytest.approx(expected)


def test_scaling_a_region_leaves_the_others_alone():
    before = wrinkles(Person(4))
    after = scaled(before, static=0.5, dynamic=0.5, regions={"chin"})
    changed = {new.region for old, new in zip(before, after, strict=True) if new != old}
    assert changed == {"chin"}


@pytest.mark.parametrize("share", [0.0, 0.1, 0.25, 0.6, 1.0])
@pytest.mark.parametrize("seed", [0, 1])
def test_a_removed_share_of_length_is_removed(share, seed):
    before = wrinkles(Person(5))
    left = total_length(shortened(before, removed_share=share, seed=seed))
    assert left == pytest.approx((1 - share) * total_length(before), abs=3.0)


def test_botox_follows_the_published_course():
    before = wrinkles(Person(6))
    regions = {"glabella", "forehead"}
    day_30 = after_botox(before, regions=regions, day=30)
    for region in regions:
        static = in_region(day_30, region, "depth_mm") / in_region(before, region, "depth_mm")
        dynamic = in_region(day_30, region, "deepening_mm")
        dynamic /= in_region(before, region, "deepening_mm")
        assert static == pytest.approx(0.83, abs=0.005)
        assert 0.59 <= dynamic <= 0.74
    untouched = [groove for groove in day_30 if groove.region not in regions]
    assert untouched == [groove for groove in before if groove.region not in regions]


def test_the_effect_comes_within_two_weeks_and_is_gone_after_five_months():
    before = wrinkles(Person(6))
    depths = {
        day: in_region(after_botox(before, regions={"glabella"}, day=day), "glabella", "depth_mm")
        for day in (0, 7, 14, 30, 60, 90, 120, 150)
    }
    full = depths[0]
    assert depths[0] > depths[7] > depths[14] >= depths[30]
    assert depths[30] < depths[90] < depths[120] < depths[150]
    assert depths[120] > 0.97 * full
    assert depths[150] == pytest.approx(full, rel=0.002)


def test_the_path_runs_through_its_control_points():
    for groove in wrinkles(Person(7)):
        path = groove.path(400)
        for point in groove.polyline:
            assert np.linalg.norm(path - point, axis=1).min() < 0.2
