"""German: what researchers read."""

from collections.abc import Mapping

RESEARCH = "Forschung"
RESEARCH_LEAD = (
    "Nur Klienten, die der Forschung zugestimmt haben, unter einem zufälligen Code: kein Name, "
    "kein Datum, kein Foto. Was weniger als fünf Personen teilen, fehlt."
)
COHORT_EMPTY = "Noch darf nichts gezeigt werden"
COHORT_EMPTY_ADVICE = (
    "Weniger als fünf Klienten mit Fotos und gleicher Behandlung haben der Forschung zugestimmt. "
    "Bitten Sie Klienten um ihre Einwilligung; sie können sie auf ihrer eigenen Seite geben."
)
COHORT_FILTERS: Mapping[str, str] = {
    "treated_with": "Behandelt mit",
    "age_band": "Alter beim ersten Besuch",
    "fitzpatrick": "Hauttyp",
}
COHORT_ALL = "Alle"
COHORT_COUNT = "{people} Personen."
COHORT_DISTRIBUTION = "Liniendichte beim ersten Besuch"
COHORT_DISTRIBUTION_ALT = "Liniendichte von {people} Personen beim ersten Besuch, Median {median}."
COHORT_TREND = "Veränderung gegenüber dem ersten Besuch"
COHORT_TREND_ALT = "Veränderung von {visits} Besuchen gegenüber dem ersten, Median {median}."
COHORT_NOTHING = "Dort wurde mit diesem Ausdruck niemand gemessen; wählen Sie etwas anderes."
TABLE_PREVIEW = "Tabelle"
TABLE_SHOWN = "{shown} von {all} Zeilen."
EXPORT_TITLE = "Ausfuhr"
EXPORT_LEAD = (
    "Alle Tabellen mit Datenwörterbuch und Prüfsummen. Das Register vermerkt, wer darin ist, "
    "damit eine zurückgenommene Einwilligung jede Ausfuhr nennt, die zu berichtigen ist. Filter "
    "verkleinern sie nicht."
)
EXPORT_DOWNLOAD = "Ausfuhr herunterladen (ZIP)"
EXPORTS_TITLE = "Bisherige Ausfuhren"
EXPORT_HEADS = ("Nummer", "Datum", "Personen", "Prüfsumme")

# Blinded reading
READING = "Verblindetes Lesen"
READING_LEAD = (
    "Bewerten Sie eine Region jedes Fotos. Reihenfolge und Spiegelung sind zufällig, Datum und "
    "Behandlung verborgen, und manche Fotos kommen zweimal. Links und rechts gelten für die Person "
    "selbst; Fotos, von denen eine Seite bewertet wird, sind nie gespiegelt."
)
READING_SET = "Was bewertet wird"
READING_EMPTY = "Kein Foto zu bewerten"
READING_EMPTY_ADVICE = (
    "Noch hat kein Klient mit solchen Fotos der Forschung zugestimmt; wählen Sie etwas anderes."
)
READING_DONE = "{done} von {all} bewertet"
READING_PHOTO = "Das Foto, das zu bewerten ist"
READING_QUESTION = "Wie tief sind die Linien? {region}"
READING_REFERENCE = "Vergleichsbild: {grade}"
READING_SCALE = (
    "Die Vergleichsbilder sind gerendert: jedes Mal dieselbe Person, nur die Tiefe der Linien "
    "unterscheidet sich. Eine Note lässt sich nachher nicht ändern."
)
GRADES = ("keine", "zart", "mittel", "tief", "sehr tief")
READING_FINISHED = "Sie haben alles gelesen"
READING_THANKS = "Ihre Noten sind aufbewahrt und stehen in der nächsten Ausfuhr."
READING_NOT_YET = "Keine Übereinstimmung, weil ein Foto nicht mehr lesbar ist."
READING_WITHIN = "Mit sich selbst, bei Fotos, die zweimal kamen"
READING_BETWEEN = "Mit einem anderen Leser"
READING_ALONE = "Noch hat niemand sonst alles gelesen."
READING_KAPPA = "Gewichtetes Kappa {value} (95 % {low} bis {high}), {photos} Fotos."
