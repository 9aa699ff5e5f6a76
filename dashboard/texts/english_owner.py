"""English: what the owner of the practice reads."""

from collections.abc import Mapping

PRACTICE = "Practice"
PRACTICE_PARTS: Mapping[str, str] = {
    "people": "People",
    "policy": "Policy",
    "calibration": "Calibration",
    "upkeep": "Storage and health",
    "audit": "Audit log",
}
PART = "Part"

# People
PEOPLE_LEAD = "Everyone who may sign in, and as what."
PEOPLE_HEADS = ("Login", "Name", "Role", "Qualification", "Since", "State")
PEOPLE_NONE = "Nobody has a login yet"
PEOPLE_NONE_ADVICE = "Without sign-in, whoever sits at this computer is the owner. Add people here."
ROLES: Mapping[str, str] = {
    "owner": "Owner",
    "practitioner": "Practitioner",
    "therapist": "Therapist",
    "client": "Client",
    "researcher": "Researcher",
}
ROLE = "Role"
LOGIN_NAME = "Login"
PERSON_NAME = "Name"
QUALIFICATION = "Qualification"
FIRST_PASSWORD = "First password"
FIRST_PASSWORD_HINT = "At least 12 letters."
WHICH_CLIENT = "Which client?"
WHICH_CLIENT_HINT = "Only for the role of a client"
PERSON_ADD_TITLE = "Add a person"
PERSON_ADD = "Add"
PERSON_ADDED = "{name} can sign in now."
PERSON_NEEDS_NAME = "Give a login and a name."
LOGIN_TAKEN = "This login is taken; choose another one."
CLIENT_NEEDED = "A login of a client, and no other, belongs to a client."
PERSON_DISABLE = "Bar from signing in"
PERSON_BARRED = "{login} cannot sign in any more."
STATE_ACTIVE = "active"
STATE_BARRED = "barred"
WHO_TO_BAR = "Who?"

# Policy
POLICY_LEAD = "Changes hold at once, for everybody; earlier policies stay in the records."
POLICY_NAME = "Name of the policy"
POLICY_WAIT = "Days between Botox and microcurrent"
POLICY_WAIT_HELP = "2 to 30. Published advice reaches from 24 hours to 30 days; none was tested."
POLICY_CURRENCY = "Currency"
POLICY_RETENTION = "Keep records for how many years after the last visit or treatment?"
POLICY_RETENTION_HELP = "0 keeps them without a limit. Ask what the law where you work demands."
POLICY_KEEP = "Let it hold"
POLICY_KEPT = "It holds from now on."
RETENTION_TITLE = "Past their time"
RETENTION_NONE = "No client's records are older than that."
RETENTION_DUE = "{name} ({pseudonym}), last here on {date}"
RETENTION_ADVICE = "Look at the records first; what is erased does not come back."
ERASE = "Erase …"
ERASE_ADVICE = (
    "Photos, figures, treatments and notes go; the audit log keeps that it was done. Backups made "
    "before: nothing opens photos and notes in them any more, but the login with its name, year of "
    "birth, dates, doses, figures and answers stay readable. Make a new backup and delete the "
    "older ones, copies elsewhere too."
)
ERASE_CONFIRM = "Type {pseudonym} to confirm"
ERASE_OTHER = "Nothing was erased: that is not {pseudonym}."
ERASE_FOR_GOOD = "Erase for good"
ERASING = "Erasing, and cleaning the files of the database"
ERASED = "{pseudonym} is erased."
ERASED_WITH_TRACES = (
    "{pseudonym} is erased, but a file that is in use or a full disk may hold traces. Make room "
    "and start Rhytid again: it finishes what is left."
)

# Calibration
CALIBRATION_LEAD = (
    "Take three photos of one person, let them leave the place and come back, and take three more, "
    "with the same expression, on one day. The skin is the same, so whatever differs is the error "
    "of your camera, light and posing; later verdicts use it."
)
CALIBRATION_POSE = "Pose {number}: three photos"
CALIBRATION_START = "Measure our error"
CALIBRATION_WAIT = "Measuring your own error"
CALIBRATION_REFUSED = "The photos cannot be used"
CALIBRATION_HOLDS = "Your own error, measured on {date}: {poses} poses of {shots} photos"
CALIBRATION_HEADS = ("Region", "Density SDC", "Limits", "Severity SDC", "Limits")
CALIBRATION_CAPTION = (
    "SDC: the smallest change between two visits that counts as real, in percent. Limits: between "
    "which 95 % of differences of two poses lie."
)
CALIBRATION_NONE = "Not calibrated yet"
CALIBRATION_NONE_ADVICE = "Until then, the error of rendered people is used for every verdict."

# Storage and health
UPKEEP_FACTS: Mapping[str, str] = {
    "clients": "Clients",
    "photos": "Photos",
    "data": "Data, MB",
    "free": "Free on this disk, GB",
}
UPKEEP_BACKUP_NEVER = "No backup was made yet"
UPKEEP_BACKUP_LAST = "Last backup {date}"
UPKEEP_BACKUP_ADVICE = (
    "A backup on the same disk is lost with it: copy the folder elsewhere, and the clinic key to a "
    "third place."
)
UPKEEP_CHECK_NEVER = "The records were never read through"
UPKEEP_CHECK_LAST = "Last read through {date}"
UPKEEP_CHECK_ADVICE = "Opens every photo, key and row, and walks the audit log."
UPKEEP_TABLES_OLD = "The tables are older than this version"
UPKEEP_TABLES_OLD_ADVICE = "Run `python cli.py db upgrade` after a backup."
BACK_UP = "Back up now"
BACKING_UP = "Writing the backup"
BACKED_UP = "Backed up and checked: {folder}"
BACKUP_FAULTY = "The backup has faults; do not rely on it"
VERIFY = "Check everything"
VERIFYING = "Reading everything that is kept"
SOUND = "Everything is as it was put there: {photos} photos, every row, the whole audit log."
UNSOUND = "Something is not as it was put there"
UNSOUND_ADVICE = (
    "{photos} photos, {keys} keys, {rows} rows and {audit} entries of the audit log. Run `python "
    "cli.py verify` to see which, and bring them back from a backup."
)

# Audit log
AUDIT_LEAD = "Who did what to whose record; ids and codes only."
AUDIT_FILTER = "Only actions that begin with"
AUDIT_FILTER_HINT = "denied, see_photos, export …"
AUDIT_HEADS = ("Number", "When", "Who", "What", "Whose", "Detail")
AUDIT_NOTHING = "No such entry"
AUDIT_NOTHING_ADVICE = "Shorten what is searched for, or empty the field."
AUDIT_VERIFY = "Check the log"
AUDIT_SOUND = "The log is as it was written."
AUDIT_FAULT = "Entry {number}: {what}"
TAMPERINGS = {
    "EDITED": "it is not as it was written",
    "MISSING": "entries are missing before it",
    "UNLINKED": "it does not follow the one before",
    "CUT": "the last entries are missing",
    "REPLACED": "the chain is not the one whose head was kept",
    "HEADLESS": "the kept head is missing or unreadable",
}
