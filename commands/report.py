"""`report`: what a client takes home."""

from pathlib import Path
from typing import Annotated

import typer

from commands.records import (
    SOME_REFUSED,
    ClientWord,
    JsonFile,
    answer,
    client_id_of,
    moment,
    open_records,
)

# ruff: noqa: PLC0415 - see commands.records

EXAMPLES = """
python cli.py report R-7K2QXA --out progress.pdf --language de
"""


def report(
    *,
    client: ClientWord,
    out: Annotated[Path, typer.Option(metavar="FILE.pdf", help="A new file.")],
    region: Annotated[
        str | None, typer.Option(help="What it is about; else where the change is clearest.")
    ] = None,
    expression: Annotated[
        str | None, typer.Option(help="Goes with --region: rest, frown, raise or smile.")
    ] = None,
    language: Annotated[str, typer.Option(help="en or de.")] = "en",
    json_file: JsonFile = None,
) -> None:
    """Write a client's progress as a PDF: photos, chart, plain words, and no promise."""
    from reports.client_report import client_report
    from reports.language import known, speaking
    from vision.errors import Refusal

    spoken = known(language)
    if spoken is None:
        raise typer.BadParameter("choose en or de", param_hint="--language")
    if (region is None) != (expression is None):
        raise typer.BadParameter("give both or none", param_hint="--region, --expression")
    if out.exists():
        raise typer.BadParameter(f"{out} is there already; name a new file", param_hint="--out")
    with open_records() as desk, speaking(spoken):
        client_id, now = client_id_of(desk, client), moment(None, desk.policy)
        document = client_report(desk, client_id, now, region=region, expression=expression)
    if isinstance(document, Refusal):
        typer.echo(f"{client}: {document.message}", err=True)
        raise typer.Exit(SOME_REFUSED)
    out.write_bytes(document)
    answer("report", {"file": str(out)}, json_file, lambda: typer.echo(f"{out} is written."))
