"""German: correcting what was entered."""

# Sessions that are void
CORRECT = "Irrtümlich eingetragen oder abgesagt?"
CORRECT_LEAD = (
    "Was ungültig ist, bleibt mit Ihrem Grund in der Akte und zählt nicht mehr: Regeln, "
    "Wartezeiten, Verläufe, Termine und Ausleitungen lassen es weg. Sie können das jederzeit "
    "zurücknehmen."
)
WHICH_ENTRY = "Welcher Eintrag?"
WHICH_ENTRY_HINT = "Sitzung, Termin oder andere Pflege wählen"
VOID_REASON = "Warum gilt er nicht?"
VOID = "Für ungültig erklären"
VOID_INCOMPLETE = "Wählen Sie einen Eintrag und sagen Sie, warum er nicht gilt."
VOIDED = "Ungültig: {what}"
VOID_BECAUSE = "Ungültig seit {date}: {reason} ({name})"
VOID_TAKE_BACK = "Zurücknehmen"
VOID_TAKEN_BACK = "Gilt wieder: {what}"

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
