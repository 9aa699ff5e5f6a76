"""The shipped demo clinic with the real model and the real metrics: one client, two visits."""

import json
import shutil

import pytest

from tracking.demo import CLINIC, prepare_demo_clinic
from tracking.progress import client_progress, list_clients, pair_view
from tracking.settings import read_settings

DAY_30 = 3


@pytest.fixture(scope="module")
def desk(tmp_path_factory):
    folder = tmp_path_factory.mktemp("clinic")
    (client,) = (c for c in json.loads(CLINIC.read_text())["clients"] if c["key"] == "botox_only")
    client["visits"] = [
        {"at": visit["at"], "photos": [p for p in visit["photos"] if p["expression"] == "frown"]}
        for visit in (client["visits"][0], client["visits"][DAY_30])
    ]
    for visit in client["visits"]:
        for photo in visit["photos"]:
            target = folder / photo["file"]
            target.parent.mkdir(exist_ok=True)
            shutil.copy(CLINIC.parent / photo["file"], target)
    (folder / "clinic.json").write_text(json.dumps({"clients": [client]}))
    settings = read_settings(
        {"RHYTID_DATA_DIR": str(folder / "data"), "RHYTID_KEY_DIR": str(folder / "keys")}
    )
    opened = prepare_demo_clinic(
        settings, lambda what, done, total: None, clinic=folder / "clinic.json"
    )
    yield opened
    opened.store.close()


@pytest.fixture(scope="module")
def progress(desk):
    (card,) = list_clients(desk)
    return client_progress(desk, card.id)


@pytest.mark.slow
def test_a_month_after_botox_the_injected_skin_shows_fewer_lines_and_the_rest_does_not(progress):
    assert [visit.day for visit in progress.visits] == [0, 30]
    later = {p.region: p for p in progress.points if p.visit_id == progress.visits[1].id}
    for region in ("glabella", "forehead"):
        assert later[region].severity_verdict == "fewer_lines"
        assert later[region].severity_change_percent < -10
    assert later["forehead"].verdict == "fewer_lines"
    for region in ("crows_feet_left", "crows_feet_right"):
        assert later[region].verdict == later[region].severity_verdict == "within_error"


@pytest.mark.slow
def test_both_visits_are_seen_aligned_with_lines_inside_the_picture(desk, progress):
    first, second = progress.visits
    view = pair_view(desk, progress.client.id, first.id, second.id, "frown")
    assert view.status == "compared"
    assert view.before_pixels.shape == view.after_pixels.shape
    assert view.before_pixels.std() > 10
    height, width = view.before_pixels.shape[:2]
    assert len(view.lines) > 10
    for line in view.lines:
        assert (line.points >= -1).all()
        assert (line.points <= [width, height]).all()
