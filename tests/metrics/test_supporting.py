"""Supporting figures of rendered photos: what exposure does to them, and grey photos."""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from metrics.supporting import TONE_SITES, face_tone, supporting_figures
from metrics.symmetry import Symmetry
from sample_images.camera import Shot
from sample_images.person import Person
from sample_images.render import render
from vision.landmarks import find_face
from vision.mediapipe_landmarker import MediaPipeLandmarker
from vision.photo import Photo
from vision.portrait import Portrait
from vision.regions import REGIONS
from vision.scale import measure_scale


@pytest.fixture(scope="module")
def portrait():
    """Return a maker of portraits of one rendered person by exposure."""
    landmarker = MediaPipeLandmarker()

    @cache
    def taken(exposure=1.0):
        shot = Shot(width=900, height=1200, exposure=exposure, noise=0.002, jpeg_quality=None)
        photo = Photo(render(Person(seed=3, tone="III"), shot).pixels, "0" * 64)
        face = find_face(photo, landmarker)
        return Portrait(photo, face, measure_scale(face))

    return taken


@pytest.fixture(scope="module")
def figures(portrait):
    """Return supporting figures by exposure."""
    return cache(lambda exposure=1.0: supporting_figures(portrait(exposure)))


def test_every_region_has_figures_or_a_reason(figures):
    found = figures()
    assert set(found.regions) == {region.name for region in REGIONS}
    for region in found.regions.values():
        assert (region.colour is None) == (region.colour_reason is not None)
        assert (region.texture is None) == (region.texture_reason is not None)
    assert isinstance(found.symmetry, Symmetry)
    assert abs(found.symmetry.brow_asymmetry_mm) < 1
    assert all(0 <= effort <= 1 for effort in found.efforts.values())


def test_the_tone_of_a_face_is_the_median_of_its_sites(figures):
    found = figures()
    sites = [found.regions[site].colour.tone.ita_deg for site in TONE_SITES]
    assert found.tone.ita_deg == pytest.approx(np.median(sites))
    one = replace(found.regions["forehead"], colour=None, colour_reason=None)
    rest = face_tone({**found.regions, "forehead": one})
    assert rest.ita_deg == pytest.approx(np.mean(sites[1:]))


@pytest.mark.parametrize("exposure", [0.8, 1.2])
def test_exposure_moves_figures_no_further_than_stated(figures, exposure):
    one, other = figures(), figures(exposure)
    assert abs(other.tone.ita_deg - one.tone.ita_deg) <= one.tone.ita_exposure_deg + 1.0
    for name in ("forehead", "cheek_left", "cheek_right", "chin"):
        before, after = one.regions[name], other.regions[name]
        rough = after.texture.roughness_percent / before.texture.roughness_percent
        assert rough == pytest.approx(1, abs=0.06)
        assert after.colour.erythema_index == pytest.approx(before.colour.erythema_index, abs=1.0)


def test_a_grey_photo_has_no_colour_and_says_why(portrait):
    seen = portrait()
    grey = supporting_figures(replace(seen, photo=replace(seen.photo, coloured=False)))
    assert grey.tone is None
    assert grey.tone_reason.code == "no_colour"
    for region in grey.regions.values():
        assert region.colour is None
        assert region.colour_reason is not None
    assert grey.regions["forehead"].texture is not None
    assert grey.symmetry is not None
