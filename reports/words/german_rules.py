"""German: what the rules say by the rule, and what screening asks by the condition."""

from collections.abc import Mapping

_EVIDENCE = (
    "Das ist Vorsicht: Bis November 2026 wurde keine Studie zu Mikrostrom nach Botulinumtoxin "
    "gefunden."
)
_SPREAD = (
    f"Strom über frischem Toxin könnte es in Areale tragen, die nicht gemeint waren. {_EVIDENCE}"
)
_CLEAR = "holen Sie eine ärztliche Freigabe ein"
_MAKERS = "Hersteller schließen Mikrostrom aus"

RULES: Mapping[str, str] = {
    "microcurrent-too-early": (
        "Tag {days} nach Botox am {botox_on} ({areas}): zu früh, Verfahren: {modality}. Frühestens "
        "nach der Regel „{policy}“ ({limit} Tage): {earliest}. " + _SPREAD
    ),
    "microcurrent-waiting": (
        "Tag {days} nach Botox am {botox_on} ({areas}): Die Regel „{policy}“ verlangt {limit} Tage "
        "davor, Verfahren: {modality}. Frühestens: {earliest}. " + _SPREAD
    ),
    "microcurrent-wait-over": (
        "Tag {days} nach Botox am {botox_on} ({areas}): Die {limit} Tage der Regel „{policy}“ sind "
        "vorbei, Verfahren: {modality}. " + _EVIDENCE
    ),
    "botox-soon-after-microcurrent": (
        "Botox am Tag {days} nach {modality} am {microcurrent_on} ({areas}): Manche raten zu 2 bis "
        "14 Tagen dazwischen; unter {limit} Tagen fragt dieses Programm nach einem Grund. "
        + _EVIDENCE
    ),
    "botox-interval": (
        "{days} Tage liegen zwischen dieser Botox-Sitzung und der vom {other_on}: Die "
        "Fachinformationen verlangen drei Monate ({limit} Tage) zwischen Behandlungen, gleich in "
        "welcher Region."
    ),
    "botox-cumulative-exceeded": (
        "{total} in drei Monaten: mehr als die {limit} der Fachinformation. Anderswo gegebene "
        "Einheiten zählen mit."
    ),
    "botox-cumulative-total": (
        "{total} in drei Monaten; {limit}. Einheiten anderer Präparate werden nicht addiert."
    ),
    "botox-dose-point": (
        "{dose} in einem Punkt ({area})? Die Fachinformation gibt {label} je Punkt an; prüfen Sie "
        "die Eingabe."
    ),
    "botox-dose-implausible": (
        "{dose} ({area})? Das ist mehr als das Doppelte der Fachinformation ({label}); prüfen Sie "
        "die Eingabe."
    ),
    "botox-dose-above-label": "{dose} ({area}): mehr als die {label} der Fachinformation.",
    "botox-dose-off-label": (
        "{dose} ({area}): Eine Dosis dieses Präparats für diese Region steht in keiner bekannten "
        "Fachinformation."
    ),
    "side-effect-urgent-referral": (
        "Sofort überweisen: {kind} seit {since}. Nach Botulinumtoxin können Schwierigkeiten beim "
        "Schlucken, Sprechen oder Atmen Stunden bis Wochen nach der Injektion beginnen und "
        "lebensbedrohlich sein. Rufen Sie den Rettungsdienst; warten Sie nicht auf den nächsten "
        "Besuch."
    ),
    "side-effect-lasts": (
        "{kind} seit {since} ist nicht vorbei: Sehen Sie es an, bevor Sie wieder behandeln."
    ),
    "screening-not-asked": "Noch nicht gefragt: {questions}. Fragen Sie vor dieser Sitzung.",
    "screening-ask-again": (
        "Fragen Sie vor dieser Sitzung noch einmal, die Antworten sind zu alt: {questions}."
    ),
    "screening-unsure": (
        "Der Klient war unsicher: {questions}. Klären Sie es vor dieser Sitzung, wenn nötig "
        "ärztlich."
    ),
    "screening-botox-toxin-hypersensitivity": (
        "Allergie gegen ein Botulinumtoxin oder einen Bestandteil: Die Fachinformationen schließen "
        "Botox aus."
    ),
    "screening-botox-infection-at-site": (
        "Infektion an der Stelle: Die Fachinformationen schließen Botox dort aus."
    ),
    "screening-microcurrent-infection-at-site": (
        f"Infektion oder offene Stellen dort: {_MAKERS}, an dieser Stelle."
    ),
    "screening-botox-neuromuscular-disease": (
        "Neuromuskuläre Erkrankung: von europäischen Fachinformationen ausgeschlossen, US-"
        "amerikanische warnen davor; auf kosmetische Dosen ist schwere Schwäche gefolgt."
    ),
    "screening-microcurrent-neuromuscular-disease": (
        f"Neuromuskuläre Erkrankung: {_CLEAR}, vor Mikrostrom."
    ),
    "screening-botox-unexplained-weakness": (
        "Ungeklärte Schwäche kann eine unerkannte neuromuskuläre Erkrankung sein: "
        f"{_CLEAR}, vor Botox."
    ),
    "screening-botox-aminoglycosides": (f"Aminoglykoside können das Toxin verstärken: {_CLEAR}."),
    "screening-botox-neuromuscular-medicines": (
        f"Mittel, die auf Nerv und Muskel wirken, können das Toxin verstärken: {_CLEAR}."
    ),
    "screening-botox-swallowing-or-breathing-trouble": (
        "Schwierigkeiten beim Schlucken oder Atmen: Die Fachinformationen warnen vor schwerer "
        f"Verschlechterung; {_CLEAR}."
    ),
    "screening-botox-cardiovascular-disease": (
        f"Herz- oder Gefäßerkrankung: Die Fachinformationen mahnen zur Vorsicht; {_CLEAR}."
    ),
    "screening-microcurrent-cardiovascular-disease": (
        "Herzerkrankung: Hersteller verlangen vor Mikrostrom eine ärztliche Freigabe."
    ),
    "screening-botox-bleeding-disorder": (
        f"Gerinnungsstörung: Sie kann Botox ausschließen; {_CLEAR}."
    ),
    "screening-microcurrent-bleeding-disorder": (
        f"Gerinnungsstörung: Sie kann Mikrostrom ausschließen; {_CLEAR}."
    ),
    "screening-botox-anticoagulants": (
        "Blutverdünner machen Blutergüsse wahrscheinlicher. Niemand setzt sie ab, ohne dass es "
        "ärztlich verordnet ist."
    ),
    "screening-botox-pregnancy": "Schwangerschaft: Botox wird nicht empfohlen.",
    "screening-microcurrent-pregnancy": f"Schwangerschaft: {_MAKERS}.",
    "screening-botox-breastfeeding": "Stillzeit: Botox wird nicht empfohlen.",
    "screening-microcurrent-breastfeeding": "Stillzeit: Von Mikrostrom wird abgeraten.",
    "screening-microcurrent-implanted-electronics": (
        "Herzschrittmacher, Cochlea-Implantat oder andere implantierte Elektronik: Mikrostrom ist "
        "kontraindiziert."
    ),
    "screening-microcurrent-epilepsy": (
        "Epilepsie oder Krampfanfälle: Mikrostrom ist kontraindiziert."
    ),
    "screening-microcurrent-active-cancer": f"Bestehende Krebserkrankung: {_MAKERS}.",
    "screening-microcurrent-metal-implant-in-field": (
        f"Metallimplantat im Behandlungsfeld: {_CLEAR}, vor Mikrostrom."
    ),
    "screening-microcurrent-thrombosis": f"Thrombose oder Venenentzündung: {_MAKERS}.",
    "screening-microcurrent-recent-facial-surgery": (
        "Kürzliche Operation im Gesicht: Holen Sie die Freigabe des Operateurs ein, vor Mikrostrom."
    ),
    "screening-microcurrent-diabetes": (
        "Diabetes: Hersteller verlangen vor Mikrostrom eine ärztliche Freigabe."
    ),
    "screening-botox-under-18": (
        "Unter 18: Die Fachinformationen gelten für Gesichtslinien nur bei Erwachsenen."
    ),
    "screening-microcurrent-under-18": f"Unter 18: {_MAKERS}.",
    "screening-microcurrent-retinoid": (
        "Retinoid in den letzten 3 Wochen: Ein Hersteller verlangt, es 3 Wochen vor Mikrostrom "
        "abzusetzen."
    ),
}

