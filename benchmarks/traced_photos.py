"""Photos with hand-traced wrinkle lines: reading them, and scoring drawn lines against them.

A set is a folder with ``photos.csv`` (id, px_per_mm, ...), ``photos/ID.png``, ``traced/ID.png``
(traced lines above 0) and ``zones/ID.png`` (where lines are scored, above 0).
"""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import distance_transform_edt
from scipy.stats import spearmanr
from skimage.morphology import skeletonize

from vision.errors import Refusal
from vision.landmarks import Landmarker
from vision.portrait import Portrait, read_portrait

TOLERANCE_MM = 1.5


@dataclass(frozen=True, eq=False)
class TracedPhoto:
    """One photo and its tracing.

    Attributes
    ----------
    name : str
    portrait : Portrait
    traced, zone : (H, W) bool ndarrays
    px_per_mm : float
        The set's own scale, by which it is scored.
    """

    name: str
    portrait: Portrait
    traced: NDArray[np.bool_]
    zone: NDArray[np.bool_]
    px_per_mm: float


@dataclass(frozen=True)
class Match:
    """Lengths in mm: drawn, drawn near a traced line, traced, traced near a drawn line."""

    drawn: float
    right: float
    traced: float
    found: float
    zone_cm2: float


@dataclass(frozen=True)
class Score:
    """Precision, recall and F1 pooled by length; rank correlation of density over photos."""

    f1: float
    precision: float
    recall: float
    rank_correlation: float | None

    def __str__(self) -> str:
        score = f"F1 {self.f1:.3f}  precision {self.precision:.3f}  recall {self.recall:.3f}"
        if self.rank_correlation is None:
            return score
        return f"{score}  rank correlation {self.rank_correlation:.2f}"


def read_traced_photos(folder: Path, landmarker: Landmarker) -> list[TracedPhoto]:
    """Read a set; photos that the product refuses are an error."""
    with (folder / "photos.csv").open(newline="", encoding="utf-8") as table:
        rows = list(csv.DictReader(table))
    photos = []
    for row in rows:
        name = f"{row['id']}.png"
        portrait = read_portrait((folder / "photos" / name).read_bytes(), landmarker)
        if isinstance(portrait, Refusal):
            raise ValueError(f"{name}: {portrait.message}")
        traced, zone = (_read_mask(folder / kind / name) for kind in ("traced", "zones"))
        photos.append(TracedPhoto(row["id"], portrait, traced, zone, float(row["px_per_mm"])))
    return photos


def _read_mask(path: Path) -> NDArray[np.bool_]:
    mask = cv2.imread(str(path), cv2.IMREAD_GRAYSCALE)
    if mask is None:
        raise FileNotFoundError(path)
    return np.asarray(mask > 0)


def rasterised(lines: Sequence[NDArray[np.float64]], shape: tuple[int, ...]) -> NDArray[np.bool_]:
    """Draw (n, 2) polylines [x, y] one pixel wide."""
    canvas = np.zeros(shape, np.uint8)
    for points in lines:
        cv2.polylines(canvas, [np.round(points).astype(np.int32)], False, 1)
    return np.asarray(skeletonize(canvas > 0))


def match_lines(drawn: NDArray[np.bool_], photo: TracedPhoto) -> Match:
    """Compare a one-pixel (H, W) raster of drawn lines with the tracing, inside the zone."""
    drawn, traced = drawn & photo.zone, photo.traced & photo.zone
    reach = TOLERANCE_MM * photo.px_per_mm

    def near(lines: NDArray[np.bool_], others: NDArray[np.bool_]) -> int:
        if not others.any():
            return 0
        return int((distance_transform_edt(~others)[lines] <= reach).sum())

    return Match(
        drawn=float(drawn.sum()) / photo.px_per_mm,
        right=near(drawn, traced) / photo.px_per_mm,
        traced=float(traced.sum()) / photo.px_per_mm,
        found=near(traced, drawn) / photo.px_per_mm,
        zone_cm2=float(photo.zone.sum()) / photo.px_per_mm**2 / 100,
    )


def pooled(matches: Sequence[Match]) -> Score:
    """Score of several photos."""
    drawn, right, traced, found = (
        sum(getattr(match, name) for match in matches)
        for name in ("drawn", "right", "traced", "found")
    )
    precision, recall = right / max(drawn, 1e-9), found / max(traced, 1e-9)
    densities = [[m.drawn / m.zone_cm2, m.traced / m.zone_cm2] for m in matches]
    rank = spearmanr(*np.transpose(densities)).statistic if len(matches) > 2 else None
    return Score(
        f1=2 * precision * recall / max(precision + recall, 1e-9),
        precision=precision,
        recall=recall,
        rank_correlation=None if rank is None else float(rank),
    )
