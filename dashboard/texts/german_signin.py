"""German: what signing in and out says."""

LOGIN_TITLE = "Anmelden"
LOGIN_NAME = "Benutzername"
LOGIN_PASSWORD = "Passwort"
LOGIN_SUBMIT = "Anmelden"
LOGIN_ADVICE = (
    "Nach 15 Minuten ohne Klick werden Sie abgemeldet. Wenn Sie Ihr Passwort vergessen haben, "
    "fragen Sie die Praxisleitung."
)
LOGIN_WRONG = "Benutzername und Passwort passen nicht zusammen. Bitte geben Sie beide neu ein."
LOGIN_CHOOSE = (
    "Ihr Passwort wurde neu gesetzt. Wählen Sie jetzt Ihr eigenes: mindestens 12 Zeichen, ein "
    "anderes als das erhaltene, und zweimal dasselbe."
)
LOGIN_ONE_TIME = "Erhaltenes Passwort"
LOGIN_CHOSEN = "Ihr eigenes Passwort"
LOGIN_CHOSEN_AGAIN = "Ihr eigenes Passwort noch einmal"
LOGIN_TOO_OFTEN = (
    "Zu viele falsche Passwörter. Bitte warten Sie eine Viertelstunde und versuchen Sie es dann "
    "noch einmal."
)
LOGIN_FORM_OLD = "Dieses Formular war zu lange offen. Bitte versuchen Sie es noch einmal."

LOCAL_OWNER_NOTE = "Ohne Anmeldung: wer an diesem Rechner sitzt, leitet die Praxis."
SIGN_OUT = "Abmelden"
SIGN_IN_ELSEWHERE = "Anmelden"
SIGN_IN_ELSEWHERE_ADVICE = "Sie melden sich mit dem Konto an, das Ihre Praxis Ihnen gegeben hat."
NOT_ONE_OF_US = "Dieses Konto gehört nicht zur Praxis"
NOT_ONE_OF_US_ADVICE = (
    "Melden Sie sich mit einem anderen Konto an, oder bitten Sie die Praxisleitung, {login} "
    "aufzunehmen."
)
NO_PAGES = "Für Ihre Rolle gibt es noch keine Seite"
NO_PAGES_ADVICE = "Fragen Sie die Praxisleitung, welche Rolle Ihr Benutzername haben soll."
