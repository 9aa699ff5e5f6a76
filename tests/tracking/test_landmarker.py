"""One landmarker per process, whoever asks for it first."""

import time
from concurrent.futures import ThreadPoolExecutor

from tracking import measure


def test_threads_that_ask_at_once_share_one_landmarker(monkeypatch):
    made = []

    def slow():
        time.sleep(0.05)
        made.append(object())
        return made[-1]

    monkeypatch.setattr(measure, "MediaPipeLandmarker", slow)
    measure._made_landmarker.cache_clear()
    try:
        with ThreadPoolExecutor(4) as pool:
            given = list(pool.map(lambda _: measure.face_landmarker(), range(4)))
    finally:
        measure._made_landmarker.cache_clear()
    assert len(made) == 1
    assert all(one is made[0] for one in given)
