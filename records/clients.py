"""Adding, finding and listing clients."""

import re
import secrets
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, cast
from uuid import uuid4

from sqlalchemy import and_, delete, func, literal, or_, select, union_all
from sqlalchemy.orm import Session

from records.models import BotoxSessionRow, Client, MicrocurrentSessionRow, Visit
from records.texts import open_text, seal_text
from records.visits import photographed
from records.voids import holds
from treatments.errors import InvalidRecordError

PSEUDONYM_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Digits and letters that are not mistaken for each other when read aloud or copied."""

ACCENTS = re.compile("[\u0300-\u036f]")
FEW = 100
"""Up to this many clients are asked for by their ids; beyond, all are read."""

TreatmentKind = Literal["botox", "microcurrent"]


@dataclass(frozen=True)
class ClientSummary:
    """A client as one line of the client list, with what it shows of the history."""

    id: str
    name: str
    pseudonym: str
    visit_count: int
    first_visit: datetime | None
    last_visit: datetime | None
    treatment_kinds: tuple[TreatmentKind, ...]


@dataclass(frozen=True)
class ClientDetails:
    """What is known about a client besides the history.

    `fitzpatrick` is the skin type 1 to 6 that the client reports, None where not asked.
    """

    name: str
    birth_year: int | None = None
    fitzpatrick: int | None = None
    allergies: str = ""
    notes: str = ""

    def __post_init__(self) -> None:
        if not self.name.strip():
            raise InvalidRecordError("a client needs a name; a pseudonym will do")
        if self.fitzpatrick is not None and not 1 <= self.fitzpatrick <= 6:
            raise InvalidRecordError(f"{self.fitzpatrick}: Fitzpatrick types are 1 to 6")


def new_client_id() -> str:
    """Return a random id, which says nothing about the person and is never used twice."""
    return uuid4().hex


def add_client(
    session: Session,
    details: ClientDetails,
    *,
    client_id: str | None = None,
    reference: str | None = None,
) -> Client:
    """Add a client under a new pseudonym, and under `client_id` where photos already have one."""
    client_id = client_id or new_client_id()
    letters = "".join(secrets.choice(PSEUDONYM_LETTERS) for _ in range(6))
    client = Client(
        id=client_id,
        pseudonym=f"R-{letters}",
        reference=reference,
        **_columns(session, client_id, details),
    )
    session.add(client)
    session.flush()
    return client


def change_client(session: Session, client_id: str, details: ClientDetails) -> bool:
    """Replace what is known about a client; False when there is no such client."""
    client = session.get(Client, client_id)
    if client is None:
        return False
    for column, value in _columns(session, client_id, details).items():
        setattr(client, column, value)
    return True


def client_details(session: Session, client_id: str) -> ClientDetails | None:
    """Return what is known about a client; None when there is no such client."""
    client = session.get(Client, client_id)
    if client is None:
        return None
    return ClientDetails(
        open_text(session, client_id, "name", client.sealed_name),
        client.birth_year,
        client.fitzpatrick,
        open_text(session, client_id, "allergies", client.sealed_allergies),
        open_text(session, client_id, "notes", client.sealed_notes),
    )


def client_called(session: Session, word: str) -> str | None:
    """Return the client with this id or pseudonym, whatever its case; None when there is none."""
    called = or_(Client.id == word.lower(), Client.pseudonym == word.upper())
    return session.scalar(select(Client.id).where(called))


def birth_year_of(session: Session, client_id: str) -> int | None:
    """Return the year in which a client was born; None where nobody knows."""
    return session.scalar(select(Client.birth_year).where(Client.id == client_id))


def client_ids(session: Session) -> list[str]:
    """Every client, in the order of their ids."""
    return list(session.scalars(select(Client.id).order_by(Client.id)))


def known_clients(session: Session, client_ids: Collection[str]) -> frozenset[str]:
    """Return those of these clients that there are."""
    return frozenset(session.scalars(select(Client.id).where(Client.id.in_(client_ids))))


def hold_client(session: Session, client_id: str) -> None:
    """Let nobody else who asks for this client go on before this transaction is over.

    SQLite has one writer at a time anyway.
    """
    session.execute(select(Client.id).where(Client.id == client_id).with_for_update(key_share=True))


def remove_client(session: Session, client_id: str) -> None:
    """Remove a client with all visits, treatments and figures; the photo files stay."""
    session.execute(delete(Client).where(Client.id == client_id))


def clients_by_reference(session: Session, prefix: str) -> dict[str, str]:
    """Return reference and id of the clients whose reference begins with `prefix`."""
    rows = select(Client.reference, Client.id).where(
        Client.reference.startswith(prefix, autoescape=True)
    )
    return {reference: number for reference, number in session.execute(rows) if reference}


def client_summaries(session: Session, *, search: str = "") -> list[ClientSummary]:
    """Clients whose name or pseudonym holds `search`, whatever its case and accents, by name."""
    words = {
        client_id: _plain(f"{open_text(session, client_id, 'name', sealed_name)} {pseudonym}")
        for client_id, sealed_name, pseudonym in session.execute(
            select(Client.id, Client.sealed_name, Client.pseudonym)
        )
    }
    wanted = _plain(search)
    found = [
        client_id
        for client_id in sorted(words, key=words.__getitem__)
        if wanted in words[client_id]
    ]
    summaries = _summaries(session, found if len(found) <= FEW else None)
    return [summaries[client_id] for client_id in found]


def client_summary(session: Session, client_id: str) -> ClientSummary | None:
    """Return one client's summary; None when there is no such client."""
    return _summaries(session, [client_id]).get(client_id)


def _summaries(session: Session, only: Sequence[str] | None) -> dict[str, ClientSummary]:
    """Return summaries by client, of all clients or of a few."""
    clients = (
        select(
            Client.id,
            Client.sealed_name,
            Client.pseudonym,
            func.count(Visit.id),
            func.min(Visit.visited_at),
            func.max(Visit.visited_at),
        )
        .outerjoin(Visit, and_(Visit.client_id == Client.id, photographed()))
        .group_by(Client.id)
    )
    treated = [
        select(table.client_id, literal(kind)).where(holds(table)).group_by(table.client_id)
        for kind, table in (("botox", BotoxSessionRow), ("microcurrent", MicrocurrentSessionRow))
    ]
    if only is not None:
        clients = clients.where(Client.id.in_(only))
        treated = [rows.where(rows.selected_columns.client_id.in_(only)) for rows in treated]
    kinds: dict[str, list[TreatmentKind]] = {}
    for owner, kind in session.execute(union_all(*treated)):
        kinds.setdefault(owner, []).append(cast("TreatmentKind", kind))
    return {
        row[0]: ClientSummary(
            row[0],
            open_text(session, row[0], "name", row[1]),
            *row[2:],
            treatment_kinds=tuple(sorted(kinds.get(row[0], ()))),
        )
        for row in session.execute(clients)
    }


def _columns(session: Session, client_id: str, details: ClientDetails) -> dict[str, Any]:
    return {
        "sealed_name": seal_text(session, client_id, "name", details.name),
        "birth_year": details.birth_year,
        "fitzpatrick": details.fitzpatrick,
        "sealed_allergies": seal_text(session, client_id, "allergies", details.allergies),
        "sealed_notes": seal_text(session, client_id, "notes", details.notes),
    }


def _plain(text: str) -> str:
    folded = text.casefold()
    if folded.isascii():
        return folded
    return ACCENTS.sub("", unicodedata.normalize("NFKD", folded))
