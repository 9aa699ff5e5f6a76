"""One photo measured, from its bytes to the figures of every region."""

import hashlib
from collections.abc import Iterator, Sequence
from functools import cache, partial
from pathlib import Path
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from metrics.density import LineFigures, RegionFigures
from metrics.evidence import ALGORITHM
from metrics.face import FaceMeasurement, measure_face
from metrics.lines import Rhytid
from metrics.supporting import supporting_figures
from tracking.contract import (
    FiguresEntry,
    FindingEntry,
    LineEntry,
    PhotoEntry,
    RegionEntry,
    reason_entry,
)
from tracking.supporting import support_entry
from tracking.workers import for_each
from vision.errors import Refusal
from vision.expression import classify_expression
from vision.landmarks import Landmarker
from vision.mediapipe_landmarker import MediaPipeLandmarker
from vision.portrait import Portrait, view_portrait
from vision.quality import Finding

EXPRESSIONS = ("rest", "frown", "raise", "smile")
EMPTY_FOLDER = Refusal("no_photos", "There is no photo in this folder; put the shots in it.")


_making = Lock()


def face_landmarker() -> Landmarker:
    """The one landmarker of this process, whichever thread asks first."""
    with _making:  # a cache alone lets two threads make one each
        return _made_landmarker()


@cache
def _made_landmarker() -> Landmarker:
    return MediaPipeLandmarker()


def measure_files(names: Sequence[str], *, expression: str | None) -> Iterator[PhotoEntry]:
    """Measure many files on every core, in the order given; see `measure_photo`."""
    yield from for_each(partial(_measure_file, expression=expression), names)


def _measure_file(name: str, *, expression: str | None) -> PhotoEntry:
    data = read_file(name)
    if isinstance(data, Refusal):
        return refused_photo(name, None, data)
    return measure_photo(
        data,
        name=name,
        expression=expression,
        landmarker=face_landmarker(),
        with_supporting=True,
    )


def read_file(name: str) -> bytes | Refusal:
    """Bytes of a file, or why there are none; a folder is named only where it holds no photo."""
    path = Path(name)
    if path.is_dir():
        return EMPTY_FOLDER
    try:
        return path.read_bytes()
    except OSError as error:
        return Refusal("unreadable", f"The file cannot be read ({error.strerror}); check its path.")


def measure_photo(
    data: bytes,
    *,
    name: str,
    expression: str | None,
    landmarker: Landmarker,
    with_supporting: bool = False,
) -> PhotoEntry:
    """Measure one photo.

    Parameters
    ----------
    data : bytes
        The original file.
    name : str
        Repeated in the entry as `file`.
    expression : {"rest", "frown", "raise", "smile"} or None
        What the client was asked for; a face that shows another expression gets a finding.
    landmarker : Landmarker
    with_supporting : bool
        Whether colour, texture, brows and lids are wanted as well.

    Returns
    -------
    PhotoEntry
        With status ``"refused"`` and a reason where the photo cannot be measured.
    """
    portrait = view_portrait(data, landmarker)
    if isinstance(portrait, Refusal):
        return refused_photo(name, hashlib.sha256(data).hexdigest(), portrait)
    if portrait.refusal is not None:
        refused = refused_photo(name, portrait.photo.sha256, portrait.refusal)
        refused["size"] = list(portrait.photo.size)
        refused["quality"] = [finding_entry(finding) for finding in portrait.findings]
        return refused
    entry = _measured_photo(name, portrait, measure_face(portrait), expression)
    if with_supporting:
        entry["supporting"] = support_entry(supporting_figures(portrait))
    return entry


def refused_photo(name: str, sha256: str | None, refusal: Refusal) -> PhotoEntry:
    """Entry of a photo that cannot be measured."""
    return PhotoEntry(
        file=name,
        sha256=sha256,
        size=None,
        status="refused",
        reason=reason_entry(refusal),
        algorithm=ALGORITHM,
        mm_per_px=None,
        captured_at=None,
        pose=None,
        expression=None,
        quality=[],
        face=None,
        regions={},
        lines=[],
        supporting=None,
    )


def _measured_photo(
    name: str, portrait: Portrait, measurement: FaceMeasurement, asked: str | None
) -> PhotoEntry:
    photo, face = portrait.photo, portrait.face
    shown = classify_expression(face)
    findings = [finding_entry(finding) for finding in portrait.findings]
    if asked not in (None, shown):
        findings.append(finding_entry(_other_expression(asked, shown)))
    return PhotoEntry(
        file=name,
        sha256=photo.sha256,
        size=list(photo.size),
        status="measured",
        reason=None,
        algorithm=measurement.algorithm,
        mm_per_px=portrait.scale.mm_per_px,
        captured_at=photo.captured_at.isoformat() if photo.captured_at else None,
        pose={"yaw": face.pose.yaw, "pitch": face.pose.pitch, "roll": face.pose.roll},
        expression={"detected": shown, "scores": dict(face.blendshapes)},
        quality=findings,
        face=_figures_entry(measurement.face),
        regions={name: _region_entry(region) for name, region in measurement.regions.items()},
        lines=[_line_entry(line) for line in measurement.lines],
        supporting=None,
    )


def _other_expression(asked: str | None, shown: str) -> Finding:
    return Finding(
        "expression_not_as_asked",
        "warn",
        None,
        None,
        f"The face shows {shown} instead of {asked}; ask for more effort and take the photo again.",
    )


def finding_entry(finding: Finding) -> FindingEntry:
    """A finding as the contract writes it, without its region."""
    return FindingEntry(
        code=finding.code,
        severity=finding.severity,
        value=finding.value,
        limit=finding.limit,
        message=finding.message,
    )


def points_entry(points: NDArray[np.float64]) -> list[list[float]]:
    """(N, 2) points in photo pixels as the contract writes them, to a hundredth of a pixel."""
    return [[round(float(x), 2), round(float(y), 2)] for x, y in points]


def _figures_entry(figures: LineFigures | None) -> FiguresEntry:
    if figures is None:
        return FiguresEntry(
            visible_area_cm2=None,
            line_length_mm=None,
            line_density_mm_per_cm2=None,
            line_area_percent=None,
            line_count=None,
            mean_width_mm=None,
            mean_contrast=None,
            severity=None,
        )
    return FiguresEntry(
        visible_area_cm2=figures.visible_area_cm2,
        line_length_mm=figures.line_length_mm,
        line_density_mm_per_cm2=figures.line_density_mm_per_cm2,
        line_area_percent=figures.line_area_percent,
        line_count=figures.line_count,
        mean_width_mm=figures.mean_width_mm,
        mean_contrast=figures.mean_contrast,
        severity=figures.severity,
    )


def _region_entry(region: RegionFigures) -> RegionEntry:
    return RegionEntry(
        status=region.status,
        reason=reason_entry(region.reason),
        polygon=points_entry(region.polygon),
        **_figures_entry(region.figures),
    )


def _line_entry(line: Rhytid) -> LineEntry:
    return LineEntry(
        region=line.region,
        length_mm=line.length_mm,
        width_mm=line.width_mm,
        contrast=line.contrast,
        points=points_entry(line.points),
    )
