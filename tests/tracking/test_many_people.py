import pytest

from benchmarks.many_people import keep_at_once

PEOPLE, SAVES = 20, 25


@pytest.mark.slow
def test_twenty_people_take_in_visits_at_once_without_an_error(desk):
    times, wrong = keep_at_once(desk, PEOPLE, SAVES)
    assert wrong == {}
    assert len(times) == PEOPLE * SAVES
