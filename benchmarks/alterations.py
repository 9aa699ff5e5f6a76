"""Copies of photos in which the skin did not change, and what the comparison says of them.

Each photo is compared with copies of itself in another exposure, sharpness, noise, light and
resolution. The best published instrument repeats within 3.4 %; a copy whose figure moves more must
be called not comparable, and no copy may get a verdict of fewer or more lines.

    python -m benchmarks.alterations TRACED_SET

Every row prints the lowest and highest change of the face's density and severity, how many copies
were not comparable, how many of the others stay within 3.4 %, false verdicts over face and regions,
and how many figures of skin (colour and texture of every region) are told as lower or higher.
Beside it stands a plain ridge filter: by how much the mean of `skimage.filters.sato` over the
forehead changed.
"""

import argparse
import csv
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from skimage.filters import sato

from metrics.change import compare_faces
from metrics.skin_change import skin_changes
from metrics.verdict import PairMeasurement
from sample_images.camera import decoded, jpeg
from vision.frame import face_frame
from vision.landmarks import Landmarker
from vision.mediapipe_landmarker import MediaPipeLandmarker
from vision.portrait import Portrait, read_portrait
from vision.regions import region_polygons

REPEATABLE_PERCENT = 3.4
ALARMS = ("fewer_lines", "more_lines")

Pixels = NDArray[np.uint8]


def brighter(factor: float) -> Callable[[Pixels], Pixels]:
    """Multiply the pixel values."""
    return lambda pixels: _clipped(pixels * factor)


def _side_lit(strength: float) -> Callable[[Pixels], Pixels]:
    def lit(pixels: Pixels) -> Pixels:
        across = np.linspace(1 - strength, 1 + strength, pixels.shape[1])
        return _clipped(pixels * across[None, :, None])

    return lit


def noisy(pixels: Pixels) -> Pixels:
    """Add Gaussian noise of standard deviation 4, the same every time."""
    return _clipped(pixels + np.random.default_rng(4).normal(0, 4, pixels.shape))


def _soft(pixels: Pixels) -> Pixels:
    return np.asarray(cv2.GaussianBlur(pixels, (0, 0), 1.0), np.uint8)


