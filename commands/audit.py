"""`audit`: the log of who did what."""

import typer

from commands.records import FAULT, JsonFile, answer, open_records

# ruff: noqa: PLC0415 - see commands.records

app = typer.Typer(help="The log of who did what to whose record.", no_args_is_help=True)


@app.callback()
def audit() -> None:
    """The log of who did what to whose record."""


@app.command()
def verify(json_file: JsonFile = None) -> None:
    """Find entries that were edited, removed, swapped, or cut off the end."""
    from tracking.verify import verify_audit

    with open_records() as desk:
        faults = verify_audit(desk)

    def say() -> None:
        for fault in faults:
            typer.echo(f"entry {fault.number}: {fault.tampering}")
        typer.echo(f"{len(faults)} faults." if faults else "The audit log is as it was written.")

    entries = [{"entry": fault.number, "fault": str(fault.tampering)} for fault in faults]
    answer("audit", {"faults": entries}, json_file, say)
    if faults:
        raise typer.Exit(FAULT)
