"""German: verdicts, regions and figures."""

from collections.abc import Mapping

from reports.words.german_report import *  # noqa: F403 - one catalogue, two files
from reports.words.verdict import FigureWords, VerdictWords

DECIMAL_MARK = ","
MONTHS = (
    "Jan.",
    "Feb.",
    "März",
    "Apr.",
    "Mai",
    "Juni",
    "Juli",
    "Aug.",
    "Sept.",
    "Okt.",
    "Nov.",
    "Dez.",
)
DATE = "{day}. {month} {year}"
DAY_OF_YEAR = "{day}. {month}"

REGIONS: Mapping[str, str] = {
    "face": "Ganzes Gesicht",
    "forehead": "Stirn",
    "glabella": "Zwischen den Brauen",
    "crows_feet_left": "Krähenfüße links",
    "crows_feet_right": "Krähenfüße rechts",
    "under_eye_left": "Unter dem linken Auge",
    "under_eye_right": "Unter dem rechten Auge",
    "bunny": "Nasenrücken",
    "nasolabial_left": "Nasolabialfalte links",
    "nasolabial_right": "Nasolabialfalte rechts",
    "cheek_left": "Linke Wange",
    "cheek_right": "Rechte Wange",
    "perioral": "Um den Mund",
    "marionette_left": "Marionettenfalte links",
    "marionette_right": "Marionettenfalte rechts",
    "chin": "Kinn",
}

EXPRESSIONS: Mapping[str, str] = {
    "rest": "In Ruhe",
    "frown": "Stirn gerunzelt",
    "raise": "Brauen gehoben",
    "smile": "Lächelnd",
}

DOING: Mapping[str, str] = {
    "rest": "in Ruhe",
    "frown": "beim Stirnrunzeln",
    "raise": "mit gehobenen Brauen",
    "smile": "beim Lächeln",
}

TREATMENTS: Mapping[str, str] = {"botox": "Botox", "microcurrent": "Mikrostrom"}
MODALITIES: Mapping[str, str] = {
    "microcurrent": "Mikrostrom",
    "NMES": "NMES",
    "RF": "Radiofrequenz",
    "other": "ein anderes Verfahren",
}
EVIDENCE: Mapping[str, str] = {
    "product label": "Fachinformation",
    "clinical study": "klinische Studie",
    "expert consensus": "Konsens von Fachleuten",
    "published advice, not tested in a trial": "veröffentlichter Rat, nicht in Studien geprüft",
    "a choice of this software": "eine Wahl dieses Programms",
}
READ_IN = "gelesen "
SIDE_EFFECT = "Nebenwirkung"
SIDE_EFFECTS: Mapping[str, str] = {
    "redness": "Rötung",
    "swelling": "Schwellung",
    "bruising": "Bluterguss",
    "injection site pain": "Schmerz an der Einstichstelle",
    "headache": "Kopfschmerz",
    "eyelid ptosis": "Hängendes Augenlid",
    "facial paresis": "Ein Teil des Gesichts bewegt sich nicht",
    "trouble swallowing": "Schwierigkeiten beim Schlucken",
    "trouble speaking": "Schwierigkeiten beim Sprechen",
    "trouble breathing": "Schwierigkeiten beim Atmen",
    "other": "Etwas anderes",
}
STEPS: Mapping[str, str] = {
    "photos": "Fotos werden gemessen",
    "visits": "Besuche werden verglichen",
    "beside": "Farbe, Textur, Brauen und Lider werden gemessen",
}
CARE: Mapping[str, str] = {
    "skincare": "Hautpflege",
    "filler": "Filler",
    "laser": "Laser",
    "peel": "Peeling",
    "other": "Andere Pflege",
}

VERDICTS: Mapping[str, VerdictWords] = {
    "baseline": VerdictWords("●", "Erster Besuch", "erster Besuch"),
    "fewer_lines": VerdictWords("▼", "Weniger Linien", "weniger Linien"),
    "within_error": VerdictWords("■", "Im Messfehler", "im Messfehler"),
    "more_lines": VerdictWords("▲", "Mehr Linien", "mehr Linien"),
    "not_comparable": VerdictWords("×", "Nicht vergleichbar", "nicht vergleichbar"),
    "not_measured": VerdictWords("○", "Nicht gemessen", "nicht gemessen"),
}

DEPTH_VERDICTS: Mapping[str, VerdictWords] = {
    **VERDICTS,
    "fewer_lines": VerdictWords("▼", "Weniger ausgeprägt", "weniger ausgeprägt"),
    "more_lines": VerdictWords("▲", "Ausgeprägter", "ausgeprägter"),
}

FIGURES: Mapping[str, FigureWords] = {
    "density": FigureWords("Liniendichte", VERDICTS),
    "severity": FigureWords("Ausprägung", DEPTH_VERDICTS),
}

PHASES: Mapping[str, str] = {
    "onset": "setzt ein",
    "peak": "am stärksten",
    "wear_off": "klingt ab",
}

# Sentences
AT_FIRST_VISIT = " beim ersten Besuch, dem Ausgangswert."
NO_PERCENTAGE = ". Vorher gab es zu wenige Linien für eine Angabe in Prozent."
NO_CHANGE = "keine erkennbare Veränderung"
LIES_WITHIN = ". Der Unterschied von {change} liegt innerhalb des Fehlers von {error}."
TOLD_APART = ", mehr als die {limit}, die dieser Vergleich unterscheiden kann."
NO_REGION_CHANGED = "Keine einzelne Region hat sich um mehr als ihren Fehler verändert."
PRONOUNCED: Mapping[str, str] = {
    "fewer_lines": "weniger ausgeprägt",
    "more_lines": "ausgeprägter",
}
SEVERITY = "Länge und Kontrast zusammen: {size} {how} (Fehler {error})."

# Charts
AXIS_DATE = "%-d. %b %Y"
TIP_VISIT = "Besuch"
TIP_VERDICT = "Ergebnis"
TIP_CHANGE = "Veränderung"
TIP_ERROR = "Fehler (SDC)"
TIP_REASON = "Grund"
TIP_TREATMENT = "Behandlung"
TIP_WHAT = "Was"
TIP_DATE = "Datum"
TIP_WHERE = "Wo"
TIP_PRODUCT = "Produkt"
TIP_BEGAN = "Begann"
TIP_ENDED = "Endete"
TIP_EXPECTED = "Erwartet"
TIP_AFTER = "Nach"
TIP_SOURCE = "Quelle"

# Cohorts
COHORT_VALUE = "mm Linie je cm²"
COHORT_PEOPLE = "Personen"
COHORT_DAY = "Tage nach dem ersten Besuch"
COHORT_CHANGE = "Veränderung, %"
