"""`treat list`, `treat void` and `treat take-back`: correcting what was recorded."""

from typing import TYPE_CHECKING, Annotated

import typer

from commands.correcting import named, tell, void_document
from commands.records import ClientWord, JsonFile, answer, client_id_of, open_records

# ruff: noqa: PLC0415 - see commands.records

if TYPE_CHECKING:
    from tracking.corrections import EntryKind

EntryWord = Annotated[
    str, typer.Argument(metavar="ENTRY", help="Such as botox-3, as `treat list` names it.")
]


def everything(client: ClientWord, json_file: JsonFile = None) -> None:
    """List what was done or booked, with the name of each entry and why some are void."""
    from tracking.corrections import entries_of
    from treatments.clock import day_of

    with open_records() as desk:
        entries = entries_of(desk, client_id_of(desk, client))
        zone = desk.policy.zone

    def say() -> None:
        for entry in entries:
            void = f"  void: {entry.void.reason}" if entry.void else ""
            day = day_of(entry.on, zone)
            typer.echo(f"{entry.kind}-{entry.number:<4} {day}  {entry.what}{void}")

    documents = [
        {
            "entry": f"{entry.kind}-{entry.number}",
            "at": entry.on.isoformat(),
            "what": entry.what,
            "regions": list(entry.regions),
            "void": void_document(entry.void),
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
    tell(entry, "void", f"{entry} is void.", refusal, json_file)


def take_back(client: ClientWord, entry: EntryWord, json_file: JsonFile = None) -> None:
    """Let an entry that is void count again, as it was recorded."""
    from tracking.corrections import take_back_void

    kind, number = _named(entry)
    with open_records() as desk:
        refusal = take_back_void(desk, client_id_of(desk, client), kind, number)
    tell(entry, "holds", f"{entry} counts again.", refusal, json_file)


def _named(word: str) -> "tuple[EntryKind, int]":
    from tracking.corrections import TREATMENTS

    return named(word, TREATMENTS, "treat list")
