"""Tone and texture of the skin around every pixel, relative to the person's own."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from metrics.relief import Relief
from vision.filters import blur, depth_inside, thinned_out

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
    tone = blur(relief.lab, TONE_MM * scale)
    own = thinned_out(tone, skin)
    middle = np.median(own, axis=0)
    spread = np.maximum(MAD_TO_SD * np.median(np.abs(own - middle), axis=0), SPREAD_FLOOR)
    offset = np.asarray((tone - middle) / spread.astype(np.float32), np.float32)
    fine = relief.log_lightness - blur(relief.log_lightness, 0.5 * scale)
    texture = np.sqrt(blur(fine * fine, 2 * scale))
    shade = blur(relief.log_lightness, 1.2 * scale)
    slope_x, slope_y = (
        np.asarray(cv2.Sobel(shade, cv2.CV_32F, dx, 1 - dx, scale=scale / 8), np.float32)
        for dx in (1, 0)
    )
    return Surface(
        hue_offset=np.hypot(offset[..., 1], offset[..., 2]),
        light_offset=offset[..., 0],
        texture=np.asarray(texture / np.median(thinned_out(texture, skin)), np.float32),
        shade_x=slope_x,
        shade_y=slope_y,
        skin_edge_mm=depth_inside(skin) / np.float32(scale),
    )
