"""Lines followed through visits: made-up comparisons, and a client whose grooves are known."""

from datetime import UTC, datetime, timedelta

import cv2
import numpy as np
import pytest

from metrics.change import compare_faces
from records.blobs import PhotoName
from records.figures import MeasuredPhoto
from records.lines import KeptLine, lines_as_kept
from sample_images.people import random_sitter, reposed
from sample_images.render import render
from tracking.line_history import followed, line_history
from tracking.measure import face_landmarker
from vision.portrait import read_portrait

FIRST = datetime(2026, 1, 5, 9, tzinfo=UTC)


def photo(number):
    name = PhotoName("c1", f"{number:064}")
    on = FIRST + timedelta(days=30 * number)
    return MeasuredPhoto(number, name, 10 + number, on, "rest", number, "measured", None)


def line(y, before, after, start=0.0, stop=30.0):
    """A level line of known lengths and contrasts."""
    places = tuple((float(x), y) for x in np.arange(start, stop + 1, 2.0))
    return KeptLine("forehead", stop - start, (stop - start) / 2, before, after, places)


def test_a_line_keeps_its_number_with_length_and_contrast_at_every_visit():
    photos = [photo(number) for number in range(3)]
    kept = {1: [line(0, 0.10, 0.05), line(9, 0.04, 0.04)], 2: [line(9, 0.04, 0.02, 0, 20)]}
    other, long = followed(photos[0], photos, kept)

    assert [sighting.visit_id for sighting in other.course] == [10, 11]
    assert [sighting.contrast for sighting in other.course] == pytest.approx([0.10, 0.05])
    assert [sighting.visit_id for sighting in long.course] == [10, 11, 12]
    assert [sighting.contrast for sighting in long.course] == pytest.approx([0.04, 0.04, 0.02])
    assert [sighting.length_mm for sighting in long.course][1:] == [15.0, 10.0]
    assert (other.number, long.number, long.region) == (1, 2, "forehead")


def test_contrast_is_on_the_scale_of_the_baseline():
    """What the pair's own matching did to both photos cancels."""
    photos = [photo(number) for number in range(3)]
    kept = {1: [line(0, 0.10, 0.05)], 2: [line(0, 0.06, 0.03)]}
    (only,) = followed(photos[0], photos, kept)

    assert only.course[1].contrast / only.course[0].contrast == pytest.approx(0.5)
    assert only.course[2].contrast / only.course[0].contrast == pytest.approx(0.5)


def test_parts_of_one_line_are_added_up():
    photos = [photo(0), photo(1), photo(2)]
    parts = [line(0, 0.1, 0.1, 0, 12), line(0, 0.1, 0.1, 16, 30)]
    (only,) = followed(photos[0], photos, {1: [line(0, 0.1, 0.1)], 2: parts})

    assert only.course[2].length_mm == 13.0
    assert len(only.places_mm) == 1


def test_a_client_without_comparisons_has_no_lines_to_follow(desk, add_full_client):
    assert line_history(desk, add_full_client(photos=(50,)), "frown") == ()
    assert line_history(desk, add_full_client(), "smile") == ()


@pytest.fixture(scope="module")
def rendered():
    """Lines of a rendered client whose grooves are 40 % shallower at the second of three visits."""
    sitter = random_sitter(3002)

    def portrait(number, depth):
        shot = reposed(sitter.shot, 50 + number, max_turn_deg=2, max_light_deg=5)
        picture = render(sitter.person, shot, grooves=sitter.grooves, depth_scale=depth)
        _, data = cv2.imencode(".png", picture.pixels[..., ::-1])
        return read_portrait(data.tobytes(), face_landmarker())

    first, *later = (portrait(number, depth) for number, depth in enumerate((1.0, 0.6, 1.0)))
    kept = {}
    for number, after in enumerate(later, start=1):
        lines = lines_as_kept(compare_faces(first, after).lines)
        kept[number] = tuple(
            KeptLine(**{**each, "places_mm": tuple(map(tuple, each["places_mm"]))})
            for each in lines
        )
    photos = [photo(number) for number in range(3)]
    return kept, followed(photos[0], photos, kept)


@pytest.mark.slow
def test_lines_of_a_rendered_client_are_followed_through_fading_and_return(rendered):
    kept, lines = rendered
    whole = [each for each in lines if len(each.course) == 3]
    seen_mm = sum(each.course[0].length_mm for each in whole)
    all_mm = sum(each.course[0].length_mm for each in lines)
    clear = [each for each in whole if each.course[0].contrast > 0.03]
    creases = [each for each in clear if each.region == "forehead"]
    falls = [each.course[1].contrast / each.course[0].contrast for each in creases]
    back = [each.course[2].contrast / each.course[0].contrast for each in creases]

    assert seen_mm > 0.85 * all_mm
    assert len(lines) <= 1.2 * max(len(each) for each in kept.values())
    assert len(creases) >= 3
    assert np.median(falls) == pytest.approx(0.6, abs=0.08)
    assert np.median(back) == pytest.approx(1.0, abs=0.08)
