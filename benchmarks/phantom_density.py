"""Line density against known truth, on rendered people.

    python -m benchmarks.phantom_density --people 12 [--plot FILE.png]

Prints, over the whole face and all regions that hold lines, how far the measured density is from
the true one, and for lines drawn along a clear groove, how far the width is from that of the
groove. True and measured lengths are both taken as the camera sees them and on the same visible
skin, as the area of a density is. What counts as a true line is defined in
`benchmarks.rendered_people`; lines measured along doubtful ones alone are left out of both.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path as FilePath

import numpy as np
from scipy.spatial import KDTree

from benchmarks.plots import save_scatter
from benchmarks.rendered_people import (
    SHORTEST_TRUE_MM,
    RenderedPhoto,
    clear_mm,
    length_within,
    photograph,
)
from benchmarks.traced_photos import TOLERANCE_MM
from metrics.error import group_of
from metrics.face import FaceMeasurement, measure_face
from metrics.relief import FRAME_PX_PER_MM
from vision.errors import Refusal
from vision.frame import face_frame
from vision.mediapipe_landmarker import MediaPipeLandmarker
from vision.regions import region_masks
from vision.skin import visible_skin

MOSTLY_ALONG = 0.8
FACE = "whole face"


@dataclass(frozen=True)
class RegionDensity:
    """True and measured line density of one region, or of the whole face, mm/cm2."""

    person: int
    region: str
    true: float
    measured: float

    @property
    def error_percent(self) -> float:
        """Relative error of the measured density."""
        return 100 * (self.measured - self.true) / self.true


def densities(photo: RenderedPhoto, measurement: FaceMeasurement) -> Iterator[RegionDensity]:
    """One value for the face and every region that holds lines."""
    mm_per_px = photo.portrait.scale.mm_per_px
    frame = face_frame(photo.portrait, px_per_mm=FRAME_PX_PER_MM)
    skin, masks = visible_skin(frame), region_masks(frame)
    counted = photo.near(photo.clear, TOLERANCE_MM) | ~photo.near(photo.doubtful, TOLERANCE_MM)
    seen = [name for name, region in measurement.regions.items() if region.figures is not None]
    for name, inside in {FACE: skin, **{name: masks[name] & skin for name in seen}}.items():
        true_mm = clear_mm(photo, frame, inside)
        if true_mm < SHORTEST_TRUE_MM:
            continue
        here = [line.points for line in measurement.lines if name in (FACE, line.region)]
        measured_mm = sum(length_within(points, counted) for points in here) * mm_per_px
        area_cm2 = inside.sum() / (10 * frame.px_per_mm) ** 2
        yield RegionDensity(photo.number, name, true_mm / area_cm2, measured_mm / area_cm2)


def width_errors_percent(photo: RenderedPhoto, measurement: FaceMeasurement) -> Iterator[float]:
    """By how much the width of each drawn line differs from that of the groove it follows."""
    reach_px = TOLERANCE_MM / photo.portrait.scale.mm_per_px
    grooves = [(KDTree(line.points), line.width_mm) for line in photo.clear_lines]
    for drawn in measurement.lines:
        for groove, width_mm in grooves:
            distances, _ = groove.query(drawn.points)
            if np.mean(distances < reach_px) >= MOSTLY_ALONG:
                yield 100 * (drawn.width_mm / width_mm - 1)
                break


def row_of(name: str, seen: Sequence[RegionDensity], *, with_r2: bool = False) -> str:
    """One line of the table."""
    errors = np.array([density.error_percent for density in seen])
    row = (
        f"{name:18s} n {len(errors):3d}  median error {np.median(errors):+6.1f} %"
        f"  median size {np.median(np.abs(errors)):5.1f} %"
    )
    if with_r2:
        true, measured = zip(*((density.true, density.measured) for density in seen), strict=True)
        row += f"  R2 {np.corrcoef(true, measured)[0, 1] ** 2:.3f}"
    return row + "\n"


def main() -> None:
    """Print one row a region kind, and the median over all regions."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=12)
    parser.add_argument("--first", type=int, default=900, help="seed of the first person")
    parser.add_argument("--plot", type=FilePath, help="where to draw true against measured density")
    options = parser.parse_args()
    landmarker = MediaPipeLandmarker()
    found: list[RegionDensity] = []
    widths: list[float] = []
    for number in range(options.first, options.first + options.people):
        photo = photograph(number, "rest", landmarker)
        if isinstance(photo, Refusal):
            sys.stdout.write(f"person {number}: {photo.message}\n")
        else:
            measurement = measure_face(photo.portrait)
            found += densities(photo, measurement)
            widths += width_errors_percent(photo, measurement)
    for name in sorted({density.region for density in found} - {FACE}):
        sys.stdout.write(row_of(name, [density for density in found if density.region == name]))
    regions = [density for density in found if density.region != FACE]
    sys.stdout.write(row_of("all regions", regions, with_r2=True))
    faces = [density for density in found if density.region == FACE]
    sys.stdout.write(row_of(FACE, faces, with_r2=True))
    sys.stdout.write(
        f"width of lines     n {len(widths):3d}  median error {np.median(widths):+6.1f} %"
        f"  median size {np.median(np.abs(widths)):5.1f} %\n"
    )
    if options.plot:
        groups: dict[str, list[tuple[float, float]]] = {}
        for one in regions:
            groups.setdefault(group_of(one.region), []).append((one.true, one.measured))
        highest = 1.05 * max(max(one.true, one.measured) for one in regions)
        save_scatter(
            options.plot,
            groups,
            x_title="true line density, mm/cm2",
            y_title="measured, mm/cm2",
            domain=(0.0, highest),
        )


if __name__ == "__main__":
    main()
