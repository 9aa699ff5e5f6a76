from datetime import timedelta
from types import SimpleNamespace

import numpy as np
import pytest
from sqlalchemy import select

from metrics.density import LineFigures, RegionFigures
from metrics.face import FaceMeasurement
from metrics.verdict import NOT_COMPARABLE, Change, PairMeasurement, RegionChange
from records.blobs import PhotoName
from records.measurements import (
    compared,
    measured,
    pairs_to_compare,
    photos_to_measure,
    refused,
    refused_pair,
)
from records.models import (
    Measurement,
    PairMeasurementRow,
    Photo,
    RegionChangeRow,
    RegionFiguresRow,
)
from records.visits import add_visit
from vision.errors import Refusal
from vision.landmarks import Pose
from vision.quality import Finding

LINES, PAIRS = "lines/1", "change/1"
WHY = Refusal("too_little_visible_skin", "A fringe hides it.")
DARK = Finding("dark", "warn", 0.2, 0.4, "Turn up the light.")
FIGURES = LineFigures(12.5, 80.25, 6.42, 0.61, 9, 0.4, 0.08, 0.51)
PORTRAIT = SimpleNamespace(
    face=SimpleNamespace(pose=Pose(1.5, -2.0, 0.25), blendshapes={"browDownLeft": 0.75}),
    scale=SimpleNamespace(mm_per_px=0.125),
    findings=(DARK,),
)


@pytest.fixture
def add_photo(store, client_id, moment):
    """Add a photo of a day, with its visit if there is none yet."""
    visits = {}

    def add(day, *, expression="frown", shot=1, view="front"):
        with store.writing() as session:
            if day not in visits:
                visited_at = moment + timedelta(days=day)
                visits[day] = add_visit(session, client_id=client_id, visited_at=visited_at).id
            photo = Photo(
                visit_id=visits[day],
                sha256=f"{len(visits):02}{day:030}{shot:032}",
                size_bytes=1,
                expression=expression,
                shot=shot,
                view=view,
            )
            session.add(photo)
            session.flush()
            return photo.id

    return add


@pytest.fixture
def keep(store):
    def add(row):
        with store.writing() as session:
            session.add(row)
        return row

    return add


def measurement(photo_id, algorithm=LINES):
    outline = np.zeros((4, 2))
    regions = {
        "forehead": RegionFigures("not_measured", WHY, outline, None),
        "glabella": RegionFigures("measured", None, outline, FIGURES),
    }
    return measured(photo_id, PORTRAIT, FaceMeasurement(algorithm, FIGURES, regions, ()))


def todo(store, client_id):
    with store.reading() as session:
        photos = photos_to_measure(session, LINES, [client_id])
        pairs = pairs_to_compare(session, LINES, PAIRS, [client_id])
    return (
        [photo.photo_id for photo in photos],
        [(pair.before.photo_id, pair.after.photo_id) for pair in pairs],
    )


def test_every_figure_of_a_photo_is_kept(store, add_photo, keep):
    keep(measurement(add_photo(0)))
    with store.reading() as session:
        row = session.scalars(select(Measurement)).one()
        regions = {region.region: region for region in session.scalars(select(RegionFiguresRow))}
    assert (row.algorithm, row.status, row.mm_per_px) == (LINES, "measured", 0.125)
    assert (row.yaw, row.pitch, row.roll) == (1.5, -2.0, 0.25)
    assert row.expression_scores == {"browDownLeft": 0.75}
    assert [Finding(**finding) for finding in row.findings] == [DARK]
    for name in ("face", "glabella"):
        kept = regions[name]
        assert all(getattr(kept, figure) == value for figure, value in vars(FIGURES).items())
    missing = regions["forehead"]
    assert (missing.status, missing.reason_code) == ("not_measured", WHY.code)
    assert missing.line_density_mm_per_cm2 is None


def test_every_figure_of_a_pair_is_kept(store, add_photo, client_id, keep):
    for day in (0, 30):
        keep(measurement(add_photo(day)))
    with store.reading() as session:
        (pair,) = pairs_to_compare(session, LINES, PAIRS, [client_id])
    density = Change(6.0, 4.5, -25.0, 8.0, "fewer_lines")
    severity = Change(0.5, 0.49, -2.0, 9.0, "within_error")
    change = RegionChange("compared", None, density, severity)
    nothing = RegionChange("not_comparable", WHY, NOT_COMPARABLE, NOT_COMPARABLE)
    alignment = SimpleNamespace(residual_mm=0.2)
    regions = {"glabella": change, "forehead": nothing}
    result = PairMeasurement("compared", None, (DARK,), change, regions, (), alignment)
    keep(compared(pair, PAIRS, result))
    with store.reading() as session:
        row = session.scalars(select(PairMeasurementRow)).one()
        kept = {region.region: region for region in session.scalars(select(RegionChangeRow))}
    assert (row.status, row.residual_mm, row.algorithm) == ("compared", 0.2, PAIRS)
    for name, expected in (("face", change), ("glabella", change), ("forehead", nothing)):
        for figure in ("density", "severity"):
            values = {**vars(getattr(expected, figure))}
            del values["error"]
            assert {f: getattr(kept[name], f"{figure}_{f}") for f in values} == values
    assert kept["forehead"].reason_message == WHY.message


def test_a_photo_is_measured_once_by_each_version(store, add_photo, client_id, keep):
    first, second = add_photo(0), add_photo(30)
    assert todo(store, client_id)[0] == [first, second]
    keep(measurement(first))
    keep(measurement(second, "lines/0"))
    assert todo(store, client_id)[0] == [second]
    keep(refused(second, LINES, WHY))
    assert todo(store, client_id)[0] == []


def test_pairs_start_at_the_first_measured_photo_of_each_expression_and_view(
    store, add_photo, client_id, keep
):
    blurred = add_photo(0)
    frowns = [add_photo(day) for day in (7, 14, 30)]
    rests = [add_photo(day, expression="rest") for day in (0, 30)]
    sides = [add_photo(day, view="left") for day in (0, 14)]
    keep(refused(blurred, LINES, WHY))
    for photo in (*frowns, *rests, *sides):
        keep(measurement(photo))
    assert sorted(todo(store, client_id)[1]) == sorted(
        [(frowns[0], frowns[1]), (frowns[0], frowns[2]), (rests[0], rests[1]), tuple(sides)]
    )


def test_of_repeated_shots_the_first_measured_one_counts(store, add_photo, client_id, keep):
    keep(refused(add_photo(0, shot=1), LINES, WHY))
    before, after = add_photo(0, shot=2), add_photo(30, shot=1)
    for photo in (before, add_photo(0, shot=3), after, add_photo(30, shot=2)):
        keep(measurement(photo))
    assert todo(store, client_id)[1] == [(before, after)]


def test_a_pair_is_compared_once_by_each_version(store, add_photo, client_id, keep):
    for day in (0, 30):
        keep(measurement(add_photo(day)))
    with store.reading() as session:
        (pair,) = pairs_to_compare(session, LINES, PAIRS, [client_id])
    keep(refused_pair(pair, "change/0", WHY))
    assert len(todo(store, client_id)[1]) == 1
    keep(refused_pair(pair, PAIRS, WHY))
    assert todo(store, client_id)[1] == []


def test_a_photo_is_named_with_its_client(store, add_photo, client_id):
    add_photo(0)
    with store.reading() as session:
        (photo,) = photos_to_measure(session, LINES, [client_id])
    assert isinstance(photo.name, PhotoName)
    assert photo.name.client_id == client_id
