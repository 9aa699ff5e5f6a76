"""English: verdicts, regions and figures."""

from collections.abc import Mapping

from reports.words.english_report import *  # noqa: F403 - one catalogue, two files
from reports.words.verdict import FigureWords, VerdictWords

DECIMAL_MARK = "."
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
DATE = "{day} {month} {year}"
DAY_OF_YEAR = "{day} {month}"

REGIONS: Mapping[str, str] = {
    "face": "Whole face",
    "forehead": "Forehead",
    "glabella": "Between the brows",
    "crows_feet_left": "Crow’s feet, left",
    "crows_feet_right": "Crow’s feet, right",
    "under_eye_left": "Under the left eye",
    "under_eye_right": "Under the right eye",
    "bunny": "Bridge of the nose",
    "nasolabial_left": "Nasolabial fold, left",
    "nasolabial_right": "Nasolabial fold, right",
    "cheek_left": "Left cheek",
    "cheek_right": "Right cheek",
    "perioral": "Around the mouth",
    "marionette_left": "Marionette line, left",
    "marionette_right": "Marionette line, right",
    "chin": "Chin",
}

EXPRESSIONS: Mapping[str, str] = {
    "rest": "At rest",
    "frown": "Frowning",
    "raise": "Brows raised",
    "smile": "Smiling",
}

DOING: Mapping[str, str] = {
    "rest": "at rest",
    "frown": "while frowning",
    "raise": "with brows raised",
    "smile": "while smiling",
}

TREATMENTS: Mapping[str, str] = {"botox": "Botox", "microcurrent": "Microcurrent"}
MODALITIES: Mapping[str, str] = {
    "microcurrent": "microcurrent",
    "NMES": "NMES",
    "RF": "radiofrequency",
    "other": "another modality",
}
EVIDENCE: Mapping[str, str] = {
    "product label": "product label",
    "clinical study": "clinical study",
    "expert consensus": "expert consensus",
    "published advice, not tested in a trial": "published advice, not tested in a trial",
    "a choice of this software": "a choice of this software",
}
READ_IN = "read "
SIDE_EFFECT = "Side effect"
SIDE_EFFECTS: Mapping[str, str] = {
    "redness": "Redness",
    "swelling": "Swelling",
    "bruising": "Bruise",
    "injection site pain": "Pain where it was injected",
    "headache": "Headache",
    "eyelid ptosis": "Drooping eyelid",
    "facial paresis": "Part of the face does not move",
    "trouble swallowing": "Trouble swallowing",
    "trouble speaking": "Trouble speaking",
    "trouble breathing": "Trouble breathing",
    "other": "Something else",
}
STEPS: Mapping[str, str] = {
    "photos": "Measuring photos",
    "visits": "Comparing visits",
    "beside": "Measuring colour, texture, brows and lids",
}
CARE: Mapping[str, str] = {
    "skincare": "Skincare",
    "filler": "Filler",
    "laser": "Laser",
    "peel": "Peel",
    "other": "Other care",
}

VERDICTS: Mapping[str, VerdictWords] = {
    "baseline": VerdictWords("●", "First visit", "first visit"),
    "fewer_lines": VerdictWords("▼", "Fewer lines", "fewer lines"),
    "within_error": VerdictWords("■", "Within error", "within error"),
    "more_lines": VerdictWords("▲", "More lines", "more lines"),
    "not_comparable": VerdictWords("×", "Not comparable", "not comparable"),
    "not_measured": VerdictWords("○", "Not measured", "not measured"),
}

DEPTH_VERDICTS: Mapping[str, VerdictWords] = {
    **VERDICTS,
    "fewer_lines": VerdictWords("▼", "Less pronounced", "less pronounced"),
    "more_lines": VerdictWords("▲", "More pronounced", "more pronounced"),
}

FIGURES: Mapping[str, FigureWords] = {
    "density": FigureWords("Line density", VERDICTS),
    "severity": FigureWords("Severity", DEPTH_VERDICTS),
}

PHASES: Mapping[str, str] = {
    "onset": "sets in",
    "peak": "strongest",
    "wear_off": "wears off",
}

# Sentences
AT_FIRST_VISIT = " at the first visit, the baseline."
NO_PERCENTAGE = ". There were too few lines before to give a percentage."
NO_CHANGE = "no change that can be told apart"
LIES_WITHIN = ". The difference of {change} lies within the error of {error}."
TOLD_APART = ", more than the {limit} this comparison can tell apart."
NO_REGION_CHANGED = "No single region changed by more than its error."
PRONOUNCED: Mapping[str, str] = {
    "fewer_lines": "less pronounced",
    "more_lines": "more pronounced",
}
SEVERITY = "Length and contrast together: {size} {how} (error {error})."

# Charts
AXIS_DATE = "%-d %b %Y"
TIP_VISIT = "Visit"
TIP_VERDICT = "Verdict"
TIP_CHANGE = "Change"
TIP_ERROR = "Error (SDC)"
TIP_REASON = "Reason"
TIP_TREATMENT = "Treatment"
TIP_WHAT = "What"
TIP_DATE = "Date"
TIP_WHERE = "Where"
TIP_PRODUCT = "Product"
TIP_BEGAN = "Began"
TIP_ENDED = "Ended"
TIP_EXPECTED = "Expected"
TIP_AFTER = "After"
TIP_SOURCE = "Source"

# Cohorts
COHORT_VALUE = "mm of line per cm²"
COHORT_PEOPLE = "people"
COHORT_DAY = "days after the first visit"
COHORT_CHANGE = "change, %"
