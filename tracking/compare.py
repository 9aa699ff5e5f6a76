"""Two photos of one person compared, from their bytes to the change of every region."""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from metrics.verdict import NOT_COMPARABLE, Change, PairLine, PairMeasurement, RegionChange
from metrics.visits import Shots, compare_visits
from tracking.contract import (
    AlignmentEntry,
    ChangeEntry,
    ErrorEntry,
    PairEntry,
    PairFindingEntry,
    PairLineEntry,
    RegionChangeEntry,
    SeverityChangeEntry,
    ShotsEntry,
    reason_entry,
)
from tracking.folders import shots_of
from tracking.measure import EMPTY_FOLDER, face_landmarker, finding_entry, points_entry, read_file
from tracking.supporting import pair_support
from tracking.workers import for_each
from vision.cores import side_by_side
from vision.errors import Refusal
from vision.landmarks import Landmarker
from vision.pictures import AlignedPictures
from vision.portrait import Portrait, read_portrait
from vision.quality import Finding

if TYPE_CHECKING:  # photos are compared without waiting for the database
    from records.calibrations import KeptCalibration

Shot = TypeVar("Shot")
COPY = Refusal(
    "same_photo", "It is a copy of another shot and says nothing new; take every shot by itself."
)


def compare_photos(
    before: bytes, after: bytes, landmarker: Landmarker
) -> PairMeasurement | Refusal:
    """Compare two photos of one person, the earlier one first.

    Returns
    -------
    PairMeasurement or Refusal
        A refusal, naming the photo, where one of them cannot be measured at all.
    """
    visits = read_visits(partial(_read_shot, landmarker=landmarker), [before], [after])
    if isinstance(visits, Refusal):
        return visits
    return compare_visits(*(visit.portraits for visit in visits))


@dataclass(frozen=True, eq=False)
class ReadVisit:
    """The shots of one visit.

    Attributes
    ----------
    portraits : list of Portrait
        Those that can be measured, each once; at least one.
    left_out : list of (int, Refusal)
        The others, and why.
    """

    portraits: list[Portrait]
    left_out: list[tuple[int, Refusal]]


def read_visits(
    read: Callable[[Shot], Portrait | Refusal], earlier: Sequence[Shot], later: Sequence[Shot]
) -> tuple[ReadVisit, ReadVisit] | Refusal:
    """Read the shots of two visits; where one has none that can be measured, why not."""
    shots = side_by_side(read, [*earlier, *later])
    before = _visit(shots[: len(earlier)], "earlier")
    after = _visit(shots[len(earlier) :], "later")
    if isinstance(before, Refusal):
        return before
    return after if isinstance(after, Refusal) else (before, after)


def _read_shot(shot: bytes | Refusal, *, landmarker: Landmarker) -> Portrait | Refusal:
    return shot if isinstance(shot, Refusal) else read_portrait(shot, landmarker)


def _visit(shots: Sequence[Portrait | Refusal], which: str) -> ReadVisit | Refusal:
    found: dict[str, Portrait] = {}
    left_out: list[tuple[int, Refusal]] = []
    for number, shot in enumerate(shots):
        if isinstance(shot, Refusal):
            left_out.append((number, shot))
        elif shot.photo.sha256 in found:
            left_out.append((number, COPY))
        else:
            found[shot.photo.sha256] = shot
    if found:
        return ReadVisit(list(found.values()), left_out)
    reason = left_out[0][1] if left_out else EMPTY_FOLDER
    return Refusal(reason.code, f"The {which} photo: {reason.message}")


def compare_files(
    pairs: Sequence[tuple[str, str]],
    *,
    with_pictures: bool,
    calibration: "KeptCalibration | None",
    treated: Collection[str],
) -> Iterator[tuple[PairEntry, AlignedPictures | None]]:
    """Compare many pairs of visits on every core, in the order given.

    Parameters
    ----------
    pairs : sequence of (before, after)
        Paths of photos, or of folders that hold the shots of one visit.
    with_pictures : bool
        Whether the aligned photos are wanted as well.
    calibration : KeptCalibration or None
        The clinic's own error, to judge by; None for that of rendered people.
    treated : collection of str
        Regions that were treated in between; the others are their control.
    """
    compare = partial(
        _compare_file_pair, with_pictures=with_pictures, calibration=calibration, treated=treated
    )
    yield from for_each(compare, pairs)


