"""The tables of a research export: every column that may leave, and what may stand in it.

Safe Harbor by construction: a column of text holds one of a closed list of values or a code drawn
by chance, and a column of numbers has a range. There is no column for a name, a date or a sentence,
and a value that is not in its column's list or range does not leave (`study.deidentify`).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from metrics.catalogue import CATALOGUE
from metrics.evidence import ALGORITHM
from metrics.verdict import ALGORITHM as PAIR_ALGORITHM
from records.care import CareKind
from study.reasons import REASONS
from treatments.doses import Product
from treatments.regions import REGIONS
from treatments.sessions import Modality

Kind = Literal["string", "integer", "number", "boolean"]

FACE = "face"
EXPRESSIONS = ("rest", "frown", "raise", "smile")
VIEWS = ("front", "left", "right")
SIDES = ("left", "middle", "right")
VERDICTS = ("fewer_lines", "within_error", "more_lines", "not_comparable")
AGE_BANDS = (
    "under 18",
    "18-29",
    *(f"{first}-{first + 9}" for first in range(30, 90, 10)),
    "90+",
)
TREATED_WITH = ("neither", "botox", "device", "botox_and_device")
TREATMENT_KINDS = ("botox", "device", *(kind.value for kind in CareKind))

FIGURES = (
    "visible_area_cm2",
    "line_length_mm",
    "line_density_mm_per_cm2",
    "line_area_percent",
    "line_count",
    "mean_width_mm",
    "mean_contrast",
    "severity",
)
FIGURE_MAXIMA: Mapping[str, float] = {
    "visible_area_cm2": 600,
    "line_length_mm": 20_000,
    "line_density_mm_per_cm2": 200,
    "line_area_percent": 100,
    "line_count": 2_000,
    "mean_width_mm": 20,
    "mean_contrast": 5,
    "severity": 200,
}
"""Far above any face; a figure beyond is a fault, and stays."""


@dataclass(frozen=True)
class Column:
    """One column.

    Attributes
    ----------
    name : str
        Ends in its unit where it has one.
    kind : {"string", "integer", "number", "boolean"}
    description : str
    unit : str
    values : tuple of str
        The only texts that may stand in a column of texts.
    pattern : str
        For codes, instead of `values`.
    minimum, maximum : float or None
        Of a column of numbers, both inclusive.
    digits : int or None
        Significant digits that leave of a number typed in by people, too few for a telephone or
        account number; None for what is counted or measured.
    required : bool
        Whether every row has a value.
    """

    name: str
    kind: Kind
    description: str
    unit: str = ""
    values: tuple[str, ...] = ()
    pattern: str = ""
    minimum: float | None = None
    maximum: float | None = None
    digits: int | None = None
    required: bool = False


@dataclass(frozen=True)
class Table:
    """One table; `key` names the columns that tell its rows apart."""

    name: str
    description: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]

    @property
    def names(self) -> list[str]:
        """The names of the columns, in order."""
        return [column.name for column in self.columns]


def _day(name: str, what: str, *, required: bool = True) -> Column:
    description = f"{what}, in calendar days after the first visit of this person"
    return Column(
        name, "integer", description, "d", minimum=-36_500, maximum=36_500, required=required
    )


def _number(name: str, what: str) -> Column:
    return Column(name, "integer", what, minimum=1, maximum=100_000, required=True)


def _choice(name: str, what: str, values: tuple[str, ...], *, required: bool = True) -> Column:
    return Column(name, "string", what, values=values, required=required)


def _amount(
    name: str, what: str, unit: str, maximum: float, *, digits: int | None = None
) -> Column:
    return Column(name, "number", what, unit, minimum=0, maximum=maximum, digits=digits)


def _figure(name: str) -> Column:
    metric = CATALOGUE[name]
    kind: Kind = "integer" if name == "line_count" else "number"
    return Column(name, kind, metric.equation, metric.unit, minimum=0, maximum=FIGURE_MAXIMA[name])


def _change(figure: str, metric: str) -> tuple[Column, ...]:
    unit, maximum = CATALOGUE[metric].unit, FIGURE_MAXIMA[metric]
    return (
        _amount(f"{figure}_before", f"{metric} of the earlier photo, common skin", unit, maximum),
        _amount(f"{figure}_after", f"{metric} of the later photo, common skin", unit, maximum),
        Column(
            f"{figure}_change_percent",
            "number",
            f"change of {metric}, in percent of the earlier photo",
            "%",
            minimum=-100,
            maximum=100_000,
        ),
        _amount(f"{figure}_sdc_percent", f"smallest detectable change of {metric}", "%", 100_000),
        _choice(
            f"{figure}_verdict",
            f"change of {metric} against its error",
            VERDICTS,
            required=False,
        ),
    )


STUDY_CODE = Column(
    "study_code",
    "string",
    "the person, under a code drawn by chance",
    pattern="[A-Z2-9]{10}",
    required=True,
)
DAY = _day("day_offset", "day of the visit")
VISIT = _number("visit_number", "visits of this person, counted from 1")
EXPRESSION = _choice("expression", "what the person was asked for", EXPRESSIONS)
VIEW = _choice("view", "from where the photo was taken", VIEWS)
REGION = _choice("region", "region of the face; left and right are the person's own", REGIONS)
REGION_OR_FACE = _choice("region", "region of the face, or all of it", (FACE, *REGIONS))
REASON = _choice("reason", "why there is no figure", REASONS, required=False)

PEOPLE = (
    _choice("treated_with", "treatments up to the last visit", TREATED_WITH),
    Column("first_year", "integer", "year of the first visit", minimum=2000, maximum=2100),
    _choice("age_band", "age at the first visit, years", AGE_BANDS, required=False),
    Column("fitzpatrick", "integer", "skin type as the person reports it", minimum=1, maximum=6),
)
"""What somebody who knows the person could know: at least five people share each combination."""

VISITS = Table(
    "visits",
    "One row per visit of a person.",
    ("study_code", "visit_number"),
    (STUDY_CODE, VISIT, DAY, *PEOPLE),
)
TREATMENTS = Table(
    "treatments",
    "One row per treatment session, region and side.",
    ("study_code", "session_number", "region", "side"),
    (
        STUDY_CODE,
        _number("session_number", "treatment sessions of this person, counted from 1"),
        _day("day_offset", "day of the session"),
        _day("until_day_offset", "last day of a routine", required=False),
        _choice("kind", "what was done", TREATMENT_KINDS),
        REGION_OR_FACE,
        _choice("side", "side of the injections, where recorded", SIDES, required=False),
        _choice(
            "product",
            "toxin; units of two products are never added",
            tuple(product.value for product in Product),
            required=False,
        ),
        _amount(
            "dose_units", "units in this region and side, of this product", "U", 1_000, digits=3
        ),
        _choice(
            "modality",
            "what the device does",
            tuple(each.value for each in Modality),
            required=False,
        ),
        _amount("session_minutes", "length of the whole device session", "min", 600, digits=2),
        _amount("current_microampere", "current of the device", "uA", 100_000, digits=2),
        _amount("frequency_hz", "frequency of the device", "Hz", 10_000_000, digits=2),
    ),
)
MEASUREMENTS = Table(
    "measurements",
    "One row per photo and region.",
    ("study_code", "visit_number", "expression", "view", "shot", "region"),
    (
        STUDY_CODE,
        VISIT,
        DAY,
        EXPRESSION,
        VIEW,
        _number("shot", "photos of this visit, expression and view, counted from 1"),
        REGION_OR_FACE,
        _choice("status", "whether there are figures", ("measured", "not_measured", "refused")),
        REASON,
        _choice("algorithm", "what measured; versions are not compared", (ALGORITHM,)),
        *(_figure(name) for name in FIGURES),
    ),
)
PAIRS = Table(
    "pairs",
    "One row per region of two photos: a later visit against the first of this expression.",
    ("study_code", "before_visit_number", "visit_number", "expression", "view", "region"),
    (
        STUDY_CODE,
        _number("before_visit_number", "visit of the earlier photo"),
        _day("before_day_offset", "day of the earlier photo"),
        VISIT,
        DAY,
        EXPRESSION,
        VIEW,
        REGION_OR_FACE,
        _choice("status", "whether there are figures", ("compared", "not_comparable", "refused")),
        REASON,
        _choice("algorithm", "what compared; versions are not mixed", (PAIR_ALGORITHM,)),
        *_change("density", "line_density_mm_per_cm2"),
        *_change("severity", "severity"),
    ),
)
READINGS = Table(
    "readings",
    "One row per grade that a blinded reader gave to a photo.",
    ("set_number", "item_number", "rater_number"),
    (
        _number("set_number", "reading sets, counted from 1"),
        _number("item_number", "items of the set, in the order they were shown"),
        _number("rater_number", "readers of the set, counted from 1"),
        STUDY_CODE,
        VISIT,
        DAY,
        EXPRESSION,
        REGION,
        Column("grade", "integer", "0 none to 4 severe", minimum=0, maximum=4, required=True),
        Column("is_repeat", "boolean", "shown a second time to this reader", required=True),
        Column("is_sham", "boolean", "half of a pair of one visit", required=True),
    ),
)
BASE_TABLES = (VISITS, TREATMENTS, MEASUREMENTS, PAIRS, READINGS)