def _half(pixels: Pixels) -> Pixels:
    small = cv2.resize(pixels, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    return np.asarray(small, np.uint8)


def _compressed(pixels: Pixels) -> Pixels:
    return decoded(jpeg(pixels, quality=60))


def _curved(pixels: Pixels) -> Pixels:
    return _clipped(255 * (pixels / 255) ** 0.85)


def _s_shaped(pixels: Pixels) -> Pixels:
    light = pixels / 255
    return _clipped(255 * (2 * light + light**2 * (3 - 2 * light)) / 3)


def _clipped(values: NDArray[np.floating]) -> Pixels:
    return np.asarray(np.clip(np.rint(values), 0, 255), np.uint8)


ALTERATIONS: Mapping[str, Callable[[Pixels], Pixels]] = {
    "exposure 75 %": brighter(0.75),
    "exposure 115 %": brighter(1.15),
    "blur sigma 1 px": _soft,
    "noise sigma 4": noisy,
    "light from the right 30 %": _side_lit(0.3),
    "light from the left 30 %": _side_lit(-0.3),
    "half the resolution": _half,
    "JPEG of quality 60": _compressed,
    "tone curve, power 0.85": _curved,
    "tone curve, a third S-shaped": _s_shaped,
}


@dataclass(frozen=True)
class Answer:
    """What the comparison of a photo with its copy says.

    Attributes
    ----------
    density, severity : float or None
        Change of the face in percent; None when it is not comparable.
    false_verdicts, verdicts : int
        Over density and severity of face and regions.
    skin_told, skin_figures : int
        Changes of colour and texture told, of all that have an error.
    sato_percent : float or None
        Change of the filter's mean over the forehead; None in copies of another size.
    """

    density: float | None
    severity: float | None
    false_verdicts: int
    verdicts: int
    skin_told: int
    skin_figures: int
    sato_percent: float | None


def altered_copy(photo: Portrait, name: str, landmarker: Landmarker) -> Answer:
    """Compare a photo with a copy of itself."""
    pixels = photo.photo.pixels
    copy = ALTERATIONS[name](pixels)
    _, data = cv2.imencode(".png", copy[..., ::-1])
    after = read_portrait(data.tobytes(), landmarker)
    change = None
    if copy.shape == pixels.shape:
        change = 100 * (forehead_sato(photo, copy) / forehead_sato(photo, pixels) - 1)
    if not isinstance(after, Portrait):
        return Answer(None, None, 0, 0, 0, 0, change)
    return _answer(compare_faces(photo, after), change)


def _answer(pair: PairMeasurement, sato_percent: float | None) -> Answer:
    parts = (pair.face, *pair.regions.values())
    said = [
        change.verdict
        for part in parts
        for change in (part.density, part.severity)
        if change.verdict != "not_comparable"
    ]
    skin = [one.verdict for found in skin_changes(pair).values() for one in found.values()]
    return Answer(
        pair.face.density.change_percent,
        pair.face.severity.change_percent,
        sum(verdict in ALARMS for verdict in said),
        len(said),
        sum(verdict in ("lower", "higher") for verdict in skin),
        sum(verdict is not None for verdict in skin),
        sato_percent,
    )


def forehead_sato(photo: Portrait, pixels: Pixels) -> float:
    """Mean of the plain ridge filter over the forehead of a photo, on a copy of its size."""
    frame = face_frame(photo, px_per_mm=1.0)
    outline = frame.in_photo(region_polygons(frame)["forehead"])
    mask = np.zeros(pixels.shape[:2], np.uint8)
    cv2.fillPoly(mask, [np.rint(outline).astype(np.int32)], 1)
    grey = cv2.cvtColor(pixels, cv2.COLOR_RGB2GRAY) / 255
    return float(sato(grey, sigmas=(1, 2, 3))[mask > 0].mean())


def row_of(name: str, answers: Sequence[Answer]) -> str:
    """One line of the table."""
    compared = [answer for answer in answers if answer.density is not None]
    inside = sum(abs(answer.density or 0) <= REPEATABLE_PERCENT for answer in compared)
    return (
        f"{name:26s} {_span([a.density for a in answers]):>16s}"
        f" {_span([a.severity for a in answers]):>16s} {len(answers) - len(compared):6d}"
        f" {inside:4d}/{len(compared):<4d} {sum(a.false_verdicts for a in answers):4d}/"
        f"{sum(a.verdicts for a in answers):<5d}"
        f" {sum(a.skin_told for a in answers):3d}/{sum(a.skin_figures for a in answers):<5d}"
        f" {_span([a.sato_percent for a in answers]):>16s}"
    )


def _span(values: Sequence[float | None]) -> str:
    known = [value for value in values if value is not None]
    return f"{min(known):+.1f} to {max(known):+.1f}" if known else "-"


def main() -> None:
    """Run from the command line."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("traced_set", type=Path)
    folder: Path = parser.parse_args().traced_set
    landmarker = MediaPipeLandmarker()
    answers: dict[str, list[Answer]] = {name: [] for name in ALTERATIONS}
    with (folder / "photos.csv").open(newline="", encoding="utf-8") as file:
        names = [row["id"] for row in csv.DictReader(file)]
    for name in names:
        photo = read_portrait((folder / f"photos/{name}.png").read_bytes(), landmarker)
        if isinstance(photo, Portrait):
            for alteration, seen in answers.items():
                seen.append(altered_copy(photo, alteration, landmarker))
    print(
        f"{'change in percent':26s} {'density':>16s} {'severity':>16s} {'not':>6s}"
        f" {'<= 3.4':>9s} {'false':>10s} {'skin told':>9s} {'plain sato':>16s}"
    )
    for alteration, seen in answers.items():
        print(row_of(alteration, seen))


if __name__ == "__main__":
    main()
