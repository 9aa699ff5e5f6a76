"""Colour of patches made in CIELAB by another library, and what light and grey photos do to it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from skimage.color import lab2rgb, rgb2lab

from metrics.colour import Tone, erythema_index, ita_class, skin_colour, tone_of
from metrics.relief import read_relief
from vision.errors import Refusal
from vision.frame import FaceFrame

PX_PER_MM = 3.0
SIDE = 90
ALL = np.ones((SIDE, SIDE), bool)


def frame_of(srgb):
    """Frame of sRGB values in 0..1."""
    pixels = (255 * srgb).astype(np.float32)
    return FaceFrame(pixels, np.zeros((478, 2)), PX_PER_MM, np.eye(2, 3))


def colour_of(lab, mask=ALL):
    """Colour of a patch (h, w, 3) of CIELAB that went through 8-bit sRGB."""
    frame = frame_of(np.rint(255 * lab2rgb(lab)) / 255)
    return skin_colour(read_relief(frame).lab, frame.pixels, mask, px_per_mm=PX_PER_MM)


def patch(lightness, redness, yellowness):
    return np.full((SIDE, SIDE, 3), (lightness, redness, yellowness), float)


@pytest.mark.parametrize(
    ("lab", "name"),
    [
        ((75, 9, 14), "very_light"),
        ((68, 11, 17), "light"),
        ((62, 12, 18), "intermediate"),
        ((56, 13, 18), "tan"),
        ((44, 13, 17), "brown"),
        ((32, 10, 12), "dark"),
    ],
)
def test_a_patch_gives_its_own_figures(lab, name):
    colour = colour_of(patch(*lab))
    assert (colour.lightness, colour.redness, colour.yellowness) == pytest.approx(lab, abs=0.7)
    assert colour.tone is not None
    expected = np.degrees(np.arctan((lab[0] - 50) / lab[2]))
    assert colour.tone.ita_deg == pytest.approx(expected, abs=2.0)
    assert colour.tone.ita_class == name
    assert colour.tone_reason is None


@pytest.mark.parametrize(
    ("ita_deg", "name"),
    [(55.1, "very_light"), (55, "light"), (41, "intermediate"), (28, "tan"), (10, "brown")],
)
def test_a_limit_belongs_to_the_darker_class(ita_deg, name):
    assert ita_class(ita_deg) == name
    assert ita_class(-30) == "dark"


@pytest.mark.parametrize("yellowness", [0.0, -6.0])
def test_bluish_skin_has_no_tone_and_says_why(yellowness):
    tone = tone_of(60, yellowness)
    assert isinstance(tone, Refusal)
    assert tone.code == "not_skin_coloured"
    colour = colour_of(patch(60, 10, -6))
    assert colour.tone is None
    assert colour.tone_reason is not None
    assert colour.redness == pytest.approx(10, abs=0.7)


def exposed(srgb, gain):
    """The same skin under another exposure, in linear light."""
    linear = np.where(srgb <= 0.04045, srgb / 12.92, ((srgb + 0.055) / 1.055) ** 2.4)
    linear = np.minimum(gain * linear, 1)
    return np.where(linear <= 0.0031308, 12.92 * linear, 1.055 * linear ** (1 / 2.4) - 0.055)


@given(st.floats(36, 72), st.floats(6, 20), st.floats(8, 24), st.sampled_from([0.8, 0.9, 1.2]))
def test_a_wrong_exposure_moves_the_tone_no_further_than_stated(
    lightness, redness, yellowness, gain
):
    srgb = lab2rgb(np.array([lightness, redness, yellowness], float))
    tone = tone_of(lightness, yellowness)
    assert isinstance(tone, Tone)
    moved = tone_of(*rgb2lab(exposed(srgb, gain))[[0, 2]].tolist())
    assert isinstance(moved, Tone)
    assert abs(moved.ita_deg - tone.ita_deg) <= tone.ita_exposure_deg + 0.1


@given(st.floats(0.5, 1.2))
def test_exposure_does_not_move_the_erythema_index(gain):
    srgb = lab2rgb(np.array([60.0, 14, 16]))
    indexes = [erythema_index(*(255 * exposed(srgb, each))[:2].tolist()) for each in (1, gain)]
    assert indexes[0] == pytest.approx(indexes[1], abs=0.1)


def test_the_erythema_index_is_the_logarithm_of_red_over_green():
    assert erythema_index(128, 128) == 0
    assert erythema_index(188, 0.0) > 200
    # 188 is half of white in linear light, 89 a tenth.
    assert erythema_index(188, 89) == pytest.approx(100 * np.log10(0.5029 / 0.0999), abs=0.1)


def test_redder_skin_is_redder_by_both_figures():
    pale, flushed = (colour_of(patch(62, redness, 16)) for redness in (10, 16))
    assert flushed.redness - pale.redness == pytest.approx(6, abs=0.5)
    assert flushed.erythema_index > pale.erythema_index + 5


def test_even_skin_has_no_spread_even_where_the_light_falls_off():
    lab = patch(62, 12, 17)
    lab[..., 0] += np.linspace(-6, 6, SIDE)
    colour = colour_of(lab)
    spreads = (colour.lightness_spread, colour.redness_spread, colour.yellowness_spread)
    assert max(spreads) < 0.3


def test_spread_is_that_of_blotches_and_not_of_pores():
    rng = np.random.default_rng(2)
    blotches = np.kron(rng.normal(0, 1, (6, 6)), np.ones((15, 15)))  # 5 mm
    pores = rng.normal(0, 4, (SIDE, SIDE))
    lab = patch(62, 12, 17)
    lab[..., 1] += 3 * (blotches - blotches.mean()) / blotches.std()
    lab[..., 0] += pores
    colour = colour_of(lab)
    assert colour.redness_spread == pytest.approx(3, rel=0.25)
    assert colour.lightness_spread < 1.0
    assert colour.yellowness_spread < 0.5


def test_what_is_not_skin_does_not_count():
    lab = patch(62, 12, 17)
    lab[:30] = (15, 2, 3)
    mask = ALL.copy()
    mask[:32] = False
    colour = colour_of(lab, mask)
    assert colour.lightness == pytest.approx(62, abs=0.4)
    assert colour.lightness_spread < 0.2
