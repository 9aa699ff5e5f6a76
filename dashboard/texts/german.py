"""German: what the pages say."""

from dashboard.texts.german_client import *  # noqa: F403 - one catalogue, several files
from dashboard.texts.german_corrections import *  # noqa: F403 - one catalogue, several files
from dashboard.texts.german_owner import *  # noqa: F403 - one catalogue, several files
from dashboard.texts.german_practitioner import *  # noqa: F403 - one catalogue, several files
from dashboard.texts.german_research import *  # noqa: F403 - one catalogue, several files
from dashboard.texts.german_signin import *  # noqa: F403 - one catalogue, two files

# Navigation
PRODUCT = "Rhytid"
WORDMARK = "Rhytid, zur ersten Seite"
TYPED_DATE = "DD.MM.YYYY"
LANGUAGE = "Sprache"
CLIENTS = "Klienten"
CLIENT = "Klient"
COMPARE = "Zwei Fotos vergleichen"

# Client list
CLIENTS_LEAD = (
    "Gesichtslinien über Botox- und Mikrostromsitzungen, jede Veränderung mit ihrem Fehler."
)
DEMO_NOTE = "Demopraxis: alle gezeigten Personen sind gerendert. Kein Foto zeigt einen Menschen."
SEARCH = "Klient suchen"
SEARCH_HINT = "Name oder Nummer"
NO_CLIENTS = "Noch keine Klienten"
NO_CLIENTS_ADVICE = "Klienten erscheinen hier mit ihrem ersten Besuch."
NOBODY_FOUND = "Niemand gefunden zu „{search}“"
NOBODY_FOUND_ADVICE = "Versuchen Sie einen Teil des Namens oder die Nummer."
VISITS = "{count} Besuche"
ONE_VISIT = "1 Besuch"
NO_VISITS = "Noch kein Besuch"

# One client
ALL_CLIENTS = "Alle Klienten"
NO_SUCH_CLIENT = "Dieser Klient kann nicht gezeigt werden"
NO_SUCH_CLIENT_ADVICE = (
    "Die Adresse ist vielleicht alt oder unvollständig. Wählen Sie den Klienten aus der Liste."
)
NO_PROGRESS = "Noch nichts gemessen"
NO_PROGRESS_ADVICE = "Der Verlauf beginnt mit dem ersten Besuch, dessen Fotos messbar waren."
REGION = "Region"
EXPRESSION = "Ausdruck"
VISIT = "Besuch, verglichen mit dem ersten"
DAY = "Tag {day}"
VISIT_EYEBROW = "Tag {day} · {date} · gegenüber dem ersten Besuch, {first}"
LATEST_ALSO = "Beim letzten Besuch, Tag {day}: {words}."
CHART_TITLE = "{figure} im Verlauf"
FIGURE = "Messgröße"
CHART_ALT = "{figure} je Besuch, {region}, {expression}. {verdicts}. Behandlungen: {treatments}."
CHART_ALT_ALSO = " Nebenwirkungen und andere Pflege: {marks}."
OTHER_CARE = "Hautpflege und andere Pflege"
TREATED_ELSEWHERE = "blasser: andere Region"
ERROR_BAND = "Fehlerband (kleinste erkennbare Veränderung)"
PHOTOS_TITLE = "Vorher und nachher"
TREATMENTS_TITLE = "Behandlungen"
NO_TREATMENTS = "Keine Behandlung eingetragen."
CHOOSE_LATER_VISIT = (
    "Der erste Besuch ist der Ausgangswert. Wählen Sie einen späteren zum Vergleich."
)
OUTDATED = (
    "Mit einer früheren Fassung des Verfahrens gemessen ({version}). Werte zweier Fassungen werden "
    "nicht gemischt: `python cli.py rebuild --remeasure` misst alle Termine mit der neuesten."
)
OWN_ERROR = (
    "Seit dem {date} urteilt diese Praxis nach ihrem eigenen Fehler, gemessen an Wiederholungen "
    "einer Person; die neuesten Ergebnisse hier beruhen darauf."
)
RENDERED_ERROR = (
    "Der Fehler ist der gerenderter Personen: Diese Besuche wurden ohne eine Kalibrierung dieser "
    "Praxis beurteilt."
)
HOW_TO_READ = (
    "Beide Fotos eines Vergleichs werden in denselben Rahmen gebracht und auf der Haut gemessen, "
    "die beide zeigen. Eine Veränderung unter ihrem Fehler (der kleinsten erkennbaren "
    "Veränderung, SDC) heißt im Messfehler, wie groß sie auch sei. Rhytid zeichnet auf und misst; "
    "es gibt keinen medizinischen Rat."
)

# Slider
SLIDER_RANGE = "Zwischen vorher und nachher bewegen"
SLIDER_LINES = "Gefundene Linien zeigen"
SLIDER_HINT = "Ziehen oder Pfeiltasten. Blassere Linien wurden nur zum Teil gefunden."
BEFORE = "Vorher"
AFTER = "Nachher"

