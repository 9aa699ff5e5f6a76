"""`db`: the tables of the database."""

import typer

from commands.records import FAULT, JsonFile, answer

# ruff: noqa: PLC0415 - see commands.records

app = typer.Typer(help="The tables of the database.", no_args_is_help=True)


@app.command()
def upgrade(json_file: JsonFile = None) -> None:
    """Bring the database to the tables of this version; harmless when it has them."""
    from tracking.database import upgrade_database
    from tracking.settings import read_settings

    state = upgrade_database(read_settings())
    answer(
        "db",
        {"revision": state.revision, "newest": state.newest},
        json_file,
        lambda: typer.echo(f"The database is at revision {state.revision}."),
    )


@app.command()
def check(json_file: JsonFile = None) -> None:
    """Tell whether the database has the tables of this version; changes nothing."""
    from tracking.database import check_database
    from tracking.settings import read_settings

    state = check_database(read_settings())

    def say() -> None:
        if state.is_current:
            typer.echo(f"The database is as it should be, at revision {state.revision}.")
        elif state.revision != state.newest:
            typer.echo(
                f"The database is at revision {state.revision or 'none'} and should be at "
                f"{state.newest}; run `python cli.py db upgrade`."
            )
        for difference in state.differences:
            typer.echo(difference)

    document = {
        "revision": state.revision,
        "newest": state.newest,
        "differences": list(state.differences),
    }
    answer("db", document, json_file, say)
    if not state.is_current:
        raise typer.Exit(FAULT)
