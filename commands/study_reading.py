"""`study reading`: draw a blinded reading set, and report on the grades."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from commands.records import SOME_REFUSED, JsonFile, answer, open_records

# ruff: noqa: PLC0415 - see commands.records

if TYPE_CHECKING:
    from study.agreement import Agreement
    from vision.errors import Refusal

app = typer.Typer(help="Blinded reading of photos by several readers.", no_args_is_help=True)

Export = Annotated[Path, typer.Argument(metavar="DIR", help="Folder of a research export.")]


@app.command()
def draw(
    *,
    export: Export,
    out: Annotated[Path, typer.Option(metavar="DIR", help="A new folder.")],
    region: Annotated[str, typer.Option(help="One region.")] = "glabella",
    expression: Annotated[str, typer.Option(help="One expression.")] = "frown",
    pairs: Annotated[int, typer.Option(min=1, help="Pairs of two visits of one person.")] = 40,
    repeats: Annotated[float, typer.Option(min=0.1, max=1, help="Share shown twice.")] = 0.15,
    shams: Annotated[float, typer.Option(min=0, max=1, help="Share of one visit's pairs.")] = 0.2,
    json_file: JsonFile = None,
) -> None:
    """Draw which photos are shown in which order: set.csv for readers, key.csv for nobody."""
    from secrets import randbits

    from study.reading import draw_set, photos_of, save_set

    photos = photos_of(export, region=region, expression=expression)
    drawn = draw_set(photos, pairs=pairs, repeat_share=repeats, sham_share=shams, seed=randbits(64))
    save_set(drawn, out)
    count = int(drawn.shown["item_number"].nunique())
    answer(
        "reading-set",
        {"folder": str(out), "items": count},
        json_file,
        lambda: typer.echo(
            f"{out / 'set.csv'} lists {count} items of two photos; readers fill in grade (0 none "
            f"to 4 severe) and rater_number. Keep {out / 'key.csv'} from them."
        ),
    )


@app.command()
def pictures(
    *,
    key: Annotated[Path, typer.Option(metavar="key.csv", help="Of a set drawn from an export.")],
    out: Annotated[Path, typer.Option(metavar="DIR", help="A new folder.")],
    json_file: JsonFile = None,
) -> None:
    """Write the photos of a set from the records, named by their items and without metadata."""
    from study.reading import read_key
    from study.reading_pictures import write_pictures

    table = read_key(key)
    with open_records() as desk:
        missing = write_pictures(desk, table, out)

    def say() -> None:
        typer.echo(
            f"{out} holds {len(table) - len(missing)} pictures for readers. They show faces: keep "
            "them in the practice, and delete them when all have read."
        )
        for reason in missing:
            typer.echo(reason.message, err=True)

    document = {"folder": str(out), "missing": [reason.message for reason in missing]}
    answer("reading-pictures", document, json_file, say)
    if missing:
        raise typer.Exit(SOME_REFUSED)


@app.command()
def score(
    *,
    export: Export,
    key: Annotated[Path, typer.Option(metavar="key.csv", help="Of the set that was read.")],
    grades: Annotated[list[Path], typer.Option(metavar="FILE.csv", help="Of each reader.")],
    json_file: JsonFile = None,
) -> None:
    """Report agreement of readers, with measurement, and what was expected of shams."""
    from study.agreement import report_reading
    from study.documents import reading_document
    from study.export_reader import read_export
    from study.reading import read_grades
    from vision.errors import Refusal

    joined = read_grades(grades, key)
    report = report_reading(joined, read_export(export).measurements, figure="severity")

    def say() -> None:
        for rater, each in report.within.items():
            typer.echo(f"reader {rater} with itself, weighted kappa: {_told(each)}")
        for (one, other), each in report.between.items():
            typer.echo(f"readers {one} and {other}, weighted kappa: {_told(each)}")
        typer.echo(f"all readers, ICC(2,1): {_told(report.icc)}")
        typer.echo(f"grades with measured severity, Spearman: {_told(report.with_measured)}")
        expected = report.expectation
        told = expected.message if isinstance(expected, Refusal) else f"{expected:.2f}"
        typer.echo(f"improvement seen between two shots of one visit, grades: {told}")

    answer("reading", reading_document(report), json_file, say)


@app.command()
def keep(
    *,
    key: Annotated[Path, typer.Option(metavar="key.csv", help="Of the set that was read.")],
    grades: Annotated[list[Path], typer.Option(metavar="FILE.csv", help="Of each reader.")],
    json_file: JsonFile = None,
) -> None:
    """Keep the grades in the records: the next research export holds them as `readings`."""
    from study.kept_readings import keep_grades
    from study.reading import read_grades

    with open_records() as desk:
        kept = keep_grades(desk, read_grades(grades, key))

    def say() -> None:
        typer.echo(f"Reading set {kept.number} is kept with {kept.grades} grades.")
        if kept.without_photo:
            typer.echo(f"{kept.without_photo} grades of photos that are gone are left out.")

    document = {"set": kept.number, "grades": kept.grades, "without_photo": kept.without_photo}
    answer("readings", document, json_file, say)


def _told(agreement: "Agreement | Refusal") -> str:
    from vision.errors import Refusal

    if isinstance(agreement, Refusal):
        return agreement.message
    return (
        f"{agreement.value:.2f} (95 % interval {agreement.low:.2f} to {agreement.high:.2f}, "
        f"{agreement.photos} photos)"
    )
