"""When the lines of a region are enough for a change in percent."""

from types import SimpleNamespace

import numpy as np
import pytest

from metrics.contrast import Traces
from metrics.error import rendered_study
from metrics.paired_lines import PairedLines
from metrics.region_change import UNCOUNTED_CONTRAST, region_change

PX_PER_MM = 3.0
SKIN = np.ones((200, 200), bool)
STILL = SimpleNamespace(
    fair=SKIN,
    skin=SKIN,
    area_cm2=lambda mask: mask.sum() / PX_PER_MM**2 / 100,
    light=SimpleNamespace(before=(0.0, 0.0), after=(0.0, 0.0), unevenness=0.0),
    pitch=0.0,
    turn_deg=0.0,
)


def change_of(length_mm, chance, *, name="cheek_left", left=0.5, over=1.0, deep=0.08):
    """One candidate that keeps a share of its contrast over a share of its length."""
    count = round(length_mm * PX_PER_MM)
    path = np.column_stack([np.arange(20.0, 20 + count), np.full(count, 60.0)])
    traces = Traces.of_paths([path], PX_PER_MM)
    contrast, all_points = np.full(len(traces), deep), np.ones(len(traces), bool)
    later = np.where(np.arange(len(traces)) < over * len(traces), left * contrast, contrast)
    lines = PairedLines(
        traces=traces,
        chances=np.full(len(traces), chance),
        before=contrast,
        after=later,
        audits=((contrast, later), (contrast, later)),
        seen=all_points,
        kept=all_points,
        noise=0.001,
    )
    return region_change(name, SKIN, lines, STILL, study=rendered_study())


def test_a_line_that_would_be_traced_is_enough():
    change = change_of(20, 0.9)

    assert change.reason is None
    assert change.severity.change_percent == pytest.approx(-50)
    assert change.severity.verdict == "fewer_lines"


@pytest.mark.parametrize(("length_mm", "chance"), [(20, 0.2), (50, 0.1), (5, 0.9)])
def test_less_than_one_line_to_be_expected_gives_figures_but_no_change(length_mm, chance):
    change = change_of(length_mm, chance)

    assert (change.status, change.reason.code) == ("compared", "few_lines")
    for figure in (change.density, change.severity):
        assert figure.before > figure.after > 0
        assert (figure.change_percent, figure.verdict) == (None, "within_error")


@pytest.mark.parametrize(
    ("deep", "left", "without"),
    [(0.08, 8.0, "percentage of severity is"), (0.004, 20.0, "density and severity")],
)
def test_a_line_from_next_to_nothing_says_why_there_is_no_percentage(deep, left, without):
    change = change_of(20, 0.9, deep=deep, left=left)

    assert (change.status, change.reason.code) == ("compared", "no_percentage")
    assert without in change.reason.message
    assert (change.severity.change_percent, change.severity.verdict) == (None, "more_lines")


def test_the_face_is_asked_for_less():
    assert change_of(20, 0.2, name="face").severity.verdict == "fewer_lines"


def test_length_that_went_down_to_what_does_not_count_is_all_missing_from_density():
    change = change_of(20, 0.9, left=UNCOUNTED_CONTRAST / 0.08, over=0.5)

    assert change.density.change_percent == pytest.approx(-50)
    assert -50 < change.severity.change_percent < -45
