"""What is seen at a ridge point itself: the terms of the first logistic model."""

from collections.abc import Mapping
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from metrics.layout import Layout
from metrics.relief import Relief, blurred
from metrics.responses import BANKS, Response
from metrics.ridges import Activity, Ridges, sample

Terms = Mapping[str, NDArray[np.floating]]
"""One value per ridge point, by the name that the coefficient file uses."""

TONE_MM = 0.6
SPREAD_FLOOR = (6.0, 3.0, 3.0)
"""Least standard deviation of skin in L*, a*, b*."""

MAD_TO_SD = 1.4826


@dataclass(frozen=True, eq=False)
class Surface:
    """Tone and texture around every pixel, (h, w) float32 each.

    Attributes
    ----------
    hue_offset : distance of a*, b* from the person's own skin, in its standard deviations.
    light_offset : lightness above (positive) the person's own skin, in its standard deviations.
    texture : fine relief, root mean square over 2 mm, relative to the face's median.
    shade_x, shade_y : slope of log lightness, per mm.
    skin_edge_mm : distance to what is not visible skin.
    """

    hue_offset: NDArray[np.float32]
    light_offset: NDArray[np.float32]
    texture: NDArray[np.float32]
    shade_x: NDArray[np.float32]
    shade_y: NDArray[np.float32]
    skin_edge_mm: NDArray[np.float32]


def read_surface(relief: Relief, skin: NDArray[np.bool_]) -> Surface:
    """Describe tone and texture relative to the (h, w) visible skin of the same face."""
    scale = relief.px_per_mm
    tone = blurred(relief.lab, TONE_MM * scale)
    own = tone[skin]
    middle = np.median(own, axis=0)
    spread = np.maximum(MAD_TO_SD * np.median(np.abs(own - middle), axis=0), SPREAD_FLOOR)
    offset = (tone - middle) / spread
    fine = relief.log_lightness - blurred(relief.log_lightness, 0.5 * scale)
    texture = np.sqrt(blurred(fine * fine, 2 * scale))
    shade = blurred(relief.log_lightness, 1.2 * scale)
    slope_x, slope_y = (cv2.Sobel(shade, cv2.CV_32F, dx, 1 - dx, scale=scale / 8) for dx in (1, 0))
    edge = cv2.distanceTransform(skin.astype(np.uint8), cv2.DIST_L2, cv2.DIST_MASK_5) / scale
    return Surface(
        hue_offset=np.hypot(offset[..., 1], offset[..., 2]).astype(np.float32),
        light_offset=offset[..., 0].astype(np.float32),
        texture=texture / np.median(texture[skin]),
        shade_x=np.asarray(slope_x),
        shade_y=np.asarray(slope_y),
        skin_edge_mm=np.asarray(edge),
    )


def local_terms(
    ridges: Ridges,
    layout: Layout,
    relief: Relief,
    responses: tuple[Response, ...],
    activities: tuple[Activity, ...],
    surface: Surface,
) -> Terms:
    """Terms of every ridge point: filter strength, prior, skin tone and texture."""
    return {
        **_strength_terms(ridges, responses, activities),
        **prior_terms(ridges, layout),
        **_surface_terms(ridges, surface, relief),
    }


def _strength_terms(
    ridges: Ridges, responses: tuple[Response, ...], activities: tuple[Activity, ...]
) -> Terms:
    at = ridges.rows, ridges.columns
    terms: dict[str, NDArray[np.floating]] = {}
    for bank, response, activity in zip(BANKS, responses, activities, strict=True):
        valley = response.valley[ridges.direction_index, *at]
        flank = np.abs(response.flank[ridges.direction_index, *at])
        mean = activity.mean[at] + 0.3 * activity.overall
        terms |= {
            f"{bank.name}_strength": np.log(np.maximum(valley / activity.local[at], 0.1)),
            f"{bank.name}_symmetry": np.clip(valley / np.maximum(flank, 1e-3), -0.5, 1),
            f"{bank.name}_activity": np.log(activity.local[at]),
            f"{bank.name}_selectivity": np.log(np.maximum(valley / mean, 0.3)),
        }
    joint = np.log(ridges.joint[at])
    return terms | {"joint": joint, "joint_squared": joint**2}


def prior_terms(ridges: Ridges, layout: Layout) -> Terms:
    """Terms that depend on the table of line layouts, and their products with the joint response."""
    at = ridges.rows, ridges.columns
    joint = np.log(ridges.joint[at])
    density = np.log(layout.density[at] + 0.002)
    along = layout.agreement[at] * np.cos(2 * (ridges.angle - layout.direction[at]))
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
        "worst_hue_beside": np.minimum(beside(blurred(surface.hue_offset, scale), 2.5).max(0), 8),
        "worst_light_beside": np.clip(
            beside(blurred(surface.light_offset, scale), 2.5).min(0), -8, 8
        ),
    }
    for name, channel in (("redness_valley", 1), ("yellowness_valley", 2)):
        colour = blurred(np.ascontiguousarray(relief.lab[..., channel]), 0.35 * scale)
        terms[name] = np.clip(colour[at] - beside(colour, 1.3).mean(0), -4, 4)
    return terms