# Table of regions
TABLE_CAPTION = (
    "Liniendichte in {unit} auf der Haut, die beide Fotos zeigen. "
    "Fehler: kleinste erkennbare Veränderung."
)
TABLE_HEADS = ("Region", "Vorher", "Nachher", "Veränderung", "Fehler", "Ergebnis")
TREATMENT_HEADS = ("Datum", "Behandlung", "Was", "Wo")

# Two own photos
COMPARE_LEAD = (
    "Zwei Fotos eines Gesichts, zu verschiedenen Zeiten aufgenommen, mit gleichem Ausdruck und "
    "Licht. Sie werden auf diesem Rechner gemessen und nirgends gespeichert."
)
FIRST_PHOTO = "Früheres Foto"
SECOND_PHOTO = "Späteres Foto"
PAIR_EYEBROW = "Späteres Foto gegenüber dem früheren"
TIPS_TITLE = "Fotos, die sich vergleichen lassen"
TIPS = (
    (
        "Gleiches Licht",
        "Dieselbe Lampe am selben Ort, ohne Blitz. Licht von der Seite zeichnet Linien, die "
        "vorher nicht da waren.",
    ),
    (
        "Gleiches Gesicht",
        "Derselbe Ausdruck, gerade in die Kamera. Haare aus der Stirn, keine Brille, keine "
        "Schminke.",
    ),
    (
        "Gleiche Kamera",
        "Derselbe Abstand, das Gesicht füllt das Bild, kein Filter und kein Porträtmodus. Je "
        "mehr Pixel, desto feinere Linien zählen.",
    ),
)
ADD_OTHER_PHOTO = "Noch ein Foto"
ADD_OTHER_PHOTO_ADVICE = "Fügen Sie das andere Foto hinzu; der Vergleich beginnt von selbst."
ALIGNING = "Beide Fotos kommen in denselben Rahmen"
MEASURING = "Die Linien werden gelesen"
MEASURING_STEPS = "Gesicht finden, beide Fotos ausrichten, messen"
MEASURING_ADVICE = "Das dauert einige Sekunden und geschieht auf diesem Rechner."
CANNOT_COMPARE = "Diese beiden Fotos lassen sich nicht vergleichen"
BOTH_PHOTOS = "Beide Fotos"

# Faults
PAGE_FAILED = "Das ging nicht"
PAGE_FAILED_ADVICE = (
    "Was vorher gespeichert war, ist noch da; Ihr letzter Schritt vielleicht nicht. Laden Sie die "
    "Seite neu und sehen Sie nach; scheitert sie wieder, sagt das Protokoll dieses Programms warum."
)
FAULTS = {
    "AccessDeniedError": "Das dürfen Sie nicht; fragen Sie den Inhaber der Praxis.",
    "ClientKeyError": (
        "Der Schlüssel dieses Klienten fehlt oder ist beschädigt; stellen Sie den Schlüsselring "
        "wieder her."
    ),
    "ConflictError": (
        "Das widerspricht dem, was gespeichert ist. Laden Sie die Seite neu und sehen Sie nach."
    ),
    "DatabaseUnavailableError": (
        "Die Datenbank ist gesperrt oder nicht erreichbar. Nichts wurde gespeichert; versuchen Sie "
        "es noch einmal."
    ),
    "LastOwnerError": (
        "Der letzte Inhaber kann nicht gesperrt werden; legen Sie zuerst einen anderen an."
    ),
    "PhotoDamagedError": "Ein Foto lässt sich nicht öffnen; spielen Sie eine Sicherung ein.",
    "PhotoMissingError": "Ein Foto fehlt; spielen Sie eine Sicherung ein.",
    "StoreFullError": (
        "Die Festplatte ist voll, das wurde nicht gespeichert. Schaffen Sie Platz und wiederholen "
        "Sie es."
    ),
    "StudyError": "Dieses Foto ist nicht mehr zu bewerten; machen Sie mit dem nächsten weiter.",
    "UnknownRecordError": "Das ist nicht mehr da; laden Sie die Seite neu und sehen Sie nach.",
}

# Starting
OPENING = "Die Praxis wird geöffnet"
OPENING_STEPS = "Gesichtsmodell und Akten werden geladen"
PREPARING = "Die Demopraxis wird vorbereitet"
PREPARING_ADVICE = (
    "Das geschieht einmal und dauert einige Minuten: jedes Demofoto wird auf diesem Rechner "
    "gemessen. Inzwischen können Sie zwei eigene Fotos vergleichen."
)
PREPARING_STEP = "{what}: {done} von {total}"
LIBRARY_MISSING = "Eine Systembibliothek fehlt"
PREPARATION_FAILED = "Die Demopraxis konnte nicht vorbereitet werden"
PREPARATION_FAILED_ADVICE = (
    "Einzelheiten stehen im Protokoll dieses Programms. Sie können es noch einmal versuchen."
)
TRY_AGAIN = "Noch einmal versuchen"
