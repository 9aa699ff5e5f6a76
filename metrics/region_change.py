"""Density and severity of one region before and after, from the lines of a pair."""

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from metrics.error import Conditions, Disturbance, Study, group_of, noise_of_sum
from metrics.paired_lines import PairedLines
from metrics.verdict import Change, ChangeError, RegionChange, judged, no_percentage, not_comparable
from metrics.view import CommonView
from vision.errors import Refusal

UNCOUNTED_CONTRAST = 0.002
"""Log contrast that counts for nothing. Skin from which a line has gone still shows 0.003 to 0.005,
for its path was laid along the darkest texture; the rest steadies faces with few lines."""
SOFT_CONTRAST = 0.04  # log contrast above that at which a line counts for 0.7 of its length
LEAST_AREA_CM2, LEAST_FACE_CM2, LEAST_SHARE_SEEN = 1.0, 10.0, 0.4
FEWEST_EXPECTED_MM, FEWEST_IN_FACE_MM = 10.0, 1.0
"""Length that a clinician can be expected to trace. With less than one line in a region, a change
in percent is that of its skin; a face has many doubtful lines, and is asked for less."""

SHORTEST_PART_MM = 2.0
REGISTERED_FROM_MM, LEAST_SHARE_FITTING = 12.0, 0.5
LARGEST_RELATIVE = 0.4
WEAKEST_WEIGHT = 0.005

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
    """Length of line, soft: none of it at a contrast of 0.002, nearly all of it above 0.1.

    A hard threshold would count a line that became a little fainter as gone.
    """

    def share(self, contrast: Values) -> Values:
        """At most 1; a straight line where it is below 0, so that noise cancels."""
        ratio = (contrast - UNCOUNTED_CONTRAST) / SOFT_CONTRAST
        return np.where(ratio > 0, ratio / np.sqrt(1 + ratio * ratio), ratio)

    def slope(self, contrast: Values) -> Values:
        """Derivative of `share`."""
        ratio = np.maximum(contrast - UNCOUNTED_CONTRAST, 0) / SOFT_CONTRAST
        return np.asarray((1 + ratio * ratio) ** -1.5 / SOFT_CONTRAST)


class Severity:
    """Length times contrast: in proportion to the depth of lines that only became shallower."""

    def share(self, contrast: Values) -> Values:
        """The contrast itself."""
        return contrast

    def slope(self, contrast: Values) -> Values:
        """One."""
        return np.ones_like(contrast)


class RegionLines:
    """The lines of one region that can be compared.

    Each counts by the chance that a clinician would trace it: what is added to steady faces with
    few lines is skin, and would water down the change of those with many.

    Attributes
    ----------
    length_mm : float
        Of all candidates.
    expected_mm : float
        The same, every millimetre counted by its chance.
    """

    def __init__(self, lines: PairedLines, kept: Mask, area_cm2: float) -> None:
        traces = lines.traces
        self._before, self._after = lines.before[kept], lines.after[kept]
        self._audits = [(first[kept], second[kept]) for first, second in lines.audits]
        self._line, self._length_mm = traces.line[kept], traces.length_mm[kept]
        self._weighed_mm = lines.chances[kept] * self._length_mm
        self._across = np.stack([-np.sin(traces.angle[kept]), -np.cos(traces.angle[kept])])
        self._noise = lines.noise
        self._area_cm2 = area_cm2
        self.length_mm = float(self._length_mm.sum())
        self.expected_mm = float(self._weighed_mm.sum())

    def conditions(self, view: CommonView) -> Conditions:
        """What differs between the photos, weighted by what each line has in the figure."""
        weights = np.maximum(self._before + self._after, WEAKEST_WEIGHT) * self._weighed_mm
        weights /= weights.sum()
        level = float(weights @ self._across[1] ** 2)
        before, after = (
            float(weights @ (np.asarray(slope) @ self._across) ** 2)
            for slope in (view.light.before, view.light.after)
        )
        return Conditions(
            across=after - before,
            pitch=level * view.pitch,
            light=view.light.unevenness,
            turn=view.turn_deg,
            length_mm=self.length_mm,
        )

    def sums(self, measure: Measure) -> tuple[float, float]:
        """The figure before and after, times area."""
        before, after = (
            float(measure.share(contrast) @ self._weighed_mm)
            for contrast in (self._before, self._after)
        )
        return before, after

    def noise_and_audit(self, measure: Measure) -> float:
        """Standard deviation of the change of the sum from noise and sharpness alone."""
        before, after = self.sums(measure)
        moves = [
            abs(
                float((measure.share(second) - measure.share(first)) @ self._weighed_mm)
                - (after - before)
            )
            for first, second in self._audits
        ]
        slope = measure.slope(self._contrast()) * self._weighed_mm
        noise = noise_of_sum(slope, self._line, self._length_mm, noise=self._noise)
        return float(np.hypot(noise, 0.5 * max(moves)))

    def without_change(self, measure: Measure) -> Change:
        """The figures alone, where there are too few lines for a change."""
        before, after = (max(0.0, total) / self._area_cm2 for total in self.sums(measure))
        return Change(before, after, None, None, "within_error")

    def change(self, measure: Measure, disturbance: Disturbance) -> Change:
        """The figures and their change with its smallest detectable one."""
        before, after = self.sums(measure)
        contrast = self._contrast()
        proportional = float((measure.slope(contrast) * np.maximum(contrast, 0)) @ self._weighed_mm)
        base = max((before + after) / 2, before, 1e-9)
        within = (
            self.noise_and_audit(measure),
            disturbance.floor * proportional,
            disturbance.floor * base if isinstance(measure, Density) else 0.0,
        )
        error = ChangeError(
            session=disturbance.session * proportional / self._area_cm2,
            within=float(np.linalg.norm(within)) / self._area_cm2,
        )
        elasticity = min(proportional / base, 1.0)
        undone = float(np.exp(-disturbance.expected * elasticity))
        before, after = (max(0.0, total) / self._area_cm2 for total in (before, after * undone))
        return judged(before, after, error)

    def _contrast(self) -> Values:
        """Mean contrast; that of the earlier photo where a line has gone."""
        return np.maximum((self._before + self._after) / 2, np.maximum(self._before, 0))


