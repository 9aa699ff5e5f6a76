"""How exactly two photos are laid over each other, against maps that are known.

    python -m benchmarks.alignment --people 8

Rendered faces of 512 px are aligned with copies of themselves: turned and scaled, and besides that
darkened, noisy or compressed; or bent by a smooth wave. Copies are resampled from a rendering twice
as fine, so that they are no softer than the original. Printed for each copy, over visible skin: the
median distance between where the alignment puts a place and where the map does, in pixels of the
original and in mm; the person with the worst median; and the 95th percentile of all places.
"""

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray
from skimage.transform import SimilarityTransform

from benchmarks.alterations import Pixels, brighter, noisy
from metrics.relief import FRAME_PX_PER_MM
from sample_images.camera import jpeg
from sample_images.people import random_sitter
from sample_images.render import render
from vision.align import Alignment, align
from vision.errors import Refusal
from vision.landmarks import Landmarker
from vision.mediapipe_landmarker import MediaPipeLandmarker
from vision.portrait import Portrait, read_portrait
from vision.skin import visible_skin

FIRST_PERSON = 1500
SIDE_PX = 512
FOCAL_MM = 112.0
"""Fills the photo with the head: about 220 mm across from 700 mm away."""
FINER = 2
BEND_MM, WAVE_MM = 1.0, 60.0
JPEG_QUALITIES = (80, 40)
EVERY = 29

Points = NDArray[np.float64]
Warp = Callable[[Points], Points]


def turned_and_scaled(degrees: float, scale: float) -> Warp:
    """Map from a copy, turned and scaled about its middle, back to the original pixels."""
    middle = np.full(2, (SIDE_PX - 1) / 2)
    turn = SimilarityTransform(rotation=-np.radians(degrees), scale=1 / scale)
    return lambda points: np.asarray(turn(points - middle) + middle, np.float64)


def bent(mm_per_px: float) -> Warp:
    """Map from a copy, bent by waves along both axes, back to the original pixels."""
    height, period = BEND_MM / np.sqrt(2) / mm_per_px, WAVE_MM / mm_per_px
    return lambda points: points + height * np.sin(2 * np.pi * points[:, ::-1] / period)


@dataclass(frozen=True)
class Copy:
    """How a copy differs: where its pixels come from, and what was done to them after."""

    back: Callable[[float], Warp]
    spoil: Callable[[Pixels], Pixels] = lambda pixels: pixels
    quality: int | None = None


def _held(degrees: float, scale: float) -> Callable[[float], Warp]:
    return lambda _: turned_and_scaled(degrees, scale)


COPIES: Mapping[str, Copy] = {
    "turned 6 degrees": Copy(_held(6, 1)),
    "scaled to 92 %": Copy(_held(0, 0.92)),
    "turned 3, scaled 97 %": Copy(_held(3, 0.97)),
    "... and darkened to 70 %": Copy(_held(3, 0.97), brighter(0.7)),
    "... and noise sigma 4": Copy(_held(3, 0.97), noisy),
    **{f"... and JPEG {q}": Copy(_held(3, 0.97), quality=q) for q in JPEG_QUALITIES},
    f"bent by {BEND_MM:.0f} mm": Copy(bent),
}


def resampled(fine: Pixels, back: Warp) -> Pixels:
    """The (SIDE_PX, SIDE_PX, 3) copy of a finer picture of which a warp tells the original."""
    side = SIDE_PX * FINER
    rows, columns = np.mgrid[:side, :side]
    places = np.column_stack([columns.ravel(), rows.ravel()]).astype(np.float64)
    offset = (FINER - 1) / 2  # integers are pixel centres in both
    sources = FINER * back((places - offset) / FINER) + offset
    x, y = sources.T.reshape(2, side, side).astype(np.float32)
    warped = cv2.remap(fine, x, y, cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    size = SIDE_PX, SIDE_PX
    return np.asarray(cv2.resize(warped, size, interpolation=cv2.INTER_AREA), np.uint8)


def residuals_px(found: Alignment, back: Warp) -> NDArray[np.float64]:
    """Distances (n,) in pixels of the original, over visible skin."""
    skin = visible_skin(found.before) & found.face
    rows, columns = (axis[::EVERY] for axis in np.nonzero(skin))
    places = np.column_stack([columns, rows]).astype(np.float64)
    later = found.after.in_photo(places + found.displacement[rows, columns])
    return np.asarray(np.linalg.norm(back(later) - found.before.in_photo(places), axis=1))


def residuals_of(number: int, landmarker: Landmarker) -> tuple[float, dict[str, Points]]:
    """Scale in mm per pixel, and the residuals of every copy of one person that aligned."""
    sitter = random_sitter(number)
    side = SIDE_PX * FINER
    shot = replace(sitter.shot, width=side, height=side, focal_mm=FOCAL_MM, jpeg_quality=None)
    picture = render(sitter.person, shot, grooves=sitter.grooves)
    mm_per_px = FINER * picture.truth.mm_per_px
    original = _read(resampled(picture.pixels, turned_and_scaled(0, 1)), None, landmarker)
    found: dict[str, Points] = {}
    for name, copy in COPIES.items():
        back = copy.back(mm_per_px)
        pixels = copy.spoil(resampled(picture.pixels, back))
        later = _read(pixels, copy.quality, landmarker)
        if isinstance(original, Portrait) and isinstance(later, Portrait):
            alignment = align(original, later, px_per_mm=FRAME_PX_PER_MM)
            if isinstance(alignment, Alignment):
                found[name] = residuals_px(alignment, back)
    return mm_per_px, found


def _read(pixels: Pixels, quality: int | None, landmarker: Landmarker) -> Portrait | Refusal:
    if quality is not None:
        return read_portrait(jpeg(pixels, quality=quality), landmarker)
    _, data = cv2.imencode(".png", pixels[..., ::-1])
    return read_portrait(data.tobytes(), landmarker)


def row_of(name: str, seen: Sequence[tuple[float, Points]], people: int) -> str:
    """One line of the table."""
    aligned = f"{name:26s} aligned {len(seen)}/{people}"
    if not seen:
        return aligned
    medians = [float(np.median(residuals)) for _, residuals in seen]
    in_mm = [scale * median for (scale, _), median in zip(seen, medians, strict=True)]
    widest = np.percentile(np.concatenate([residuals for _, residuals in seen]), 95)
    return (
        f"{aligned}  median {np.median(medians):.3f} px  {np.median(in_mm):.3f} mm"
        f"  worst person {max(medians):.3f} px  95 % within {widest:.3f} px"
    )


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--people", type=int, default=8)
    people: int = parser.parse_args().people
    landmarker = MediaPipeLandmarker()
    seen: dict[str, list[tuple[float, Points]]] = {name: [] for name in COPIES}
    for number in range(FIRST_PERSON, FIRST_PERSON + people):
        mm_per_px, found = residuals_of(number, landmarker)
        for name, residuals in found.items():
            seen[name].append((mm_per_px, residuals))
        print(f"{number - FIRST_PERSON + 1}/{people} people", file=sys.stderr)
    for name, rows in seen.items():
        print(row_of(name, rows, people))


if __name__ == "__main__":
    main()
