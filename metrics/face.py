"""Measure one portrait: lines and figures of the whole face and of every region."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from metrics.density import LineFigures, RegionFigures, line_figures, region_figures
from metrics.evidence import ALGORITHM, line_evidence
from metrics.lines import Rhytid, find_lines
from metrics.relief import FRAME_PX_PER_MM
from vision.frame import face_frame
from vision.portrait import Portrait
from vision.regions import region_masks, region_polygons
from vision.skin import face_zone, visible_skin


@dataclass(frozen=True, eq=False)
class FaceMeasurement:
    """What one photo shows.

    Attributes
    ----------
    algorithm : str
        Version of the detector; figures of different versions are not compared.
    face : LineFigures or None
        Over all visible skin; None when none is visible.
    regions : Mapping of str to RegionFigures
    lines : tuple of Rhytid
    """

    algorithm: str
    face: LineFigures | None
    regions: Mapping[str, RegionFigures]
    lines: tuple[Rhytid, ...]


def measure_face(portrait: Portrait) -> FaceMeasurement:
    """Find and sum the lines of a portrait."""
    frame = face_frame(portrait, px_per_mm=FRAME_PX_PER_MM)
    skin = visible_skin(frame)
    masks = region_masks(frame)
    lines = find_lines(frame, line_evidence(frame, skin), skin, masks)
    zone = face_zone(frame)

    def area_cm2(mask: NDArray[np.bool_]) -> float:
        return float(np.count_nonzero(mask)) / (10 * frame.px_per_mm) ** 2

    regions = {
        name: region_figures(
            [line for line in lines if line.region == name],
            area_cm2=area_cm2(masks[name] & zone),
            visible_cm2=area_cm2(masks[name] & skin),
            polygon=frame.in_photo(polygon),
        )
        for name, polygon in region_polygons(frame).items()
    }
    face = line_figures(lines, area_cm2=area_cm2(skin)) if skin.any() else None
    return FaceMeasurement(ALGORITHM, face, regions, lines)
