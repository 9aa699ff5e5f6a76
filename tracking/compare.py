"""Two photos of one person compared, from their bytes to the change of every region."""

from collections.abc import Iterator, Sequence
from functools import partial

from metrics.change import compare_faces
from metrics.verdict import NOT_COMPARABLE, Change, PairLine, PairMeasurement, RegionChange
from tracking.contract import (
    AlignmentEntry,
    ChangeEntry,
    PairEntry,
    PairFindingEntry,
    PairLineEntry,
    RegionChangeEntry,
    SeverityChangeEntry,
)
from tracking.measure import face_landmarker, finding_entry, points_entry, read_file, reason_entry
from tracking.workers import for_each
from vision.errors import Refusal
from vision.landmarks import Landmarker
from vision.pictures import AlignedPictures
from vision.portrait import read_portrait
from vision.quality import Finding


def compare_photos(
    before: bytes, after: bytes, landmarker: Landmarker
) -> PairMeasurement | Refusal:
    """Compare two photos of one person, the earlier one first.

    Returns
    -------
    PairMeasurement or Refusal
        A refusal, naming the photo, where one of them cannot be measured at all.
    """
    portraits = []
    for which, data in (("earlier", before), ("later", after)):
        portrait = read_portrait(data, landmarker)
        if isinstance(portrait, Refusal):
            return Refusal(portrait.code, f"The {which} photo: {portrait.message}")
        portraits.append(portrait)
    return compare_faces(*portraits)


def compare_files(
    pairs: Sequence[tuple[str, str]], *, with_pictures: bool
) -> Iterator[tuple[PairEntry, AlignedPictures | None]]:
    """Compare many pairs of files on every core, in the order given.

    Parameters
    ----------
    pairs : sequence of (before, after)
        Paths.
    with_pictures : bool
        Whether the aligned photos are wanted as well.
    """
    yield from for_each(partial(_compare_file_pair, with_pictures=with_pictures), pairs)


def _compare_file_pair(
    names: tuple[str, str], *, with_pictures: bool
) -> tuple[PairEntry, AlignedPictures | None]:
    contents = []
    for name in names:
        data = read_file(name)
        if isinstance(data, Refusal):
            return refused_pair(names, data), None
        contents.append(data)
    pair = compare_photos(contents[0], contents[1], face_landmarker())
    if isinstance(pair, Refusal):
        return refused_pair(names, pair), None
    return pair_entry(names, pair), pair.pictures if with_pictures else None


def refused_pair(names: tuple[str, str], refusal: Refusal) -> PairEntry:
    """Entry of a pair of which a photo cannot be measured."""
    return PairEntry(
        before=names[0],
        after=names[1],
        status="refused",
        reason=reason_entry(refusal),
        findings=[],
        alignment=AlignmentEntry(status="failed", residual_mm=None, transform=None),
        face=_change_entry(NOT_COMPARABLE, NOT_COMPARABLE),
        regions={},
        lines=[],
    )


def pair_entry(names: tuple[str, str], pair: PairMeasurement) -> PairEntry:
    """A measured pair as the contract writes it."""
    transform = pair.transform
    return PairEntry(
        before=names[0],
        after=names[1],
        status=pair.status,
        reason=reason_entry(pair.reason),
        findings=[_finding_entry(finding) for finding in pair.findings],
        alignment=AlignmentEntry(
            status="aligned" if pair.aligned else "failed",
            residual_mm=pair.residual_mm,
            transform=None if transform is None else transform.tolist(),
        ),
        face=_change_entry(pair.face.density, pair.face.severity),
        regions={name: _region_entry(region) for name, region in pair.regions.items()},
        lines=[_line_entry(line) for line in pair.lines],
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
