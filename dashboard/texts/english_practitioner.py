"""English: what the practitioner's pages say."""

from collections.abc import Mapping

NEW_VISIT = "New visit"
TREATMENT = "Treatment"

# Today
TODAY = "Today"
TODAY_SEARCH_HINT = "Two letters of a name, or of a number"
DUE_TITLE = "Visits due"
DUE_NOBODY = "No photo date is due this week."
DUE_SINCE = "Photos due since {date}"
DUE_ON = "Photos due on {date}"
LAST_SEEN = "last seen {date}"
NEVER_SEEN = "never photographed"
FINDINGS_TITLE = "Safety findings open"
FINDINGS_NONE = "No booked session has an open finding."
UNMEASURED_TITLE = "Photos waiting to be measured"
UNMEASURED_ADVICE = "They are kept; figures come once they are measured."
MEASURE_NOW = "Measure them now"
FAILED_TITLE = "Photos that could not be measured"
FAILED_NONE = "Every photo of a last visit was measured."
EFFECTS_TITLE = "Side effects without an end"
EFFECTS_NONE = "No side effect is open."
EFFECT_SINCE = "{kind}, {severity}, since {date}"
EFFECT_URGENT = "Refer now: call the emergency services"
EFFECT_OVER = "It is over"
TAKE_PHOTOS = "Take photos"
RETAKE = "Take again"
OPEN_TREATMENT = "Open treatment"
SEVERITIES: Mapping[str, str] = {
    "info": "Note",
    "warn": "Needs a reason",
    "block": "Stop",
    "urgent": "Emergency",
}

# New visit
VISIT_LEAD = (
    "Several shots of each expression, taken where and how the first ones were. Each photo is "
    "looked at as it comes; what you keep is stored at once."
)
CHOOSE_CLIENT = "Client"
CHOOSE_CLIENT_HINT = "Type two letters"
NEW_CLIENT = "New client"
NEW_CLIENT_NAME = "Name, or any name you will recognise"
NEW_CLIENT_YEAR = "Year of birth (may stay empty)"
NEW_CLIENT_ADD = "Add client"
NEW_CLIENT_NEEDS_NAME = "Give a name first; a made-up one will do."
PURPOSE = "This visit is for"
PURPOSES: Mapping[str, str] = {
    "photos": "Photos only",
    "botox": "Botox",
    "microcurrent": "Microcurrent",
}
VISIT_EMPTY = "Whose visit is it?"
VISIT_EMPTY_ADVICE = "Choose a client, or add a new one. Photos and treatment follow from there."
SOURCE = "Photos come from"
SOURCES: Mapping[str, str] = {"files": "Files", "camera": "This camera"}
UPLOAD = "Photos of this visit, all at once or one by one"
CAMERA = "Take a photo"
GHOST_NOTE = "The dotted outline is the first visit’s. Bring eyes, brows and mouth onto it."
GHOST_NONE = "This is the first photo of this expression: it sets the pose for all that follow."
SHOW_OF = "Kept as"
STANDINGS: Mapping[str, str] = {
    "looking": "… Looking at it",
    "good": "✓ Good",
    "doubtful": "! Better take it again",
    "unreadable": "× Cannot be used",
    "kept": "✓ Kept",
}
KEPT_ADVICE = "By mistake, or as another expression? The client’s page mends that."
SHOT_ALT = "Photo “{name}”: {expression}"
KEEP_GOOD = "Keep the good photos ({count})"
KEEP = "Keep"
KEEP_NEVERTHELESS = "Keep nevertheless"
REMOVE = "Remove"
KEEP_REASON = "Why keep it"
KEEP_REASONS: Mapping[str, str] = {
    "client_cannot": "The client cannot do better",
    "record_only": "For the record only",
    "no_time": "No time for another one",
}
KEEP_REASON_HINT = "Choose a reason"
VISIT_MEASURING = "Measuring in the background"
VISIT_MEASURING_STEP = "{what}: {done} of {total}. You can leave this page."
VISIT_MEASURED = "Everything kept so far is measured."
VISIT_MEASURING_FAILED = "Measuring stopped"
VISIT_MEASURING_FAILED_ADVICE = (
    "The photos are safe. Open this page again to go on; the log of this program says why."
)
OPEN_CLIENT = "Open the client’s page"
RECORD_TREATMENT = "Record the treatment"

