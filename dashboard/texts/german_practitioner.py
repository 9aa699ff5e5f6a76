"""German: what the practitioner's pages say."""

from collections.abc import Mapping

NEW_VISIT = "Neuer Besuch"
TREATMENT = "Behandlung"

# Today
TODAY = "Heute"
TODAY_SEARCH_HINT = "Zwei Buchstaben des Namens oder der Nummer"
DUE_TITLE = "Fällige Besuche"
DUE_NOBODY = "Diese Woche ist kein Fototermin fällig."
DUE_SINCE = "Fotos fällig seit {date}"
DUE_ON = "Fotos fällig am {date}"
LAST_SEEN = "zuletzt hier am {date}"
NEVER_SEEN = "noch nie fotografiert"
FINDINGS_TITLE = "Offene Sicherheitshinweise"
FINDINGS_NONE = "Kein geplanter Termin hat einen offenen Hinweis."
UNMEASURED_TITLE = "Fotos, die auf das Messen warten"
UNMEASURED_ADVICE = "Sie sind gespeichert; Werte gibt es, sobald sie gemessen sind."
MEASURE_NOW = "Jetzt messen"
FAILED_TITLE = "Fotos, die nicht messbar waren"
FAILED_NONE = "Alle Fotos der letzten Besuche wurden gemessen."
EFFECTS_TITLE = "Nebenwirkungen ohne Ende"
EFFECTS_NONE = "Keine Nebenwirkung ist offen."
EFFECT_SINCE = "{kind}, {severity}, seit {date}"
EFFECT_URGENT = "Sofort überweisen: Rettungsdienst rufen"
EFFECT_OVER = "Sie ist vorbei"
TAKE_PHOTOS = "Fotos aufnehmen"
RETAKE = "Neu aufnehmen"
OPEN_TREATMENT = "Behandlung öffnen"
SEVERITIES: Mapping[str, str] = {
    "info": "Hinweis",
    "warn": "Braucht einen Grund",
    "block": "Halt",
    "urgent": "Notfall",
}

# New visit
VISIT_LEAD = (
    "Mehrere Aufnahmen jedes Ausdrucks, am selben Ort und so wie die ersten. Jedes Foto wird "
    "sofort angesehen; was Sie behalten, ist im selben Moment gespeichert."
)
CHOOSE_CLIENT = "Klient"
CHOOSE_CLIENT_HINT = "Zwei Buchstaben tippen"
NEW_CLIENT = "Neuer Klient"
NEW_CLIENT_NAME = "Name, oder irgendein Name zum Wiedererkennen"
NEW_CLIENT_YEAR = "Geburtsjahr (darf leer bleiben)"
NEW_CLIENT_ADD = "Klient anlegen"
NEW_CLIENT_NEEDS_NAME = "Geben Sie zuerst einen Namen an; ein erfundener genügt."
PURPOSE = "Anlass des Besuchs"
PURPOSES: Mapping[str, str] = {
    "photos": "Nur Fotos",
    "botox": "Botox",
    "microcurrent": "Mikrostrom",
}
VISIT_EMPTY = "Wessen Besuch ist es?"
VISIT_EMPTY_ADVICE = (
    "Wählen Sie einen Klienten oder legen Sie einen neuen an. Fotos und Behandlung folgen dann."
)
SOURCE = "Fotos kommen von"
SOURCES: Mapping[str, str] = {"files": "Dateien", "camera": "Dieser Kamera"}
UPLOAD = "Fotos dieses Besuchs, alle auf einmal oder einzeln"
CAMERA = "Foto aufnehmen"
GHOST_NOTE = (
    "Der gepunktete Umriss ist der des ersten Besuchs. Bringen Sie Augen, Brauen und Mund darauf."
)
GHOST_NONE = "Das erste Foto dieses Ausdrucks: Es gibt die Haltung für alle späteren vor."
SHOW_OF = "Behalten als"
STANDINGS: Mapping[str, str] = {
    "looking": "… Wird angesehen",
    "good": "✓ Gut",
    "doubtful": "! Besser neu aufnehmen",
    "unreadable": "× Unbrauchbar",
    "kept": "✓ Behalten",
}
KEPT_ADVICE = (
    "Irrtümlich, oder als falscher Ausdruck? Das lässt sich auf der Seite des Klienten ändern."
)
SHOT_ALT = "Foto „{name}“: {expression}"
KEEP_GOOD = "Die guten Fotos behalten ({count})"
KEEP = "Behalten"
KEEP_NEVERTHELESS = "Trotzdem behalten"
REMOVE = "Entfernen"
KEEP_REASON = "Warum behalten"
KEEP_REASONS: Mapping[str, str] = {
    "client_cannot": "Besser geht es nicht",
    "record_only": "Nur zur Dokumentation",
    "no_time": "Keine Zeit für ein weiteres",
}
KEEP_REASON_HINT = "Grund wählen"
VISIT_MEASURING = "Wird im Hintergrund gemessen"
VISIT_MEASURING_STEP = "{what}: {done} von {total}. Sie können diese Seite verlassen."
VISIT_MEASURED = "Alles bisher Behaltene ist gemessen."
VISIT_MEASURING_FAILED = "Das Messen wurde unterbrochen"
VISIT_MEASURING_FAILED_ADVICE = (
    "Die Fotos sind sicher. Öffnen Sie diese Seite erneut, um fortzufahren; das Protokoll des "
    "Programms nennt den Grund."
)
OPEN_CLIENT = "Seite des Klienten öffnen"
RECORD_TREATMENT = "Behandlung erfassen"

