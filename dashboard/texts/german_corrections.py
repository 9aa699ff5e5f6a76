"""German: correcting what was entered."""

from collections.abc import Mapping

# Sessions and photos that are void
CORRECT = "Irrtümlich eingetragen oder abgesagt?"
CORRECT_LEAD = (
    "Was ungültig ist, bleibt mit Ihrem Grund in der Akte und zählt nicht mehr: Regeln, "
    "Wartezeiten, Verläufe, Termine und Ausleitungen lassen es weg, und ein Foto wird niemandem "
    "gezeigt. Sie können das jederzeit zurücknehmen."
)
WHICH_ENTRY = "Welcher Eintrag?"
WHICH_ENTRY_HINT = "Sitzung, Termin, andere Pflege oder Foto wählen"
VOID_REASON = "Warum gilt er nicht?"
VOID = "Für ungültig erklären"
VOID_INCOMPLETE = "Wählen Sie einen Eintrag und sagen Sie, warum er nicht gilt."
VOIDED = "Ungültig: {what}"
VOID_BECAUSE = "Ungültig seit {date}: {reason} ({name})"
VOID_TAKE_BACK = "Zurücknehmen"
VOID_TAKEN_BACK = "Gilt wieder: {what}"

# A photo that is set aside
PHOTO = "Foto"
SHOT = "{expression}, {view}, Nr. {number}"
SIDES: Mapping[str, str] = {"front": "von vorn", "left": "linke Seite", "right": "rechte Seite"}
SET_ASIDE_TITLE = "Wurde hier ein Foto irrtümlich gespeichert?"
SET_ASIDE_LEAD = (
    "Ein fremdes Gesicht, geschlossene Augen oder doppelt: Ein zur Seite gelegtes Foto bleibt mit "
    "Ihrem Grund in der Akte, wird niemandem gezeigt und zählt nicht mehr. Zeigt es einen anderen "
    "Ausdruck, wird es als dieser behalten. Was auf ihm beruht, wird neu verglichen. Der Grund "
    "steht in den eigenen Daten des Klienten; nennen Sie darin sonst niemanden. Zurücknehmen "
    "können Sie das unter den Behandlungen."
)
WHICH_PHOTO = "Welches Foto?"
WHICH_PHOTO_HINT = "Foto wählen"
SHOWS = "Was es zeigt"
KEEP_AS_LEAD = (
    "Das Foto zählt dann als dieser Ausdruck, im selben Besuch; unter dem alten bleibt es in der "
    "Akte und zählt nicht mehr."
)
KEEP_AS = "Behalten als: {expression}"
KEEP_AS_REASON = "behalten als: {expression}"
KEEP_AS_DONE = (
    "{what} ist behalten als: {expression}. Die Besuche werden neu verglichen; sehen Sie in einer "
    "Minute wieder nach."
)
SET_ASIDE_REASON = "Warum zählt es nicht?"
SET_ASIDE_HINT = "Etwa: Foto einer anderen Person"
SET_ASIDE = "Zur Seite legen"
SET_ASIDE_INCOMPLETE = "Sagen Sie, warum es nicht zählt; der Grund wird mit ihm aufbewahrt."
SET_ASIDE_DONE = (
    "Zur Seite gelegt: {what}. Die Besuche werden neu verglichen; sehen Sie in einer Minute wieder "
    "nach."
)
SET_ASIDE_UNREADABLE = "Dieses Foto lässt sich nicht zeigen"

# A client's details
DETAILS = "Angaben zum Klienten"
DETAILS_KEEP = "Angaben speichern"
DETAILS_KEPT = "Die Angaben sind gespeichert."
SKIN_TYPE = "Hauttyp (Fitzpatrick)"
NOT_ASKED = "Nicht gefragt"
ALLERGIES = "Allergien"
NOTHING_KNOWN = "Keine Allergien und Notizen vermerkt. Sie stehen bei den Angaben zum Klienten."

# A forgotten password
RESET = "Passwort vergessen"
RESET_LEAD = (
    "Die Person wird überall abgemeldet und wählt beim Anmelden mit diesem Passwort ein eigenes."
)
RESET_WHO = "Wessen?"
RESET_WHO_HINT = "Person wählen"
RESET_INCOMPLETE = "Wählen Sie eine Person und ein Passwort von mindestens 12 Zeichen."
RESET_PASSWORD = "Einmalpasswort"
RESET_KEEP = "Setzen"
RESET_DONE = "Sagen Sie {login} das Einmalpasswort; beim Anmelden damit wird ein eigenes verlangt."
