"""The change between two photos of one face, and the smallest that can be told from error."""

from collections.abc import Iterator, Mapping
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from metrics.common_skin import CommonSkin
from metrics.error import Study, rendered_study
from metrics.gates import pair_findings, unaligned_finding
from metrics.matching import match
from metrics.paired_lines import PairedLines, measure_paired_lines
from metrics.region_change import SOFT_CONTRAST, region_change
from metrics.relief import FRAME_PX_PER_MM
from metrics.verdict import (
    NOT_COMPARABLE,
    Change,
    PairLine,
    PairMeasurement,
    RegionChange,
    Verdict,
)
from metrics.view import common_view
from vision.align import Alignment, FailedAlignment, align
from vision.canonical import face_coordinates
from vision.errors import Refusal
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


def compare_faces(
    before: Portrait, after: Portrait, *, study: Study | None = None
) -> PairMeasurement:
    """Compare two photos of one person.

    Both are brought into the frame of the earlier one and made equal in gain, sharpness and noise;
    the lines of either are then measured at the same pixels in both, over the skin that both see.

    Parameters
    ----------
    before, after : Portrait
        The earlier and the later photo.
    study : Mapping of str to Spread, optional
        How well the regions repeat where the photos were taken, see `metrics.calibration`; that
        of rendered people by default.
    """
    study = rendered_study() if study is None else study
    alignment = align(before, after, px_per_mm=FRAME_PX_PER_MM)
    if isinstance(alignment, FailedAlignment):
        finding = unaligned_finding(before, after, alignment)
        return _refused(Refusal(finding.code, finding.message), (finding,), None)
    view = common_view(alignment, before)
    pair = match(alignment, view)
    findings = pair_findings(before, after, alignment, blur_mm=pair.blur_mm, view=view)
    for finding in findings:
        if finding.severity == "block":
            return _refused(Refusal(finding.code, finding.message), findings, alignment)
    masks = region_masks(alignment.before)
    lines = measure_paired_lines(pair, view, masks)
    face = region_change("face", alignment.face, lines, view, study=study)
    if face.status == "not_comparable" and face.reason is not None:
        return _refused(face.reason, findings, alignment)
    return PairMeasurement(
        status="compared",
        reason=None,
        findings=findings,
        face=face,
        regions={
            name: region_change(name, mask, lines, view, study=study)
            for name, mask in masks.items()
        },
        lines=tuple(_pair_lines(lines, masks, alignment)),
        alignment=alignment,
        skin=CommonSkin.of(pair, view, alignment, masks),
    )


def _refused(
    reason: Refusal, findings: tuple[Finding, ...], alignment: Alignment | None
) -> PairMeasurement:
    return PairMeasurement(
        status="not_comparable",
        reason=reason,
        findings=findings,
        face=RegionChange("not_comparable", reason, NOT_COMPARABLE, NOT_COMPARABLE),
        regions={},
        lines=(),
        alignment=alignment,
    )


def _pair_lines(
    lines: PairedLines, masks: Mapping[str, NDArray[np.bool_]], alignment: Alignment
) -> Iterator[PairLine]:
    """Every line of which some part could be compared, with the region that holds most of it."""
    traces = lines.traces
    names = list(masks)
    places = traces.looked_up(face_coordinates(alignment.before))
    outside = len(names)
    region = np.full(len(traces), outside)
    for index, name in enumerate(names):
        region[traces.looked_up(masks[name])] = index
    bounds = np.searchsorted(traces.line, np.arange(traces.count + 1))
    for start, stop in pairwise(bounds):
        part = slice(start, stop)
        if not lines.kept[part].any():
            continue
        home = int(np.bincount(region[part], minlength=outside)[:outside].argmax())
        before, after = lines.before[part], lines.after[part]
        yield PairLine(
            region=names[home],
            before_mm=float(traces.length_mm[part] @ (before > SOFT_CONTRAST / 2)),
            after_mm=float(traces.length_mm[part] @ (after > SOFT_CONTRAST / 2)),
            before_contrast=float(before.mean()),
            after_contrast=float(after.mean()),
            points=alignment.before.in_photo(
                np.column_stack([traces.columns[part], traces.rows[part]])
            ),
            places_mm=places[part].astype(np.float64),
        )
