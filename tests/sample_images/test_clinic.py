import json
from datetime import datetime
from pathlib import Path

import cv2
import numpy as np
import pytest

import sample_images
from metrics.change import compare_faces
from sample_images.clients import CLIENTS
from sample_images.refusals import PAIRS
from sample_images.render import render
from sample_images.series import grooves_on, visit_shot
from treatments.doses import Product
from treatments.regions import known_regions
from vision.portrait import read_portrait

FOLDER = Path(sample_images.__file__).parent
CLINIC = FOLDER / "clinic"
MEGABYTE = 1_000_000


@pytest.fixture(scope="module")
def clinic():
    return json.loads((CLINIC / "clinic.json").read_text(encoding="utf-8"))["clients"]


def portrait(path, landmarker):
    return read_portrait(path.read_bytes(), landmarker)


def test_what_is_shipped_stays_small():
    assert sum(path.stat().st_size for path in FOLDER.rglob("*.jpg")) < 25 * MEGABYTE


def test_every_visit_has_its_photos_with_known_lines(clinic):
    assert [client["key"] for client in clinic] == [client.key for client in CLIENTS]
    for client in clinic:
        truth = json.loads((CLINIC / client["key"] / "truth.json").read_text())
        assert 6 <= len(client["visits"]) <= 8
        for visit in client["visits"]:
            assert datetime.fromisoformat(visit["at"]).tzinfo is not None
            assert len(visit["photos"]) == 2
            for photo in visit["photos"]:
                path = CLINIC / photo["file"]
                assert path.is_file()
                assert truth.pop(path.name)["lines"]
        assert not truth


def test_treatments_name_products_and_regions_that_exist(clinic):
    kinds = []
    for client in clinic:
        for session in client["botox"]:
            assert session["product"] in list(Product)
            known_regions(injection["region"] for injection in session["injections"])
        for session in client["microcurrent"]:
            known_regions(session["regions"])
        kinds.append((bool(client["botox"]), bool(client["microcurrent"])))
    assert kinds == [(True, False), (True, True), (False, True)]


def test_microcurrent_waits_two_weeks_after_botox(clinic):
    both = next(client for client in clinic if client["botox"] and client["microcurrent"])
    injected = datetime.fromisoformat(both["botox"][0]["at"])
    first = datetime.fromisoformat(both["microcurrent"][0]["at"])
    assert (first - injected).days >= 14


def test_shipped_photos_can_be_rendered_again():
    client = CLIENTS[1]
    shot = visit_shot(client, "frown", client.visit_days.index(30))
    shipped = cv2.imread(str(CLINIC / client.key / "day030_frown.jpg"))[..., ::-1]
    again = render(client.person, shot, grooves=grooves_on(client, 30)).pixels
    assert abs(shipped.astype(float) - again).mean() < 2.0
    assert np.corrcoef(shipped.ravel(), again.ravel())[0, 1] > 0.999


@pytest.mark.parametrize("key", [client.key for client in CLIENTS if client.botox_points])
def test_frown_lines_fall_where_botox_was_given_and_only_there(key, landmarker):
    before, after = (
        portrait(CLINIC / key / f"day{day:03d}_frown.jpg", landmarker) for day in (0, 30)
    )
    change = compare_faces(before, after)
    assert change.status == "compared"
    glabella = change.regions["glabella"]
    assert glabella.density.verdict == "fewer_lines"
    assert glabella.severity.verdict == "fewer_lines"
    for region in ("crows_feet_left", "nasolabial_left", "nasolabial_right"):
        assert change.regions[region].density.verdict == "within_error"


@pytest.mark.parametrize("name", PAIRS)
def test_pairs_that_must_be_refused_are_refused(name, landmarker):
    folder = FOLDER / "pairs" / name
    before, after = (portrait(folder / f"{role}.jpg", landmarker) for role in ("before", "after"))
    refused = not after or compare_faces(before, after).status == "not_comparable"
    assert refused
