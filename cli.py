"""Rhytid on the command line; every command makes one call into `tracking`."""

import sys
from io import TextIOWrapper
from pathlib import Path
from typing import Annotated

import typer

from commands import (
    audit,
    batch,
    calibrate,
    client,
    consent,
    db,
    health,
    keeping,
    people,
    report,
    research,
    study,
    treat,
    visit,
)
from commands.records import FAULT, SOME_REFUSED, JsonFile, folder_to_write

# Rooms are imported inside the commands: --help must not wait for MediaPipe.
# ruff: noqa: PLC0415

app = typer.Typer(
    help="Facial lines over Botox and microcurrent sessions, in mm/cm2 and with an error bar.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="markdown",
    add_completion=False,
)
model_app = typer.Typer(help="The face model: where it is and how to get it.", no_args_is_help=True)
app.add_typer(model_app, name="model")

for noun in (client, visit, treat, health, consent, people, db, audit, study):
    app.add_typer(noun.app, name=noun.__name__.rpartition(".")[2])
for command in (keeping.backup, keeping.restore, keeping.verify, keeping.rebuild):
    app.command()(command)
app.command(epilog=calibrate.EXAMPLES)(calibrate.calibrate)
app.command(epilog=report.EXAMPLES)(report.report)
app.command(epilog=batch.EXAMPLES)(batch.batch)
app.command(epilog=research.EXPORT_EXAMPLES)(research.export)
app.command(epilog=research.REPRODUCE_EXAMPLES)(research.reproduce)

MEASURE_EXAMPLES = """
python cli.py measure anna.jpg

python cli.py measure visit/*.jpg --expression frown --json visit.json --overlay pictures/

python cli.py measure visit/        *a folder: several shots of one visit, averaged as well*
"""
COMPARE_EXAMPLES = """
python cli.py compare before.jpg after.jpg --out pictures/

python cli.py compare visit1/ visit2/        *folders: several shots of each visit, surer than one*

python cli.py compare before.jpg after.jpg --treated forehead --treated glabella

python cli.py compare --pairs visits.csv --json changes.json
"""


@app.command(epilog=MEASURE_EXAMPLES)
def measure(
    photos: Annotated[
        list[str],
        typer.Argument(
            metavar="PHOTO...", help="Photos, one face each, or a folder with shots of one visit."
        ),
    ],
    expression: Annotated[
        str | None,
        typer.Option(help="What the client was asked for: rest, frown, raise or smile."),
    ] = None,
    json_file: JsonFile = None,
    overlay: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR", help="Write a picture of the lines found.", callback=folder_to_write
        ),
    ] = None,
) -> None:
    """Measure the lines of each photo, per region."""
    from reports import overlays, terminal
    from tracking.contract import MEASURE_SCHEMA
    from tracking.folders import shots_of, visits_in
    from tracking.measure import EXPRESSIONS, measure_files

    if expression not in (None, *EXPRESSIONS):
        raise typer.BadParameter(
            f"choose one of {', '.join(EXPRESSIONS)}", param_hint="--expression"
        )
    entries = []
    listed = [(photo, shots_of(photo)) for photo in photos]
    files = [file for _, shots in listed for file in shots]
    results = measure_files(files, expression=expression)
    for entry in terminal.with_progress(results, total=len(files), label="Measuring"):
        entries.append(entry)
        if overlay is not None and entry["status"] == "measured":
            overlays.save_measurement_overlay(entry, overlay, number=len(entries))
    visits = list(visits_in(listed, entries))
    if json_file != "-":
        terminal.print_measurements(entries)
        terminal.print_visits(visits)
    if json_file is not None:
        document = {"schema": MEASURE_SCHEMA, "photos": entries, "visits": visits}
        terminal.write_json(document, json_file)
    _leave([entry["status"] for entry in entries])


