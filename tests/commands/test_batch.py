"""`batch` on a cluster; where its photos are measured is made up."""

import pytest


class Cluster:
    """Loses the worker of every photo."""

    left = ()

    def __init__(self, scheduler):
        self.scheduler = scheduler

    def results(self, work, items):
        for item in items:
            yield item, None

    def close(self):
        Cluster.left += (self.scheduler,)


@pytest.fixture
def photos(home):
    (home / "photos").mkdir()
    (home / "photos" / "1.jpg").write_bytes(b"")
    return home / "photos"


def test_a_cluster_is_left_when_the_batch_is_done(run, photos, monkeypatch):
    monkeypatch.setattr("tracking.engines.DaskEngine", Cluster)
    out = photos.parent / "out.parquet"
    words = ("--out", out, "--engine", "dask", "--scheduler", "tcp://here:1")
    run("batch", photos, *words, exit_code=3)
    assert Cluster.left == ("tcp://here:1",)


def test_a_cluster_without_its_address_is_wrong_usage(run, photos):
    run("batch", photos, "--out", photos.parent / "out.parquet", "--engine", "dask", exit_code=2)
