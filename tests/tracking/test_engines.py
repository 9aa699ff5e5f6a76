import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import psutil
import pytest

from tests.tracking.cluster import ROOT, cluster, kill_once
from tracking.engines import ClusterError, DaskEngine, LocalEngine

DEADLY = 7


def square(number):
    return number * number


def square_or_die(number):
    if number == DEADLY:
        os.kill(os.getpid(), signal.SIGTERM)
        time.sleep(60)
    return number * number


def trace(folder):
    (Path(folder) / str(os.getpid())).touch()
    time.sleep(0.5)


def square_in_file(item):
    """Leave a trace, so that the test sees the work begin."""
    folder, number = item
    (Path(folder) / f"{number}-{os.getpid()}").touch()
    time.sleep(0.2)
    return number * number


def test_local_processes_answer_every_item_once():
    answers = list(LocalEngine(2).results(square, range(20)))
    assert sorted(answers) == [(number, number * number) for number in range(20)]


def test_an_item_that_kills_its_process_is_named_and_no_other_is_lost():
    answers = dict(LocalEngine(2).results(square_or_die, range(12)))
    assert answers == {number: None if number == DEADLY else number**2 for number in range(12)}


def test_items_are_drawn_as_they_are_needed():
    drawn = []

    def items():
        for number in range(50):
            drawn.append(number)
            yield number

    engine = LocalEngine(1).results(square, items())
    next(engine)
    assert len(drawn) <= 3
    engine.close()


def test_processes_end_with_a_program_that_is_killed(tmp_path):
    program = (
        "from tests.tracking.test_engines import trace\n"
        "from tracking.engines import LocalEngine\n"
        f"list(LocalEngine(2).results(trace, [{str(tmp_path)!r}] * 100))"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    parent = subprocess.Popen([sys.executable, "-c", program], env=environment)
    while len(list(tmp_path.iterdir())) < 2:
        time.sleep(0.05)
    parent.kill()
    parent.wait()
    children = [
        psutil.Process(int(trace.name))
        for trace in tmp_path.iterdir()
        if psutil.pid_exists(int(trace.name))
    ]
    _, alive = psutil.wait_procs(children, timeout=10)
    assert alive == []


def test_a_killed_worker_of_a_cluster_loses_nothing(tmp_path):
    with cluster(tmp_path / "local", workers=2) as made:
        engine = DaskEngine(made.address)
        traces = tmp_path / "traces"
        traces.mkdir()

        def both_have_worked():
            return len({name.name.partition("-")[2] for name in traces.iterdir()}) == 2

        killer = threading.Thread(target=kill_once, args=(made.workers[0], both_have_worked))
        killer.start()
        items = [(str(traces), number) for number in range(30)]
        answers = list(engine.results(square_in_file, items))
        killer.join()
        assert made.workers[0].poll() is not None
        assert sorted(answers) == [(item, item[1] ** 2) for item in items]
        engine.close()


def test_a_cluster_that_cannot_do_the_work_is_refused_with_advice(tmp_path, monkeypatch):
    monkeypatch.setattr("tracking.engines.CONNECT_S", 1)
    with pytest.raises(ClusterError, match="dask scheduler"):
        DaskEngine("tcp://127.0.0.1:9")
