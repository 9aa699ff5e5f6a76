import os
from concurrent.futures.process import BrokenProcessPool
from pathlib import Path

import pytest

from tracking.workers import for_each, submit

MYSELF = "/proc/self"


@pytest.fixture(autouse=True)
def two_cores(monkeypatch):
    monkeypatch.setattr(os, "cpu_count", lambda: 2)


def workers(items=8):
    """The numbers of the processes that did some work."""
    if not Path(MYSELF).exists():
        pytest.skip("this system does not name its processes in a folder")
    return set(for_each(os.readlink, [MYSELF] * items))


def test_results_come_in_the_order_of_the_items():
    items = list(range(-20, 20))
    assert list(for_each(abs, items)) == [abs(item) for item in items]


def test_few_items_are_worked_on_here_and_many_in_processes_that_stay():
    assert workers(items=3) == {str(os.getpid())}
    first, again = workers(), workers()
    assert str(os.getpid()) not in first | again
    assert len(first | again) <= 2


def test_a_process_that_dies_is_replaced_for_the_next_work():
    with pytest.raises(BrokenProcessPool):
        submit(os._exit, 1).result(timeout=60)
    assert list(for_each(abs, [-3] * 8)) == [3] * 8


def test_whoever_waits_gets_a_turn_before_the_rest_of_longer_work():
    longer = for_each(abs, range(1000))
    next(longer)
    assert submit(abs, -7).result(timeout=60) == 7
    assert next(longer) == 1
    longer.close()
    assert list(for_each(abs, [-1] * 5)) == [1] * 5
