"""Keeping figures of photos and of pairs, and finding what is still to be measured."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, exists, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, aliased

from records.blobs import PhotoName
from records.clients import hold_client
from records.lines import lines_as_kept
from records.models import (
    Measurement,
    PairMeasurementRow,
    Photo,
    RegionChangeRow,
    RegionFiguresRow,
    Visit,
)
from records.voids import holds
from vision.errors import Refusal

if TYPE_CHECKING:  # records open without loading the libraries that measure
    from metrics.density import LineFigures, RegionFigures
    from metrics.face import FaceMeasurement
    from metrics.verdict import Change, PairMeasurement, RegionChange
    from vision.portrait import Portrait
    from vision.quality import Finding

FACE = "face"


@dataclass(frozen=True)
class PhotoToMeasure:
    """A photo that an algorithm has not measured yet; `view` as `records.models.Photo` has it."""

    photo_id: int
    name: PhotoName
    view: str = "front"


@dataclass(frozen=True)
class PairToCompare:
    """Two visits of one client and expression that an algorithm has not compared yet.

    The shots of each visit in order; the pair is kept under the first of them.
    """

    before_shots: tuple[PhotoToMeasure, ...]
    after_shots: tuple[PhotoToMeasure, ...]

    @property
    def before(self) -> PhotoToMeasure:
        """First shot of the earlier visit."""
        return self.before_shots[0]

    @property
    def after(self) -> PhotoToMeasure:
        """First shot of the later visit."""
        return self.after_shots[0]


def measured(photo_id: int, portrait: "Portrait", result: "FaceMeasurement") -> Measurement:
    """Return the row of a photo that was measured."""
    regions = [_figures_row(name, region) for name, region in result.regions.items()]
    if result.face is not None:
        regions.append(RegionFiguresRow(region=FACE, status="measured", **_columns(result.face)))
    pose = portrait.face.pose
    return Measurement(
        photo_id=photo_id,
        algorithm=result.algorithm,
        status="measured",
        mm_per_px=portrait.scale.mm_per_px,
        yaw=pose.yaw,
        pitch=pose.pitch,
        roll=pose.roll,
        expression_scores=dict(portrait.face.blendshapes),
        findings=_as_json(portrait.findings),
        regions=regions,
    )


def refused(photo_id: int, algorithm: str, reason: Refusal) -> Measurement:
    """Return the row of a photo that could not be measured."""
    return Measurement(
        photo_id=photo_id,
        algorithm=algorithm,
        status="refused",
        reason_code=reason.code,
        reason_message=reason.message,
    )


def compared(
    pair: PairToCompare,
    algorithm: str,
    result: "PairMeasurement",
    *,
    calibration_id: int | None = None,
) -> PairMeasurementRow:
    """Return the row of two visits that were compared, or found not comparable.

    `calibration_id` names the clinic's calibration by which they were judged.
    """
    changes: Mapping[str, RegionChange] = {FACE: result.face, **result.regions}
    return PairMeasurementRow(
        before_photo_id=pair.before.photo_id,
        after_photo_id=pair.after.photo_id,
        algorithm=algorithm,
        status=result.status,
        residual_mm=result.residual_mm,
        calibration_id=calibration_id,
        lines=lines_as_kept(result.lines),
        findings=_as_json(result.findings),
        regions=[_change_row(name, change) for name, change in changes.items()],
        **_reason(result.reason),
    )


def refused_pair(pair: PairToCompare, algorithm: str, reason: Refusal) -> PairMeasurementRow:
    """Return the row of two photos of which one cannot be read any more."""
    return PairMeasurementRow(
        before_photo_id=pair.before.photo_id,
        after_photo_id=pair.after.photo_id,
        algorithm=algorithm,
        status="refused",
        **_reason(reason),
    )


def photos_to_measure(
    session: Session, algorithm: str, client_ids: Sequence[str]
) -> list[PhotoToMeasure]:
    """Photos of these clients that this algorithm has not measured, oldest visit first.

    What is set aside does not wait, whether it is measured or not.
    """
    done = exists().where(Measurement.photo_id == Photo.id, Measurement.algorithm == algorithm)
    rows = (
        select(Photo.id, Visit.client_id, Photo.sha256, Photo.view)
        .join(Visit, Photo.visit_id == Visit.id)
        .where(Visit.client_id.in_(client_ids), holds(Photo), ~done)
        .order_by(Visit.client_id, Photo.expression, Visit.visited_at, Photo.shot, Photo.id)
    )
    return [
        PhotoToMeasure(photo_id, PhotoName(client_id, sha256), view)
        for photo_id, client_id, sha256, view in session.execute(rows)
    ]


def pairs_to_compare(
    session: Session, algorithm: str, pair_algorithm: str, client_ids: Sequence[str]
) -> list[PairToCompare]:
    """Baseline and later visits of these clients that the pair algorithm has not compared.

    The baseline of an expression and view is the first visit with a measured photo of it; of each
    visit all measured shots count.
    """
    rows = (
        select(Photo.id, Photo.sha256, Visit.id, Visit.client_id, Photo.expression, Photo.view)
        .join(Visit, Photo.visit_id == Visit.id)
        .join(Measurement, Measurement.photo_id == Photo.id)
        .where(
            Visit.client_id.in_(client_ids),
            holds(Photo),
            Measurement.algorithm == algorithm,
            Measurement.status == "measured",
        )
        .order_by(Visit.client_id, Photo.expression, Visit.visited_at, Photo.shot, Photo.id)
    )
    series: dict[tuple[str, str, str], dict[int, list[PhotoToMeasure]]] = {}
    for photo_id, sha256, visit_id, client_id, expression, view in session.execute(rows):
        visits = series.setdefault((client_id, expression, view), {})
        photo = PhotoToMeasure(photo_id, PhotoName(client_id, sha256), view)
        visits.setdefault(visit_id, []).append(photo)
    pairs = []
    for baseline, *later in (map(tuple, visits.values()) for visits in series.values()):
        pairs += [PairToCompare(baseline, shots) for shots in later]
    done = _compared_pairs(session, pair_algorithm, client_ids)
    return [pair for pair in pairs if (pair.before.photo_id, pair.after.photo_id) not in done]


def keep_new(session: Session, row: Measurement | PairMeasurementRow) -> bool:
    """Keep figures; False where another process was first, or the photo was erased meanwhile."""
    try:
        with session.begin_nested():
            session.add(row)
    except IntegrityError:
        return False
    return True


def keep_pair(
    session: Session, algorithm: str, pair: PairToCompare, row: PairMeasurementRow
) -> bool:
    """Keep a comparison of photos that an algorithm measured.

    Returns
    -------
    bool
        False where another process was first, or where the shots of the two visits, or the
        baseline, are others by now: then it is to be compared anew.
    """
    client_id = pair.after.name.client_id
    hold_client(session, client_id)
    waiting = pairs_to_compare(session, algorithm, row.algorithm, [client_id])
    return pair in waiting and keep_new(session, row)


def forget_pairs_with(session: Session, client_id: str, photo: Photo) -> None:
    """Remove the comparisons that change with a photo that is set aside or counts again.

    Those are the ones of its visit, which rest on all its shots, and those with a later baseline.
    """
    hold_client(session, client_id)
    visit = session.get_one(Visit, photo.visit_id)
    before, after = aliased(Photo), aliased(Photo)
    changed = (
        select(PairMeasurementRow.id)
        .join(before, PairMeasurementRow.before_photo_id == before.id)
        .join(after, PairMeasurementRow.after_photo_id == after.id)
        .join(Visit, before.visit_id == Visit.id)
        .where(
            Visit.client_id == client_id,
            before.expression == photo.expression,
            before.view == photo.view,
            or_(
                before.visit_id == visit.id,
                after.visit_id == visit.id,
                Visit.visited_at > visit.visited_at,
            ),
        )
    )
    session.execute(delete(PairMeasurementRow).where(PairMeasurementRow.id.in_(changed)))


def forget_refusals(session: Session, code: str) -> None:
    """Remove what was refused for one reason, so that it is measured and compared anew."""
    for table in (Measurement, PairMeasurementRow):
        session.execute(delete(table).where(table.status == "refused", table.reason_code == code))


def _compared_pairs(
    session: Session, pair_algorithm: str, client_ids: Sequence[str]
) -> set[tuple[int, int]]:
    rows = (
        select(PairMeasurementRow.before_photo_id, PairMeasurementRow.after_photo_id)
        .join(Photo, PairMeasurementRow.after_photo_id == Photo.id)
        .join(Visit, Photo.visit_id == Visit.id)
        .where(Visit.client_id.in_(client_ids), PairMeasurementRow.algorithm == pair_algorithm)
    )
    return {(row[0], row[1]) for row in session.execute(rows)}


def _figures_row(name: str, region: "RegionFigures") -> RegionFiguresRow:
    figures = _columns(region.figures) if region.figures is not None else {}
    return RegionFiguresRow(region=name, status=region.status, **_reason(region.reason), **figures)


def _columns(figures: "LineFigures") -> dict[str, Any]:
    return asdict(figures)  # the columns are named as the figures are


def _change_row(name: str, region: "RegionChange") -> RegionChangeRow:
    return RegionChangeRow(
        region=name,
        status=region.status,
        **_reason(region.reason),
        **_change("density", region.density),
        **_change("severity", region.severity),
    )


def _change(figure: str, change: "Change") -> dict[str, Any]:
    kept = asdict(change)
    del kept["error"]  # its sum is the smallest detectable change
    return {f"{figure}_{name}": value for name, value in kept.items()}


def _reason(reason: Refusal | None) -> dict[str, Any]:
    return {} if reason is None else {"reason_code": reason.code, "reason_message": reason.message}


def _as_json(findings: "Sequence[Finding]") -> list[dict[str, Any]]:
    return [asdict(finding) for finding in findings]
