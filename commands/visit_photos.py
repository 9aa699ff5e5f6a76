"""`visit list`, `set-aside`, `take-back` and `keep-as`: photos that were kept by mistake."""

from typing import TYPE_CHECKING, Annotated

import typer

from commands.correcting import named, tell, void_document
from commands.records import ClientWord, JsonFile, answer, client_id_of, open_records

# ruff: noqa: PLC0415 - see commands.records

if TYPE_CHECKING:
    from tracking.desk import Desk

PhotoWord = Annotated[
    str, typer.Argument(metavar="PHOTO", help="Such as photo-3, as `visit list` names it.")
]


def everything(client: ClientWord, json_file: JsonFile = None) -> None:
    """List every photo with its name, and why some are set aside."""
    from tracking.kept_shots import kept_shots
    from treatments.clock import day_of

    with open_records() as desk:
        shots = kept_shots(desk, client_id_of(desk, client))
        zone = desk.policy.zone

    def say() -> None:
        for shot in shots:
            void = f"  set aside: {shot.void.reason}" if shot.void else ""
            what = f"{shot.expression} {shot.view} {shot.shot}"
            typer.echo(f"photo-{shot.number:<4} {day_of(shot.on, zone)}  {what}{void}")

    documents = [
        {
            "photo": f"photo-{shot.number}",
            "visit": shot.visit_id,
            "at": shot.on.isoformat(),
            "expression": shot.expression,
            "view": shot.view,
            "shot": shot.shot,
            "void": void_document(shot.void),
        }
        for shot in shots
    ]
    answer("photos", {"photos": documents}, json_file, say)


def set_aside(
    *,
    client: ClientWord,
    photo: PhotoWord,
    reason: Annotated[
        str, typer.Option(help="Why; encrypted, and in the client's own data: name nobody else.")
    ],
    json_file: JsonFile = None,
) -> None:
    """Let a photo count for nothing and be shown to nobody; it stays with the reason."""
    from tracking.corrections import EntryKind, void_entry

    kind, number = named(photo, [EntryKind.PHOTO], "visit list")
    with open_records() as desk:
        client_id = client_id_of(desk, client)
        refusal = void_entry(desk, client_id, kind, number, reason)
        if refusal is None:
            _compare_anew(desk, client_id)
    tell(photo, "set_aside", f"{photo} is set aside.", refusal, json_file)


def take_back(client: ClientWord, photo: PhotoWord, json_file: JsonFile = None) -> None:
    """Let a photo that is set aside count again."""
    from tracking.corrections import EntryKind, take_back_void

    kind, number = named(photo, [EntryKind.PHOTO], "visit list")
    with open_records() as desk:
        client_id = client_id_of(desk, client)
        refusal = take_back_void(desk, client_id, kind, number)
        if refusal is None:
            _compare_anew(desk, client_id)
    tell(photo, "holds", f"{photo} counts again.", refusal, json_file)


def keep_as(
    *,
    client: ClientWord,
    photo: PhotoWord,
    expression: Annotated[str, typer.Argument(help="What it shows: rest, frown, raise or smile.")],
    json_file: JsonFile = None,
) -> None:
    """Let a photo count as another expression, in the same visit and under a new number."""
    from tracking.corrections import EntryKind
    from tracking.kept_as import keep_as as kept_as
    from tracking.measure import EXPRESSIONS
    from vision.errors import Refusal

    _, number = named(photo, [EntryKind.PHOTO], "visit list")
    if expression not in EXPRESSIONS:
        raise typer.BadParameter(f"{expression}: choose one of {', '.join(EXPRESSIONS)}")
    with open_records() as desk:
        client_id = client_id_of(desk, client)
        kept = kept_as(desk, client_id, number, expression, f"kept as: {expression}")
        if not isinstance(kept, Refusal):
            _compare_anew(desk, client_id)
    refusal = kept if isinstance(kept, Refusal) else None
    tell(photo, "kept_as", f"{photo} is kept as photo-{kept}, {expression}.", refusal, json_file)


def _compare_anew(desk: "Desk", client_id: str) -> None:
    from tracking.analyse import analyse

    analyse(desk, [client_id], lambda what, done, total: None)
