from collections.abc import Callable, Iterator
from concurrent.futures import Future
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import streamlit as st

from dashboard import startup
from tracking.desk import Desk, open_desk
from tracking.progress import ClientCard, Progress, TreatmentMark, VisitCard, VisitPoint
from tracking.settings import read_settings
from vision.errors import Refusal

FIRST_VISIT = datetime(2026, 3, 3, 10, tzinfo=UTC)
ERROR_PERCENT = 9.0
NO_LIGHT = Refusal("light_changed", "Light the face as at the first visit.")


def point(  # one visit of one region, with the verdict that its figures imply
    day: int,
    change: float | None = None,
    *,
    region: str = "glabella",
    expression: str = "frown",
    error: float | None = ERROR_PERCENT,
    reason: Refusal | None = None,
) -> VisitPoint:
    if day == 0:
        verdict, change, error = "baseline", None, None
    elif change is None or error is None:
        verdict = "not_comparable"
    elif abs(change) <= error:
        verdict = "within_error"
    else:
        verdict = "fewer_lines" if change < 0 else "more_lines"
    figure = None if verdict == "not_comparable" else 5.0 * (1 + (change or 0.0) / 100)
    return VisitPoint(
        visit_id=day,
        on=FIRST_VISIT + timedelta(days=day),
        expression=expression,
        region=region,
        density=figure,
        severity=figure,
        change_percent=change,
        sdc_percent=error,
        severity_change_percent=change,
        severity_sdc_percent=error,
        verdict=verdict,
        severity_verdict=verdict,
        reason=reason,
    )


def client(points: list[VisitPoint], *, name: str = "Ana <b>Duarte</b>") -> Progress:
    days = sorted({point.visit_id for point in points})
    last = FIRST_VISIT + timedelta(days=days[-1] if days else 0)
    card = ClientCard(
        "c1", name, "RH-1041", len(days), FIRST_VISIT, last, ("botox", "microcurrent")
    )
    visits = tuple(
        VisitCard(day, FIRST_VISIT + timedelta(days=day), day, ("rest", "frown")) for day in days
    )
    treatments = (
        TreatmentMark(FIRST_VISIT, "botox", ("glabella",), "20 U Botox"),
        TreatmentMark(FIRST_VISIT + timedelta(days=14), "microcurrent", ("chin",), "300 µA"),
    )
    return Progress(card, visits, treatments, tuple(points))


@pytest.fixture
def make_point() -> Callable[..., VisitPoint]:
    return point


@pytest.fixture
def make_client() -> Callable[..., Progress]:
    return client


@pytest.fixture
def progress() -> Progress:
    """A client whose frown lines fall and return, one visit taken in other light."""
    frown = [
        point(0),
        point(14, -28.0),
        point(30, -31.4),
        point(90, None, reason=NO_LIGHT),
        point(120, -3.0),
    ]
    rest = [
        point(day, change, expression="rest", region=region)
        for region in ("face", "forehead", "glabella")
        for day, change in ((0, None), (14, -4.0), (30, -5.0), (90, 2.0), (120, 1.0))
    ]
    forehead = [
        point(day, change, region="forehead")
        for day, change in ((0, None), (14, 2.0), (30, -45.0), (90, 1.0), (120, 0.0))
    ]
    return client(frown + rest + forehead)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """Records on a disk, opened for whoever is signed in."""
    monkeypatch.setenv("RHYTID_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("RHYTID_KEY_DIR", str(tmp_path / "keys"))
    st.cache_resource.clear()
    opened = open_desk(read_settings())
    preparation = startup.Preparation()
    preparation.desk = Future()
    preparation.desk.set_result(opened)
    monkeypatch.setattr(startup, "_preparation", lambda: preparation)
    yield opened
    opened.store.close()
