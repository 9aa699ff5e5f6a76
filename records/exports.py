"""The register of research exports, and the codes under which people are in them."""

import secrets
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from records.clients import PSEUDONYM_LETTERS
from records.models import ResearchExport, ResearchExportMember, StudyCode

CODE_LETTERS = 10


@dataclass(frozen=True)
class KeptExport:
    """An export that was written."""

    number: int
    made_at: datetime
    made_by: str
    people: int
    datapackage_sha256: str


def study_codes(session: Session, client_ids: Collection[str]) -> Mapping[str, str]:
    """Return the study code of each client, drawn by chance where there is none yet."""
    rows = select(StudyCode).where(StudyCode.client_id.in_(client_ids))
    codes = {row.client_id: row.code for row in session.scalars(rows)}
    for client_id in sorted(set(client_ids) - codes.keys()):
        letters = (secrets.choice(PSEUDONYM_LETTERS) for _ in range(CODE_LETTERS))
        codes[client_id] = "".join(letters)
        session.add(StudyCode(client_id=client_id, code=codes[client_id]))
    session.flush()
    return codes


def keep_export(
    session: Session, *, made_by: str, datapackage_sha256: str, client_ids: Collection[str]
) -> int:
    """Enter an export and whom it holds into the register; return its number."""
    export = ResearchExport(made_by=made_by, datapackage_sha256=datapackage_sha256)
    session.add(export)
    session.flush()
    session.add_all(
        ResearchExportMember(export_id=export.id, client_id=client_id) for client_id in client_ids
    )
    session.flush()
    return export.id


def exports_holding(session: Session, client_id: str) -> list[KeptExport]:
    """Return every export that holds rows of a client, oldest first."""
    return [export for export, members in _exports(session) if client_id in members]


def kept_exports(session: Session) -> list[KeptExport]:
    """Return every export, oldest first."""
    return [export for export, _ in _exports(session)]


def _exports(session: Session) -> list[tuple[KeptExport, set[str]]]:
    members: dict[int, set[str]] = {}
    rows = select(ResearchExportMember.export_id, ResearchExportMember.client_id)
    for number, client_id in session.execute(rows):
        members.setdefault(number, set()).add(client_id)
    return [
        (
            KeptExport(
                row.id,
                row.made_at,
                row.made_by,
                len(members.get(row.id, ())),
                row.datapackage_sha256,
            ),
            members.get(row.id, set()),
        )
        for row in session.scalars(select(ResearchExport).order_by(ResearchExport.id))
    ]
