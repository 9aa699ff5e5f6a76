"""One client over time: the chart's points, the treatments between them, and two visits side by side."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from metrics.change import RegionChange
from vision.errors import Refusal
from vision.quality import Finding

TreatmentKind = Literal["botox", "microcurrent"]
PointVerdict = Literal[
    "baseline", "fewer_lines", "within_error", "more_lines", "not_comparable", "not_measured"
]


@dataclass(frozen=True)
class ClientCard:
    """A client as one line of the client list."""

    id: str
    name: str
    pseudonym: str
    visit_count: int
    first_visit: datetime | None
    last_visit: datetime | None
    treatment_kinds: tuple[TreatmentKind, ...]


@dataclass(frozen=True)
class TreatmentMark:
    """A treatment as a mark on the time axis; `label` names product or device and its dose."""

    on: datetime
    kind: TreatmentKind
    regions: tuple[str, ...]
    label: str


@dataclass(frozen=True)
class VisitCard:
    """A visit and the expressions photographed in it, for choosing what to compare."""

    id: int
    on: datetime
    day: int
    expressions: tuple[str, ...]


@dataclass(frozen=True)
class VisitPoint:
    """One region of one expression at one visit.

    Attributes
    ----------
    visit_id : int
    on : datetime
        Time of the visit, UTC.
    expression : str
        ``"rest"``, ``"frown"``, ``"raise"`` or ``"smile"``.
    region : str
        ``"face"`` or a region's name.
    density, severity : float or None
        Line density in mm/cm2 and severity, on the scale of the baseline visit: the baseline's own
        figure, and for later visits that figure times (1 + change / 100). So a point never lies
        on the other side of the baseline than its verdict says.
    change_percent, sdc_percent : float or None
        Change of density from baseline, and the smallest change that counts as real.
    severity_change_percent, severity_sdc_percent : float or None
        The same for severity.
    verdict, severity_verdict : str
        See `PointVerdict`.
    reason : Refusal or None
        Why numbers are missing.
    """

    visit_id: int
    on: datetime
    expression: str
    region: str
    density: float | None
    severity: float | None
    change_percent: float | None
    sdc_percent: float | None
    severity_change_percent: float | None
    severity_sdc_percent: float | None
    verdict: PointVerdict
    severity_verdict: PointVerdict
    reason: Refusal | None


@dataclass(frozen=True)
class Progress:
    """Everything the page of one client draws; visits and treatments in order of time."""

    client: ClientCard
    visits: tuple[VisitCard, ...]
    treatments: tuple[TreatmentMark, ...]
    points: tuple[VisitPoint, ...]


@dataclass(frozen=True, eq=False)
class ViewLine:
    """A line of a pair; `points` is (N, 2) float64 [x, y] in pixels of the aligned pictures."""

    region: str | None
    before_mm: float
    after_mm: float
    contrast_change_percent: float | None
    points: NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class PairView:
    """Two visits in one frame.

    Attributes
    ----------
    status : str
        ``"compared"``, ``"not_comparable"`` (see `reason` and `findings`).
    before_pixels, after_pixels : (h, w, 3) uint8 ndarray or None
        Aligned pictures of one size; None when the photos could not be aligned.
    lines : tuple of ViewLine
    face, regions : RegionChange
        Change with SDC and verdict; None and empty when nothing could be compared.
    """

    expression: str
    before_on: datetime
    after_on: datetime
    status: Literal["compared", "not_comparable"]
    reason: Refusal | None
    findings: tuple[Finding, ...]
    before_pixels: NDArray[np.uint8] | None
    after_pixels: NDArray[np.uint8] | None
    lines: tuple[ViewLine, ...]
    face: RegionChange | None
    regions: Mapping[str, RegionChange]
