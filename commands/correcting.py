"""How entries are named on the command line, and how a correction of one is told."""

from collections.abc import Collection
from dataclasses import asdict
from typing import TYPE_CHECKING

import typer

from commands.records import SOME_REFUSED, answer

# ruff: noqa: PLC0415 - see commands.records

if TYPE_CHECKING:
    from records.voids import EntryKind, Void
    from vision.errors import Refusal


def named(word: str, kinds: "Collection[EntryKind]", listed_by: str) -> "tuple[EntryKind, int]":
    """Return kind and number of an entry such as botox-3; anything else is wrong usage."""
    from tracking.corrections import EntryKind

    kind, _, number = word.partition("-")
    if kind not in kinds or not number.isdecimal():
        raise typer.BadParameter(f"{word} names no entry; see `{listed_by} CLIENT`")
    return EntryKind(kind), int(number)


def void_document(void: "Void | None") -> dict[str, object] | None:
    """Return why an entry counts for nothing as JSON holds it."""
    return None if void is None else {**asdict(void), "at": void.at.isoformat()}


def tell(
    entry: str, status: str, said: str, refusal: "Refusal | None", json_file: str | None
) -> None:
    """Tell what became of a correction, in the words `said` unless it was refused."""
    document: dict[str, object] = {"entry": entry, "status": status, "reason": None}
    if refusal is not None:
        document |= {"status": "refused", "reason": asdict(refusal)}
        answer("correction", document, json_file, lambda: None)
        typer.echo(refusal.message, err=True)
        raise typer.Exit(SOME_REFUSED)
    answer("correction", document, json_file, lambda: typer.echo(said))
