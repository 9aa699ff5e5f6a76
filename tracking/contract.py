"""The documents that `measure` and `compare` write, as types: schema 1 of each.

Points are ``[x, y]`` in pixels of the upright original. A quantity that could not be measured is
None with a reason, never 0. A change of these types raises the number in `schema`.
"""

from collections.abc import Mapping
from typing import Literal, TypedDict

from vision.errors import Refusal

MEASURE_SCHEMA = "rhytid.measure/1"
COMPARE_SCHEMA = "rhytid.compare/1"


class Reason(TypedDict):
    """Why something was refused or not measured, and what to do."""

    code: str
    message: str


def reason_entry(refusal: Refusal | None) -> Reason | None:
    """A refusal as the contract writes it."""
    return None if refusal is None else {"code": refusal.code, "message": refusal.message}


class FindingEntry(TypedDict):
    """One statement about a photo."""

    code: str
    severity: Literal["block", "warn", "info"]
    value: float | None
    limit: float | None
    message: str


class PairFindingEntry(FindingEntry):
    """One statement about a pair; `region` is None for the whole face."""

    region: str | None


class FiguresEntry(TypedDict):
    """Line figures of a face or a region."""

    visible_area_cm2: float | None
    line_length_mm: float | None
    line_density_mm_per_cm2: float | None
    line_area_percent: float | None
    line_count: int | None
    mean_width_mm: float | None
    mean_contrast: float | None
    severity: float | None


class RegionEntry(FiguresEntry):
    """Line figures of a region, its outline and why it was not measured."""

    status: Literal["measured", "not_measured"]
    reason: Reason | None
    polygon: list[list[float]]


class LineEntry(TypedDict):
    """One line; `width_mm` is None where the profile has no measurable width."""

    region: str | None
    length_mm: float
    width_mm: float | None
    contrast: float
    points: list[list[float]]


class PoseEntry(TypedDict):
    """Head pose in degrees."""

    yaw: float
    pitch: float
    roll: float


class ExpressionEntry(TypedDict):
    """The expression seen, and how strongly each is made."""

    detected: str
    scores: dict[str, float]


class RegionSupportEntry(TypedDict):
    """Colour and texture of one region."""

    visible_area_cm2: float
    colour: Mapping[str, object] | None
    colour_reason: Reason | None
    texture: Mapping[str, float] | None
    texture_reason: Reason | None


class SupportEntry(TypedDict):
    """Supporting figures of one photo; names, units and equations in docs/metrics.md."""

    algorithm: str
    tone: Mapping[str, object] | None
    tone_reason: Reason | None
    symmetry: Mapping[str, float | str] | None
    symmetry_reason: Reason | None
    effort: Mapping[str, float]
    regions: Mapping[str, RegionSupportEntry]


class PhotoEntry(TypedDict):
    """One photo of a `measure` document."""

    file: str
    sha256: str | None
    size: list[int] | None
    status: Literal["measured", "refused"]
    reason: Reason | None
    algorithm: str
    mm_per_px: float | None
    captured_at: str | None
    pose: PoseEntry | None
    expression: ExpressionEntry | None
    quality: list[FindingEntry]
    face: FiguresEntry | None
    regions: dict[str, RegionEntry]
    lines: list[LineEntry]
    supporting: SupportEntry | None


class MeanEntry(TypedDict):
    """A figure over the shots of one visit; the standard error needs two of them."""

    mean: float | None
    standard_error: float | None
    shots: int


class VisitEntry(TypedDict):
    """The shots of one folder together."""

    folder: str
    shots: int
    measured: int
    face: Mapping[str, MeanEntry]
    regions: Mapping[str, Mapping[str, MeanEntry]]


class MeasureDocument(TypedDict):
    """What `measure` writes; `visits` has an entry for every folder of shots."""

    schema: str
    photos: list[PhotoEntry]
    visits: list[VisitEntry]


Verdict = Literal["fewer_lines", "within_error", "more_lines", "not_comparable"]


class SeverityChangeEntry(TypedDict):
    """Change of severity (sum of length x contrast / area)."""

    before: float | None
    after: float | None
    change_percent: float | None
    sdc_percent: float | None
    verdict: Verdict


class ChangeEntry(SeverityChangeEntry):
    """Change of line density in mm/cm2 over common visible skin, and of severity."""

    severity: SeverityChangeEntry


class RegionChangeEntry(ChangeEntry):
    """Change of one region."""

    status: str
    reason: Reason | None


class AlignmentEntry(TypedDict):
    """How the later photo was brought onto the earlier one."""

    status: Literal["aligned", "failed"]
    residual_mm: float | None
    transform: list[list[float]] | None


class PairLineEntry(TypedDict):
    """One line in both photos; points in pixels of the earlier photo."""

    region: str | None
    before_mm: float | None
    after_mm: float | None
    contrast_change_percent: float | None
    points: list[list[float]]


class ShotsEntry(TypedDict):
    """How many shots of either visit were compared."""

    before: int
    after: int


class ErrorEntry(TypedDict):
    """Whose repeats the smallest detectable changes come from; see `calibrate`."""

    source: Literal["rendered_people", "clinic"]
    calibrated_at: str | None
    poses: int | None
    shots: int | None


class ShiftEntry(TypedDict):
    """What moved between two visits: a brow, a lid, or how much left and right differ."""

    before_mm: float
    after_mm: float
    change_mm: float
    sdc_mm: float | None
    verdict: Literal["lower", "within_error", "higher"]


class FigureChangeEntry(TypedDict):
    """A colour or the texture of a region at two visits, in its own unit."""

    before: float | None
    after: float | None
    change: float | None
    sdc: float | None
    verdict: Literal["lower", "within_error", "higher"] | None
    reason: Reason | None


class ControlEntry(TypedDict):
    """A treated region beside the untreated ones."""

    change_percent: float | None
    beyond_control_percent: float | None
    beyond_control_sdc_percent: float | None
    stands_out: bool | None
    reason: Reason | None


class ControlsEntry(TypedDict):
    """Treated beside untreated regions, for one figure."""

    reason: Reason | None
    untreated: list[str]
    untreated_median_percent: float | None
    untreated_sdc_percent: float | None
    treated: Mapping[str, ControlEntry]


class PairSupportEntry(TypedDict):
    """Supporting figures of a pair; `controls` by figure, None where no region was treated.

    `skin` has the figures of the skin that both photos show, with camera and light made equal, by
    region and name; it is empty for photos that cannot be compared.
    """

    before: SupportEntry
    after: SupportEntry
    skin_algorithm: str
    skin: Mapping[str, Mapping[str, FigureChangeEntry]]
    symmetry: Mapping[str, ShiftEntry] | None
    symmetry_reason: Reason | None
    controls: Mapping[Literal["density", "severity"], ControlsEntry] | None


class PairEntry(TypedDict):
    """One pair of a `compare` document; `before` and `after` name a photo or a folder of shots."""

    before: str
    after: str
    status: Literal["compared", "not_comparable", "refused"]
    reason: Reason | None
    findings: list[PairFindingEntry]
    shots: ShotsEntry
    error_from: ErrorEntry
    alignment: AlignmentEntry
    face: ChangeEntry
    regions: dict[str, RegionChangeEntry]
    lines: list[PairLineEntry]
    supporting: PairSupportEntry | None


class CompareDocument(TypedDict):
    """What `compare` writes."""

    schema: str
    pairs: list[PairEntry]
