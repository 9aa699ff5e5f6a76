"""Treated beside untreated regions: what stands out, what moves with all, what is unknown."""

import pytest

from metrics.controls import ControlledChange, treated_beside_untreated
from metrics.verdict import (
    NOT_COMPARABLE,
    Change,
    PairMeasurement,
    RegionChange,
    not_comparable,
)
from vision.errors import Refusal

UNTREATED = ("cheek_left", "cheek_right", "chin", "perioral")


def region(percent, sdc=8.0):
    change = Change(10.0, 10.0 + percent / 10, percent, sdc, "within_error")
    return RegionChange("compared", None, NOT_COMPARABLE, change)


def pair(reason=None, **regions):
    status = "compared" if reason is None else "not_comparable"
    face = region(0.0)
    return PairMeasurement(status, reason, (), face, regions, (), None)


def controls(*percents):
    return {name: region(percent) for name, percent in zip(UNTREATED, percents, strict=False)}


def compared(measurement, *treated):
    found = treated_beside_untreated(measurement, treated, figure="severity")
    assert isinstance(found, ControlledChange)
    return found


def test_a_fading_of_the_treated_region_alone_stands_out():
    found = compared(pair(forehead=region(-35.0), **controls(-2, 1, 0, 3)), "forehead")
    forehead = found.treated["forehead"]
    assert found.untreated_median_percent == pytest.approx(0.5)
    assert forehead.beyond_control_percent == pytest.approx(-35.5)
    assert forehead.stands_out is True
    assert set(found.untreated) == set(UNTREATED)


def test_a_fading_of_the_whole_face_does_not_stand_out():
    found = compared(pair(forehead=region(-20.0), **controls(-19, -22, -18, -21)), "forehead")
    assert found.treated["forehead"].stands_out is False
    assert found.treated["forehead"].beyond_control_percent == pytest.approx(0.0)


def test_controls_that_disagree_widen_the_error():
    calm = compared(pair(forehead=region(-20.0), **controls(1, 0, -1, 0)), "forehead")
    wild = compared(pair(forehead=region(-20.0), **controls(40, -38, 35, -40)), "forehead")
    assert calm.treated["forehead"].stands_out is True
    assert wild.treated["forehead"].stands_out is False
    assert wild.untreated_sdc_percent > 3 * calm.untreated_sdc_percent


def test_more_controls_narrow_the_error():
    few = compared(pair(forehead=region(-20.0), **controls(1, 0, -1)), "forehead")
    more = compared(pair(forehead=region(-20.0), **controls(1, 0, -1, 0)), "forehead")
    assert more.untreated_sdc_percent < few.untreated_sdc_percent


def test_too_few_untreated_regions_leave_it_open():
    found = compared(pair(forehead=region(-35.0), **controls(0, 1)), "forehead")
    assert found.untreated_median_percent is None
    forehead = found.treated["forehead"]
    assert forehead.stands_out is None
    assert forehead.reason is not None
    assert forehead.reason.code == "few_untreated_regions"
    assert forehead.change.change_percent == -35.0


def test_a_region_that_cannot_be_compared_keeps_its_reason_and_is_no_control():
    hidden = not_comparable("light_or_pose_differs", "Repeat light and pose.")
    found = compared(pair(forehead=hidden, chin=hidden, **controls(0, 1)), "forehead")
    assert found.treated["forehead"].reason == hidden.reason
    assert "chin" not in found.untreated


def test_a_pair_that_cannot_be_compared_passes_its_reason_on():
    reason = Refusal("another_person", "Check the photos.")
    assert treated_beside_untreated(pair(reason), ["chin"], figure="density") == reason
