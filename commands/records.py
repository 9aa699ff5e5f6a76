"""What every command about records does: open them, name a client, read a moment, answer."""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

# Rooms are imported inside the functions: --help must not wait for databases and MediaPipe.
# ruff: noqa: PLC0415

if TYPE_CHECKING:
    from tracking.desk import Desk
    from treatments.policy import ClinicPolicy

FAULT = 1
SOME_REFUSED = 3


def file_to_write(target: str | None) -> str | None:
    """Refuse a file that cannot be written before minutes of work are done for it."""
    if target in {None, "-"}:
        return target
    path = Path(str(target))
    known = path if path.exists() else path.parent
    if known.is_dir() == path.exists() or not os.access(known, os.W_OK):
        raise typer.BadParameter(f"{target} cannot be written; name a file in a folder of yours")
    return target


def folder_to_write(folder: Path | None) -> Path | None:
    """Refuse a folder that cannot be made or written, like `file_to_write`."""
    if folder is not None:
        nearest = next(path for path in (folder, *folder.parents) if path.exists())
        if not nearest.is_dir() or not os.access(nearest, os.W_OK):
            raise typer.BadParameter(f"{folder} cannot be written; name a folder of yours")
    return folder


JsonFile = Annotated[
    str | None,
    typer.Option(
        "--json",
        metavar="FILE|-",
        help="Write JSON; `-` is standard output.",
        callback=file_to_write,
    ),
]
Yes = Annotated[bool, typer.Option("--yes", help="Do not ask whether you are sure.")]
ClientWord = Annotated[
    str, typer.Argument(metavar="CLIENT", help="Pseudonym (R-...) or id; see `client list`.")
]
At = Annotated[
    str | None,
    typer.Option(metavar="TIME", help="ISO 8601, in the clinic's zone if without one; else now."),
]


@contextmanager
def open_records() -> Iterator["Desk"]:
    """Open the records of the settings for the owner of this computer."""
    from tracking.desk import open_desk
    from tracking.settings import read_settings

    desk = open_desk(read_settings())
    try:
        yield desk
    finally:
        desk.store.close()


def client_id_of(desk: "Desk", word: str) -> str:
    """Return the client with this pseudonym or id; anything else is wrong usage."""
    from tracking.clients import find_client

    client_id = find_client(desk, word)
    if client_id is not None:
        return client_id
    raise typer.BadParameter(f"there is no client {word}; see `client list`", param_hint="CLIENT")


def moment(text: str | None, policy: "ClinicPolicy", option: str = "--at") -> datetime:
    """Return a moment that was typed in; now for None."""
    if text is None:
        return datetime.now(UTC)
    try:
        typed = datetime.fromisoformat(text)
    except ValueError as error:
        raise typer.BadParameter("write it like 2026-03-01T09:30", param_hint=option) from error
    return typed if typed.tzinfo else typed.replace(tzinfo=policy.zone)


def confirm(question: str, yes: bool) -> None:
    """Ask before something that cannot be undone; anything but yes ends the command."""
    if not yes:
        typer.confirm(question, abort=True)


def answer(
    kind: str, document: Mapping[str, object], json_file: str | None, say: Callable[[], None]
) -> None:
    """Write the document where JSON is asked for, and say it in words unless JSON goes there."""
    from reports.terminal import write_json

    if json_file != "-":
        say()
    if json_file is not None:
        write_json({"schema": f"rhytid.{kind}/1", **document}, json_file)
