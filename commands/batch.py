"""`batch`: many photos into one table."""

from collections.abc import Iterator
from contextlib import closing, contextmanager
from enum import StrEnum
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, Annotated

import typer

from commands.records import SOME_REFUSED, JsonFile, answer

# ruff: noqa: PLC0415 - see commands.records

if TYPE_CHECKING:
    from tracking.engines import Engine

EXAMPLES = """
python cli.py batch photos/ --out figures.parquet

python cli.py batch s3://bucket/photos --out figures.parquet --resume

python cli.py batch manifest.csv --out figures.parquet --engine dask --scheduler tcp://10.0.0.5:8786
"""


class EngineName(StrEnum):
    """Where photos are measured."""

    LOCAL = "local"
    DASK = "dask"


def batch(
    *,
    source: Annotated[
        str,
        typer.Argument(
            metavar="FOLDER|MANIFEST.csv",
            help="A path or an address like s3://...; the CSV has a column file and, if wanted, "
            "expression.",
        ),
    ],
    out: Annotated[Path, typer.Option(metavar="FILE.parquet", help="A new file.")],
    engine: Annotated[
        EngineName, typer.Option(help="Processes of this computer, or a Dask cluster.")
    ] = EngineName.LOCAL,
    workers: Annotated[
        int | None, typer.Option(min=1, help="Local processes; else one per core.")
    ] = None,
    scheduler: Annotated[
        str | None, typer.Option(metavar="ADDRESS", help="Of Dask: tcp://host:8786.")
    ] = None,
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on with an interrupted run.")
    ] = False,
    json_file: JsonFile = None,
) -> None:
    """Measure many photos into one Parquet file: a row for each face and each region."""
    from reports.progress import counting_photos
    from tracking.batch import run_batch

    with _engine(engine, workers, scheduler) as chosen, counting_photos() as progress:
        started = monotonic()
        done = run_batch(source, out, chosen, resume=resume, progress=progress)
        seconds = monotonic() - started
    measured = done.photos - done.resumed

    def say() -> None:
        rate = f", {measured / seconds:.2f} photos/s" if measured else ""
        typer.echo(
            f"{out} holds {done.photos} photos; {measured} of this run in {seconds:.0f} s{rate}."
        )
        for code, count in done.refused.most_common():
            typer.echo(f"{count} were not measured: {code}")

    document = {
        "file": str(out),
        "photos": done.photos,
        "resumed": done.resumed,
        "seconds": seconds,
        "refused": dict(done.refused),
    }
    answer("batch", document, json_file, say)
    if done.refused:
        raise typer.Exit(SOME_REFUSED)


@contextmanager
def _engine(name: EngineName, workers: int | None, scheduler: str | None) -> Iterator["Engine"]:
    from tracking.engines import DaskEngine, LocalEngine

    if name is EngineName.LOCAL:
        if scheduler is not None:
            raise typer.BadParameter("a scheduler needs --engine dask", param_hint="--scheduler")
        yield LocalEngine(workers)
    elif scheduler is None:
        raise typer.BadParameter("name the scheduler's address", param_hint="--scheduler")
    else:
        with closing(DaskEngine(scheduler)) as engine:
            yield engine