# Treatment
HANDOVER = "Übergabekarte für die Mikrostrom-Behandlung"
HANDOVER_DOWNLOAD = "Karte als PDF"
HANDOVER_NOTHING = "Für diese Person ist kein Botox eingetragen; es gibt nichts zu übergeben."
TREATMENT_LEAD = (
    "Was gemacht wird, wo und wie viel. Was die Regeln dazu sagen, erscheint beim Ausfüllen; "
    "gespeichert wird erst mit Ihrem Klick."
)
TREATMENT_EMPTY_ADVICE = (
    "Wählen Sie einen Klienten oder legen Sie einen neuen an. Dann folgt das Gesichtsschema."
)
KIND = "Art der Behandlung"
KINDS: Mapping[str, str] = {"botox": "Botox", "microcurrent": "Mikrostrom"}
MAP_TITLE = "Injektionsplan"
REGIONS_TITLE = "Wo das Gerät angewendet wird"
REPEAT_MAP = "Plan der letzten Sitzung wiederholen"
CLEAR_MAP = "Mit leerem Schema beginnen"
MAP_ON = "Planen auf"
MAP_GROUNDS: Mapping[str, str] = {"chart": "Schema", "photo": "Foto des Klienten"}
MAP_PHOTO_OF = "Foto des Klienten vom {date}, {expression}, auf das Schema gelegt"
MAP_NO_PHOTO = "Das Foto lässt sich nicht auf das Schema legen"
FACEMAP: Mapping[str, str] = {
    "chart": "Gesichtsschema",
    "right": "Rechts des Klienten",
    "left": "Links des Klienten",
    "units": "Einheiten je Punkt",
    "add": "Punkt setzen",
    "remove": "Punkt entfernen",
    "point": "{units} Einheiten, {region}",
    "outside": "Punkte gehören in eine der Regionen.",
    "hintPoints": (
        "Klicken Sie auf das Schema, um einen Punkt zu setzen. Mit der Tastatur: Tab führt zu "
        "einem Punkt, Pfeiltasten bewegen ihn um einen Millimeter, Plus und Minus ändern seine "
        "Einheiten, Entf löscht ihn."
    ),
    "hintRegions": "Klicken Sie auf die Regionen, oder drücken Sie darauf die Leertaste.",
}
PRODUCT_LABEL = "Präparat"
PRODUCT_NAME = "Name des Präparats"
PRODUCT_OTHER = "ein anderes Präparat"
WHEN_DAY = "Datum"
WHEN_TIME = "Uhrzeit"
LOT = "Charge"
EXPIRES = "Verfällt am"
VIAL_UNITS = "Einheiten der Durchstechflasche"
DILUENT = "Lösungsmittel, ml"
TREATED_BY = "Behandelt von"
QUALIFICATION = "Qualifikation"
COST = "Kosten"
CURRENCY = "Währung"
NOTES = "Notizen"
MORE = "Flasche, Kosten und Notizen"
DEVICE = "Gerät"
MODALITY = "Verfahren"
MINUTES = "Minuten"
MICROAMPERE = "Strom, µA"
HERTZ = "Frequenz, Hz"
WAVEFORM = "Wellenform"
TOTALS_HEADS = ("Region", "Punkte", "Einheiten")
TOTAL = "Insgesamt"
TOTALS_CAPTION = "Einheiten von {product}. Einheiten verschiedener Präparate werden nie addiert."
NO_POINTS = "Noch kein Punkt. Setzen Sie den ersten auf dem Schema."
NO_REGIONS = "Noch keine Region. Wählen Sie eine auf dem Schema."
NO_DEVICE = "Nennen Sie das Gerät."
RULES_TITLE = "Was die Regeln sagen"
RULES_CLEAR = "Nichts steht im Weg."
LIGHTS: Mapping[str, str] = {
    "green": "✓ Freie Fahrt",
    "amber": "! Genauer hinsehen",
    "red": "× Halt",
}
FINDING_SOURCE = "Quelle: {source}"
REASON_TO_GO_AHEAD = "Grund, trotzdem zu behandeln"
REASON_NEEDED = "Geben Sie vor dem Speichern zu jedem Hinweis einen Grund an."
REASON_URGENT = "Darüber kann sich niemand hinwegsetzen. Überweisen Sie den Klienten zuerst."
REASON_NOT_ALLOWED = "Nur Behandelnde dürfen diese Hinweise abzeichnen."
SAVE_TREATMENT = "Behandlung speichern"
SAVED = "Gespeichert: {what}"
ASK_SCREENING = "Vorab-Fragen stellen"
SCREENING_LEAD = "Antworten gelten mit heutigem Datum. Lassen Sie offen, was nicht gefragt wurde."
REPLIES: Mapping[str, str] = {"no": "Nein", "unsure": "Unsicher", "yes": "Ja"}
SCREENING_SAVE = "Antworten speichern"
SCREENING_ALL_NO = "Alle offenen: nein"

