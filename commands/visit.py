"""`visit`: photos of one appointment."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from commands import visit_photos
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

if TYPE_CHECKING:
    from vision.errors import Refusal

# ruff: noqa: PLC0415 - see commands.records

app = typer.Typer(help="Photos of one appointment.", no_args_is_help=True)
app.command("list")(visit_photos.everything)
app.command("set-aside")(visit_photos.set_aside)
app.command("take-back")(visit_photos.take_back)
app.command("keep-as")(visit_photos.keep_as)


class Given(NamedTuple):
    """A photo as it was named; `shot` counts those of one expression and view from 1."""

    path: Path
    expression: str
    view: str
    shot: int


def _photos(expression: str) -> object:
    return typer.Option(metavar="PHOTO", help=f"Photo of {expression}; again for more shots.")


def _side_photos(side: str) -> object:
    told = f"Photo with the {side} side turned to the camera, as rest=PHOTO; kept, not measured."
    return typer.Option(metavar="EXPRESSION=PHOTO", help=told)


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
    left: Annotated[list[str] | None, _side_photos("left")] = None,
    right: Annotated[list[str] | None, _side_photos("right")] = None,
    camera: Annotated[str, typer.Option(help="The practice's name for the camera.")] = "",
    json_file: JsonFile = None,
) -> None:
    """Keep the photos of a visit, encrypted, and measure those from the front."""
    from tracking.analyse import analyse
    from tracking.intake import NewPhoto, take_in

    front = {"rest": rest, "frown": frown, "raise": raised, "smile": smile}
    given = list(_numbered(front, {"left": left, "right": right}))
    if not given:
        raise typer.BadParameter("give photos, for example --rest PHOTO --frown PHOTO")
    with open_records() as desk:
        client_id = client_id_of(desk, client)
        photos = [
            NewPhoto(path.read_bytes(), expression, view=view, shot=shot, camera=camera)
            for path, expression, view, shot in given
        ]
        visited_at = moment(at, desk.policy)
        intake = take_in(desk, client_id=client_id, visited_at=visited_at, photos=photos)
        analyse(desk, [client_id], lambda what, done, total: None)

    entries = [_entry(*each) for each in zip(given, intake.refusals, strict=True)]
    refused = [reason for reason in intake.refusals if reason is not None]

    def say() -> None:
        typer.echo(f"{len(entries) - len(refused)} of {len(entries)} photos are kept.")

    for photo, reason in zip(given, intake.refusals, strict=True):
        told = reason or _unmeasured(photo)
        if told is not None:
            typer.echo(f"{photo.path}: {told.message}", err=True)
    answer("visit", {"visit": intake.visit_id, "photos": entries}, json_file, say)
    if refused:
        raise typer.Exit(SOME_REFUSED)


def _numbered(
    front: Mapping[str, list[Path] | None], sides: Mapping[str, list[str] | None]
) -> Iterator[Given]:
    from tracking.measure import EXPRESSIONS

    for expression, paths in front.items():
        for shot, path in enumerate(paths or [], start=1):
            yield Given(path, expression, "front", shot)
    for view, words in sides.items():
        shots: Counter[str] = Counter()
        for word in words or []:
            expression, _, file = word.partition("=")
            if expression not in EXPRESSIONS or not file:
                told = f"write it like rest=PHOTO; expressions are {', '.join(EXPRESSIONS)}"
                raise typer.BadParameter(told, param_hint=f"--{view}")
            shots[expression] += 1
            yield Given(Path(file), expression, view, shots[expression])


def _entry(photo: Given, refusal: "Refusal | None") -> dict[str, object]:
    unmeasured = None if refusal else _unmeasured(photo)
    return {
        "file": str(photo.path),
        "expression": photo.expression,
        "view": photo.view,
        "shot": photo.shot,
        "status": "kept" if refusal is None else "refused",
        "reason": None if refusal is None else asdict(refusal),
        "not_measured": None if unmeasured is None else asdict(unmeasured),
    }


def _unmeasured(photo: Given) -> "Refusal | None":
    """Why a kept photo has no figures whatever it shows."""
    from tracking.analyse import SIDE_VIEW

    return None if photo.view == "front" else SIDE_VIEW
