"""From lines to figures: length, area, count, width, contrast and severity over visible skin."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from metrics.lines import Rhytid
from vision.errors import Refusal

LEAST_AREA_CM2 = 0.7
LEAST_VISIBLE_SHARE = 0.4


@dataclass(frozen=True)
class LineFigures:
    """Figures of the lines on one area of skin; equations in `docs/metrics.md`.

    Attributes
    ----------
    visible_area_cm2 : float
    line_length_mm : float
    line_density_mm_per_cm2 : float
    line_area_percent : float
    line_count : int
    mean_width_mm, mean_contrast : float or None
        Means over length; None without a line.
    severity : float
        Sum of length x contrast over area, mm/cm2.
    """

    visible_area_cm2: float
    line_length_mm: float
    line_density_mm_per_cm2: float
    line_area_percent: float
    line_count: int
    mean_width_mm: float | None
    mean_contrast: float | None
    severity: float


@dataclass(frozen=True, eq=False)
class RegionFigures:
    """What is known about one region.

    Attributes
    ----------
    status : {"measured", "not_measured"}
    reason : Refusal or None
        Why it was not measured.
    polygon : (N, 2) float64 ndarray
        Outline in photo pixels.
    figures : LineFigures or None
        None when not measured, never zeros.
    """

    status: Literal["measured", "not_measured"]
    reason: Refusal | None
    polygon: NDArray[np.float64]
    figures: LineFigures | None


def line_figures(lines: Sequence[Rhytid], *, area_cm2: float) -> LineFigures:
    """Sum lines over an area of visible skin, above 0 cm2."""
    length = np.array([line.length_mm for line in lines])
    width = np.array([line.width_mm for line in lines])
    contrast = np.array([line.contrast for line in lines])
    total_mm = float(length.sum())
    return LineFigures(
        visible_area_cm2=area_cm2,
        line_length_mm=total_mm,
        line_density_mm_per_cm2=total_mm / area_cm2,
        line_area_percent=float(length @ width) / area_cm2,  # mm2 per cm2 is percent
        line_count=len(lines),
        mean_width_mm=float(length @ width) / total_mm if lines else None,
        mean_contrast=float(length @ contrast) / total_mm if lines else None,
        severity=float(length @ contrast) / area_cm2,
    )


def region_figures(
    lines: Sequence[Rhytid],
    *,
    area_cm2: float,
    visible_cm2: float,
    polygon: NDArray[np.float64],
) -> RegionFigures:
    """Figures of one region, or why there are none.

    Parameters
    ----------
    lines : sequence of Rhytid
        Those of this region.
    area_cm2 : float
        Skin that the region would show with nothing in front of it.
    visible_cm2 : float
        Skin that it does show.
    polygon : (N, 2) float64 ndarray
        Outline in photo pixels.
    """
    reason = too_little_skin(area_cm2, visible_cm2)
    if reason is not None:
        return RegionFigures("not_measured", reason, polygon, None)
    return RegionFigures("measured", None, polygon, line_figures(lines, area_cm2=visible_cm2))


def too_little_skin(area_cm2: float, visible_cm2: float) -> Refusal | None:
    """Why a region cannot be measured that shows so little of its skin; None when it can."""
    if visible_cm2 >= max(LEAST_AREA_CM2, LEAST_VISIBLE_SHARE * area_cm2):
        return None
    return Refusal(
        "too_little_visible_skin",
        f"Only {visible_cm2:.1f} of {area_cm2:.1f} cm2 of skin can be seen here; keep hair, beard, "
        "glasses and glare off this region.",
    )
