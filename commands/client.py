"""`client`: people who are treated."""

from pathlib import Path
from typing import Annotated

import typer

from commands import client_details
from commands.records import (
    ClientWord,
    JsonFile,
    Yes,
    answer,
    client_id_of,
    confirm,
    open_records,
)

# ruff: noqa: PLC0415 - see commands.records

app = typer.Typer(help="People who are treated.", no_args_is_help=True)
app.command("show")(client_details.show)
app.command("change")(client_details.change)


@app.command()
def add(
    *,
    name: Annotated[str, typer.Argument(metavar="NAME", help="Kept encrypted.")],
    born: Annotated[int | None, typer.Option(metavar="YEAR", help="Year of birth.")] = None,
    fitzpatrick: Annotated[
        int | None, typer.Option(min=1, max=6, help="Skin type as the client reports it.")
    ] = None,
    allergies: Annotated[str, typer.Option(help="Kept encrypted.")] = "",
    notes: Annotated[str, typer.Option(help="Kept encrypted.")] = "",
    json_file: JsonFile = None,
) -> None:
    """Add a client, and say the pseudonym that the other commands go by."""
    from records.clients import ClientDetails
    from tracking.clients import add_client
    from tracking.progress import client_progress

    with open_records() as desk:
        client_id = add_client(desk, ClientDetails(name, born, fitzpatrick, allergies, notes))
        card = client_progress(desk, client_id).client
    answer(
        "client",
        {"id": card.id, "pseudonym": card.pseudonym},
        json_file,
        lambda: typer.echo(f"{card.name} is {card.pseudonym}."),
    )


@app.command("list")
def everyone(
    search: Annotated[
        str, typer.Argument(metavar="[SEARCH]", help="Part of a name or pseudonym.")
    ] = "",
    json_file: JsonFile = None,
) -> None:
    """List clients by name."""
    from tracking.progress import list_clients
    from treatments.clock import day_of

    with open_records() as desk:
        cards = list_clients(desk, search)
        zone = desk.policy.zone

    def say() -> None:
        for card in cards:
            last = str(day_of(card.last_visit, zone)) if card.last_visit else "no visit"
            typer.echo(f"{card.pseudonym}  {last:<10}  {card.visit_count:>3} visits  {card.name}")

    clients = [
        {
            "id": card.id,
            "pseudonym": card.pseudonym,
            "name": card.name,
            "visit_count": card.visit_count,
            "first_visit": card.first_visit and card.first_visit.isoformat(),
            "last_visit": card.last_visit and card.last_visit.isoformat(),
            "treatments": list(card.treatment_kinds),
        }
        for card in cards
    ]
    answer("clients", {"clients": clients}, json_file, say)


@app.command()
def erase(client: ClientWord, yes: Yes = False, json_file: JsonFile = None) -> None:
    """Erase a client for good: key, photos, figures, treatments; older backups keep plain data."""
    from tracking.erase import erase_client

    with open_records() as desk:
        client_id = client_id_of(desk, client)
        confirm(f"Erase {client} with all photos and records, for good?", yes)
        erase_client(desk, client_id)
    answer(
        "erasure",
        {"id": client_id, "erased": True},
        json_file,
        lambda: typer.echo(
            f"{client} is erased, and a restore leaves the client out. Backups made before still "
            "hold in plain: login and its name, year of birth, dates, doses, figures, answers. "
            "Make a new one with `backup` and delete the older folders, copies elsewhere too."
        ),
    )


@app.command()
def export(
    client: ClientWord,
    out: Annotated[Path, typer.Option(metavar="FILE.zip", help="A new file.")],
    json_file: JsonFile = None,
) -> None:
    """Write a client's own data: original photos, figures, consents, and who used them."""
    from tracking.client_export import export_client

    with open_records() as desk:
        export = export_client(desk, client_id_of(desk, client), out)
    answer(
        "export",
        {"file": str(out), "photos": export.photo_count, "rows": export.row_count},
        json_file,
        lambda: typer.echo(
            f"{out} holds {export.photo_count} photos and {export.row_count} rows, not encrypted; "
            "hand it over and delete it."
        ),
    )
