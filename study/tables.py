"""The tables that leave for research; see `study.columns` for what may stand in them."""

from metrics.evidence import ALGORITHM
from metrics.verdict import ALGORITHM as PAIR_ALGORITHM
from records.care import CareKind
from study.columns import (
    Column,
    Table,
    amount_column,
    change_columns,
    choice_column,
    day_column,
    figure_column,
    number_column,
)
from study.reasons import REASONS
from treatments.doses import Product
from treatments.regions import REGIONS
from treatments.sessions import Modality

FACE = "face"
EXPRESSIONS = ("rest", "frown", "raise", "smile")
VIEWS = ("front", "left", "right")
SIDES = ("left", "middle", "right")
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
STUDY_CODE = Column(
    "study_code",
    "string",
    "the person, under a code drawn by chance",
    pattern="[A-Z2-9]{10}",
    required=True,
)
DAY = day_column("day_offset", "day of the visit")
VISIT = number_column("visit_number", "visits of this person, counted from 1")
EXPRESSION = choice_column("expression", "what the person was asked for", EXPRESSIONS)
VIEW = choice_column("view", "from where the photo was taken", VIEWS)
SHOT = number_column("shot", "photos of this visit, expression and view, counted from 1")
REGION = choice_column("region", "region of the face; left and right are the person's own", REGIONS)
REGION_OR_FACE = choice_column("region", "region of the face, or all of it", (FACE, *REGIONS))
REASON = choice_column("reason", "why there is no figure", REASONS, required=False)

PEOPLE = (
    choice_column("treated_with", "treatments on record", TREATED_WITH),
    Column("first_year", "integer", "year of the first visit", minimum=2000, maximum=2100),
    choice_column("age_band", "age at the first visit, years", AGE_BANDS, required=False),
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
        number_column("session_number", "treatment sessions of this person, counted from 1"),
        day_column("day_offset", "day of the session"),
        day_column("until_day_offset", "last day of a routine", required=False),
        choice_column("kind", "what was done", TREATMENT_KINDS),
        REGION_OR_FACE,
        choice_column("side", "side of the injections, where recorded", SIDES, required=False),
        choice_column(
            "product",
            "toxin; units of two products are never added",
            tuple(product.value for product in Product),
            required=False,
        ),
        amount_column(
            "dose_units", "units in this region and side, of this product", "U", 1_000, digits=3
        ),
        choice_column(
            "modality",
            "what the device does",
            tuple(each.value for each in Modality),
            required=False,
        ),
        amount_column(
            "session_minutes", "length of the whole device session", "min", 600, digits=2
        ),
        amount_column("current_microampere", "current of the device", "uA", 100_000, digits=2),
        amount_column("frequency_hz", "frequency of the device", "Hz", 10_000_000, digits=2),
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
        SHOT,
        REGION_OR_FACE,
        choice_column(
            "status", "whether there are figures", ("measured", "not_measured", "refused")
        ),
        REASON,
        choice_column("algorithm", "what measured; versions are not compared", (ALGORITHM,)),
        *(figure_column(name) for name in FIGURES),
    ),
)
PAIRS = Table(
    "pairs",
    "One row per region of two photos: a later visit against the first of this expression.",
    ("study_code", "before_visit_number", "visit_number", "expression", "view", "region"),
    (
        STUDY_CODE,
        number_column("before_visit_number", "visit of the earlier photo"),
        day_column("before_day_offset", "day of the earlier photo"),
        VISIT,
        DAY,
        EXPRESSION,
        VIEW,
        REGION_OR_FACE,
        choice_column(
            "status", "whether there are figures", ("compared", "not_comparable", "refused")
        ),
        REASON,
        choice_column("algorithm", "what compared; versions are not mixed", (PAIR_ALGORITHM,)),
        *change_columns("density", "line_density_mm_per_cm2"),
        *change_columns("severity", "severity"),
    ),
)
READINGS = Table(
    "readings",
    "One row per grade that a blinded reader gave to a photo from the front.",
    ("set_number", "item_number", "rater_number"),
    (
        number_column("set_number", "reading sets, counted from 1"),
        number_column(
            "item_number", "photos of the set; of one drawn into a folder, 1 and 2 are a pair"
        ),
        number_column("rater_number", "readers of the set, counted from 1"),
        STUDY_CODE,
        VISIT,
        DAY,
        EXPRESSION,
        SHOT,
        REGION,
        Column("grade", "integer", "0 none to 4 severe", minimum=0, maximum=4, required=True),
        Column("is_repeat", "boolean", "shown a second time to this reader", required=True),
        Column("is_sham", "boolean", "half of a pair of two shots of one visit", required=True),
    ),
)
BASE_TABLES = (VISITS, TREATMENTS, MEASUREMENTS, PAIRS, READINGS)
