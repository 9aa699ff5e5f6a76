from dataclasses import replace

import cv2
import numpy as np
import pytest

from sample_images.anatomy import wrinkles
from sample_images.camera import Shot
from sample_images.light import LIGHTS
from sample_images.person import Person
from sample_images.render import render

SMALL = Shot(width=600, height=800)
CLEAN = replace(SMALL, blur_px=0.0, noise=0.0, jpeg_quality=None)
PERSON = Person(seed=3)


def log_light(pixels):
    return np.log(cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY).astype(np.float32) + 1)


def across(line, mm_per_px, reach_mm=2.0):
    """Pixel positions (points, offsets, 2) along the normals of the middle of a line."""
    points = line.points[len(line.points) // 4 : -len(line.points) // 4 or None]
    tangent = np.gradient(points, axis=0)
    normal = np.stack([-tangent[:, 1], tangent[:, 0]], axis=1)
    normal /= np.linalg.norm(normal, axis=1, keepdims=True)
    offsets = np.arange(-reach_mm, reach_mm + 0.01, 0.1)
    return points[:, None] + normal[:, None] * (offsets / mm_per_px)[:, None], offsets


def sampled(picture, places):
    flat = places.reshape(-1, 2).astype(np.float32)
    values = cv2.remap(picture, flat[:, :1], flat[:, 1:], cv2.INTER_LINEAR)
    return values.reshape(places.shape[:-1])


def test_the_same_request_gives_the_same_pixels():
    shot = replace(SMALL, width=300, height=400)
    grooves = wrinkles(PERSON)
    first = render(PERSON, shot, grooves=grooves)
    render(Person(seed=8), shot)
    assert np.array_equal(first.pixels, render(PERSON, shot, grooves=grooves).pixels)


def test_the_shot_seed_changes_the_noise_only():
    shot = replace(SMALL, width=300, height=400, jpeg_quality=None)
    first, again = (render(PERSON, replace(shot, seed=seed)).pixels for seed in (0, 1))
    difference = first.astype(float) - again
    assert 0.2 < difference.std() < 3
    assert abs(difference.mean()) < 0.05


@pytest.mark.parametrize("light", ["front", "left", "top"])
def test_truth_lies_where_the_picture_changes(photographed, light):
    shot = replace(CLEAN, width=900, height=1200, light=LIGHTS[light])
    lined, smooth = photographed(PERSON, shot), photographed(PERSON, shot, 0.0)
    change = abs(log_light(lined.pixels) - log_light(smooth.pixels))
    off_centre = []
    for line in lined.truth.lines:
        if line.visible > 0.98 and line.depth_mm > 0.1 and not line.region.startswith("naso"):
            places, offsets = across(line, lined.truth.mm_per_px)
            strength = sampled(change, places).mean(0)
            off_centre.append(abs((strength * offsets).sum() / strength.sum()))
    assert len(off_centre) > 20
    assert np.median(off_centre) < 0.25
    assert np.percentile(off_centre, 90) < 0.5


def test_without_depth_there_is_no_line_in_picture_or_truth(photographed):
    flat = photographed(PERSON, CLEAN, 0.0)
    assert flat.truth.lines == ()
    assert np.array_equal(flat.pixels, render(PERSON, CLEAN).pixels)


def test_deeper_grooves_are_darker(photographed):
    smooth = log_light(photographed(PERSON, CLEAN, 0.0).pixels)
    darkening = []
    for depth_scale in (0.25, 0.5, 1.0, 1.5):
        lined = photographed(PERSON, CLEAN, depth_scale)
        values = []
        for line in lined.truth.lines:
            if line.region == "forehead":
                places, offsets = across(line, lined.truth.mm_per_px)
                centre = np.argmin(abs(offsets))
                values.append(sampled(smooth - log_light(lined.pixels), places)[:, centre].mean())
        darkening.append(np.mean(values))
    assert darkening[0] > 0.002
    assert np.all(np.diff(darkening) > 0.3 * np.array(darkening[:-1]))


def test_lengths_in_the_truth_are_those_in_the_picture(photographed):
    lined = photographed(PERSON, SMALL)
    for line in lined.truth.lines:
        if line.region in {"forehead", "glabella"}:
            steps = np.linalg.norm(np.diff(line.points, axis=0), axis=1)
            in_picture = steps.sum() * lined.truth.mm_per_px
            assert line.length_mm == pytest.approx(in_picture, rel=0.12)
            assert line.length_mm >= 0.96 * in_picture


def test_an_expression_deepens_its_own_lines(photographed):
    rest = photographed(PERSON, SMALL).truth.lines
    frown = photographed(PERSON, replace(SMALL, expression="frown")).truth.lines
    deeper = {b.region for a, b in zip(rest, frown, strict=True) if b.depth_mm > a.depth_mm}
    assert deeper == {"glabella", "bunny"}


def test_a_stronger_light_on_one_side_shows(photographed):
    sides = {}
    for name in ("left", "right"):
        pixels = photographed(PERSON, replace(CLEAN, light=LIGHTS[name])).pixels
        marks = photographed(PERSON, CLEAN).truth.landmarks
        left, right = (pixels[int(y), int(x)].mean() for x, y in marks[[50, 280]])
        sides[name] = left / right
    assert sides["left"] > 1.2
    assert sides["right"] < 1 / 1.2