def comparable_lines(
    name: str, mask: Mask, lines: PairedLines, view: CommonView
) -> RegionLines | RegionChange:
    """Lines of one region, or of ``"face"``, or why they cannot be compared."""
    area = view.area_cm2(mask & view.fair)
    least = LEAST_FACE_CM2 if name == "face" else LEAST_AREA_CM2
    if area < max(least, LEAST_SHARE_SEEN * view.area_cm2(mask & view.skin)):
        return not_comparable(
            "little_skin", "Both photos show too little of this skin from a fair angle."
        )
    here = lines.traces.looked_up(mask)
    kept = _long_enough(here & lines.kept, lines)
    seen_mm, kept_mm = (
        float(lines.traces.length_mm[points].sum()) for points in (here & lines.seen, kept)
    )
    if seen_mm >= REGISTERED_FROM_MM and kept_mm < LEAST_SHARE_FITTING * seen_mm:
        return not_comparable(
            "not_aligned", "This part of the face does not register; keep the same expression."
        )
    return RegionLines(lines, kept, area)


def region_change(
    name: str, mask: Mask, lines: PairedLines, view: CommonView, *, study: Study
) -> RegionChange:
    """Compare one region, or ``"face"``.

    Parameters
    ----------
    name : str
    mask : (h, w) bool ndarray
    lines : PairedLines
    view : CommonView
    study : Mapping of str to Spread
        Repeatability of every group of regions.

    Returns
    -------
    RegionChange
        Codes of its reason: ``little_skin``, ``light_or_pose_differs``, ``not_aligned``; with
        status ``"compared"`` also ``few_lines`` and ``no_percentage``.
    """
    found = comparable_lines(name, mask, lines, view)
    if isinstance(found, RegionChange):
        return found
    density, severity = Density(), Severity()
    if found.expected_mm < (FEWEST_IN_FACE_MM if name == "face" else FEWEST_EXPECTED_MM):
        reason = Refusal("few_lines", "Too few lines here to give a change.")
        return RegionChange(
            "compared", reason, found.without_change(density), found.without_change(severity)
        )
    disturbance = study[group_of(name)].disturbance(found.conditions(view))
    if disturbance.relative > LARGEST_RELATIVE:
        return not_comparable(
            "light_or_pose_differs",
            "Light or pose differ too much here; repeat them as in the first photo.",
        )
    changes = found.change(density, disturbance), found.change(severity, disturbance)
    return RegionChange("compared", no_percentage(*changes), *changes)


def _long_enough(points: Mask, lines: PairedLines) -> Mask:
    """Points of lines of which at least 2 mm are among them."""
    traces = lines.traces
    inside_mm = np.bincount(traces.line, points * traces.length_mm, minlength=traces.count)
    return points & (inside_mm >= SHORTEST_PART_MM)[traces.line]
