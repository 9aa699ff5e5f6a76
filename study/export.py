"""Writing a research export, and what the register knows about earlier ones."""

import hashlib
import json
import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from metrics.evidence import ALGORITHM
from records.base import utc_now
from records.consents import Purpose, consented_clients
from records.durable import PART
from records.exports import KeptExport, keep_export, kept_exports, study_codes
from records.research import count_unmeasured
from records.store import Session
from study.collect import Collected, collect
from study.deidentify import Deidentified, deidentify
from study.derive import DERIVED_TABLES, derive
from study.dictionary import DICTIONARY, data_package, dictionary_rows
from study.errors import StudyError
from study.files import row_digest, write_table
from study.people import LEAST_PEOPLE
from study.provenance import provenance
from study.tables import BASE_TABLES
from tracking.access import Action
from tracking.backup import FolderInUseError
from tracking.desk import Desk

DATA_PACKAGE = "datapackage.json"
PROVENANCE = "provenance.json"
ROW_DIGESTS = "row_digests.json"


@dataclass(frozen=True)
class ResearchExport:
    """A written export.

    Attributes
    ----------
    number : int
        In the register.
    people : int
    rows : dict of str to int
        By table.
    left_out : dict
        As in ``provenance.json``.
    """

    number: int
    people: int
    rows: dict[str, int]
    left_out: dict[str, Any]


def export_research(desk: Desk, folder: Path) -> ResearchExport:
    """Write the tables of everybody who agreed to research into a new folder.

    The folder is there as a whole or not at all, and only once the register names whom it holds.

    Raises
    ------
    StudyError
        Too few people agreed for anything to leave.
    FolderInUseError
        There is something under that name; it was left as it is.
    """
    desk.require(Action.EXPORT_RESEARCH)
    if folder.exists():
        raise FolderInUseError(f"{folder} is there already; name a new folder.")
    made, client_ids, unmeasured = _read(desk)
    if not made.people:
        raise StudyError(
            f"Nothing may leave: fewer than {LEAST_PEOPLE} people with photos, the same kind of "
            "treatment and consent to research. Ask for consent: `consent give CLIENT research`."
        )
    origin = provenance(made, unmeasured_photos=unmeasured, policy=desk.policy)
    part = folder.with_name(folder.name + PART)
    part.mkdir(parents=True)
    try:
        digest = _write(part, made, origin)
        with desk.writing(Action.EXPORT_RESEARCH, detail=digest) as session:
            number = keep_export(
                session,
                made_by=desk.actor.id,
                datapackage_sha256=digest,
                client_ids=client_ids,
            )
        part.replace(folder)
    finally:
        shutil.rmtree(part, ignore_errors=True)
    return ResearchExport(number, len(made.people), origin["rows"], origin["left_out"])


def preview(desk: Desk) -> Deidentified:
    """Return what an export made now would hold; nothing is written and nothing registered."""
    desk.require(Action.EXPORT_RESEARCH)
    return _read(desk)[0]


def earlier_exports(desk: Desk) -> list[KeptExport]:
    """Return every research export that was written, oldest first."""
    with desk.reading(Action.EXPORT_RESEARCH) as session:
        return kept_exports(session)


def _read(desk: Desk) -> tuple[Deidentified, list[str], int]:
    """Return the base tables, whose rows are in them, and photos without figures."""
    with desk.writing(Action.EXPORT_RESEARCH) as session:
        client_of = {
            code: client_id
            for client_id, code in study_codes(
                session, consented_clients(session, Purpose.RESEARCH)
            ).items()
        }
    with desk.store.reading() as session:
        made = deidentify(_collected(session, desk, client_of, utc_now()))
        client_ids = [client_of[person.study_code] for person in made.people]
        return made, client_ids, count_unmeasured(session, client_ids, ALGORITHM)


def _collected(
    session: Session, desk: Desk, client_of: dict[str, str], now: datetime
) -> Sequence[Collected]:
    read = (
        collect(session, client_id, study_code=code, zone=desk.policy.zone, until=now)
        for code, client_id in client_of.items()
    )
    return [each for each in read if each is not None]


def _write(folder: Path, made: Deidentified, origin: dict[str, Any]) -> str:
    """Write every file, and return the digest of the last one, which names all others."""
    tables = {**made.tables, **derive(made.tables)}
    digests = {}
    for table in (*BASE_TABLES, *DERIVED_TABLES):
        write_table(folder, table, tables[table.name])
        digests[table.name] = [row_digest(table, row) for row in tables[table.name]]
    write_table(folder, DICTIONARY, dictionary_rows())
    _write_json(folder / ROW_DIGESTS, digests)
    _write_json(folder / PROVENANCE, origin)
    (folder / "README.txt").write_text(_explanation(origin), encoding="utf-8", newline="\n")
    files = {path: file_digest(path) for path in sorted(folder.iterdir())}
    return _write_json(folder / DATA_PACKAGE, data_package(files))


def file_digest(path: Path) -> str:
    """Return the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def left_out_words(left_out: dict[str, Any]) -> list[str]:
    """Say what did not leave, one sentence each; empty where all did."""
    people, blurred = left_out["people"], left_out["people_blurred"]
    unmeasured = left_out["photos_without_figures_of_this_version"]
    values, rows = sum(left_out["values"].values()), sum(left_out["rows"].values())
    sentences = (
        (people, f"{people} people are left out: fewer than {LEAST_PEOPLE} share their treatment."),
        (blurred, f"{blurred} people are there without skin type, age or first year."),
        (unmeasured, f"{unmeasured} photos have no figures of this version; run `rebuild`."),
        (values, f"{values} values are left out: not in their column's list or range."),
        (rows, f"{rows} rows are left out: they mean nothing without such a value."),
    )
    return [sentence for count, sentence in sentences if count]


def _explanation(origin: dict[str, Any]) -> str:
    lines = [
        "A research export of Rhytid: facial lines over Botox and microcurrent sessions.",
        "",
        "datapackage.json  every file with its digest and every column (Frictionless)",
        "dictionary.csv    every column with unit, range, direction and equation",
        "provenance.json   method, versions, face model, and what was left out",
        "row_digests.json  SHA-256 of every row, in order",
        "",
        *origin["method"],
        "",
        *left_out_words(origin["left_out"]),
    ]
    return "\n".join(lines).rstrip() + "\n"


def _write_json(path: Path, document: dict[str, Any]) -> str:
    text = json.dumps(document, indent=1, ensure_ascii=False, allow_nan=False) + "\n"
    path.write_text(text, encoding="utf-8", newline="\n")
    return hashlib.sha256(text.encode()).hexdigest()
