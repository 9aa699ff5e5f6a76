"""A client's own data as one archive: photos as taken, figures, consents, and who saw them."""

import csv
import io
import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, tzinfo
from pathlib import Path
from typing import Any
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

from records.client_rows import rows_of_client, uses_of_client
from records.durable import PART
from records.visits import VisitPhoto, photos_of
from records.voids import Void, photos_set_aside
from tracking.access import Action
from tracking.backup import FolderInUseError
from tracking.desk import Desk, UnknownRecordError, subject_of

EXPLANATION = """This is what this practice keeps about you in Rhytid, all but photos set aside.

photos/          your photos, unchanged, with whatever the camera wrote into them
figures.csv      the figures of each photo by region; units are in the headings
set_aside.csv    photos that count for nothing, and why; as they may show somebody else, neither
                 they nor their figures are here: ask the practice for those that show you
consents.csv     what you agreed to, when, and when you took it back
who_used_it.csv  who used your records, when and how; people are named by their numbers
everything.json  all of it for programs, one list for each table
"""
Row = dict[str, Any]
SUFFIXES = {b"\xff\xd8": ".jpg", b"\x89P": ".png", b"RI": ".webp"}
SET_ASIDE_COLUMNS = ("visited_at", "expression", "view", "shot", "set_aside_at", "reason")
CONSENT_COLUMNS = ("purpose", "text_version", "text_sha256", "given_at", "taken_by", "withdrawn_at")


@dataclass(frozen=True)
class Export:
    """A written archive."""

    file: Path
    photo_count: int
    row_count: int


def export_client(desk: Desk, client_id: str, file: Path) -> Export:
    """Write everything that is kept about a client into a new ZIP archive.

    Raises
    ------
    UnknownRecordError
        There is no such client.
    FolderInUseError
        The file is there already; it was left as it is.
    """
    with desk.reading(Action.EXPORT_CLIENT, client_id) as session:
        rows = rows_of_client(session, client_id)
        photos = photos_of(session, client_id)
        aside = photos_of(session, client_id, void=True)
        reasons = photos_set_aside(session, client_id)
        uses = uses_of_client(session, subject_of(client_id))
    if not rows["client"]:
        raise UnknownRecordError("There is no such client.")
    rows = _without_figures(rows, reasons.keys())
    if file.exists():
        raise FolderInUseError(f"{file} is there already; name a new file.")
    part = file.with_name(file.name + PART)
    part.touch(mode=0o600)
    try:
        with ZipFile(part, "w", ZIP_DEFLATED) as archive:
            for photo in photos:
                data = desk.photos.get(photo.name)
                archive.writestr(_photo_path(photo, data, desk.policy.zone), data, ZIP_STORED)
            archive.writestr("read me.txt", EXPLANATION)
            archive.writestr("figures.csv", _figures(rows, photos))
            archive.writestr("set_aside.csv", _set_aside(aside, reasons))
            archive.writestr("consents.csv", _table(CONSENT_COLUMNS, _consents(rows)))
            archive.writestr("who_used_it.csv", _table(("at", "who", "what"), uses))
            archive.writestr("everything.json", json.dumps(rows, default=_plain, indent=1))
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)
    return Export(file, len(photos), sum(map(len, rows.values())))


def _photo_path(photo: VisitPhoto, data: bytes, zone: tzinfo) -> str:
    suffix = SUFFIXES.get(data[:2], ".heic")
    at = f"{photo.visited_at.astimezone(zone):%Y-%m-%d-%H%M}"
    return f"photos/{at}-{photo.expression}-{photo.view}-{photo.shot}-{photo.photo_id}{suffix}"


def _without_figures(
    rows: dict[str, list[Row]], photo_ids: Collection[int]
) -> dict[str, list[Row]]:
    """Leave out the figures and grades of some photos."""
    others = {
        table: [row for row in found if row.get("photo_id") not in photo_ids]
        for table, found in rows.items()
    }
    measured = {row["id"] for row in others["measurement"]}
    figures = [row for row in rows["region_figures"] if row["measurement_id"] in measured]
    return others | {"region_figures": figures}


def _set_aside(photos: Sequence[VisitPhoto], reasons: Mapping[int, Void]) -> str:
    rows = []
    for photo in photos:
        void = reasons[photo.photo_id]
        place = (photo.visited_at.isoformat(), photo.expression, photo.view, photo.shot)
        rows.append((*place, void.at.isoformat(), void.reason))
    return _table(SET_ASIDE_COLUMNS, rows)


def _figures(rows: dict[str, list[Row]], photos: Sequence[VisitPhoto]) -> str:
    by_photo = {photo.photo_id: photo for photo in photos}
    measurements = {row["id"]: row for row in rows["measurement"]}
    figures = rows["region_figures"]
    names = [name for name in figures[0] if name != "measurement_id"] if figures else []
    lines = []
    for row in figures:
        measurement = measurements[row["measurement_id"]]
        photo = by_photo[measurement["photo_id"]]
        place = (photo.visited_at.isoformat(), photo.expression, photo.view, photo.shot)
        lines.append((*place, measurement["algorithm"], *(row[name] for name in names)))
    return _table(("visited_at", "expression", "view", "shot", "algorithm", *names), lines)


def _consents(rows: dict[str, list[Row]]) -> list[list[Any]]:
    return [[_plain(row[name]) for name in CONSENT_COLUMNS] for row in rows["consent"]]


def _table(headings: Sequence[str], rows: Iterable[Sequence[Any]]) -> str:
    text = io.StringIO()
    writer = csv.writer(text)
    writer.writerow(headings)
    writer.writerows(rows)
    return text.getvalue()


def _plain(value: object) -> str:
    if value is None:
        return ""
    return value.isoformat() if isinstance(value, date) else str(value)