PHRASES: Mapping[str, str] = {
    "Rhytid's default": "Vorgabe von Rhytid",
    "the label's limit is {dose}": "die Grenze der Fachinformation ist {dose}",
    "no limit for this product is known here": "eine Grenze für dieses Präparat ist nicht bekannt",
}
"""What stands in gaps: the name of a policy that nobody named, and a limit of units."""

QUESTIONS: Mapping[str, str] = {
    "toxin_hypersensitivity": "Allergie gegen ein Botulinumtoxin oder einen Bestandteil davon",
    "infection_at_site": "Infektion oder offene Stellen, wo behandelt werden soll",
    "neuromuscular_disease": (
        "Myasthenia gravis, Lambert-Eaton-Syndrom, ALS oder eine andere neuromuskuläre Erkrankung"
    ),
    "unexplained_weakness": "ungeklärte Muskelschwäche, Doppelbilder oder hängende Augenlider",
    "aminoglycosides": "Aminoglykosid-Antibiotika, jetzt oder kürzlich",
    "neuromuscular_medicines": (
        "Muskelrelaxanzien, Anticholinergika oder andere Mittel, die auf Nerv und Muskel wirken"
    ),
    "swallowing_or_breathing_trouble": "Schwierigkeiten beim Schlucken oder Atmen",
    "cardiovascular_disease": "Herz- oder Gefäßerkrankung",
    "bleeding_disorder": "Gerinnungsstörung, zum Beispiel Hämophilie",
    "anticoagulants": "Blutverdünner, auch Aspirin",
    "pregnancy": "schwanger oder möglicherweise schwanger",
    "breastfeeding": "stillend",
    "implanted_electronics": (
        "Herzschrittmacher, Cochlea-Implantat oder andere implantierte Elektronik"
    ),
    "epilepsy": "Epilepsie oder Krampfanfälle",
    "active_cancer": "Krebs in Behandlung oder unter Beobachtung",
    "metal_implant_in_field": "Metallimplantat im Gesicht, wo behandelt werden soll",
    "thrombosis": "Thrombose oder entzündete Venen",
    "recent_facial_surgery": "kürzliche Operation im Gesicht",
    "diabetes": "Diabetes",
    "under_18": "jünger als 18 Jahre",
    "retinoid": "Retinoid im Gesicht in den letzten 3 Wochen",
}
