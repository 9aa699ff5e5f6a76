"""German: what the owner of the practice reads."""

from collections.abc import Mapping

PRACTICE = "Praxis"
PRACTICE_PARTS: Mapping[str, str] = {
    "people": "Personen",
    "policy": "Regeln",
    "calibration": "Kalibrierung",
    "upkeep": "Speicher und Zustand",
    "audit": "Protokoll",
}
PART = "Teil"

# People
PEOPLE_LEAD = "Wer sich anmelden darf, und als was."
PEOPLE_HEADS = ("Anmeldename", "Name", "Rolle", "Qualifikation", "Seit", "Zustand")
PEOPLE_NONE = "Noch hat niemand einen Anmeldenamen"
PEOPLE_NONE_ADVICE = (
    "Ohne Anmeldung ist Inhaber, wer an diesem Rechner sitzt. Fügen Sie hier Personen hinzu."
)
ROLES: Mapping[str, str] = {
    "owner": "Inhaber",
    "practitioner": "Behandler",
    "therapist": "Therapeut",
    "client": "Klient",
    "researcher": "Forscher",
}
ROLE = "Rolle"
LOGIN_NAME = "Anmeldename"
PERSON_NAME = "Voller Name"
QUALIFICATION = "Qualifikation"
FIRST_PASSWORD = "Erstes Passwort"
FIRST_PASSWORD_HINT = "Mindestens 12 Zeichen."
WHICH_CLIENT = "Welcher Klient?"
WHICH_CLIENT_HINT = "Nur für die Rolle eines Klienten"
PERSON_ADD_TITLE = "Person hinzufügen"
PERSON_ADD = "Hinzufügen"
PERSON_ADDED = "{name} kann sich jetzt anmelden."
PERSON_NEEDS_NAME = "Geben Sie Anmeldename und Namen an."
LOGIN_TAKEN = "Dieser Anmeldename ist vergeben; wählen Sie einen anderen."
CLIENT_NEEDED = "Zur Anmeldung eines Klienten, und nur dazu, gehört ein Klient."
PERSON_DISABLE = "Anmelden verwehren"
PERSON_BARRED = "{login} kann sich nicht mehr anmelden."
STATE_ACTIVE = "aktiv"
STATE_BARRED = "gesperrt"
WHO_TO_BAR = "Wem?"

# Policy
POLICY_LEAD = "Änderungen gelten sofort und für alle; frühere Regeln bleiben in den Akten."
POLICY_NAME = "Name der Regel"
POLICY_WAIT = "Tage zwischen Botox und Mikrostrom"
POLICY_WAIT_HELP = (
    "2 bis 30. Veröffentlichte Ratschläge reichen von 24 Stunden bis 30 Tage; keiner wurde geprüft."
)
POLICY_CURRENCY = "Währung"
POLICY_RETENTION = "Wie viele Jahre nach dem letzten Besuch oder Termin bleiben Akten?"
POLICY_RETENTION_HELP = "0 heißt ohne Grenze. Fragen Sie, was das Recht an Ihrem Ort verlangt."
POLICY_KEEP = "Gelten lassen"
POLICY_KEPT = "Gilt ab jetzt."
RETENTION_TITLE = "Über ihre Zeit"
RETENTION_NONE = "Keine Akte ist älter."
RETENTION_DUE = "{name} ({pseudonym}), zuletzt hier am {date}"
RETENTION_ADVICE = "Sehen Sie die Akte zuerst an; was gelöscht ist, kommt nicht wieder."
ERASE = "Löschen …"
ERASE_ADVICE = (
    "Fotos, Werte, Behandlungen und Notizen verschwinden; im Protokoll bleibt, dass gelöscht "
    "wurde. Frühere Backups: Fotos und Notizen darin öffnet nichts mehr, aber die Anmeldung mit "
    "ihrem Namen, Geburtsjahr, Daten, Dosen, Werte und Antworten bleiben lesbar. Machen Sie ein "
    "neues Backup und löschen Sie die älteren, auch Kopien anderswo."
)
ERASE_CONFIRM = "Zur Bestätigung {pseudonym} eingeben"
ERASE_OTHER = "Nichts wurde gelöscht: Das ist nicht {pseudonym}."
ERASE_FOR_GOOD = "Endgültig löschen"
ERASING = "Wird gelöscht, auch aus den Dateien der Datenbank"
ERASED = "{pseudonym} ist gelöscht."
ERASED_WITH_TRACES = (
    "{pseudonym} ist gelöscht, doch eine Datei in Gebrauch oder eine volle Platte kann Spuren "
    "halten. Schaffen Sie Platz und starten Sie Rhytid neu: Der Rest wird dabei gelöscht."
)

