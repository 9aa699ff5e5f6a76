"""Rendered people as traced photos: which of their known lines a clinician would trace.

A line counts where it is *clear*: at least `CLEAR_MM` deep in its middle, as far towards its
tapering ends as it is deeper than `FAINT_MM`. Rendered lines of 0.35 mm answer the filters like the
median of hand-traced lines, those of 0.2 mm like the faintest quarter, those of 0.05 mm like skin.
What lies between is *doubtful*: tracing it is neither right nor wrong.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray
from scipy.ndimage import distance_transform_edt

from benchmarks.traced_photos import TOLERANCE_MM, TracedPhoto, rasterised
from metrics.relief import FRAME_PX_PER_MM
from sample_images.camera import jpeg
from sample_images.expression import Expression
from sample_images.people import Sitter, random_sitter
from sample_images.relief import taper
from sample_images.render import Rendering, render
from sample_images.truth import TrueLine
from vision.errors import Refusal
from vision.frame import FaceFrame, face_frame
from vision.landmarks import Landmarker
from vision.portrait import Portrait, read_portrait
from vision.regions import region_masks
from vision.skin import visible_skin

CLEAR_MM, FAINT_MM, UNSEEN_MM = 0.25, 0.1, 0.05
MOSTLY_VISIBLE = 0.9
DOUBTFUL_REACH_MM = 2.0
JPEG_QUALITY = 92

SHORTEST_TRUE_MM = 10.0
"""Regions with less true line than this are left out: they hold tips of their neighbours' lines."""

Path = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class RenderedPhoto:
    """One rendered person; paths are (n, 2) photo pixels [x, y].

    Attributes
    ----------
    number : int
    portrait : Portrait
    clear, doubtful : tuple of (n, 2) float64 ndarray
        Parts of lines.
    clear_lines : tuple of TrueLine
        Lines of which at least a part is clear.
    """

    number: int
    portrait: Portrait
    clear: tuple[Path, ...]
    doubtful: tuple[Path, ...]
    clear_lines: tuple[TrueLine, ...]

    def near(self, paths: Sequence[Path], reach_mm: float) -> NDArray[np.bool_]:
        """(H, W) pixels within a distance of paths."""
        shape = self.portrait.photo.pixels.shape[:2]
        drawn = rasterised(paths, shape)
        if not drawn.any():
            return drawn
        reach_px = reach_mm / self.portrait.scale.mm_per_px
        return np.asarray(distance_transform_edt(~drawn) < reach_px)


def photograph(
    number: int, expression: Expression, landmarker: Landmarker
) -> RenderedPhoto | Refusal:
    """Render a random sitter, encode the photo and read it as the product does."""
    sitter = random_sitter(number)
    shot = replace(sitter.shot, expression=expression)
    return photograph_sitter(number, replace(sitter, shot=shot), landmarker)


def photograph_sitter(
    number: int,
    sitter: Sitter,
    landmarker: Landmarker,
    *,
    depth_scale: float = 1.0,
    quality: int = JPEG_QUALITY,
) -> RenderedPhoto | Refusal:
    """Do the same with a given sitter, all grooves at a share of their depth."""
    shot = replace(sitter.shot, jpeg_quality=None)
    photo = render(sitter.person, shot, grooves=sitter.grooves, depth_scale=depth_scale)
    return read_rendered(number, photo, jpeg(photo.pixels, quality=quality), landmarker)


def read_rendered(
    number: int, photo: Rendering, data: bytes, landmarker: Landmarker
) -> RenderedPhoto | Refusal:
    """Read a rendered picture, encoded as `data`, and split its lines by their clarity."""
    portrait = read_portrait(data, landmarker)
    if isinstance(portrait, Refusal):
        return portrait
    clear: list[Path] = []
    doubtful: list[Path] = []
    lines: list[TrueLine] = []
    for line in photo.truth.lines:
        seen, unsure = split_by_clarity(line)
        clear += seen
        doubtful += unsure
        lines += [line] if seen else []
    return RenderedPhoto(number, portrait, tuple(clear), tuple(doubtful), tuple(lines))


def length_within(path: Path, mask: NDArray[np.bool_]) -> float:
    """Length in pixels of the steps of an (n, 2) path whose middle lies in an (h, w) mask."""
    middle = np.round((path[1:] + path[:-1]) / 2).astype(int)
    column, row = np.clip(middle, 0, [mask.shape[1] - 1, mask.shape[0] - 1]).T
    return float(np.linalg.norm(np.diff(path, axis=0), axis=1)[mask[row, column]].sum())


def clear_mm(photo: RenderedPhoto, frame: FaceFrame, mask: NDArray[np.bool_]) -> float:
    """Length of clear line within a part (h, w) of the face frame."""
    return _mm_within(photo.clear, frame, mask)


def _mm_within(paths: Sequence[Path], frame: FaceFrame, mask: NDArray[np.bool_]) -> float:
    seen = (frame.in_frame(path) for path in paths)
    return sum(length_within(path, mask) for path in seen) / frame.px_per_mm


def clear_mm_by_region(photo: RenderedPhoto) -> dict[str, float]:
    """Length of clear line on the visible skin of each region."""
    return _mm_by_region(photo, photo.clear)


def groove_mm_by_region(photo: RenderedPhoto) -> dict[str, float]:
    """Length of all that is deeper than `UNSEEN_MM`, clear or doubtful, of each region."""
    return _mm_by_region(photo, photo.clear + photo.doubtful)


def _mm_by_region(photo: RenderedPhoto, paths: Sequence[Path]) -> dict[str, float]:
    frame = face_frame(photo.portrait, px_per_mm=FRAME_PX_PER_MM)
    skin = visible_skin(frame)
    return {
        name: _mm_within(paths, frame, mask & skin) for name, mask in region_masks(frame).items()
    }


def split_by_clarity(line: TrueLine) -> tuple[list[Path], list[Path]]:
    """Clear and doubtful parts of a line; what is shallower than `UNSEEN_MM` is in neither."""
    depth = line.depth_mm * taper(np.linspace(0, 1, len(line.points), dtype=np.float32))
    traceable = line.depth_mm >= CLEAR_MM and line.visible >= MOSTLY_VISIBLE
    clear = (depth >= FAINT_MM) & traceable
    doubtful = ~clear & (depth > UNSEEN_MM)
    return list(_runs(line.points, clear)), list(_runs(line.points, doubtful))


def _runs(points: Path, kept: NDArray[np.bool_]) -> Iterator[Path]:
    borders = np.flatnonzero(np.diff(np.r_[0, kept.astype(int), 0]))
    for start, end in zip(borders[::2], borders[1::2], strict=True):
        if end - start > 1:
            yield points[start:end]


def as_traced(photo: RenderedPhoto) -> TracedPhoto:
    """Clear lines as the tracing; surroundings of doubtful ones are left out of the zone."""
    doubtful = photo.near(photo.doubtful, DOUBTFUL_REACH_MM)
    return TracedPhoto(
        name=f"rendered {photo.number}",
        portrait=photo.portrait,
        traced=rasterised(photo.clear, photo.portrait.photo.pixels.shape[:2]),
        zone=~doubtful | photo.near(photo.clear, TOLERANCE_MM),
        px_per_mm=1 / photo.portrait.scale.mm_per_px,
    )
