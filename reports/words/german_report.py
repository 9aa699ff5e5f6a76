"""German: what the report for a client says."""

REPORT_TITLE = "Ihr Verlauf"
REPORT_FOR = "{name} · {pseudonym} · erstellt am {date}"
REPORT_PHOTOS = "Vorher und nachher"
REPORT_PHOTOS_CAPTION = (
    "{region}, {expression}: {before} und {after}. Das spätere Foto wurde in den Rahmen des "
    "früheren gebracht; nichts wurde retuschiert."
)
REPORT_NO_PHOTOS = (
    "Keine Fotos: Sie haben nicht zugestimmt, dass Ihr Verlauf Ihnen in Fotos gezeigt wird. Sie "
    "können auf Ihrer Seite unter „Einwilligungen“ oder beim nächsten Besuch zustimmen."
)
REPORT_NO_PAIR = "Keine Fotos: {reason}"
REPORT_FIRST_VISIT_ONLY = (
    "es gibt noch keinen späteren Besuch, der sich mit dem ersten vergleichen lässt."
)
REPORT_CHART = "Liniendichte bei jedem Besuch"
REPORT_CHART_CAPTION = (
    "Wie viele Millimeter Linie auf jedem Quadratzentimeter Haut gefunden wurden. Das graue Band "
    "ist der Fehler um den ersten Besuch. Zeichen über der Kurve sind Behandlungen: Rauten für "
    "Botox, Blitze für Mikrostrom; blassere lagen in einer anderen Region."
)
REPORT_CHART_ALSO = (
    "Die Bahnen ganz oben zeigen Nebenwirkungen (Ausrufezeichen) sowie Hautpflege und andere "
    "Pflege (Tropfen); ein Balken sagt, wie lange sie dauerten."
)
REPORT_ERROR_TITLE = "Was der Fehler bedeutet"
REPORT_ERROR = (
    "Zwei Fotos eines unveränderten Gesichts ergeben nie genau dieselbe Zahl: Kopf, Licht und "
    "Ausdruck sind immer etwas anders. Der Fehler (kleinste erkennbare Veränderung) sagt, wie "
    "weit zwei solche Zahlen auseinanderliegen können. Nur eine Veränderung darüber heißt weniger "
    "oder mehr Linien; eine darunter heißt „im Messfehler“, wie groß sie auch sei."
)
REPORT_VISITS = "Jeder Besuch gegenüber dem ersten"
REPORT_VISIT_HEADS = ("Besuch", "mm/cm²", "Veränderung", "Fehler", "Befund")
REPORT_TREATMENTS = "Was gemacht wurde"
REPORT_TREATMENT_HEADS = ("Datum", "Behandlung", "Was", "Wo")
REPORT_NO_TREATMENTS = "Keine Behandlung eingetragen."
REPORT_DATES = "Was als Nächstes kommt"
REPORT_DATE_HEADS = ("Ab", "Was")
REPORT_NO_DATES = (
    "Kein Termin steht fest. Fragen Sie Ihre Praxis, wann die nächsten Fotos sinnvoll sind."
)
DATE_BOOKED = "{treatment} ist vorgemerkt: {what}, {where}"
DATE_PHOTOS = "Ein guter Tag für die nächsten Fotos"
DATE_MICROCURRENT = "Mikrostrom ist wieder möglich: {where}"
REPORT_NO_PROMISE = (
    "Dieser Bericht sagt, was gemessen wurde, nicht, was geschehen wird. Er verspricht kein "
    "Ergebnis, nennt keine Ursache und ist kein medizinischer Rat; fragen Sie Ihre Praxis, wenn "
    "Sie etwas beunruhigt."
)
REPORT_FOOTER = "Rhytid · Seite {page}"
REPORT_NOTHING = "Noch nichts zu berichten: kein Besuch dieses Klienten war messbar."
REPORT_NO_COURSE = "Dort wurde mit diesem Ausdruck nichts gemessen; wählen Sie eine andere Region."

# Hand-over card
CARD_RIGHT, CARD_LEFT = "rechts des Klienten", "links des Klienten"
CARD_TITLE = "Vor Mikrostrom: Botox der letzten Zeit"
CARD_FOR = "Klient {pseudonym}, erstellt am {date}"
CARD_FROM = "Mikrostrom ab {date}"
CARD_POLICY = "der erste Tag für jedes behandelte Areal, nach der Regel „{policy}“ ({days} Tage)"
CARD_HEADS = ("Botox am", "Präparat und Einheiten", "Wo", "Mikrostrom ab")
CARD_LINE = "{on}: {dose}; {areas}; ab {first}"
CARD_ADVICE = (
    "Vor dem genannten Tag kein Mikrostrom auf den behandelten Arealen: Strom über frischem Toxin "
    "könnte es in Areale tragen, die nicht gemeint waren."
)
CARD_EVIDENCE = (
    "Das ist Vorsicht: Bis November 2026 wurde keine Studie zu Mikrostrom nach Botulinumtoxin "
    "gefunden."
)
CARD_REFERRAL = (
    "Schwierigkeiten beim Schlucken, Sprechen oder Atmen sind ein Notfall, auch Wochen nach der "
    "Injektion: sofort überweisen."
)
CARD_SOURCE = (
    "Quelle: {source}. Rhytid zeichnet auf und erinnert; es gibt keinen medizinischen Rat."
)