@app.command(epilog=COMPARE_EXAMPLES)
def compare(
    photos: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="BEFORE AFTER",
            help="Two photos of one client, the earlier first; or two folders of shots.",
        ),
    ] = None,
    pairs: Annotated[
        Path | None, typer.Option(metavar="FILE.csv", help="Many pairs: columns before,after.")
    ] = None,
    treated: Annotated[
        list[str] | None,
        typer.Option(
            metavar="REGION", help="A region treated in between, again for more; others control it."
        ),
    ] = None,
    json_file: JsonFile = None,
    out: Annotated[
        Path | None,
        typer.Option(
            metavar="DIR",
            help="Write before.png, after_aligned.png and overlay.png.",
            callback=folder_to_write,
        ),
    ] = None,
) -> None:
    """Compare two visits: the change per region, and the smallest change that counts."""
    from commands.calibrate import calibration_at_hand
    from reports import overlays, terminal
    from tracking.compare import compare_files
    from tracking.contract import COMPARE_SCHEMA

    chosen = _chosen_pairs(photos or [], pairs)
    entries = []
    results = compare_files(
        chosen,
        with_pictures=out is not None,
        calibration=calibration_at_hand(),
        treated=_known_regions(treated or []),
    )
    for entry, pictures in terminal.with_progress(results, total=len(chosen), label="Comparing"):
        entries.append(entry)
        if out is not None and pictures is not None:
            folder = out if len(chosen) == 1 else out / f"{len(entries):04d}"
            overlays.save_comparison(entry, pictures, folder)
    if json_file != "-":
        terminal.print_comparisons(entries)
    if json_file is not None:
        terminal.write_json({"schema": COMPARE_SCHEMA, "pairs": entries}, json_file)
    _leave([entry["status"] for entry in entries])


@model_app.command()
def fetch() -> None:
    """Download the face model from Google's official address into your cache."""
    from vision.model import fetch_model

    typer.echo(f"The face model is at {fetch_model()}")


def _known_regions(names: list[str]) -> list[str]:
    from vision.regions import REGIONS

    known = [region.name for region in REGIONS]
    for name in names:
        if name not in known:
            raise typer.BadParameter(f"choose of {', '.join(known)}", param_hint="--treated")
    return names


def _chosen_pairs(photos: list[str], table: Path | None) -> list[tuple[str, str]]:
    if len(photos) != (2 if table is None else 0):
        raise typer.BadParameter(
            "give two photos, BEFORE and AFTER, or --pairs FILE.csv and no photo"
        )
    return [(photos[0], photos[1])] if table is None else _pairs_of(table)


def _pairs_of(table: Path) -> list[tuple[str, str]]:
    from tracking.csv_rows import filled_rows

    try:
        with table.open(newline="", encoding="utf-8-sig") as file:
            rows = filled_rows(file, ("before", "after"))
            pairs = [(row["before"], row["after"]) for row in rows]
    except OSError as error:
        raise _wrong_pairs(f"{table} cannot be read ({error.strerror}); check its path") from error
    except UnicodeDecodeError as error:
        raise _wrong_pairs(f"{table} is no text in UTF-8; save it as CSV in UTF-8") from error
    except ValueError as error:
        raise _wrong_pairs(f"{table}: {error}") from error
    if not pairs:
        raise _wrong_pairs(f"{table} names no pair; write the photos of one in each row")
    return pairs


def _wrong_pairs(message: str) -> typer.BadParameter:
    return typer.BadParameter(message, param_hint="--pairs")


def _leave(statuses: list[str]) -> None:
    if "refused" in statuses:
        raise typer.Exit(SOME_REFUSED)


def main() -> None:
    """Run a command; a fault is one line on standard error, never a traceback."""
    from treatments.errors import TreatmentError
    from vision.errors import RhytidError
    from vision.system import missing_libraries

    message = missing_libraries()
    if message is not None:
        sys.exit(message)
    if isinstance(sys.stdout, TextIOWrapper):  # a name of a file may be no text
        sys.stdout.reconfigure(errors="backslashreplace")
    try:
        app()
    except (RhytidError, TreatmentError) as error:
        typer.echo(str(error), err=True)
        sys.exit(FAULT)
    except OSError as error:
        typer.echo(f"{error.filename or 'The disk'}: {error.strerror}", err=True)
        sys.exit(FAULT)


if __name__ == "__main__":
    main()
