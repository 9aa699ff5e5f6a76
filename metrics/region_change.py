"""Density and severity of one region before and after, from the lines of a pair."""

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from metrics.error import Disturbance, smallest_detectable_change, spread_of
from metrics.paired_lines import PairedLines
from metrics.verdict import Change, RegionChange, judged, not_comparable
from metrics.view import CommonView
from vision.errors import Refusal

SOFT_CONTRAST = 0.04  # log contrast at which a line counts for 0.7 of its length
LEAST_AREA_CM2, LEAST_FACE_CM2, LEAST_SHARE_SEEN = 1.0, 10.0, 0.4
SHORTEST_TOTAL_MM, SHORTEST_PART_MM = 12.0, 2.0
LEAST_SHARE_FITTING = 0.5
LARGEST_RELATIVE = 0.25

Values = NDArray[np.float64]
Mask = NDArray[np.bool_]


class Measure(Protocol):
    """What a millimetre of line of a given contrast adds to a figure."""

    def share(self, contrast: Values) -> Values:
        """Share of a point."""
        ...

    def slope(self, contrast: Values) -> Values:
        """Derivative of `share`."""
        ...


class Density:
    """Length of line, soft: 0.7 of it at a contrast of 0.04, all of it above 0.1.

    A hard threshold would count a line that became a little fainter as gone.
    """

    def share(self, contrast: Values) -> Values:
        """Between 0 and 1; in proportion to contrast below zero, so that noise cancels."""
        ratio = contrast / SOFT_CONTRAST
        return np.where(ratio > 0, ratio / np.sqrt(1 + ratio * ratio), ratio)

    def slope(self, contrast: Values) -> Values:
        """Derivative of `share`."""
        ratio = np.maximum(contrast, 0) / SOFT_CONTRAST
        return np.asarray((1 + ratio * ratio) ** -1.5 / SOFT_CONTRAST)


class Severity:
    """Length times contrast: in proportion to the depth of lines that only became shallower."""

    def share(self, contrast: Values) -> Values:
        """The contrast itself."""
        return contrast

    def slope(self, contrast: Values) -> Values:
        """One."""
        return np.ones_like(contrast)


def region_change(name: str, mask: Mask, lines: PairedLines, view: CommonView) -> RegionChange:
    """Compare one region, or ``"face"``.

    Parameters
    ----------
    name : str
    mask : (h, w) bool ndarray
    lines : PairedLines
    view : CommonView

    Returns
    -------
    RegionChange
        Codes of its reason: ``little_skin``, ``light_or_pose_differs``, ``not_aligned``; with
        status ``"compared"`` also ``few_lines``.
    """
    area = view.area_cm2(mask & view.fair)
    least = LEAST_FACE_CM2 if name == "face" else LEAST_AREA_CM2
    if area < max(least, LEAST_SHARE_SEEN * view.area_cm2(mask & view.skin)):
        return not_comparable(
            "little_skin", "Both photos show too little of this skin from a fair angle."
        )
    disturbance = spread_of(name).disturbance(view)
    if disturbance.relative > LARGEST_RELATIVE:
        return not_comparable(
            "light_or_pose_differs",
            "Light or pose differ too much here; repeat them as in the first photo.",
        )
    here = lines.traces.looked_up(mask)
    seen, kept = here & lines.seen, _long_enough(here & lines.kept, lines)
    length_mm = lines.traces.length_mm
    if length_mm[seen].sum() >= SHORTEST_TOTAL_MM and (
        length_mm[kept].sum() < LEAST_SHARE_FITTING * length_mm[seen].sum()
    ):
        return not_comparable(
            "not_aligned", "This part of the face does not register; keep the same expression."
        )
    part = _Part(lines, kept, area)
    if length_mm[kept].sum() < SHORTEST_TOTAL_MM:
        reason = Refusal("few_lines", "Too few lines here to give a change.")
        return RegionChange(
            "compared", reason, part.without_change(Density()), part.without_change(Severity())
        )
    return RegionChange(
        "compared",
        None,
        part.change(Density(), disturbance),
        part.change(Severity(), disturbance),
    )


def _long_enough(points: Mask, lines: PairedLines) -> Mask:
    """Points of lines of which at least 2 mm are among them."""
    inside_mm = np.bincount(
        lines.traces.line, points * lines.traces.length_mm, minlength=lines.traces.count
    )
    return points & (inside_mm >= SHORTEST_PART_MM)[lines.traces.line]


class _Part:
    """The line points of one region."""

    def __init__(self, lines: PairedLines, kept: Mask, area_cm2: float) -> None:
        self._before, self._after = lines.before[kept], lines.after[kept]
        self._audits = [(first[kept], second[kept]) for first, second in lines.audits]
        self._line, self._length_mm = lines.traces.line[kept], lines.traces.length_mm[kept]
        self._noise = lines.noise
        self._area_cm2 = area_cm2

    def without_change(self, measure: Measure) -> Change:
        """The figures alone, where there are too few lines for a change."""
        before, after = (
            max(0.0, self._sum(measure, contrast)) / self._area_cm2
            for contrast in (self._before, self._after)
        )
        return Change(before, after, None, None, "within_error")

    def change(self, measure: Measure, disturbance: Disturbance) -> Change:
        """The figures and their change with its smallest detectable one."""
        sums = [self._sum(measure, contrast) for contrast in (self._before, self._after)]
        moves = [
            self._sum(measure, after) - self._sum(measure, before) - (sums[1] - sums[0])
            for before, after in self._audits
        ]
        contrast = np.maximum((self._before + self._after) / 2, np.maximum(self._before, 0))
        slope = measure.slope(contrast)
        proportional = float((slope * np.maximum(contrast, 0)) @ self._length_mm)
        base = max(sum(sums) / 2, sums[0], 1e-9)
        sdc = smallest_detectable_change(
            slope * self._length_mm,
            self._line,
            self._length_mm,
            noise=self._noise,
            others=(
                0.5 * max(abs(move) for move in moves),
                disturbance.relative * proportional,
                disturbance.floor * base if isinstance(measure, Density) else 0.0,
            ),
        )
        undone = np.exp(-disturbance.expected * proportional / base)
        before, after = (max(0.0, value) / self._area_cm2 for value in sums)
        return judged(before, after * undone, sdc / self._area_cm2)

    def _sum(self, measure: Measure, contrast: Values) -> float:
        return float(measure.share(contrast) @ self._length_mm)
