"""Figures of photos and of pairs of photos, with the algorithm that gave them."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from records.base import NUMBERED, utc_now
from records.kept import KeptRow


class Measurement(KeptRow):
    """One photo, measured or refused by one version of the algorithm.

    Attributes
    ----------
    status : str
        ``"measured"`` or ``"refused"`` with a reason.
    findings : list of dict
        Quality findings: code, severity, value, limit, message, region.
    expression_scores : dict
        MediaPipe's blendshape scores in 0..1.
    """

    __tablename__ = "measurement"
    __table_args__ = (UniqueConstraint("photo_id", "algorithm"), NUMBERED)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    photo_id: Mapped[int] = mapped_column(ForeignKey("photo.id", ondelete="CASCADE"))
    algorithm: Mapped[str] = mapped_column(String(64))
    status: Mapped[str] = mapped_column(String(16))
    reason_code: Mapped[str | None] = mapped_column(String(64), default=None)
    reason_message: Mapped[str | None] = mapped_column(default=None)
    mm_per_px: Mapped[float | None] = mapped_column(default=None)
    yaw: Mapped[float | None] = mapped_column(default=None)
    pitch: Mapped[float | None] = mapped_column(default=None)
    roll: Mapped[float | None] = mapped_column(default=None)
    expression_scores: Mapped[dict[str, float]] = mapped_column(JSON, default_factory=dict)
    findings: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default_factory=list)
    measured_at: Mapped[datetime] = mapped_column(default_factory=utc_now)
    regions: Mapped[list["RegionFiguresRow"]] = relationship(
        default_factory=list, repr=False, passive_deletes=True
    )


class RegionFiguresRow(KeptRow):
    """The figures of one region, or of the whole ``"face"``; units as in `metrics.density`."""

    __tablename__ = "region_figures"

    measurement_id: Mapped[int] = mapped_column(
        ForeignKey("measurement.id", ondelete="CASCADE"), primary_key=True, init=False
    )
    region: Mapped[str] = mapped_column(String(32), primary_key=True)
    status: Mapped[str] = mapped_column(String(16))
    reason_code: Mapped[str | None] = mapped_column(String(64), default=None)
    reason_message: Mapped[str | None] = mapped_column(default=None)
    visible_area_cm2: Mapped[float | None] = mapped_column(default=None)
    line_length_mm: Mapped[float | None] = mapped_column(default=None)
    line_density_mm_per_cm2: Mapped[float | None] = mapped_column(default=None)
    line_area_percent: Mapped[float | None] = mapped_column(default=None)
    line_count: Mapped[int | None] = mapped_column(default=None)
    mean_width_mm: Mapped[float | None] = mapped_column(default=None)
    mean_contrast: Mapped[float | None] = mapped_column(default=None)
    severity: Mapped[float | None] = mapped_column(default=None)


class SupportRow(KeptRow):
    """What a photo shows beside its lines; `figures` are a `tracking.contract.SupportEntry`."""

    __tablename__ = "supporting"

    photo_id: Mapped[int] = mapped_column(
        ForeignKey("photo.id", ondelete="CASCADE"), primary_key=True
    )
    algorithm: Mapped[str] = mapped_column(String(64), primary_key=True)
    figures: Mapped[dict[str, Any]] = mapped_column(JSON)
    measured_at: Mapped[datetime] = mapped_column(default_factory=utc_now)


class CalibrationRow(KeptRow):
    """A clinic's own repeatability; `errors` are those of `metrics.calibration.OwnError`."""

    __tablename__ = "calibration"
    __table_args__ = (NUMBERED,)

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    algorithm: Mapped[str] = mapped_column(String(64))
    poses: Mapped[int]
    shots: Mapped[int]
    icc_density: Mapped[float | None] = mapped_column(default=None)
    icc_severity: Mapped[float | None] = mapped_column(default=None)
    errors: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default_factory=list)
    made_at: Mapped[datetime] = mapped_column(default_factory=utc_now)


class PairMeasurementRow(KeptRow):
    """Two photos of one person and expression, compared by one version of the algorithm."""

    __tablename__ = "pair_measurement"
    __table_args__ = (
        UniqueConstraint("before_photo_id", "after_photo_id", "algorithm"),
        NUMBERED,
    )

    id: Mapped[int] = mapped_column(primary_key=True, init=False)
    before_photo_id: Mapped[int] = mapped_column(ForeignKey("photo.id", ondelete="CASCADE"))
    after_photo_id: Mapped[int] = mapped_column(
        ForeignKey("photo.id", ondelete="CASCADE"), index=True
    )
    algorithm: Mapped[str] = mapped_column(String(64))
    status: Mapped[str] = mapped_column(String(16))
    reason_code: Mapped[str | None] = mapped_column(String(64), default=None)
    reason_message: Mapped[str | None] = mapped_column(default=None)
    residual_mm: Mapped[float | None] = mapped_column(default=None)
    lines: Mapped[list[dict[str, Any]] | None] = mapped_column(
        JSON(none_as_null=True), default=None
    )
    calibration_id: Mapped[int | None] = mapped_column(ForeignKey("calibration.id"), default=None)
    findings: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default_factory=list)
    measured_at: Mapped[datetime] = mapped_column(default_factory=utc_now)
    regions: Mapped[list["RegionChangeRow"]] = relationship(
        default_factory=list, repr=False, passive_deletes=True
    )


class RegionChangeRow(KeptRow):
    """Change of one region, or of the whole ``"face"``, with its SDC and verdict."""

    __tablename__ = "region_change"

    pair_id: Mapped[int] = mapped_column(
        ForeignKey("pair_measurement.id", ondelete="CASCADE"), primary_key=True, init=False
    )
    region: Mapped[str] = mapped_column(String(32), primary_key=True)
    status: Mapped[str] = mapped_column(String(16))
    reason_code: Mapped[str | None] = mapped_column(String(64), default=None)
    reason_message: Mapped[str | None] = mapped_column(default=None)
    density_before: Mapped[float | None] = mapped_column(default=None)
    density_after: Mapped[float | None] = mapped_column(default=None)
    density_change_percent: Mapped[float | None] = mapped_column(default=None)
    density_sdc_percent: Mapped[float | None] = mapped_column(default=None)
    density_verdict: Mapped[str] = mapped_column(String(16), default="not_comparable")
    severity_before: Mapped[float | None] = mapped_column(default=None)
    severity_after: Mapped[float | None] = mapped_column(default=None)
    severity_change_percent: Mapped[float | None] = mapped_column(default=None)
    severity_sdc_percent: Mapped[float | None] = mapped_column(default=None)
    severity_verdict: Mapped[str] = mapped_column(String(16), default="not_comparable")
