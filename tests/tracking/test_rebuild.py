"""Figures made again from the originals: with the real model, and over two versions."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete, select, text

from records.clients import ClientDetails
from records.models import Measurement, PairMeasurementRow, RegionChangeRow, RegionFiguresRow
from tracking.analyse import ALGORITHM, PAIR_ALGORITHM
from tracking.clients import add_client
from tracking.desk import open_desk
from tracking.intake import NewPhoto, take_in
from tracking.progress import client_progress
from tracking.rebuild import rebuild
from tracking.settings import read_settings
from tracking.verify import verify

PHOTOS = Path(__file__).parents[2] / "sample_images" / "clinic" / "botox_only"
DAY = datetime(2026, 1, 5, 9, tzinfo=UTC)
OLD, OLD_PAIR = "lines/0.9.0", "change/0.9.0"
NOT_FIGURES = {"row_digest", "measurement_id", "pair_id"}


@pytest.fixture(scope="module")
def clinic(tmp_path_factory):
    """One client with two visits, measured for the first time by `rebuild`."""
    folder = tmp_path_factory.mktemp("rebuilt")
    desk = open_desk(
        read_settings(
            {"RHYTID_DATA_DIR": str(folder / "data"), "RHYTID_KEY_DIR": str(folder / "keys")}
        )
    )
    client_id = add_client(desk, ClientDetails("Ada Example"))
    for day in (0, 30):
        data = (PHOTOS / f"day{day:03}_frown.jpg").read_bytes()
        taken = take_in(
            desk,
            client_id=client_id,
            visited_at=DAY + timedelta(days=day),
            photos=[NewPhoto(data, "frown")],
        )
        assert taken.refusals == (None,)
    assert rebuild(desk) == 1
    yield desk, client_id
    desk.store.close()


def figures(desk, algorithm=ALGORITHM, pair_algorithm=PAIR_ALGORITHM):
    """Every figure of two versions, without the numbers of their rows."""
    regions, changes = RegionFiguresRow.__table__, RegionChangeRow.__table__
    with desk.store.reading() as session:
        photos = session.execute(
            select(Measurement.photo_id, regions)
            .join(Measurement, Measurement.id == regions.c.measurement_id)
            .where(Measurement.algorithm == algorithm)
        )
        pairs = session.execute(
            select(PairMeasurementRow.after_photo_id, changes)
            .join(PairMeasurementRow, PairMeasurementRow.id == changes.c.pair_id)
            .where(PairMeasurementRow.algorithm == pair_algorithm)
        )
        return sorted(
            json.dumps({k: v for k, v in row.items() if k not in NOT_FIGURES}, sort_keys=True)
            for rows in (photos, pairs)
            for row in rows.mappings()
        )


@pytest.mark.slow
def test_what_is_lost_is_measured_again_to_the_last_digit(clinic):
    desk, _ = clinic
    before = figures(desk)
    assert len(before) == 2 * 16 + 16
    with desk.store.writing() as session:
        session.execute(delete(Measurement))
        session.execute(delete(PairMeasurementRow))
    assert figures(desk) == []
    rebuild(desk)
    assert figures(desk) == before
    assert verify(desk).is_sound


@pytest.mark.slow
def test_remeasuring_keeps_the_old_figures_and_ends_the_break(clinic):
    desk, client_id = clinic
    newest = figures(desk)
    as_if_older(desk)
    before = client_progress(desk, client_id)
    assert before.outdated == f"{OLD}, {OLD_PAIR}"
    rebuild(desk)  # without being asked to, it leaves the history of an earlier version alone
    assert figures(desk) == []
    assert client_progress(desk, client_id).points == before.points
    rebuild(desk, remeasure=True)
    after = client_progress(desk, client_id)
    assert after.outdated is None
    assert after.points == before.points  # as the older version differs by its name alone
    assert figures(desk) == figures(desk, OLD, OLD_PAIR) == newest


def as_if_older(desk):
    with desk.store.writing() as session:
        for table, name in (("measurement", OLD), ("pair_measurement", OLD_PAIR)):
            session.execute(text(f"UPDATE {table} SET algorithm = :name"), {"name": name})
