"""The demo clinic: generated people over half a year, measured on the first start.

``clinic.json`` names the clients, their visits with photos, and their treatments. Its digest is
part of the reference of every demo client, so a start finds out with one query whether this
clinic is already kept; photos and pairs without figures are then measured (`tracking.analyse`).
"""

import hashlib
import json
import logging
from datetime import datetime
from pathlib import Path
from typing import TypedDict

from records.clients import (
    ClientDetails,
    add_client,
    clients_by_reference,
    new_client_id,
)
from records.store import Session
from records.treatments import Dosage, add_botox, add_microcurrent
from tracking.access import Action
from tracking.analyse import Progress, analyse
from tracking.desk import Desk, open_desk
from tracking.erase import erase_client
from tracking.intake import KeptPhoto, NewPhoto, add_kept_visit, keep_photo
from tracking.settings import Settings
from tracking.tidy import tidy
from treatments.doses import Product, dose_of
from treatments.sessions import BotoxSession, Injection, MicrocurrentSession
from vision.errors import Refusal

CLINIC = Path(__file__).parents[1] / "sample_images" / "clinic" / "clinic.json"
REFERENCE = "demo/"


class PhotoEntry(TypedDict):
    """A photo of a visit; `file` is relative to the folder of ``clinic.json``."""

    expression: str
    file: str


class VisitEntry(TypedDict):
    """A visit; times are ISO 8601 with a zone."""

    at: str
    photos: list[PhotoEntry]


class InjectionEntry(TypedDict):
    """One injection in units of the session's product."""

    region: str
    units: float


class BotoxEntry(TypedDict):
    """A Botox session."""

    at: str
    product: str
    injections: list[InjectionEntry]


class MicrocurrentEntry(TypedDict):
    """A microcurrent session."""

    at: str
    device: str
    microampere: float
    minutes: float
    regions: list[str]


class ClientEntry(TypedDict):
    """A client with the whole history."""

    key: str
    name: str
    birth_year: int
    visits: list[VisitEntry]
    botox: list[BotoxEntry]
    microcurrent: list[MicrocurrentEntry]


def prepare_demo_clinic(
    settings: Settings,
    progress: Progress = lambda what, done, total: None,
    *,
    clinic: Path = CLINIC,
) -> Desk:
    """Open the records with the demo clinic in them, measured.

    Quick when nothing is to be done. An interrupted run is taken up where it stopped; a clinic
    that has changed since replaces its earlier self.

    Parameters
    ----------
    settings : Settings
    progress : Progress
        Called with what is being done, how many are done and how many there are.
    clinic : Path
        The clinic's ``clinic.json``.
    """
    desk = open_desk(settings)
    tidy(desk)
    text = clinic.read_bytes()
    entries: list[ClientEntry] = json.loads(text)["clients"]
    digest = hashlib.sha256(text).hexdigest()[:16]
    references = {f"{REFERENCE}{digest}/{entry['key']}": entry for entry in entries}
    with desk.store.reading() as session:
        kept = clients_by_reference(session, REFERENCE)
    for reference in kept.keys() - references.keys():
        erase_client(desk, kept.pop(reference))
    for reference, entry in references.items():
        if reference not in kept:
            kept[reference] = _keep_client(desk, reference, entry, clinic.parent)
    analyse(desk, list(kept.values()), progress)
    return desk


def _keep_client(desk: Desk, reference: str, entry: ClientEntry, folder: Path) -> str:
    client_id = new_client_id()
    visits = [
        (_time(visit["at"]), _keep_photos(desk, client_id, visit, folder))
        for visit in entry["visits"]
    ]
    with desk.writing(Action.ADD_CLIENT) as session:
        details = ClientDetails(entry["name"], entry["birth_year"])
        add_client(session, details, client_id=client_id, reference=reference)
        for visited_at, photos in visits:
            add_kept_visit(session, client_id=client_id, visited_at=visited_at, photos=photos)
        _add_treatments(session, client_id, entry)
    return client_id


def _keep_photos(desk: Desk, client_id: str, visit: VisitEntry, folder: Path) -> list[KeptPhoto]:
    kept = []
    for entry in visit["photos"]:
        new = NewPhoto((folder / entry["file"]).read_bytes(), entry["expression"])
        photo = keep_photo(desk, client_id, new)
        if isinstance(photo, Refusal):
            logging.getLogger(__name__).warning("%s: %s", entry["file"], photo.message)
        else:
            kept.append(photo)
    return kept


def _add_treatments(session: Session, client_id: str, entry: ClientEntry) -> None:
    for botox in entry["botox"]:
        product = Product(botox["product"])
        injections = tuple(
            Injection(injection["region"], dose_of(product, injection["units"]))
            for injection in botox["injections"]
        )
        done = BotoxSession(_time(botox["at"]), injections)
        add_botox(session, client_id=client_id, done=done)
    for current in entry["microcurrent"]:
        add_microcurrent(
            session,
            client_id=client_id,
            done=MicrocurrentSession(_time(current["at"]), frozenset(current["regions"])),
            dosage=Dosage(current["device"], current["minutes"], current["microampere"]),
        )


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text)
