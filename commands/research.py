"""`export` and `reproduce`: what leaves for research, and whether it can be rebuilt."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from commands.records import FAULT, JsonFile, answer, open_records

# ruff: noqa: PLC0415 - see commands.records

EXPORT_EXAMPLES = """
python cli.py export --purpose research --out study-2026
"""
REPRODUCE_EXAMPLES = """
python cli.py reproduce study-2026
"""
SHOWN_FAULTS = 20


class ExportPurpose(StrEnum):
    """What an export is for; a client's own data leave by `client export`."""

    RESEARCH = "research"


def export(
    *,
    purpose: Annotated[
        ExportPurpose, typer.Option(help="Only who consented to this purpose is in it.")
    ],
    out: Annotated[Path, typer.Option(metavar="DIR", help="A new folder.")],
    json_file: JsonFile = None,
) -> None:
    """Write tables for research: no name, date, photo or free text; at least 5 people per cell."""
    from study.export import export_research, left_out_words

    with open_records() as desk:
        made = export_research(desk, out)

    def say() -> None:
        counts = ", ".join(f"{count} {name}" for name, count in made.rows.items())
        typer.echo(f"{out} holds {made.people} people with consent to {purpose.value}: {counts}.")
        for sentence in left_out_words(made.left_out):
            typer.echo(sentence)
        typer.echo(
            f"It is export {made.number} in the register; if a consent is withdrawn, "
            "`consent withdraw` names it."
        )

    document = {
        "folder": str(out),
        "number": made.number,
        "people": made.people,
        "rows": made.rows,
        "left_out": made.left_out,
    }
    answer("research_export", document, json_file, say)


def reproduce(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A research export.")],
    json_file: JsonFile = None,
) -> None:
    """Recompute every derived table of a research export, to the last digit."""
    from study.reproduce import reproduce as rebuild

    made = rebuild(folder)

    def say() -> None:
        for fault in made.faults[:SHOWN_FAULTS]:
            typer.echo(fault)
        if len(made.faults) > SHOWN_FAULTS:
            typer.echo(f"... and {len(made.faults) - SHOWN_FAULTS} more; --json lists them all.")
        counts = ", ".join(f"{count} {name}" for name, count in made.rows.items())
        verdict = "does not agree" if made.faults else "agrees to the last digit"
        typer.echo(f"{folder} {verdict} (recomputed: {counts}).")

    answer("reproduction", {"rows": made.rows, "faults": list(made.faults)}, json_file, say)
    if made.faults:
        raise typer.Exit(FAULT)
