"""English: correcting what was entered."""

from collections.abc import Mapping

# Sessions and photos that are void
CORRECT = "Recorded by mistake, or cancelled?"
CORRECT_LEAD = (
    "What is void stays in the records with your reason, and counts for nothing: rules, waits, "
    "charts, dates and exports leave it out, and a photo is shown to nobody. You can take that "
    "back at any time."
)
WHICH_ENTRY = "Which entry?"
WHICH_ENTRY_HINT = "Choose a session, a booking, other care or a photo"
VOID_REASON = "Why does it not hold?"
VOID = "Mark as void"
VOID_INCOMPLETE = "Choose an entry and say why it does not hold."
VOIDED = "Void: {what}"
VOID_BECAUSE = "Void since {date}: {reason} ({name})"
VOID_TAKE_BACK = "Take back"
VOID_TAKEN_BACK = "Counts again: {what}"

# A photo that is set aside
PHOTO = "Photo"
SHOT = "{expression}, {view}, no. {number}"
SIDES: Mapping[str, str] = {"front": "front", "left": "left side", "right": "right side"}
SET_ASIDE_TITLE = "Was a photo here kept by mistake?"
SET_ASIDE_LEAD = (
    "Somebody else’s face, eyes shut, or twice the same: a photo that is set aside stays in the "
    "records with your reason, is shown to nobody and counts for nothing. One that shows another "
    "expression is kept as that. What rests on it is compared anew. The client’s own data hold "
    "the reason, so name nobody else in it. To take that back, look below the treatments."
)
WHICH_PHOTO = "Which photo?"
WHICH_PHOTO_HINT = "Choose a photo"
SHOWS = "What it shows"
KEEP_AS_LEAD = (
    "The photo counts as this expression from then on, in the same visit; under its old one it "
    "stays in the records and counts for nothing."
)
KEEP_AS = "Keep as: {expression}"
KEEP_AS_REASON = "kept as: {expression}"
KEEP_AS_DONE = (
    "{what} is kept as: {expression}. The visits are being compared anew; look again in a minute."
)
SET_ASIDE_REASON = "Why does it not count?"
SET_ASIDE_HINT = "Such as: another client’s photo"
SET_ASIDE = "Set aside"
SET_ASIDE_INCOMPLETE = "Say why it does not count; the reason is kept with it."
SET_ASIDE_DONE = "Set aside: {what}. The visits are being compared anew; look again in a minute."
SET_ASIDE_UNREADABLE = "This photo cannot be shown"

# A client's details
DETAILS = "Client’s details"
DETAILS_KEEP = "Save the details"
DETAILS_KEPT = "The details are saved."
SKIN_TYPE = "Skin type (Fitzpatrick)"
NOT_ASKED = "Not asked"
ALLERGIES = "Allergies"
NOTHING_KNOWN = "No allergies and no notes are recorded. They are kept with the client’s details."

# A forgotten password
RESET = "Forgotten password"
RESET_LEAD = (
    "The person is signed out everywhere, and chooses an own password when signing in with it."
)
RESET_WHO = "Whose?"
RESET_WHO_HINT = "Choose a person"
RESET_INCOMPLETE = "Choose a person, and a password of at least 12 letters."
RESET_PASSWORD = "One-time password"
RESET_KEEP = "Set it"
RESET_DONE = "Tell {login} the one-time password; signing in with it asks for an own one."
