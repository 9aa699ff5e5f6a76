"""`visit`: photos of one appointment."""

from dataclasses import asdict
from pathlib import Path
from typing import Annotated

import typer

from commands.records import (
    SOME_REFUSED,
    At,
    ClientWord,
    JsonFile,
    answer,
    client_id_of,
    moment,
    open_records,
)

# ruff: noqa: PLC0415 - see commands.records

app = typer.Typer(help="Photos of one appointment.", no_args_is_help=True)


@app.callback()
def visits() -> None:
    """Photos of one appointment."""


def _photos(expression: str) -> object:
    return typer.Option(metavar="PHOTO", help=f"Photo of {expression}; again for more shots.")


@app.command()
def add(
    *,
    client: ClientWord,
    at: At = None,
    rest: Annotated[list[Path] | None, _photos("the face at rest")] = None,
    frown: Annotated[list[Path] | None, _photos("frowning")] = None,
    raised: Annotated[
        list[Path] | None,
        typer.Option("--raise", metavar="PHOTO", help="Photo of raised brows; again for more."),
    ] = None,
    smile: Annotated[list[Path] | None, _photos("smiling")] = None,
    camera: Annotated[str, typer.Option(help="The practice's name for the camera.")] = "",
    json_file: JsonFile = None,
) -> None:
    """Keep the photos of a visit, encrypted, and measure them."""
    from tracking.analyse import analyse
    from tracking.intake import NewPhoto, take_in

    files = {"rest": rest, "frown": frown, "raise": raised, "smile": smile}
    taken = [
        (path, expression, shot)
        for expression, paths in files.items()
        for shot, path in enumerate(paths or [], start=1)
    ]
    if not taken:
        raise typer.BadParameter("give photos, for example --rest PHOTO --frown PHOTO")
    with open_records() as desk:
        client_id = client_id_of(desk, client)
        photos = [
            NewPhoto(path.read_bytes(), expression, shot=shot, camera=camera)
            for path, expression, shot in taken
        ]
        visited_at = moment(at, desk.policy)
        intake = take_in(desk, client_id=client_id, visited_at=visited_at, photos=photos)
        analyse(desk, [client_id], lambda what, done, total: None)

    entries = [
        {
            "file": str(path),
            "expression": expression,
            "status": "kept" if reason is None else "refused",
            "reason": None if reason is None else asdict(reason),
        }
        for (path, expression, _), reason in zip(taken, intake.refusals, strict=True)
    ]
    refused = [reason for reason in intake.refusals if reason is not None]

    def say() -> None:
        typer.echo(f"{len(entries) - len(refused)} of {len(entries)} photos are kept.")

    for entry, reason in zip(entries, intake.refusals, strict=True):
        if reason is not None:
            typer.echo(f"{entry['file']}: {reason.message}", err=True)
    answer("visit", {"visit": intake.visit_id, "photos": entries}, json_file, say)
    if refused:
        raise typer.Exit(SOME_REFUSED)
