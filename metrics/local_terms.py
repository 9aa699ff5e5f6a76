"""What is seen at a ridge point itself: the terms of the first logistic model."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from metrics.layout import Layout
from metrics.relief import Relief
from metrics.responses import BANKS, Response
from metrics.ridges import Activity, Ridges, sample
from metrics.scene import Scene
from metrics.surface import Surface
from vision.filters import blur

Terms = Mapping[str, NDArray[np.floating]]
"""One value per ridge point, by the name that the coefficient file uses."""


def local_terms(ridges: Ridges, layout: Layout, scene: Scene) -> Terms:
    """Terms of every ridge point: filter strength, prior, skin tone and texture."""
    return {
        **_strength_terms(ridges, scene.responses, scene.activities),
        **_prior_terms(ridges, layout),
        **_surface_terms(ridges, scene.surface, scene.relief),
    }


def _strength_terms(
    ridges: Ridges, responses: tuple[Response, ...], activities: tuple[Activity, ...]
) -> Terms:
    at = ridges.rows, ridges.columns
    terms: dict[str, NDArray[np.floating]] = {}
    for bank, response, activity in zip(BANKS, responses, activities, strict=True):
        valley = response.valley_at(ridges.direction_index, *at)
        flank = np.abs(response.flank_at(ridges.direction_index, *at))
        local, mean = activity.local[at], activity.mean[at] + 0.3 * activity.overall
        terms |= {
            f"{bank.name}_strength": np.log(np.maximum(valley / local, 0.1)),
            f"{bank.name}_symmetry": np.clip(valley / np.maximum(flank, 1e-3), -0.5, 1),
            f"{bank.name}_activity": np.log(local),
            f"{bank.name}_selectivity": np.log(np.maximum(valley / mean, 0.3)),
        }
    joint = np.log(ridges.joint[at])
    return terms | {"joint": joint, "joint_squared": joint**2}


def _prior_terms(ridges: Ridges, layout: Layout) -> Terms:
    """Terms of the layout table, and their products with the joint response."""
    at = ridges.rows, ridges.columns
    joint = np.log(ridges.joint[at])
    density = np.log(layout.density[at] + 0.002)
    doubled = 2 * ridges.angle
    along = np.cos(doubled) * layout.cos2[at] + np.sin(doubled) * layout.sin2[at]
    return {
        "layout_density": density,
        "layout_density_squared": density**2,
        "layout_agreement": layout.agreement[at],
        "along_layout": along,
        "along_layout_by_density": along * density,
        "joint_by_layout_density": joint * density,
        "joint_by_along_layout": joint * along,
    }


def _surface_terms(ridges: Ridges, surface: Surface, relief: Relief) -> Terms:
    scale = relief.px_per_mm
    at = ridges.rows, ridges.columns
    normal_x, normal_y = -np.sin(ridges.angle), np.cos(ridges.angle)

    def beside(image: NDArray[np.float32], distance_mm: float) -> NDArray[np.float32]:
        """Values on both sides of the line, (2, n)."""
        steps = np.array([[distance_mm * scale], [-distance_mm * scale]])
        return sample(image, ridges.columns + steps * normal_x, ridges.rows + steps * normal_y)

    hue = np.minimum(surface.hue_offset[at], 8)
    light = np.clip(surface.light_offset[at], -8, 4)
    texture = np.log(surface.texture[at])
    across = surface.shade_x[at] * normal_x + surface.shade_y[at] * normal_y
    terms = {
        "texture": texture,
        "texture_squared": texture**2,
        "hue_offset": hue,
        "hue_offset_squared": hue**2,
        "light_offset": light,
        "light_offset_squared": light**2,
        "shade": np.log(np.hypot(surface.shade_x[at], surface.shade_y[at]) + 0.01),
        "shade_across": np.log(np.abs(across) + 0.01),
        "skin_edge": np.minimum(surface.skin_edge_mm[at], 8),
        "worst_hue_beside": np.minimum(beside(blur(surface.hue_offset, scale), 2.5).max(0), 8),
        "worst_light_beside": np.clip(beside(blur(surface.light_offset, scale), 2.5).min(0), -8, 8),
    }
    for name, channel in (("redness_valley", 1), ("yellowness_valley", 2)):
        colour = blur(np.ascontiguousarray(relief.lab[..., channel]), 0.35 * scale)
        terms[name] = np.clip(colour[at] - beside(colour, 1.3).mean(0), -4, 4)
    return terms