def _compare_file_pair(
    names: tuple[str, str],
    *,
    with_pictures: bool,
    calibration: "KeptCalibration | None",
    treated: Collection[str],
) -> tuple[PairEntry, AlignedPictures | None]:
    files = [shots_of(name) for name in names]
    earlier, later = ([read_file(shot) for shot in shots] for shots in files)
    visits = read_visits(partial(_read_shot, landmarker=face_landmarker()), earlier, later)
    if isinstance(visits, Refusal):
        return refused_pair(names, visits), None
    before, after = visits
    study = calibration.calibration.study() if calibration else None
    pair = compare_visits(before.portraits, after.portraits, study=study)
    entry = pair_entry(names, pair)
    for shots, visit in zip(files, visits, strict=True):
        entry["findings"] += [
            _finding_entry(_left_out(shots[number], reason)) for number, reason in visit.left_out
        ]
    entry["error_from"] = error_entry(calibration)
    first, second = pair.shots[0]
    entry["supporting"] = pair_support(
        before.portraits[first], after.portraits[second], pair, face_landmarker(), treated=treated
    )
    return entry, pair.pictures if with_pictures else None


def _left_out(name: str, reason: Refusal) -> Finding:
    message = f"{Path(name).name} was left out. {reason.message}"
    return Finding(reason.code, "warn", None, None, message)


def refused_pair(names: tuple[str, str], refusal: Refusal) -> PairEntry:
    """Entry of a pair of which a photo cannot be measured."""
    return PairEntry(
        before=names[0],
        after=names[1],
        status="refused",
        reason=reason_entry(refusal),
        findings=[],
        shots=ShotsEntry(before=0, after=0),
        error_from=error_entry(None),
        alignment=AlignmentEntry(status="failed", residual_mm=None, transform=None),
        face=_change_entry(NOT_COMPARABLE, NOT_COMPARABLE),
        regions={},
        lines=[],
        supporting=None,
    )


def pair_entry(names: tuple[str, str], pair: PairMeasurement) -> PairEntry:
    """A pair as the contract writes it, with the error of rendered people."""
    transform, shots = pair.transform, Shots.among(pair.shots)
    return PairEntry(
        before=names[0],
        after=names[1],
        status=pair.status,
        reason=reason_entry(pair.reason),
        findings=[_finding_entry(finding) for finding in pair.findings],
        shots=ShotsEntry(before=shots.before, after=shots.after),
        error_from=error_entry(None),
        alignment=AlignmentEntry(
            status="aligned" if pair.aligned else "failed",
            residual_mm=pair.residual_mm,
            transform=None if transform is None else transform.tolist(),
        ),
        face=_change_entry(pair.face.density, pair.face.severity),
        regions={name: _region_entry(region) for name, region in pair.regions.items()},
        lines=[_line_entry(line) for line in pair.lines],
        supporting=None,
    )


def error_entry(calibration: "KeptCalibration | None") -> ErrorEntry:
    """Whose repeats the smallest detectable changes come from."""
    if calibration is None:
        return ErrorEntry(source="rendered_people", calibrated_at=None, poses=None, shots=None)
    return ErrorEntry(
        source="clinic",
        calibrated_at=calibration.made_at.isoformat(),
        poses=calibration.calibration.poses,
        shots=calibration.calibration.shots,
    )


def _finding_entry(finding: Finding) -> PairFindingEntry:
    return PairFindingEntry(**finding_entry(finding), region=finding.region)


def _severity_entry(change: Change) -> SeverityChangeEntry:
    return SeverityChangeEntry(
        before=change.before,
        after=change.after,
        change_percent=change.change_percent,
        sdc_percent=change.sdc_percent,
        verdict=change.verdict,
    )


def _change_entry(density: Change, severity: Change) -> ChangeEntry:
    return ChangeEntry(**_severity_entry(density), severity=_severity_entry(severity))


def _region_entry(region: RegionChange) -> RegionChangeEntry:
    return RegionChangeEntry(
        status=region.status,
        reason=reason_entry(region.reason),
        **_change_entry(region.density, region.severity),
    )


def _line_entry(line: PairLine) -> PairLineEntry:
    return PairLineEntry(
        region=line.region,
        before_mm=line.before_mm,
        after_mm=line.after_mm,
        contrast_change_percent=line.contrast_change_percent,
        points=points_entry(line.points),
    )