# Treatment
HANDOVER = "Hand-over card for the microcurrent therapist"
HANDOVER_DOWNLOAD = "Card as PDF"
HANDOVER_NOTHING = "No Botox is recorded for this client, so there is nothing to hand over."
TREATMENT_LEAD = (
    "What is done, where, and how much. What the rules say appears while you fill it in; nothing "
    "is stored before you save."
)
TREATMENT_EMPTY_ADVICE = "Choose a client, or add a new one. The face chart follows."
KIND = "Treatment"
KINDS: Mapping[str, str] = {"botox": "Botox", "microcurrent": "Microcurrent"}
MAP_TITLE = "Injection map"
REGIONS_TITLE = "Where the device is used"
REPEAT_MAP = "Repeat last session’s map"
CLEAR_MAP = "Begin with an empty chart"
MAP_ON = "Plan on"
MAP_GROUNDS: Mapping[str, str] = {"chart": "Chart", "photo": "Client’s photo"}
MAP_PHOTO_OF = "Client’s photo of {date}, {expression}, laid onto the chart"
MAP_NO_PHOTO = "The photo cannot be laid onto the chart"
FACEMAP: Mapping[str, str] = {
    "chart": "Face chart",
    "right": "Client’s right",
    "left": "Client’s left",
    "units": "Units per point",
    "add": "Add a point",
    "remove": "Remove the point",
    "point": "{units} units, {region}",
    "outside": "Points belong inside one of the regions.",
    "hintPoints": (
        "Click the chart to place a point. By keyboard: Tab to a point, arrow keys move it by a "
        "millimetre, plus and minus change its units, Delete removes it."
    ),
    "hintRegions": "Click the regions, or Tab to one and press Space.",
}
PRODUCT_LABEL = "Product"
PRODUCT_NAME = "Name of the product"
PRODUCT_OTHER = "another product"
WHEN_DAY = "Day"
WHEN_TIME = "Time"
LOT = "Lot"
EXPIRES = "Expires on"
VIAL_UNITS = "Units in the vial"
DILUENT = "Diluent, ml"
TREATED_BY = "Treated by"
QUALIFICATION = "Qualification"
COST = "Cost"
CURRENCY = "Currency"
NOTES = "Notes"
MORE = "Vial, cost and notes"
DEVICE = "Device"
MODALITY = "Modality"
MINUTES = "Minutes"
MICROAMPERE = "Current, µA"
HERTZ = "Frequency, Hz"
WAVEFORM = "Waveform"
TOTALS_HEADS = ("Region", "Points", "Units")
TOTAL = "In all"
TOTALS_CAPTION = "Units of {product}. Units of different products are never added."
NO_POINTS = "No point yet. Place the first one on the chart."
NO_REGIONS = "No region yet. Choose one on the chart."
NO_DEVICE = "Name the device."
RULES_TITLE = "What the rules say"
RULES_CLEAR = "Nothing stands in the way."
LIGHTS: Mapping[str, str] = {
    "green": "✓ Go ahead",
    "amber": "! Look closer",
    "red": "× Stop",
}
FINDING_SOURCE = "Source: {source}"
REASON_TO_GO_AHEAD = "Reason to go ahead"
REASON_NEEDED = "Give a reason for every finding above before saving."
REASON_URGENT = "This cannot be overridden. Refer the client first."
REASON_NOT_ALLOWED = "Only a practitioner may sign for these findings."
SAVE_TREATMENT = "Save the treatment"
SAVED = "Saved: {what}"
ASK_SCREENING = "Ask the screening questions"
SCREENING_LEAD = "Answers are kept with today’s date. Leave open what was not asked."
REPLIES: Mapping[str, str] = {"no": "No", "unsure": "Unsure", "yes": "Yes"}
SCREENING_SAVE = "Save answers"
SCREENING_ALL_NO = "All unanswered ones: no"

# Two visits
AGAINST = "Against"
FIRST_VISIT = "{date}, the first visit"
VIEW = "View"
VIEWS: Mapping[str, str] = {
    "slider": "Slider",
    "side": "Side by side",
    "blink": "Blink",
    "lines": "Lines",
    "heat": "Heat map",
}
LINE_KINDS: Mapping[str, str] = {
    "faded": "Faded",
    "stayed": "Stayed",
    "appeared": "Appeared or deeper",
}
HEAT_ALT = "Where lines faded and where they appeared"
BLINK_PAUSE = "Pause"
BLINK_RUN = "Blink"

# All regions, and what else was done
MULTIPLES_TITLE = "All regions"
MULTIPLES_ALT = "Change from the first visit by region, {expression}: {verdicts}"
ALSO_TITLE = "Everything else over time"
ALSO_HEADS = ("Began", "Ended", "Kind", "What", "Where")
ALSO_NONE = "No side effect and no other care is recorded."
YEARS_TITLE = "Treatments and cost per year"
YEARS_HEADS = ("Year", "Botox", "Microcurrent", "Other care", "Cost")
YEARS_CAPTION = "Sessions by kind. Cost adds what was recorded; sessions without a cost count as 0."

# Lines and report
LINES_TITLE = "Line by line"
LINES_CAPTION = "The longest lines here: length at the first and the last comparable visit."
LINES_NONE = "No line here could be followed to a later visit yet."
LINE = "Line {number}"
LINE_HEADS = ("Line", "Region", "Length", "Contrast", "Visits")
CLIENT_REPORT = "Report for the client (PDF)"

# Supporting figures: name and unit of each, units as in docs/metrics.md
SUPPORT_TITLE = "Beside the lines"
SUPPORT_CAPTION = (
    "{region}, {expression}: {visits}. Tone, brows, lids and effort are those of the whole face."
)
SUPPORT_HEADS = ("Figure", "Before", "After", "Change", "Error", "Direction")
SUPPORT_FIGURES: Mapping[str, tuple[str, str]] = {
    "redness": ("Redness", "a*"),
    "erythema_index": ("Erythema index", ""),
    "lightness_spread": ("Unevenness of lightness", "L*"),
    "redness_spread": ("Unevenness of redness", "a*"),
    "roughness_percent": ("Fine texture", "%"),
    "ita_deg": ("Skin tone (ITA)", "°"),
    "brow_height_right_mm": ("Right brow above the pupil", "mm"),
    "brow_height_left_mm": ("Left brow above the pupil", "mm"),
    "eyelid_aperture_right_mm": ("Right eye, opening", "mm"),
    "eyelid_aperture_left_mm": ("Left eye, opening", "mm"),
    "effort": ("Effort of the expression", "0–1"),
}
SUPPORT_DIRECTIONS: Mapping[str, str] = {
    "lower": "▼ Lower",
    "within_error": "■ Within error",
    "higher": "▲ Higher",
}
SUPPORT_ERROR = (
    "Colour and texture are compared on the skin that both photos show, after exposure, white "
    "balance, sharpness and noise are made equal: what changed is a region beside the rest of the "
    "face. The error (95 %) is how far apart photos of rendered people with unchanged skin lie. "
    "Right and left are the client’s own."
)
