"""`calibrate`: the clinic's own error from repeats of one person."""

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from commands.records import SOME_REFUSED, JsonFile, answer, open_records

# ruff: noqa: PLC0415 - see commands.records

if TYPE_CHECKING:
    from records.calibrations import KeptCalibration

EXAMPLES = """
python cli.py calibrate repeats/        *holding repeats/first/1.jpg ..., repeats/second/1.jpg ...*
"""


def calibrate(
    folder: Annotated[
        Path,
        typer.Argument(
            metavar="FOLDER",
            exists=True,
            file_okay=False,
            help="One folder for each pose of one person, with its shots; best 2 poses x 3 shots.",
        ),
    ],
    json_file: JsonFile = None,
) -> None:
    """Measure your own error on repeats of one person; later verdicts use it.

    Take three photos, let the person leave the place and come back, and take three more, all with
    the same expression, on one day. The skin is the same, so that whatever differs is error: of
    your camera, light and posing. It is kept with the records.
    """
    from reports import terminal
    from tracking.calibrate import calibrate_clinic
    from vision.errors import Refusal

    with open_records() as desk:
        found = calibrate_clinic(desk, folder)
    if isinstance(found, Refusal):
        typer.echo(f"{folder}: {found.message}", err=True)
        raise typer.Exit(SOME_REFUSED)
    document = {"folder": str(folder), **asdict(found)}
    answer("calibrate", document, json_file, lambda: terminal.print_calibration(found))


def calibration_at_hand() -> "KeptCalibration | None":
    """Return the clinic's own error from the records of the settings, if there are any yet."""
    from tracking.settings import holds_no_records, read_settings

    if holds_no_records(read_settings()):
        return None
    from tracking.calibrate import own_calibration

    with open_records() as desk:
        return own_calibration(desk)
