"""Wrinkle lines of one face: centre-lines with length, width and contrast, by region."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from metrics.companions import without_companions
from metrics.contrast import Traces, line_contrast, without_shading
from metrics.evidence import LineEvidence
from metrics.profile import measure_profile, within_groove
from metrics.relief import Relief, log_luminance
from metrics.tracing import trace_lines
from vision.frame import FaceFrame

SHORTEST_PART_MM = 3.0
"""A line that crosses into another region by less than this stays whole."""

NOWHERE = -1


@dataclass(frozen=True, eq=False)
class Rhytid:
    """One wrinkle line, or the part of it that lies in one region.

    Attributes
    ----------
    points : (N, 2) float64 ndarray
        Centre-line, [x, y] in photo pixels, about three points per millimetre.
    length_mm : float
    width_mm : float
        Full width at half depth.
    contrast : float
        How much darker it is than the skin beside it, natural log of luminance, as
        `metrics.contrast` reads it in pairs too; at least 0.
    region : str
    """

    points: NDArray[np.float64]
    length_mm: float
    width_mm: float
    contrast: float
    region: str


def path_length(path: NDArray[np.float64]) -> float:
    """Length of an (n, 2) polyline in the unit of its points."""
    return float(np.linalg.norm(np.diff(path, axis=0), axis=1).sum())


def find_lines(
    frame: FaceFrame,
    evidence: LineEvidence,
    skin: NDArray[np.bool_],
    regions: Mapping[str, NDArray[np.bool_]],
) -> tuple[Rhytid, ...]:
    """Trace the lines of a frame and measure each.

    A line that crosses a border between regions is cut there, so that the lines of a region add up
    to its figures. What lies outside all regions is a fold of the nose wing or the lid, or the edge
    of the jaw, and left out; so is the foot of the bulge beside a nasolabial fold.

    Parameters
    ----------
    frame : FaceFrame
    evidence : LineEvidence
        Of this frame.
    skin : (h, w) bool ndarray
        Visible skin.
    regions : Mapping of str to (h, w) bool ndarray
        Disjoint masks.
    """
    names = list(regions)
    owner = np.full(frame.shape, NOWHERE)
    for number, mask in enumerate(regions.values()):
        owner[mask] = number
    traces = trace_lines(evidence, frame.px_per_mm)
    traces = without_companions(traces, evidence.probability, regions, frame.px_per_mm)
    parts = []
    for trace in traces:
        path = within_groove(trace, evidence.relief)
        for number, part in split_by_owner(path, owner, SHORTEST_PART_MM * frame.px_per_mm):
            profile = measure_profile(part, evidence.relief) if number != NOWHERE else None
            if profile is not None:
                parts.append((part, profile.width_mm, names[number]))
    contrasts = _contrasts([part for part, *_ in parts], evidence.relief, skin)
    return tuple(
        Rhytid(frame.in_photo(part), path_length(part) / frame.px_per_mm, width_mm, contrast, name)
        for (part, width_mm, name), contrast in zip(parts, contrasts, strict=True)
    )


def _contrasts(
    paths: Sequence[NDArray[np.float64]], relief: Relief, skin: NDArray[np.bool_]
) -> list[float]:
    """Mean contrast of each line over its length."""
    traces = Traces.of_paths(paths, relief.px_per_mm)
    light = without_shading(log_luminance(relief.lab), skin, relief.px_per_mm)
    contrast = line_contrast(light, traces, relief.px_per_mm)
    weighted = np.bincount(traces.line, contrast * traces.length_mm, minlength=traces.count)
    length_mm = np.bincount(traces.line, traces.length_mm, minlength=traces.count)
    return [float(mean) for mean in np.maximum(weighted / length_mm, 0)]


def split_by_owner(
    path: NDArray[np.float64], owner: NDArray[np.int_], shortest_px: float
) -> list[tuple[int, NDArray[np.float64]]]:
    """Cut a path where the owner of the pixels under it changes.

    Neighbouring parts share the point of the cut, so that no length is lost; a part shorter than
    `shortest_px` goes to the longer of its neighbours.
    """
    height, width = owner.shape
    column, row = np.round(path).astype(int).T
    under = owner[np.clip(row, 0, height - 1), np.clip(column, 0, width - 1)].astype(int)
    while True:
        cuts = np.flatnonzero(np.diff(under)) + 1
        starts, ends = np.r_[0, cuts], np.r_[cuts, len(path) - 1]
        lengths = [path_length(path[a : b + 1]) for a, b in zip(starts, ends, strict=True)]
        shortest = int(np.argmin(lengths))
        if len(lengths) == 1 or lengths[shortest] >= shortest_px:
            break
        neighbours = [k for k in (shortest - 1, shortest + 1) if 0 <= k < len(lengths)]
        heir = max(neighbours, key=lambda k: lengths[k])
        under[starts[shortest] : ends[shortest] + (shortest == len(lengths) - 1)] = under[
            starts[heir]
        ]
    return [(int(under[a]), path[a : b + 1]) for a, b in zip(starts, ends, strict=True)]
