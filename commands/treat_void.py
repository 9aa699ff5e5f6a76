"""`treat list`, `treat void` and `treat take-back`: correcting what was recorded."""

from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from commands.records import (
    SOME_REFUSED,
    ClientWord,
    JsonFile,
    answer,
    client_id_of,
    open_records,
)

# ruff: noqa: PLC0415 - see commands.records

if TYPE_CHECKING:
    from tracking.corrections import EntryKind
    from vision.errors import Refusal

EntryWord = Annotated[
    str, typer.Argument(metavar="ENTRY", help="Such as botox-3, as `treat list` names it.")
]


def everything(client: ClientWord, json_file: JsonFile = None) -> None:
    """List what was done or booked, with the name of each entry and why some are void."""
    from tracking.corrections import entries_of

    with open_records() as desk:
        entries = entries_of(desk, client_id_of(desk, client))

    def say() -> None:
        for entry in entries:
            void = f"  void: {entry.void.reason}" if entry.void else ""
            typer.echo(f"{entry.kind}-{entry.number:<4} {entry.on:%Y-%m-%d}  {entry.what}{void}")

    documents = [
        {
            "entry": f"{entry.kind}-{entry.number}",
            "at": entry.on.isoformat(),
            "what": entry.what,
            "regions": list(entry.regions),
            "void": entry.void and {**asdict(entry.void), "at": entry.void.at.isoformat()},
        }
        for entry in entries
    ]
    answer("entries", {"entries": documents}, json_file, say)


def void(
    *,
    client: ClientWord,
    entry: EntryWord,
    reason: Annotated[str, typer.Option(help="Why it does not hold; kept encrypted.")],
    json_file: JsonFile = None,
) -> None:
    """Let a session, booking or other care count for nothing; it stays with the reason."""
    from tracking.corrections import void_entry

    kind, number = _named(entry)
    with open_records() as desk:
        refusal = void_entry(desk, client_id_of(desk, client), kind, number, reason)
    _tell(entry, "void", refusal, json_file)


def take_back(client: ClientWord, entry: EntryWord, json_file: JsonFile = None) -> None:
    """Let an entry that is void count again, as it was recorded."""
    from tracking.corrections import take_back_void

    kind, number = _named(entry)
    with open_records() as desk:
        refusal = take_back_void(desk, client_id_of(desk, client), kind, number)
    _tell(entry, "holds", refusal, json_file)


def _named(word: str) -> "tuple[EntryKind, int]":
    from tracking.corrections import EntryKind

    kind, _, number = word.partition("-")
    if kind not in list(EntryKind) or not number.isdecimal():
        raise typer.BadParameter(
            f"{word} names no entry; see `treat list CLIENT`", param_hint="ENTRY"
        )
    return EntryKind(kind), int(number)


def _tell(entry: str, status: str, refusal: "Refusal | None", json_file: str | None) -> None:
    document: dict[str, object] = {"entry": entry, "status": status, "reason": None}
    if refusal is not None:
        document |= {"status": "refused", "reason": asdict(refusal)}
        answer("correction", document, json_file, lambda: None)
        typer.echo(refusal.message, err=True)
        raise typer.Exit(SOME_REFUSED)
    said = {"void": f"{entry} is void.", "holds": f"{entry} counts again."}
    answer("correction", document, json_file, lambda: typer.echo(said[status]))
