"""Work shared between cores."""

import threading

import cv2
import pytest
from threadpoolctl import threadpool_info

from vision.cores import side_by_side


@pytest.fixture
def set_threads():
    before = cv2.getNumThreads()
    yield cv2.setNumThreads
    cv2.setNumThreads(before)


def test_matrix_products_start_no_threads():
    libraries = [each for each in threadpool_info() if each["user_api"] == "blas"]
    assert libraries
    assert {each["num_threads"] for each in libraries} == {1}


@pytest.mark.parametrize("threads", [1, 3])
def test_results_come_in_the_order_of_the_items(set_threads, threads):
    set_threads(threads)
    assert side_by_side(lambda item: item**2, iter(range(20))) == [n**2 for n in range(20)]


def test_a_process_that_keeps_to_one_core_starts_no_thread(set_threads):
    set_threads(1)
    seen = side_by_side(lambda _: threading.current_thread(), range(3))
    assert set(seen) == {threading.current_thread()}


def test_several_items_are_worked_on_at_once(set_threads):
    set_threads(3)
    together = threading.Barrier(3, timeout=20)
    assert sorted(side_by_side(lambda _: together.wait(), range(3))) == [0, 1, 2]


@pytest.mark.parametrize("threads", [1, 3])
def test_an_error_in_one_item_is_raised(set_threads, threads):
    set_threads(threads)
    with pytest.raises(ZeroDivisionError):
        side_by_side(lambda item: 1 / item, [1, 0, 2])


def test_work_that_shares_the_cores_already_starts_no_further_threads(set_threads):
    set_threads(3)

    def inner(_):
        here = threading.current_thread()
        return set(side_by_side(lambda _: threading.current_thread(), range(3))) == {here}

    assert side_by_side(inner, range(3)) == [True, True, True]
