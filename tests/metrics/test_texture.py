"""Texture of generated skin: its roughness in true units, and what must not move it."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.texture import Texture, fine_relief, skin_texture
from vision.errors import Refusal
from vision.filters import blur

PX_PER_MM = 3.0
SIDE = 150
ALL = np.ones((SIDE, SIDE), bool)


def texture_of(log_luminance, mask=ALL, photo_px_per_mm=5.0):
    """Texture of skin of a given natural logarithm of luminance."""
    lab = np.zeros((SIDE, SIDE, 3), np.float32)
    lab[..., 0] = 116 * np.exp(log_luminance / 3) - 16
    relief = fine_relief(lab, mask, px_per_mm=PX_PER_MM)
    return skin_texture(relief, mask, px_per_mm=PX_PER_MM, photo_px_per_mm=photo_px_per_mm)


def grain(rms, seed=0):
    """White grain, whose places are independent and differ by sqrt(2) times its spread."""
    return rms * np.random.default_rng(seed).normal(size=(SIDE, SIDE)) - 1.2


@pytest.mark.parametrize("rms", [0.02, 0.05, 0.08])
def test_roughness_is_the_difference_between_places_apart(rms):
    texture = texture_of(grain(rms))
    assert isinstance(texture, Texture)
    assert texture.roughness_percent == pytest.approx(100 * np.sqrt(2) * rms, rel=0.05)
    assert abs(texture.correlation) < 0.05


@given(st.floats(0.5, 2.0))
def test_a_gain_of_the_light_moves_nothing(gain):
    first, second = texture_of(grain(0.05)), texture_of(grain(0.05) + np.log(gain))
    assert isinstance(first, Texture)
    assert isinstance(second, Texture)
    assert second.roughness_percent == pytest.approx(first.roughness_percent, rel=0.005)
    assert second.homogeneity == pytest.approx(first.homogeneity, abs=0.005)


def test_shading_moves_little():
    slope = np.linspace(-0.4, 0.4, SIDE)
    even, shaded = texture_of(grain(0.05)), texture_of(grain(0.05) + slope)
    assert isinstance(even, Texture)
    assert isinstance(shaded, Texture)
    assert shaded.roughness_percent == pytest.approx(even.roughness_percent, rel=0.02)


def test_smooth_skin_is_homogeneous_and_rough_skin_is_not():
    smooth, rough = texture_of(np.full((SIDE, SIDE), -1.2)), texture_of(grain(0.08))
    assert isinstance(smooth, Texture)
    assert isinstance(rough, Texture)
    assert smooth.roughness_percent == 0
    assert smooth.homogeneity == smooth.energy == pytest.approx(1)
    assert rough.homogeneity < 0.3
    assert rough.energy < 0.1


def test_turning_the_photo_hardly_moves_it():
    furrowed = blur(grain(0.3, seed=3) + 1.2, 1.2) - 1.2
    furrowed += 0.03 * np.sin(np.arange(SIDE) * 2 * np.pi / 12)[:, None]
    level, upright = texture_of(furrowed), texture_of(furrowed.T)
    assert isinstance(level, Texture)
    assert isinstance(upright, Texture)
    assert upright.roughness_percent == pytest.approx(level.roughness_percent, rel=0.01)


def test_what_is_not_skin_does_not_count():
    mask = ALL.copy()
    mask[40:70, 20:90] = False
    hairy = grain(0.05)
    hairy[42:68, 22:88] -= 1.0
    whole, holed = texture_of(grain(0.05)), texture_of(hairy, mask)
    assert isinstance(whole, Texture)
    assert isinstance(holed, Texture)
    assert holed.roughness_percent == pytest.approx(whole.roughness_percent, rel=0.02)


def test_a_coarse_photo_has_no_texture():
    texture = texture_of(grain(0.05), photo_px_per_mm=1.6)
    assert isinstance(texture, Refusal)
    assert texture.code == "too_coarse"