# Two visits
AGAINST = "Gegenüber"
FIRST_VISIT = "{date}, der erste Besuch"
VIEW = "Ansicht"
VIEWS: Mapping[str, str] = {
    "slider": "Schieber",
    "side": "Nebeneinander",
    "blink": "Wechsel",
    "lines": "Linien",
    "heat": "Wärmebild",
}
LINE_KINDS: Mapping[str, str] = {
    "faded": "Verblasst",
    "stayed": "Geblieben",
    "appeared": "Neu oder tiefer",
}
HEAT_ALT = "Wo Linien verblasst und wo sie entstanden sind"
BLINK_PAUSE = "Anhalten"
BLINK_RUN = "Wechseln"

# All regions, and what else was done
MULTIPLES_TITLE = "Alle Regionen"
MULTIPLES_ALT = "Veränderung seit dem ersten Besuch nach Region, {expression}: {verdicts}"
ALSO_TITLE = "Alles Weitere im Verlauf"
ALSO_HEADS = ("Begann", "Endete", "Art", "Was", "Wo")
ALSO_NONE = "Keine Nebenwirkung und keine andere Pflege ist vermerkt."
YEARS_TITLE = "Behandlungen und Kosten pro Jahr"
YEARS_HEADS = ("Jahr", "Botox", "Mikrostrom", "Andere Pflege", "Kosten")
YEARS_CAPTION = (
    "Sitzungen nach Art. Die Kosten addieren, was vermerkt ist; Sitzungen ohne Angabe zählen als 0."
)

# Lines and report
LINES_TITLE = "Linie für Linie"
LINES_CAPTION = "Die längsten Linien hier, beim ersten und beim letzten vergleichbaren Besuch."
LINES_NONE = "Hier ließ sich noch keine Linie bis zu einem späteren Besuch verfolgen."
LINE = "Linie {number}"
LINE_HEADS = ("Linie", "Region", "Länge", "Kontrast", "Besuche")
CLIENT_REPORT = "Bericht für den Klienten (PDF)"

# Begleitende Werte: Name und Einheit, Einheiten wie in docs/metrics.md
SUPPORT_TITLE = "Neben den Linien"
SUPPORT_CAPTION = (
    "{region}, {expression}: {visits}. Hautton, Brauen, Lider und Stärke sind die des ganzen "
    "Gesichts."
)
SUPPORT_HEADS = ("Wert", "Vorher", "Nachher", "Veränderung", "Fehler", "Richtung")
SUPPORT_FIGURES: Mapping[str, tuple[str, str]] = {
    "redness": ("Rötung", "a*"),
    "erythema_index": ("Erythemindex", ""),
    "lightness_spread": ("Ungleichmäßige Helligkeit", "L*"),
    "redness_spread": ("Ungleichmäßige Rötung", "a*"),
    "roughness_percent": ("Feine Textur", "%"),
    "ita_deg": ("Hautton (ITA)", "°"),
    "brow_height_right_mm": ("Rechte Braue über der Pupille", "mm"),
    "brow_height_left_mm": ("Linke Braue über der Pupille", "mm"),
    "eyelid_aperture_right_mm": ("Rechtes Auge, Öffnung", "mm"),
    "eyelid_aperture_left_mm": ("Linkes Auge, Öffnung", "mm"),
    "effort": ("Stärke des Ausdrucks", "0–1"),
}
SUPPORT_DIRECTIONS: Mapping[str, str] = {
    "lower": "▼ Niedriger",
    "within_error": "■ Im Messfehler",
    "higher": "▲ Höher",
}
SUPPORT_ERROR = (
    "Farbe und Textur werden auf der Haut verglichen, die beide Fotos zeigen, nachdem Belichtung, "
    "Weißabgleich, Schärfe und Rauschen angeglichen sind: Verändert hat sich eine Region gegenüber "
    "dem übrigen Gesicht. Der Fehler (95 %) sagt, wie weit Fotos gerenderter Personen mit "
    "unveränderter Haut auseinanderliegen. Rechts und links sind die Seiten der Klientin oder des "
    "Klienten."
)
