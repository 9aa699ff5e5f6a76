"""German: what is advised about pairs of photos and about records, by the English sentence."""

from collections.abc import Mapping

from reports.words.german_photos import PHOTOS

ADVICE: Mapping[str, str] = {
    **PHOTOS,
    # A pair
    "The {which} photo: {advice}": "Das {which} Foto: {advice}",
    "Shots {before} and {after} were not compared. {advice}": (
        "Die Aufnahmen {before} und {after} wurden nicht verglichen. {advice}"
    ),
    "{file} was left out. {advice}": "{file} wurde ausgelassen. {advice}",
    "The two photos do not register; photograph the same person, same view and expression.": (
        "Die beiden Fotos lassen sich nicht aufeinanderlegen; fotografieren Sie dieselbe Person "
        "mit gleicher Ansicht und gleichem Ausdruck."
    ),
    "The expression differs; repeat the photo with the same expression and effort.": (
        "Der Ausdruck ist ein anderer; wiederholen Sie das Foto mit gleichem Ausdruck und gleicher "
        "Anstrengung."
    ),
    "The expressions differ ({before}, {after}); repeat the photo with the same expression.": (
        "Der Ausdruck ist ein anderer ({before}, {after}); wiederholen Sie das Foto mit gleichem "
        "Ausdruck."
    ),
    "The light comes from another side; use the same place and lamps as the first time.": (
        "Das Licht kommt von einer anderen Seite; nehmen Sie Ort und Lampen wie beim ersten Mal."
    ),
    "The head is turned differently; use the first photo as a guide for the pose.": (
        "Der Kopf ist anders gedreht; nehmen Sie das erste Foto als Vorlage für die Haltung."
    ),
    "The skin does not match; check that both photos show the same person.": (
        "Die Haut stimmt nicht überein; prüfen Sie, ob beide Fotos dieselbe Person zeigen."
    ),
    "One photo is much less sharp; clean the lens, hold still and focus on the eyes.": (
        "Ein Foto ist viel weniger scharf; putzen Sie das Objektiv, halten Sie still und stellen "
        "Sie auf die Augen scharf."
    ),
    "One photo is too bright or too dark here to show colour; expose it like the other.": (
        "Ein Foto ist hier zu hell oder zu dunkel, um Farbe zu zeigen; belichten Sie es wie das "
        "andere."
    ),
    "Both photos show too little of this skin from a fair angle.": (
        "Beide Fotos zeigen zu wenig dieser Haut aus einem guten Winkel."
    ),
    "This part of the face does not register; keep the same expression.": (
        "Dieser Teil des Gesichts lässt sich nicht aufeinanderlegen; behalten Sie den Ausdruck bei."
    ),
    "Light or pose differ too much here; repeat them as in the first photo.": (
        "Licht oder Haltung sind hier zu verschieden; wiederholen Sie sie wie im ersten Foto."
    ),
    "Too few lines here to give a change.": "Zu wenige Linien für eine Veränderung.",
    "Hardly any lines before, so no percentage of {figures} is given.": (
        "Vorher gab es kaum Linien, daher keine Angabe in Prozent: {figures}."
    ),
    "Fewer than {least} untreated regions could be compared; keep hair and glasses off the whole "
    "face.": (
        "Weniger als {least} unbehandelte Regionen ließen sich vergleichen; halten Sie Haare und "
        "Brille vom ganzen Gesicht fern."
    ),
    # A practice's own error
    "Calibration needs two poses with the same number of shots, at least two each; three are "
    "best.": (
        "Die Kalibrierung braucht zwei Haltungen mit gleich vielen Aufnahmen, mindestens zwei; "
        "drei sind am besten."
    ),
    "There is no folder of shots in it; make one folder for each pose, with its photos.": (
        "Darin ist kein Ordner mit Aufnahmen; legen Sie für jede Haltung einen mit ihren Fotos an."
    ),
    "{name} is a copy of {other}; take every shot by itself.": (
        "{name} ist eine Kopie von {other}; nehmen Sie jedes Foto einzeln auf."
    ),
    "It is a copy of another shot and says nothing new; take every shot by itself.": (
        "Es ist die Kopie einer anderen Aufnahme und sagt nichts Neues; nehmen Sie jedes Foto "
        "einzeln auf."
    ),
    "{name} beside {first}: {advice}": "{name} neben {first}: {advice}",
    "{file}: {advice}": "{file}: {advice}",
    # Records
    "A photo from the side is kept but not measured: the method is calibrated on faces that look "
    "at the camera.": (
        "Ein Foto von der Seite wird behalten, aber nicht gemessen: Das Verfahren ist auf "
        "Gesichter kalibriert, die in die Kamera sehen."
    ),
    "The program failed on this photo; the log of the program says how.": (
        "Das Programm ist an diesem Foto gescheitert; sein Protokoll sagt, woran."
    ),
    "This photo is still to be measured; come back in a minute.": (
        "Dieses Foto wird noch gemessen; kommen Sie in einer Minute wieder."
    ),
    "Exposure moves the tone of skin as much as the sun does, so no photo without a grey card "
    "tells whether it changed.": (
        "Die Belichtung verändert den Hautton so sehr wie die Sonne; ohne Graukarte sagt kein "
        "Foto, ob er sich verändert hat."
    ),
    "Colour, texture, brows and lids of this visit are still to be measured; that follows the "
    "lines by itself, or at once with `python cli.py rebuild`.": (
        "Farbe, Textur, Brauen und Lider dieses Besuchs sind noch zu messen; das folgt von selbst "
        "auf die Linien, oder sofort mit `python cli.py rebuild`."
    ),
    "This file is kept already, and the same photo twice is no second shot; take another one.": (
        "Diese Datei ist schon behalten, und dasselbe Foto ist keine zweite Aufnahme; nehmen Sie "
        "ein anderes auf."
    ),
    "This file is kept already and was set aside. To use it again, take that back: on the "
    "client's page below the treatments, or with `visit take-back`. Otherwise take another one.": (
        "Diese Datei ist schon behalten und wurde zur Seite gelegt. Soll sie wieder zählen, nehmen "
        "Sie das zurück: auf der Seite des Klienten unter den Behandlungen oder mit `visit "
        "take-back`. Sonst nehmen Sie ein anderes Foto auf."
    ),
    "Say why this does not hold; the reason is kept with it.": (
        "Sagen Sie, warum das nicht gilt; der Grund wird dazu behalten."
    ),
    "This counts for nothing already. To give another reason, take that back first.": (
        "Das zählt schon nicht mehr. Für einen anderen Grund nehmen Sie das erst zurück."
    ),
    "This photo is set aside; take that back first.": (
        "Dieses Foto ist zur Seite gelegt; nehmen Sie das erst zurück."
    ),
    "This photo is kept as that expression already.": (
        "Dieses Foto ist schon mit diesem Ausdruck behalten."
    ),
    "The file of this photo counts under another number; set that photo aside first.": (
        "Die Datei dieses Fotos zählt unter einer anderen Nummer; legen Sie erst jenes Foto zur "
        "Seite."
    ),
    "This counts, so there is nothing to take back.": ("Das zählt; es gibt nichts zurückzunehmen."),
    "No Botox is recorded for this client, so there is nothing to hand over. If there was any, "
    "record it first.": (
        "Für diese Person ist kein Botox eingetragen; es gibt nichts zu übergeben. Gab es welches, "
        "tragen Sie es zuerst ein."
    ),
    # Readers
    "{count} graded photos are too few; {least} are the least.": (
        "{count} bewertete Fotos sind zu wenige; {least} sind das Mindeste."
    ),
    "A reader gave all photos one grade, so agreement cannot be told.": (
        "Jemand gab allen Fotos denselben Grad; so lässt sich keine Übereinstimmung angeben."
    ),
}

TERMS: Mapping[str, str] = {
    "left": "links",
    "right": "rechts",
    "eyes": "die Augen",
    "mouth": "der Mund",
    "rest": "Ruhe",
    "frown": "Stirnrunzeln",
    "raise": "gehobene Brauen",
    "smile": "Lächeln",
    "other": "etwas anderes",
    "Lower": "senken",
    "Raise": "heben",
    "Frown": "Die Stirn runzeln",
    "Raise the brows": "Die Brauen heben",
    "Smile": "Lächeln",
    "earlier": "frühere",
    "later": "spätere",
    "density": "Liniendichte",
    "severity": "Ausprägung",
    "density and severity": "Liniendichte und Ausprägung",
}
