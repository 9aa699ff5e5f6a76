"""German: what is advised about one photo, by the English sentence."""

from collections.abc import Mapping

PHOTOS: Mapping[str, str] = {
    # One photo: the file
    "This file is empty; send the photo again.": (
        "Diese Datei ist leer; senden Sie das Foto noch einmal."
    ),
    "This file is larger than {megabytes} MB; export the photo as a JPEG.": (
        "Diese Datei ist größer als {megabytes} MB; exportieren Sie das Foto als JPEG."
    ),
    "This file is not a photo; send a JPEG, PNG, HEIC or WebP.": (
        "Diese Datei ist kein Foto; senden Sie JPEG, PNG, HEIC oder WebP."
    ),
    "This kind of picture is not read; export it as JPEG, PNG, HEIC or WebP.": (
        "Diese Art von Bild wird nicht gelesen; exportieren Sie es als JPEG, PNG, HEIC oder WebP."
    ),
    "This file holds several pictures or an animation; send one still photo.": (
        "Diese Datei enthält mehrere Bilder oder eine Animation; senden Sie ein einzelnes Foto."
    ),
    "Rhytid drew lines on this picture; send the photo that it was drawn on.": (
        "In dieses Bild hat Rhytid Linien gezeichnet; senden Sie das Foto ohne sie."
    ),
    "This photo is only {short} px on its short side; send the original photo with at least "
    "{least} px.": (
        "Die kurze Seite dieses Fotos hat nur {short} Pixel; senden Sie das Original mit "
        "mindestens {least} Pixeln."
    ),
    "This photo has more than {megapixels} megapixels or a side above {side} px; send it at a "
    "smaller size.": (
        "Dieses Foto hat mehr als {megapixels} Megapixel oder eine Seite über {side} Pixel; senden "
        "Sie es kleiner."
    ),
    "This picture is fully transparent; export the photo as a JPEG.": (
        "Dieses Bild ist ganz durchsichtig; exportieren Sie das Foto als JPEG."
    ),
    "This photo is incomplete or damaged; send the original file again.": (
        "Dieses Foto ist unvollständig oder beschädigt; senden Sie die Originaldatei noch einmal."
    ),
    "The photo seems torn along a line, as by a broken transfer; look at it and send the original "
    "file again.": (
        "Das Foto scheint an einer Zeile zerrissen, wie nach einer abgebrochenen Übertragung; "
        "sehen Sie es an und senden Sie die Originaldatei noch einmal."
    ),
    "The photo is heavily compressed; send the camera's own file, not one that went through a "
    "messenger.": (
        "Das Foto ist stark komprimiert; senden Sie die Datei der Kamera selbst, nicht eine, die "
        "durch einen Messenger ging."
    ),
    "The photo has no colour; send the colour original.": (
        "Das Foto hat keine Farbe; senden Sie das farbige Original."
    ),
    "This photo is grey and shows no colour; send it in colour.": (
        "Dieses Foto ist grau und zeigt keine Farbe; senden Sie es in Farbe."
    ),
    "The photo's colour profile cannot be read, so its colours were taken for sRGB; send the "
    "camera's own file.": (
        "Das Farbprofil des Fotos ist nicht lesbar, seine Farben wurden als sRGB genommen; senden "
        "Sie die Datei der Kamera selbst."
    ),
    "The file cannot be read ({error}); check its path.": (
        "Die Datei ist nicht lesbar ({error}); prüfen Sie ihren Pfad."
    ),
    "There is no photo in this folder; put the shots in it.": (
        "In diesem Ordner ist kein Foto; legen Sie die Aufnahmen hinein."
    ),
    # One photo: the face
    "No face was found; use a sharp frontal photo of one face.": (
        "Es wurde kein Gesicht gefunden; nehmen Sie ein scharfes Foto eines Gesichts von vorn."
    ),
    "More than one face; crop the photo to the client.": (
        "Mehr als ein Gesicht; schneiden Sie das Foto auf den Klienten zu."
    ),
    "The face is upside down; turn the photo by half a turn and send it.": (
        "Das Gesicht steht auf dem Kopf; drehen Sie das Foto um eine halbe Drehung."
    ),
    "The face lies on its side; turn the photo a quarter to the {way}.": (
        "Das Gesicht liegt auf der Seite; drehen Sie das Foto um eine Vierteldrehung nach {way}."
    ),
    "The eyes are closed, so there is no scale; take the photo with open eyes.": (
        "Die Augen sind geschlossen, damit fehlt der Maßstab; fotografieren Sie mit offenen Augen."
    ),
    "The eyes do not fit the face, so there is no scale; use a frontal photo with open, uncovered "
    "eyes.": (
        "Die Augen passen nicht zum Gesicht, damit fehlt der Maßstab; nehmen Sie ein Foto von "
        "vorn mit offenen, unverdeckten Augen."
    ),
    "The face has {px_per_mm} px per mm; come closer or use the original photo, so that the face "
    "fills the frame with 4 px per mm or more.": (
        "Das Gesicht hat {px_per_mm} Pixel je mm; gehen Sie näher heran oder nehmen Sie das "
        "Originalfoto, sodass das Gesicht das Bild mit 4 Pixeln je mm oder mehr füllt."
    ),
    "The photo is blurred or enlarged: it shows no more than {px_per_mm} px per mm would; focus on "
    "the eyes, hold still and send the original photo.": (
        "Das Foto ist unscharf oder vergrößert: Es zeigt nicht mehr, als {px_per_mm} Pixel je mm "
        "zeigen; stellen Sie auf die Augen scharf, halten Sie still, senden Sie das Original."
    ),
    "The face is cut off by the edge of the photo; leave room on all sides.": (
        "Der Bildrand schneidet das Gesicht ab; lassen Sie ringsum Platz."
    ),
    "The {part} cannot be seen; take off whatever covers the face.": (
        "Nicht zu sehen: {part}; nehmen Sie ab, was das Gesicht verdeckt."
    ),
    "The lower face has another colour than the forehead; take off whatever covers it.": (
        "Das untere Gesicht hat eine andere Farbe als die Stirn; nehmen Sie ab, was es verdeckt."
    ),
    "The face is too dark; use more light or a longer exposure.": (
        "Das Gesicht ist zu dunkel; nehmen Sie mehr Licht oder belichten Sie länger."
    ),
    "The face is burnt out to white; use less light or a shorter exposure.": (
        "Das Gesicht ist weiß ausgebrannt; nehmen Sie weniger Licht oder belichten Sie kürzer."
    ),
    "Parts of the skin are burnt out; use softer light or a shorter exposure.": (
        "Teile der Haut sind ausgebrannt; nehmen Sie weicheres Licht oder belichten Sie kürzer."
    ),
    "One side of the face is lit much more than the other, which makes and hides lines; light both "
    "sides alike.": (
        "Eine Seite des Gesichts ist viel heller als die andere, was Linien entstehen und "
        "verschwinden lässt; beleuchten Sie beide gleich."
    ),
    "The head is turned to one side; let the nose point at the camera.": (
        "Der Kopf ist zur Seite gedreht; die Nase soll zur Kamera zeigen."
    ),
    "The chin is too high or too low; hold the head level, camera at eye height.": (
        "Das Kinn ist zu hoch oder zu tief; Kopf gerade halten, Kamera auf Augenhöhe."
    ),
    "The head leans to one shoulder; hold it upright.": (
        "Der Kopf neigt sich zu einer Schulter; halten Sie ihn aufrecht."
    ),
    "The mouth is open; for comparable photos ask for rest, frown, raised brows or smile.": (
        "Der Mund ist offen; für vergleichbare Fotos bitten Sie um Ruhe, Stirnrunzeln, gehobene "
        "Brauen oder Lächeln."
    ),
    "The face shows {shown} instead of {asked}; ask for more effort and take the photo again.": (
        "Das Gesicht zeigt {shown} statt {asked}; bitten Sie um mehr Anstrengung und nehmen Sie "
        "das Foto noch einmal auf."
    ),
    "Only {visible} of {area_cm2} cm2 of skin can be seen here; keep hair, beard, glasses and "
    "glare off this region.": (
        "Hier sind nur {visible} von {area_cm2} cm2 Haut zu sehen; halten Sie Haare, Bart, Brille "
        "und Glanz von dieser Region fern."
    ),
    "The skin looks bluish, so it has no tone; set the white balance on a grey card.": (
        "Die Haut sieht bläulich aus und hat so keinen Hautton; stellen Sie den Weißabgleich auf "
        "einer Graukarte ein."
    ),
    "The head is turned too far to compare its sides; face the camera.": (
        "Der Kopf ist zu weit gedreht, um seine Seiten zu vergleichen; in die Kamera sehen."
    ),
    "The photo has {px_per_mm} pixels per mm and fine texture needs {least}; come closer or use a "
    "finer camera.": (
        "Das Foto hat {px_per_mm} Pixel je mm, feine Textur braucht {least}; gehen Sie näher "
        "heran oder nehmen Sie eine feinere Kamera."
    ),
    # A photo beside the first one
    "Let the client turn the head {degrees} degrees to their {side}.": (
        "Lassen Sie den Kopf um {degrees} Grad drehen, aus Sicht des Klienten nach {side}."
    ),
    "{way} the chin by {degrees} degrees.": "Das Kinn um {degrees} Grad {way}.",
    "{what} harder: like last time ({share} of that effort now).": (
        "{what}, stärker als jetzt: wie beim letzten Mal (jetzt {share} dieser Anstrengung)."
    ),
    "{what} less hard: like last time ({share} of that effort now).": (
        "{what}, schwächer als jetzt: wie beim letzten Mal (jetzt {share} dieser Anstrengung)."
    ),
    "Let the face rest as at the first visit: no frown, no smile, lips closed.": (
        "Das Gesicht ruhen lassen wie beim ersten Besuch: Stirn glatt, kein Lächeln, Lippen zu."
    ),
}
