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
FAILED_TITLE = "Photos that could not be measured"
FAILED_NONE = "Every photo of a last visit was measured."
EFFECTS_TITLE = "Side effects without an end"
EFFECTS_NONE = "No side effect is open."
EFFECT_SINCE = "{kind}, {severity}, since {date}"
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
