"""English, the complete catalogue: what the pages say."""

from dashboard.texts.english_client import *  # noqa: F403 - one catalogue, several files
from dashboard.texts.english_corrections import *  # noqa: F403 - one catalogue, several files
from dashboard.texts.english_owner import *  # noqa: F403 - one catalogue, several files
from dashboard.texts.english_practitioner import *  # noqa: F403 - one catalogue, two files
from dashboard.texts.english_research import *  # noqa: F403 - one catalogue, several files
from dashboard.texts.english_signin import *  # noqa: F403 - one catalogue, several files

# Navigation
PRODUCT = "Rhytid"
WORDMARK = "Rhytid, to the first page"
TYPED_DATE = "YYYY-MM-DD"
LANGUAGE = "Language"
CLIENTS = "Clients"
CLIENT = "Client"
COMPARE = "Compare two photos"

# Client list
CLIENTS_LEAD = "Facial lines over Botox and microcurrent sessions, each change with its error."
DEMO_NOTE = "Demo clinic: everyone shown here was rendered. No photo of a real person is included."
SEARCH = "Find a client"
SEARCH_HINT = "Name or number"
NO_CLIENTS = "No clients yet"
NO_CLIENTS_ADVICE = "Clients appear here with their first visit."
NOBODY_FOUND = "Nobody found for “{search}”"
NOBODY_FOUND_ADVICE = "Try part of the name, or the client’s number."
VISITS = "{count} visits"
ONE_VISIT = "1 visit"
NO_VISITS = "No visit yet"

# One client
ALL_CLIENTS = "All clients"
NO_SUCH_CLIENT = "This client cannot be shown"
NO_SUCH_CLIENT_ADVICE = "The address may be old or incomplete. Choose the client from the list."
NO_PROGRESS = "Nothing measured yet"
NO_PROGRESS_ADVICE = "The chart starts with the first visit whose photos could be measured."
REGION = "Region"
EXPRESSION = "Expression"
VISIT = "Visit, compared with the first"
DAY = "Day {day}"
VISIT_EYEBROW = "Day {day} · {date} · against the first visit, {first}"
LATEST_ALSO = "At the latest visit, day {day}: {words}."
CHART_TITLE = "{figure} over time"
FIGURE = "Figure"
CHART_ALT = "{figure} by visit, {region}, {expression}. {verdicts}. Treatments: {treatments}."
CHART_ALT_ALSO = " Side effects and other care: {marks}."
OTHER_CARE = "Skincare and other care"
TREATED_ELSEWHERE = "paler: another region"
ERROR_BAND = "Error band (smallest detectable change)"
PHOTOS_TITLE = "Before and after"
TREATMENTS_TITLE = "Treatments"
NO_TREATMENTS = "No treatment is recorded."
CHOOSE_LATER_VISIT = "The first visit is the baseline. Choose a later one to compare it."
OUTDATED = (
    "Measured with an earlier version of the algorithm ({version}). Figures of two versions are "
    "not mixed: run `python cli.py rebuild --remeasure` to measure every visit with the newest one."
)
OWN_ERROR = (
    "Since {date} this clinic judges by its own error, measured on repeats of one person; the "
    "newest verdicts here use it."
)
RENDERED_ERROR = (
    "The error is that of rendered people: these visits were judged without a calibration of "
    "this clinic."
)
HOW_TO_READ = (
    "Both photos of a comparison are brought into one frame and measured on the skin both show. "
    "A change smaller than its error (the smallest detectable change, SDC) is called within "
    "error, whatever its size. Rhytid records and measures; it gives no medical advice."
)

# Slider
SLIDER_RANGE = "Move between before and after"
SLIDER_LINES = "Show detected lines"
SLIDER_HINT = "Drag, or use the arrow keys. Paler lines were found only in part."
BEFORE = "Before"
AFTER = "After"

# Table of regions
TABLE_CAPTION = (
    "Line density in {unit} on the skin both photos show. Error: smallest detectable change."
)
TABLE_HEADS = ("Region", "Before", "After", "Change", "Error", "Verdict")
TREATMENT_HEADS = ("Date", "Treatment", "What", "Where")

# Two own photos
COMPARE_LEAD = (
    "Two photos of one face, taken at different times, with the same expression and light. "
    "They are measured on this computer and stored nowhere."
)
FIRST_PHOTO = "Earlier photo"
SECOND_PHOTO = "Later photo"
PAIR_EYEBROW = "Later photo against the earlier one"
TIPS_TITLE = "Photos that can be compared"
TIPS = (
    (
        "Same light",
        "The same lamp in the same place, without flash. Light from the side draws "
        "lines that were not there before.",
    ),
    (
        "Same face",
        "The same expression, looking straight into the camera. Hair off the forehead, "
        "no glasses, no make-up.",
    ),
    (
        "Same camera",
        "The same distance, the face filling the frame, no filter and no portrait "
        "mode. The more pixels, the finer the lines that count.",
    ),
)
ADD_OTHER_PHOTO = "One more photo"
ADD_OTHER_PHOTO_ADVICE = "Add the other photo and the comparison starts by itself."
ALIGNING = "Bringing both photos into one frame"
MEASURING = "Reading the lines"
MEASURING_STEPS = "Finding the face, aligning both photos, measuring"
MEASURING_ADVICE = "This takes a few seconds and happens on this computer."
CANNOT_COMPARE = "These two photos cannot be compared"
BOTH_PHOTOS = "Both photos"

# Faults
PAGE_FAILED = "This did not work"
PAGE_FAILED_ADVICE = (
    "What was kept before is still there; what you did last may not be. Reload the page and look; "
    "if it fails again, the log of this program says why."
)
FAULTS = {
    "AccessDeniedError": "You may not do this; ask the owner of the practice.",
    "ClientKeyError": "The key of this client is missing or damaged; restore the key ring.",
    "ConflictError": "This clashes with what is kept. Reload the page and look before you go on.",
    "DatabaseUnavailableError": (
        "The database is locked or cannot be reached. Nothing was kept; try again."
    ),
    "LastOwnerError": "The last owner cannot be barred; add another one first.",
    "PhotoDamagedError": "A photo does not open; restore a backup.",
    "PhotoMissingError": "A photo is missing; restore a backup.",
    "StoreFullError": "The disk is full, this was not kept. Free some space and do it again.",
    "StudyError": "This photo is not to be graded any more; go on with the next one.",
    "UnknownRecordError": "It is not there any more; reload the page and look.",
}
"""What each fault of the program's own says, by the name of its class."""

# Starting
OPENING = "Opening the clinic"
OPENING_STEPS = "Loading the face model and the records"
PREPARING = "Preparing the demo clinic"
PREPARING_ADVICE = (
    "This happens once and takes a few minutes: every demo photo is measured on this computer. "
    "Meanwhile you can compare two photos of your own."
)
PREPARING_STEP = "{what}: {done} of {total}"
LIBRARY_MISSING = "A system library is missing"
PREPARATION_FAILED = "The demo clinic could not be prepared"
PREPARATION_FAILED_ADVICE = "The details are in the log of this program. You can try again."
TRY_AGAIN = "Try again"
