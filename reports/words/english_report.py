"""English: what the report for a client says."""

from treatments import handover, sources

REPORT_TITLE = "Your progress"
REPORT_FOR = "{name} · {pseudonym} · made on {date}"
REPORT_PHOTOS = "Before and after"
REPORT_PHOTOS_CAPTION = (
    "{region}, {expression}: {before} and {after}. The later photo was brought into the frame of "
    "the earlier one; nothing was retouched."
)
REPORT_NO_PHOTOS = (
    "No photos: you have not agreed that your progress is shown to you in photos. You can agree "
    "under “Consents” on your page, or at your next visit."
)
REPORT_NO_PAIR = "No photos: {reason}"
REPORT_FIRST_VISIT_ONLY = "there is no later visit yet to compare with the first one."
REPORT_CHART = "Line density at every visit"
REPORT_CHART_CAPTION = (
    "How many millimetres of line were found on each square centimetre of skin. The grey band is "
    "the error around the first visit. Marks above the plot are treatments: diamonds for Botox, "
    "bolts for microcurrent; paler ones were in another region."
)
REPORT_CHART_ALSO = (
    "The lanes at the top hold side effects (exclamation marks) and skincare and other care "
    "(drops); a bar says how long they lasted."
)
REPORT_ERROR_TITLE = "What the error means"
REPORT_ERROR = (
    "Two photos of a face that has not changed never give exactly the same number: head, light "
    "and expression always differ a little. The error (smallest detectable change) says how far "
    "apart two such numbers may lie. Only a change beyond it is called fewer or more lines; a "
    "change inside it is called “within error”, whatever its size."
)
REPORT_VISITS = "Every visit against the first"
REPORT_VISIT_HEADS = ("Visit", "mm/cm²", "Change", "Error", "Finding")
REPORT_TREATMENTS = "What was done"
REPORT_TREATMENT_HEADS = ("Date", "Treatment", "What", "Where")
REPORT_NO_TREATMENTS = "No treatment is recorded."
REPORT_DATES = "What comes next"
REPORT_DATE_HEADS = ("From", "What")
REPORT_NO_DATES = "No date is set. Ask your practice when your next photos make sense."
DATE_BOOKED = "{treatment} is booked: {what}, {where}"
DATE_PHOTOS = "A good day for the next photos"
DATE_MICROCURRENT = "Microcurrent is possible again: {where}"
REPORT_NO_PROMISE = (
    "This report says what was measured, not what will happen. It promises no result, names no "
    "cause and is no medical advice; ask your practice about anything that worries you."
)
REPORT_FOOTER = "Rhytid · page {page}"
REPORT_NOTHING = "There is nothing to report yet: no visit of this client could be measured."
REPORT_NO_COURSE = "Nothing was measured there with this expression; choose another region."

# Hand-over card
CARD_RIGHT, CARD_LEFT = "client’s right", "client’s left"
CARD_TITLE = "Before microcurrent: recent Botox"
CARD_FOR = "Client {pseudonym}, prepared on {date}"
CARD_FROM = "Microcurrent from {date}"
CARD_POLICY = "the first day for every injected area, under the policy “{policy}” ({days} days)"
CARD_HEADS = ("Botox on", "Product and units", "Where", "Microcurrent from")
CARD_LINE = "{on}: {dose}; {areas}; from {first}"
CARD_ADVICE = handover.ADVICE
CARD_EVIDENCE = sources.STATE_OF_EVIDENCE
CARD_REFERRAL = handover.REFERRAL
CARD_SOURCE = "Source: {source}. Rhytid records and reminds; it gives no medical advice."
