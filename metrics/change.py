"""The change between two photos of one face, and the smallest that can be told from error."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from metrics.candidates import line_candidates
from metrics.contrast import MM_PER_SKELETON_STEP, Smoother, Traces, line_contrast
from metrics.error import placebo_noise, smallest_detectable_change, spread_of
from metrics.gates import pair_findings
from metrics.matching import MatchedPair, fine_detail, match
from metrics.verdict import (
    NOT_COMPARABLE,
    Change,
    PairLine,
    PairMeasurement,
    RegionChange,
    Verdict,
    judged,
    not_comparable,
)
from metrics.view import CommonView, common_view
from vision.align import Alignment, FailedAlignment, align
from vision.displacement import local_correlation
from vision.errors import Refusal
from vision.filters import band, blur, grown
from vision.light import LightChange, light_change
from vision.portrait import Portrait
from vision.quality import Finding
from vision.regions import region_masks

__all__ = [
    "NOT_COMPARABLE",
    "Change",
    "PairLine",
    "PairMeasurement",
    "RegionChange",
    "Verdict",
    "compare_faces",
]

PX_PER_MM = 4.0
SOFT_CONTRAST = 0.04  # log contrast at which a line counts for 0.7 of its length
LEAST_AREA_CM2, LEAST_SHARE_SEEN, LEAST_FACE_CM2 = 2.5, 0.4, 10.0
SHORTEST_TOTAL_MM, SHORTEST_PART_MM = 12.0, 2.0
LARGEST_RELATIVE = 0.25
FIT_BAND_MM, FIT_WINDOW_MM, LEAST_FIT = (0.3, 1.5), 3.0, 0.6
LINE_MARGIN_MM = 1.2
AUDIT_BLUR_MM = 0.10

Values = NDArray[np.float64]


def membership(contrast: Values) -> Values:
    """Share 0..1 with which a point of this contrast counts as line; negative below zero."""
    ratio = contrast / SOFT_CONTRAST
    return np.where(ratio > 0, ratio / np.sqrt(1 + ratio * ratio), ratio)


def membership_slope(contrast: Values) -> Values:
    """Derivative of `membership`; at zero contrast below it."""
    ratio = np.maximum(contrast, 0) / SOFT_CONTRAST
    return (1 + ratio * ratio) ** -1.5 / SOFT_CONTRAST


def _itself(contrast: Values) -> Values:
    return contrast


DENSITY = (membership, membership_slope)
SEVERITY = (_itself, np.ones_like)


@dataclass(frozen=True, eq=False)
class _Evidence:
    """Contrasts of all candidates of a pair, and what is needed to judge their sums."""

    traces: Traces
    before: Values
    after: Values
    audits: tuple[tuple[Values, Values], ...]
    seen: NDArray[np.bool_]
    kept: NDArray[np.bool_]
    noise: float
    view: CommonView
    light: LightChange
    px_per_mm: float

    def area_cm2(self, mask: NDArray[np.bool_]) -> float:
        return float(mask.sum()) / self.px_per_mm**2 / 100

    def length_mm(self, points: NDArray[np.bool_]) -> float:
        return float(points.sum()) * MM_PER_SKELETON_STEP / self.px_per_mm


def compare_faces(before: Portrait, after: Portrait) -> PairMeasurement:
    """Compare two photos of one person.

    Both are brought into the frame of the earlier one and made equal in gain, sharpness and noise;
    the lines of either are then measured at the same pixels in both, over the skin that both see.

    Parameters
    ----------
    before, after : Portrait
        The earlier and the later photo.

    Returns
    -------
    PairMeasurement
    """
    alignment = align(before, after, px_per_mm=PX_PER_MM)
    if isinstance(alignment, FailedAlignment):
        return _refused(alignment.reason, (), None)
    view = common_view(alignment, before)
    pair = match(alignment, view.face, view.skin)
    light = light_change(pair.before_log, pair.after_log, view.normals, view.skin, PX_PER_MM)
    findings = pair_findings(before, after, alignment, view, pair, light)
    for finding in findings:
        if finding.severity == "block":
            return _refused(Refusal(finding.code, finding.message), findings, alignment)
    evidence = _evidence(pair, view, light)
    everywhere = np.ones(view.skin.shape, bool)
    face = _part("face", everywhere, evidence)
    if face.reason and face.status == "not_comparable":
        return _refused(face.reason, findings, alignment)
    masks = region_masks(alignment.before)
    regions = {name: _part(name, mask, evidence) for name, mask in masks.items()}
    lines = tuple(_pair_lines(evidence, masks, alignment))
    return _measurement("compared", None, findings, alignment, face, regions, lines)


def _evidence(pair: MatchedPair, view: CommonView, light: LightChange) -> _Evidence:
    scale = pair.px_per_mm
    traces = line_candidates(pair, view.skin)
    smooth = Smoother(traces, scale)

    def contrasts(first: NDArray[np.float32], second: NDArray[np.float32]) -> tuple[Values, Values]:
        one, two = (smooth(line_contrast(detail, traces, scale)) for detail in (first, second))
        return one, two

    before, after = contrasts(pair.before, pair.after)
    audits = []
    for softened in ((AUDIT_BLUR_MM, 0.0), (0.0, AUDIT_BLUR_MM)):
        logs = zip((pair.before_log, pair.after_log), softened, strict=True)
        details = [fine_detail(blur(log, mm * scale), pair.usable, scale) for log, mm in logs]
        audits.append(contrasts(details[0], details[1]))
    seen = traces.looked_up(view.fair).astype(bool)
    kept = seen & (traces.looked_up(_fit_beside_lines(pair, traces, view.skin)) > LEAST_FIT)
    noise = placebo_noise(pair.before, pair.after, traces, view.fair, scale)
    return _Evidence(traces, before, after, tuple(audits), seen, kept, noise, view, light, scale)


def _fit_beside_lines(
    pair: MatchedPair, traces: Traces, skin: NDArray[np.bool_]
) -> NDArray[np.float32]:
    """Local correlation of fine detail beside the lines, so that a line that went does not count.

    Where lines leave too little skin beside them, the whole skin is taken.
    """
    scale = pair.px_per_mm
    limits = (FIT_BAND_MM[0] * scale, FIT_BAND_MM[1] * scale)
    first, second = band(pair.before, *limits), band(pair.after, *limits)
    drawn = np.zeros(skin.shape, bool)
    drawn[np.rint(traces.rows).astype(int), np.rint(traces.columns).astype(int)] = True
    beside = skin & ~grown(drawn, LINE_MARGIN_MM * scale)
    window = FIT_WINDOW_MM * scale
    enough = blur(beside.astype(np.float32), window) > 0.15
    return np.where(
        enough,
        local_correlation(first, second, beside, window),
        local_correlation(first, second, skin, window),
    )


def _part(name: str, mask: NDArray[np.bool_], evidence: _Evidence) -> RegionChange:
    """Density and severity of one region, or why they cannot be compared."""
    view, traces = evidence.view, evidence.traces
    area = evidence.area_cm2(mask & view.fair)
    least = LEAST_FACE_CM2 if name == "face" else LEAST_AREA_CM2
    if area < least or area < LEAST_SHARE_SEEN * evidence.area_cm2(mask & view.skin):
        return not_comparable(
            "little_skin", "Both photos show too little of this skin from a fair angle."
        )
    spread = spread_of(name)
    relative = spread.relative(evidence.light, view)
    if relative > LARGEST_RELATIVE:
        return not_comparable(
            "light_or_pose_differs",
            "Light or pose differ too much here; repeat them as in the first photo.",
        )
    here = traces.looked_up(mask).astype(bool)
    seen, kept = here & evidence.seen, here & evidence.kept
    kept &= _long_enough(kept, evidence)
    if evidence.length_mm(seen) >= SHORTEST_TOTAL_MM and kept.sum() < 0.5 * seen.sum():
        return not_comparable("not_aligned", "This part of the face does not register.")
    if evidence.length_mm(kept) < SHORTEST_TOTAL_MM:
        return _few_lines(kept, area, evidence)
    figures = [
        _figure(measure, kept, area, evidence, relative, floor)
        for measure, floor in ((DENSITY, spread.floor), (SEVERITY, 0.0))
    ]
    return RegionChange("compared", None, figures[0], figures[1])


def _long_enough(points: NDArray[np.bool_], evidence: _Evidence) -> NDArray[np.bool_]:
    """Points of lines of which at least 2 mm lie inside."""
    if not len(points):
        return points
    count = np.bincount(evidence.traces.line, weights=points)
    return count[evidence.traces.line] >= SHORTEST_PART_MM * evidence.px_per_mm


def _few_lines(kept: NDArray[np.bool_], area: float, evidence: _Evidence) -> RegionChange:
    """Too few lines for a percentage; the figures are given, the change is not."""
    step = MM_PER_SKELETON_STEP / evidence.px_per_mm / area
    changes = []
    for share, _ in (DENSITY, SEVERITY):
        before, after = (
            max(0.0, float(share(contrast[kept]).sum())) * step
            for contrast in (evidence.before, evidence.after)
        )
        changes.append(Change(before, after, None, None, "within_error"))
    reason = Refusal("few_lines", "Too few lines here to give a change.")
    return RegionChange("compared", reason, changes[0], changes[1])


def _figure(
    measure: tuple[Callable[[Values], Values], Callable[[Values], Values]],
    kept: NDArray[np.bool_],
    area: float,
    evidence: _Evidence,
    relative: float,
    floor: float,
) -> Change:
    """One figure over the kept points, with its smallest detectable change."""
    share, slope = measure
    before, after = evidence.before[kept], evidence.after[kept]
    sums = [float(share(contrast).sum()) for contrast in (before, after)]
    moves = [
        float((share(second[kept]) - share(first[kept])).sum()) - (sums[1] - sums[0])
        for first, second in evidence.audits
    ]
    contrast = np.maximum((before + after) / 2, np.maximum(before, 0))
    base = max((sums[0] + sums[1]) / 2, sums[0], 1e-9)
    sdc = smallest_detectable_change(
        slope(contrast),
        contrast,
        evidence.traces.line[kept],
        noise=evidence.noise,
        relative=relative,
        audit=0.5 * max(abs(move) for move in moves),
        floor=floor * base,
        px_per_mm=evidence.px_per_mm,
    )
    step = MM_PER_SKELETON_STEP / evidence.px_per_mm / area
    return judged(max(sums[0], 0) * step, max(sums[1], 0) * step, sdc * step)


def _pair_lines(
    evidence: _Evidence, masks: Mapping[str, NDArray[np.bool_]], alignment: Alignment
) -> Iterator[PairLine]:
    traces, step = evidence.traces, MM_PER_SKELETON_STEP / evidence.px_per_mm
    names = list(masks)
    region = np.full(len(traces), -1)
    for index, name in enumerate(names):
        region[traces.looked_up(masks[name]).astype(bool)] = index
    bounds = np.searchsorted(traces.line, np.arange(traces.count + 1))
    for start, stop in pairwise(bounds):
        part = slice(start, stop)
        if not evidence.kept[part].any():
            continue
        places = np.column_stack([traces.columns[part], traces.rows[part]])
        inside = region[part][region[part] >= 0]
        home = names[int(np.bincount(inside).argmax())] if len(inside) else None
        first, second = evidence.before[part], evidence.after[part]
        mean = float(first.mean())
        yield PairLine(
            home,
            float((first > SOFT_CONTRAST / 2).sum()) * step,
            float((second > SOFT_CONTRAST / 2).sum()) * step,
            100 * (float(second.mean()) - mean) / mean if mean > 0 else None,
            alignment.before.in_photo(places),
        )


def _refused(
    reason: Refusal, findings: tuple[Finding, ...], alignment: Alignment | None
) -> PairMeasurement:
    face = RegionChange("not_comparable", reason, NOT_COMPARABLE, NOT_COMPARABLE)
    return _measurement("not_comparable", reason, findings, alignment, face, {}, ())


def _measurement(
    status: Literal["compared", "not_comparable"],
    reason: Refusal | None,
    findings: tuple[Finding, ...],
    alignment: Alignment | None,
    face: RegionChange,
    regions: Mapping[str, RegionChange],
    lines: tuple[PairLine, ...],
) -> PairMeasurement:
    if alignment is None:
        return PairMeasurement(
            status, reason, findings, False, None, None, face, regions, lines, None, None, None
        )
    pictures = [
        np.rint(frame.pixels).astype(np.uint8) for frame in (alignment.before, alignment.after)
    ]
    return PairMeasurement(
        status,
        reason,
        findings,
        True,
        alignment.residual_mm,
        alignment.similarity,
        face,
        regions,
        lines,
        pictures[0],
        pictures[1],
        alignment.before.to_photo,
    )
