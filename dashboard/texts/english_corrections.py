"""English: correcting what was entered."""

# Sessions that are void
CORRECT = "Recorded by mistake, or cancelled?"
CORRECT_LEAD = (
    "What is void stays in the records with your reason, and counts for nothing: rules, waits, "
    "charts, dates and exports leave it out. You can take that back at any time."
)
WHICH_ENTRY = "Which entry?"
WHICH_ENTRY_HINT = "Choose a session, a booking or other care"
VOID_REASON = "Why does it not hold?"
VOID = "Mark as void"
VOID_INCOMPLETE = "Choose an entry and say why it does not hold."
VOIDED = "Void: {what}"
VOID_BECAUSE = "Void since {date}: {reason} ({name})"
VOID_TAKE_BACK = "Take back"
VOID_TAKEN_BACK = "Counts again: {what}"

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