# Calibration
CALIBRATION_LEAD = (
    "Nehmen Sie drei Fotos einer Person auf, lassen Sie sie aufstehen und wiederkommen, und nehmen "
    "Sie drei weitere auf, mit gleichem Ausdruck, an einem Tag. Die Haut ist dieselbe; was sich "
    "unterscheidet, ist der Fehler von Kamera, Licht und Haltung, mit dem später geurteilt wird."
)
CALIBRATION_POSE = "Haltung {number}: drei Fotos"
CALIBRATION_START = "Unseren Fehler messen"
CALIBRATION_WAIT = "Ihr eigener Fehler wird gemessen"
CALIBRATION_REFUSED = "Die Fotos sind nicht brauchbar"
CALIBRATION_HOLDS = "Ihr eigener Fehler, gemessen am {date}: {poses} Haltungen zu {shots} Fotos"
CALIBRATION_HEADS = ("Region", "SDC Dichte", "Grenzen", "SDC Ausprägung", "Grenzen")
CALIBRATION_CAPTION = (
    "SDC: die kleinste Veränderung zwischen zwei Besuchen, die als echt gilt, in Prozent. Grenzen: "
    "zwischen ihnen liegen 95 % der Unterschiede zweier Haltungen."
)
CALIBRATION_NONE = "Noch nicht kalibriert"
CALIBRATION_NONE_ADVICE = "Bis dahin gilt für jedes Urteil der Fehler gerenderter Personen."

# Storage and health
UPKEEP_FACTS: Mapping[str, str] = {
    "clients": "Klienten",
    "photos": "Fotos",
    "data": "Daten, MB",
    "free": "Frei auf diesem Datenträger, GB",
}
UPKEEP_BACKUP_NEVER = "Noch keine Sicherung"
UPKEEP_BACKUP_LAST = "Letzte Sicherung {date}"
UPKEEP_BACKUP_ADVICE = (
    "Eine Sicherung auf demselben Datenträger geht mit ihm verloren: kopieren Sie den Ordner "
    "anderswohin, und den Schlüssel der Praxis an einen dritten Ort."
)
UPKEEP_CHECK_NEVER = "Die Akten wurden noch nie durchgelesen"
UPKEEP_CHECK_LAST = "Zuletzt durchgelesen {date}"
UPKEEP_CHECK_ADVICE = "Öffnet jedes Foto, jeden Schlüssel und jede Zeile und prüft das Protokoll."
UPKEEP_TABLES_OLD = "Die Tabellen sind älter als diese Version"
UPKEEP_TABLES_OLD_ADVICE = "Führen Sie nach einer Sicherung `python cli.py db upgrade` aus."
BACK_UP = "Jetzt sichern"
BACKING_UP = "Die Sicherung wird geschrieben"
BACKED_UP = "Gesichert und geprüft: {folder}"
BACKUP_FAULTY = "Die Sicherung hat Fehler; verlassen Sie sich nicht auf sie"
VERIFY = "Alles prüfen"
VERIFYING = "Alles Aufbewahrte wird gelesen"
SOUND = "Alles ist, wie es abgelegt wurde: {photos} Fotos, jede Zeile, das ganze Protokoll."
UNSOUND = "Etwas ist nicht, wie es abgelegt wurde"
UNSOUND_ADVICE = (
    "{photos} Fotos, {keys} Schlüssel, {rows} Zeilen und {audit} Einträge des Protokolls. `python "
    "cli.py verify` sagt, welche; holen Sie sie aus einer Sicherung zurück."
)

# Audit log
AUDIT_LEAD = "Wer was mit wessen Akte tat; nur Nummern und Kürzel."
AUDIT_FILTER = "Nur Vorgänge, die beginnen mit"
AUDIT_FILTER_HINT = "denied, see_photos, export …"
AUDIT_HEADS = ("Nummer", "Wann", "Wer", "Was", "Wessen", "Einzelheit")
AUDIT_NOTHING = "Kein solcher Eintrag"
AUDIT_NOTHING_ADVICE = "Kürzen Sie den Suchtext oder leeren Sie das Feld."
AUDIT_VERIFY = "Protokoll prüfen"
AUDIT_SOUND = "Das Protokoll ist, wie es geschrieben wurde."
AUDIT_FAULT = "Eintrag {number}: {what}"
TAMPERINGS = {
    "EDITED": "er ist nicht, wie er geschrieben wurde",
    "MISSING": "davor fehlen Einträge",
    "UNLINKED": "er folgt nicht auf den davor",
    "CUT": "die letzten Einträge fehlen",
    "REPLACED": "die Kette ist nicht die, deren Kopf aufbewahrt wurde",
    "HEADLESS": "der aufbewahrte Kopf fehlt oder ist unlesbar",
}
