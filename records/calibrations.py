"""The clinic's own repeatability, as it was measured on repeats of one person."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from records.models import CalibrationRow, PairMeasurementRow

if TYPE_CHECKING:  # records open without loading the libraries that measure
    from metrics.calibration import Calibration


@dataclass(frozen=True)
class KeptCalibration:
    """A calibration and when it was made."""

    number: int
    made_at: datetime
    calibration: "Calibration"


def keep_calibration(session: Session, algorithm: str, calibration: "Calibration") -> None:
    """Keep a calibration under the version of the comparison that measured it."""
    session.add(
        CalibrationRow(
            algorithm=algorithm,
            poses=calibration.poses,
            shots=calibration.shots,
            icc_density=calibration.icc_density,
            icc_severity=calibration.icc_severity,
            errors=[asdict(error) for error in calibration.errors],
        )
    )
    session.flush()


def newest_calibration(session: Session, algorithm: str) -> KeptCalibration | None:
    """Return the last calibration under a version of the comparison; None when there is none."""
    rows = select(CalibrationRow).where(CalibrationRow.algorithm == algorithm)
    row = session.scalars(rows.order_by(CalibrationRow.id.desc()).limit(1)).first()
    return None if row is None else _kept(row)


def calibration_of_pair(
    session: Session, before_photo_id: int, after_photo_id: int, algorithm: str
) -> KeptCalibration | None:
    """Return the calibration by which a pair was judged, or would be if it is not kept."""
    pair = session.scalars(
        select(PairMeasurementRow).where(
            PairMeasurementRow.before_photo_id == before_photo_id,
            PairMeasurementRow.after_photo_id == after_photo_id,
            PairMeasurementRow.algorithm == algorithm,
        )
    ).first()
    if pair is None:
        return newest_calibration(session, algorithm)
    if pair.calibration_id is None:
        return None
    return _kept(session.get_one(CalibrationRow, pair.calibration_id))


def last_calibrated(
    session: Session, baseline_photo_ids: Sequence[int], algorithm: str
) -> datetime | None:
    """When the newest calibration was made by which comparisons with these photos are judged."""
    pair = PairMeasurementRow
    rows = select(func.max(CalibrationRow.made_at)).join(
        pair, pair.calibration_id == CalibrationRow.id
    )
    mine = pair.before_photo_id.in_(baseline_photo_ids), pair.algorithm == algorithm
    return session.scalar(rows.where(*mine))


def _kept(row: CalibrationRow) -> KeptCalibration:
    from metrics.calibration import Calibration, OwnError  # noqa: PLC0415 - as above

    calibration = Calibration(
        row.poses,
        row.shots,
        tuple(OwnError(**error) for error in row.errors),
        row.icc_density,
        row.icc_severity,
    )
    return KeptCalibration(row.id, row.made_at, calibration)
