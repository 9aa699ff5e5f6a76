"""`client show` and `client change`: what is known about a client besides the history."""

from dataclasses import asdict, replace
from typing import TYPE_CHECKING, Annotated, Any

import typer

from commands.records import ClientWord, JsonFile, answer, client_id_of, open_records

# ruff: noqa: PLC0415 - see commands.records

if TYPE_CHECKING:
    from records.clients import ClientDetails


def show(client: ClientWord, json_file: JsonFile = None) -> None:
    """Show what is known about a client besides the history."""
    from tracking.clients import details_of

    with open_records() as desk:
        details = details_of(desk, client_id_of(desk, client))
    _tell(client, details, json_file)


def change(
    *,
    client: ClientWord,
    name: Annotated[str | None, typer.Option(help="Kept encrypted.")] = None,
    born: Annotated[int | None, typer.Option(metavar="YEAR", help="Year of birth.")] = None,
    fitzpatrick: Annotated[
        int | None, typer.Option(min=1, max=6, help="Skin type as the client reports it.")
    ] = None,
    allergies: Annotated[str | None, typer.Option(help="Kept encrypted; '' for none.")] = None,
    notes: Annotated[str | None, typer.Option(help="Kept encrypted; '' for none.")] = None,
    json_file: JsonFile = None,
) -> None:
    """Change what is known about a client; what is not named stays."""
    from tracking.clients import change_details, details_of

    given: dict[str, Any] = {
        "name": name,
        "birth_year": born,
        "fitzpatrick": fitzpatrick,
        "allergies": allergies,
        "notes": notes,
    }
    changes = {field: value for field, value in given.items() if value is not None}
    if not changes:
        raise typer.BadParameter("name what is to change, for example --born 1970")
    with open_records() as desk:
        client_id = client_id_of(desk, client)
        details = replace(details_of(desk, client_id), **changes)
        change_details(desk, client_id, details)
    _tell(client, details, json_file)


def _tell(client: str, details: "ClientDetails", json_file: str | None) -> None:
    def say() -> None:
        typer.echo(f"{client}: {details.name}")
        typer.echo(f"born         {details.birth_year or 'not known'}")
        typer.echo(f"skin type    {details.fitzpatrick or 'not asked'}")
        typer.echo(f"allergies    {details.allergies or 'none recorded'}")
        typer.echo(f"notes        {details.notes or 'none'}")

    answer("client-details", {"client": client, **asdict(details)}, json_file, say)
