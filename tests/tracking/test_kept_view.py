import dataclasses

import numpy as np
import pytest

from metrics.skin_change import FigureChange
from metrics.verdict import Change, ChangeError, RegionChange
from records.blobs import PhotoName
from records.derivatives import Derivatives
from tracking.erase import erase_client
from tracking.kept_view import keep_view, kept_view
from tracking.pair_view import forget_pairs, pair_view
from tracking.progress import client_progress
from tracking.view import PairView, ViewLine
from vision.errors import Refusal
from vision.quality import Finding


def a_view():
    density = Change(5.0, 3.0, -40.0, 9.0, "fewer_lines", ChangeError(0.1, 0.2))
    severity = Change(0.5, 0.5, None, None, "within_error")
    region = RegionChange("compared", Refusal("few", "Few lines."), density, severity)
    ramp = np.tile(np.arange(0, 240, 2, dtype=np.uint8)[:, None, None], (1, 80, 3))
    lines = (
        ViewLine("glabella", 12.0, 3.5, -60.0, np.array([[1.5, 2.0], [3.0, 4.0]])),
        ViewLine(None, 0.0, 2.0, None, np.array([[9.0, 9.0], [8.0, 7.0], [6.0, 5.0]])),
    )
    return PairView(
        expression=None,
        before_on=None,
        after_on=None,
        status="compared",
        reason=None,
        findings=(Finding("light", "warn", 1.0, 2.0, "Same light.", "chin"),),
        before_pixels=ramp,
        after_pixels=ramp[::-1],
        lines=lines,
        face=region,
        regions={"glabella": region},
        skin={
            "glabella": {
                "redness": FigureChange(9.0, 11.0, 2.0, 1.1, "higher"),
                "roughness_percent": FigureChange(None, None, reason=Refusal("few", "Coarse.")),
            }
        },
    )


@pytest.fixture
def names(desk, add_full_client):
    client_id = add_full_client()
    return [PhotoName(client_id, digit * 64) for digit in "ab"]


def test_a_view_comes_back_as_it_was_kept_but_for_the_last_bits_of_its_pixels(desk, names):
    view = a_view()
    keep_view(desk.photos, names[:1], names[1:], None, view)
    back = kept_view(desk.photos, names[:1], names[1:], None)

    pixels_and_lines = {"before_pixels", "after_pixels", "lines"}
    for field in {field.name for field in dataclasses.fields(view)} - pixels_and_lines:
        assert getattr(back, field) == getattr(view, field), field
    for ours, theirs in (
        (view.before_pixels, back.before_pixels),
        (view.after_pixels, back.after_pixels),
    ):
        assert ours.shape == theirs.shape
        assert np.abs(ours.astype(int) - theirs).max() <= 4
    for ours, theirs in zip(view.lines, back.lines, strict=True):
        assert (ours.region, ours.before_mm, ours.after_mm) == (
            theirs.region,
            theirs.before_mm,
            theirs.after_mm,
        )
        assert np.array_equal(ours.points, theirs.points)


def test_other_shots_have_another_view(desk, names):
    keep_view(desk.photos, names[:1], names[1:], None, a_view())

    assert kept_view(desk.photos, names[1:], names[:1], None) is None
    assert kept_view(desk.photos, names, names[1:], None) is None


def test_a_damaged_view_is_made_again(desk, names):
    keep_view(desk.photos, names[:1], names[1:], None, a_view())
    store = Derivatives.beside(desk.photos)
    for path in store.filesystem.find(store.url):
        store.filesystem.pipe_file(path, b"torn")

    assert kept_view(desk.photos, names[:1], names[1:], None) is None


def test_measuring_keeps_the_pictures_so_that_a_page_compares_nothing(
    desk, add_full_client, monkeypatch
):
    client_id = add_full_client()
    forget_pairs()
    monkeypatch.setattr("tracking.pair_view.compare_shots", None)
    visits = client_progress(desk, client_id).visits

    view = pair_view(desk, client_id, visits[0].id, visits[1].id, "frown")
    assert view.status == "compared"
    assert view.before_on == visits[0].on


def test_nothing_made_from_an_erased_client_stays(desk, add_full_client):
    client_id = add_full_client()
    store = Derivatives.beside(desk.photos)
    assert store.filesystem.find(store.url)

    erase_client(desk, client_id)
    assert not store.filesystem.find(store.url)
