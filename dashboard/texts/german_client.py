"""German: what clients read about themselves."""

from collections.abc import Mapping

# Progress
MY_PROGRESS = "Mein Verlauf"
MY_PROGRESS_NONE_ADVICE = "Ihr Verlauf beginnt mit dem ersten Besuch, dessen Fotos messbar waren."
PLAIN_CHART = (
    "Jedes Zeichen ist einer Ihrer Besuche; tiefer heißt weniger Linien. Im grauen Band lässt sich "
    "ein Besuch nicht vom ersten unterscheiden."
)
PHOTOS_NOT_AGREED = "Ihre Fotos werden nicht gezeigt"
PHOTOS_NOT_AGREED_ADVICE = (
    "Sie haben nicht zugestimmt, Ihren Verlauf in Fotos zu sehen. Unter „Einwilligungen und Daten“ "
    "können Sie zustimmen und das jederzeit zurücknehmen."
)
NEXT_TITLE = "Was als Nächstes kommt"
NEXT_HEADS = ("Ab", "Was")
NEXT_NONE = "Kein Termin steht fest. Fragen Sie Ihre Praxis, wann neue Fotos sinnvoll sind."
DONE_TITLE = "Was gemacht wurde"
REPORT_DOWNLOAD = "Meinen Bericht herunterladen (PDF)"
REPORT_TITLE_SHORT = "Bericht"
REPORT_LEAD = (
    "Fotos, Verlauf und alle Besuche auf zwei oder drei Seiten, zum Behalten oder Drucken."
)
ERROR_TITLE = "Was der Fehler bedeutet"

# Diary
DIARY = "Tagebuch"
DIARY_TITLE = "Tagebuch der Nebenwirkungen"
DIARY_LEAD = (
    "Sagen Sie Ihrer Praxis, was Ihnen nach einer Behandlung auffällt. Alles hilft, leicht oder "
    "nicht."
)
DIARY_KIND = "Was fällt Ihnen auf?"
DIARY_SINCE = "Seit wann?"
DIARY_WHERE = "Wo?"
DIARY_ANYWHERE = "An keiner bestimmten Stelle"
DIARY_SEVERITY = "Wie schlimm ist es?"
DIARY_ACTION = "Was haben Sie dagegen getan?"
DIARY_KEEP = "Ins Tagebuch eintragen"
DIARY_KEPT = "Ihre Praxis kann es jetzt lesen."
DIARY_EMPTY = "Nichts in Ihrem Tagebuch"
DIARY_EMPTY_ADVICE = "Was Sie oben eintragen, steht hier mit dem Tag, an dem es begann und endete."
DIARY_LASTS = "seit {start}"
DIARY_ENDED = "{start} bis {end}"
DIARY_OVER = "Es ist vorbei"
EFFECT_SEVERITIES: Mapping[str, str] = {
    "mild": "Leicht",
    "moderate": "Mittel",
    "severe": "Schwer",
}
URGENT_TITLE = "Rufen Sie jetzt den Rettungsdienst"
URGENT_ADVICE = (
    "Schwierigkeiten beim Schlucken, Sprechen oder Atmen nach Botulinumtoxin können Stunden bis "
    "Wochen nach der Injektion beginnen und lebensbedrohlich sein. Warten Sie nicht auf eine "
    "Antwort Ihrer Praxis und nicht auf den nächsten Besuch."
)

# Consents and data
MY_RECORDS = "Einwilligungen und Daten"
CONSENTS_TITLE = "Wozu Sie zugestimmt haben"
CONSENTS_LEAD = "Jeder Zweck steht für sich; zurücknehmen ist so leicht wie zustimmen."
CONSENT_NAMES: Mapping[str, str] = {
    "treatment_record": "Behandlungsakte",
    "own_progress": "Mein eigener Verlauf in Fotos",
    "research": "Forschung",
    "teaching_marketing": "Lehre und Werbung",
    "biometric": "Geometrie des Gesichts",
}
CONSENT_TEXTS: Mapping[str, str] = {
    "treatment_record": (
        "Meine Fotos und Behandlungen dürfen als Teil meiner Behandlungsakte aufbewahrt werden."
    ),
    "own_progress": "Meine Fotos dürfen verwendet werden, um mir meinen Verlauf zu zeigen.",
    "research": (
        "Zahlen aus meinen Fotos, meine Behandlungen und meine Altersgruppe dürfen unter einem "
        "zufälligen Code für die Forschung verwendet werden. Leser, die meinen Namen nicht "
        "erfahren, dürfen meine Fotos hier bewerten. Kein Foto und kein Name wird herausgegeben."
    ),
    "teaching_marketing": (
        "Meine Fotos dürfen anderen zur Lehre oder Werbung gezeigt werden. Vor jeder Verwendung "
        "werde ich erneut gefragt."
    ),
    "biometric": (
        "In meinen Fotos dürfen Punkte meines Gesichts gefunden werden, um Linien jedes Mal an "
        "derselben Stelle zu messen."
    ),
}
CONSENT_VERSION = "2026-11 de"
CONSENT_HOLDS = "Zugestimmt am {date}"
CONSENT_WITHDRAWN = "Zurückgenommen am {date}"
CONSENT_NEVER = "Nicht zugestimmt"
CONSENT_GIVE = "Ich stimme zu"
CONSENT_WITHDRAW = "Zurücknehmen"
DATA_TITLE = "Meine Daten"
DATA_LEAD = (
    "Alles, was diese Praxis über Sie aufbewahrt: Fotos wie aufgenommen, Zahlen, Einwilligungen, "
    "und wer sie verwendet hat. Zur Seite gelegte Fotos sind mit dem Grund genannt, ohne das Bild. "
    "Die Datei ist nicht verschlüsselt; bewahren Sie sie sicher auf."
)
DATA_DOWNLOAD = "Meine Daten herunterladen (ZIP)"
