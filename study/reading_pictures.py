"""The pictures of a reading set: photos of the records under the numbers of their items."""

from pathlib import Path
from typing import Any

import pandas as pd
from PIL import Image

from records.consents import Purpose, consented_clients
from records.exports import study_codes
from records.research import visit_rows
from records.store import Session
from records.visits import VisitPhoto, photos_of
from study.blinded import blinded_picture
from study.errors import StudyError
from tracking.access import Action, may
from tracking.desk import Desk
from vision.errors import Refusal

JPEG_QUALITY = 95


def write_pictures(desk: Desk, key: pd.DataFrame, folder: Path) -> list[Refusal]:
    """Write ``ITEM-POSITION.jpg`` for every photo of a set, without metadata.

    Only photos of people who still consent to research are written.

    Parameters
    ----------
    desk : Desk
    key : DataFrame
        Of a set that was drawn from an export of these records.
    folder : Path
        New.

    Returns
    -------
    list of Refusal
        One for every photo that is not there any more; its item has to be left out.

    Raises
    ------
    StudyError
        The folder exists.
    """
    desk.require(Action.EXPORT_RESEARCH)
    if folder.exists():
        raise StudyError(f"{folder} exists already; choose a new folder.")
    with desk.writing(Action.EXPORT_RESEARCH, detail="reading set") as session:
        codes = study_codes(session, consented_clients(session, Purpose.RESEARCH))
        shown = {
            code: photos_as_exported(session, client_id)
            for client_id, code in codes.items()
            if may(desk.actor, Action.SEE_BLINDED_PICTURES, client_id)
        }
    folder.mkdir(parents=True)
    missing = []
    for code, rows in key.groupby("study_code"):
        photos = shown.get(str(code), {})
        for row in rows.to_dict("records"):
            photo = photos.get((row["visit_number"], row["expression"], row["view"], row["shot"]))
            name = f"{row['item_number']:04d}-{row['position']}.jpg"
            if photo is None or not _write(desk, photo, folder / name):
                missing.append(
                    Refusal("no_photo", f"{name}: this photo is not there any more; skip the item.")
                )
    return missing


def photos_as_exported(session: Session, client_id: str) -> dict[tuple[Any, ...], VisitPhoto]:
    """Return the photos of a client by visit number, expression, view and shot of an export."""
    numbers = {visit.id: visit.number for visit in visit_rows(session, client_id)}
    return {
        (numbers[photo.visit_id], photo.expression, photo.view, photo.shot): photo
        for photo in photos_of(session, client_id)
    }


def _write(desk: Desk, photo: VisitPhoto, file: Path) -> bool:
    pixels = blinded_picture(desk, photo.name.client_id, photo.name.sha256)
    if pixels is None:
        return False
    Image.fromarray(pixels).save(file, quality=JPEG_QUALITY)
    return True
