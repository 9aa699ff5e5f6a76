"""`people`: those who sign in."""

from enum import StrEnum
from typing import Annotated

import typer

from commands.records import JsonFile, Yes, answer, client_id_of, confirm, open_records

# ruff: noqa: PLC0415 - see commands.records

app = typer.Typer(help="People who sign in.", no_args_is_help=True)

Login = Annotated[str, typer.Argument(metavar="LOGIN", help="What the person types to sign in.")]


class RoleName(StrEnum):
    """Roles that can sign in."""

    OWNER = "owner"
    PRACTITIONER = "practitioner"
    THERAPIST = "therapist"
    CLIENT = "client"
    RESEARCHER = "researcher"


@app.command()
def add(
    *,
    login: Login,
    name: Annotated[str, typer.Option(help="The person's name.")],
    role: Annotated[RoleName, typer.Option(help="What the person may do.")],
    qualification: Annotated[str, typer.Option(help="For example: physician.")] = "",
    client: Annotated[
        str | None, typer.Option(help="For the role client: whose records, by pseudonym or id.")
    ] = None,
    json_file: JsonFile = None,
) -> None:
    """Add a person; the password is asked for, or read from standard input twice."""
    from tracking.access import Role
    from tracking.people import register

    if (role is RoleName.CLIENT) != (client is not None):
        raise typer.BadParameter(
            "belongs to the role client, and only there", param_hint="--client"
        )
    password = typer.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
    with open_records() as desk:
        person = register(
            desk,
            login=login,
            name=name,
            role=Role(role.value),
            password=password,
            qualification=qualification,
            client_id=client_id_of(desk, client) if client else None,
        )
    answer(
        "person",
        {"id": person.id, "login": login.casefold(), "role": role.value},
        json_file,
        lambda: typer.echo(f"{login} can sign in as {role.value}."),
    )


@app.command("list")
def everyone(json_file: JsonFile = None) -> None:
    """List everyone with a login."""
    from tracking.people import everyone as all_people

    with open_records() as desk:
        people = [
            {
                "login": person.login,
                "name": person.name,
                "role": person.role,
                "qualification": person.qualification,
                "client": person.client_id,
                "disabled_at": person.disabled_at and person.disabled_at.isoformat(),
            }
            for person in all_people(desk)
        ]

    def say() -> None:
        for person in people:
            disabled = "  (disabled)" if person["disabled_at"] else ""
            typer.echo(f"{person['login']:<20} {person['role']:<13} {person['name']}{disabled}")

    answer("people", {"people": people}, json_file, say)


@app.command()
def disable(login: Login, yes: Yes = False, json_file: JsonFile = None) -> None:
    """Bar a person from signing in; what they recorded stays under their name."""
    from tracking.people import disable as bar

    confirm(f"Bar {login} from signing in?", yes)
    with open_records() as desk:
        bar(desk, login)
    answer(
        "person",
        {"login": login.casefold(), "disabled": True},
        json_file,
        lambda: typer.echo(f"{login} can no longer sign in."),
    )


@app.command()
def reset(login: Login, json_file: JsonFile = None) -> None:
    """Give a person a one-time password, asked for as by `add`; they are signed out everywhere."""
    from tracking.people import reset_password

    password = typer.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
    with open_records() as desk:
        reset_password(desk, login, password)
    answer(
        "person",
        {"login": login.casefold(), "one_time_password": True},
        json_file,
        lambda: typer.echo(f"{login} chooses an own password when signing in with this one."),
    )
