"""Results as text for people at a terminal; progress and errors go to standard error."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TypeVar

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.progress import Progress, track
from rich.table import Table

from reports import words
from reports.words import NO_FIGURE, density, percent, signed_percent
from tracking.contract import (
    ChangeEntry,
    FiguresEntry,
    FindingEntry,
    MeanEntry,
    PairEntry,
    PhotoEntry,
    Reason,
    SeverityChangeEntry,
    Verdict,
    VisitEntry,
)

Item = TypeVar("Item")

ALL_VERDICTS: tuple[Verdict, ...] = (
    "fewer_lines",
    "within_error",
    "more_lines",
    "not_comparable",
)
OUT = Console()
ERR = Console(stderr=True, soft_wrap=True, highlight=False)


def with_progress(items: Iterable[Item], *, total: int, label: str) -> Iterator[Item]:
    """Pass items on, with a progress bar on standard error when there is more than one."""
    yield from track(items, label, total=total, console=ERR, disable=total <= 1, transient=True)


@contextmanager
def counting() -> Iterator[Callable[[str, int, int], None]]:
    """Show on standard error what is being done and how far it is."""
    with Progress(console=ERR, transient=True) as bars:
        bar = bars.add_task("")

        def show(what: str, done: int, total: int) -> None:
            bars.update(bar, description=what, completed=done, total=total)

        yield show


def write_json(document: Mapping[str, object], target: str) -> None:
    """Write a document to a file, or to standard output when the target is ``-``."""
    text = json.dumps(document, ensure_ascii=False, allow_nan=False)
    if target == "-":
        sys.stdout.write(text + "\n")
    else:
        Path(target).write_text(text + "\n", encoding="utf-8")


def _refusal(name: str, reason: Reason | None) -> None:
    if reason is not None:
        ERR.print(f"{name}: {reason['message']}", markup=False)


def _number(value: float | None, digits: int) -> str:
    return NO_FIGURE if value is None else f"{value:.{digits}f}"


def _advice(findings: Iterable[FindingEntry]) -> None:
    for finding in findings:
        if finding["severity"] != "info":
            OUT.print(f"  ! {finding['message']}", markup=False, highlight=False)


def print_measurements(entries: Iterable[PhotoEntry]) -> None:
    """Print the figures of measured photos, region by region, and why others were refused."""
    for entry in entries:
        if entry["face"] is None:
            _refusal(entry["file"], entry["reason"])
        else:
            OUT.print(_measurement_table(entry, entry["face"]))
            _advice(entry["quality"])


def print_visits(visits: Iterable[VisitEntry]) -> None:
    """Print the means of visits with several shots and their standard errors."""
    for visit in visits:
        title = f"{visit['folder']}: mean of {visit['measured']} shots"
        table = _table(title, "mm/cm² ± SE", "severity ± SE")
        parts = [("face", visit["face"]), *visit["regions"].items()]
        for name, means in parts:
            table.add_row(
                words.REGIONS[name],
                _mean(means["line_density_mm_per_cm2"], 2),
                _mean(means["severity"], 3),
                end_section=name == "face",
            )
        OUT.print(table)


def _mean(mean: MeanEntry, digits: int) -> str:
    if mean["mean"] is None:
        return NO_FIGURE
    return f"{mean['mean']:.{digits}f} ± {_number(mean['standard_error'], digits)}"


def _measurement_table(entry: PhotoEntry, face: FiguresEntry) -> Table:
    table = _table(entry["file"], "mm of line", "mm/cm²", "lines", "width mm", "severity")
    parts: list[tuple[str, FiguresEntry]] = [("face", face), *entry["regions"].items()]
    for name, figures in parts:
        table.add_row(
            words.REGIONS[name],
            _number(figures["line_length_mm"], 0),
            density(figures["line_density_mm_per_cm2"]),
            _number(figures["line_count"], 0),
            _number(figures["mean_width_mm"], 2),
            _number(figures["severity"], 3),
            end_section=name == "face",
        )
    return table


def print_comparisons(entries: Iterable[PairEntry]) -> None:
    """Print changes region by region, and why pairs could not be compared."""
    for entry in entries:
        if entry["status"] == "compared":
            OUT.print(_comparison_table(entry))
        else:
            _refusal(f"{entry['before']} and {entry['after']}", entry["reason"])
        _advice(entry["findings"])


def _comparison_table(entry: PairEntry) -> Table:
    title = f"{entry['before']} -> {entry['after']}"
    table = _table(title, "mm/cm²", "change ± SDC", "severity ± SDC")
    table.add_column("", no_wrap=True)
    table.caption = "  ".join(str(words.VERDICTS[verdict]) for verdict in ALL_VERDICTS)
    changes: list[tuple[str, ChangeEntry]] = [("face", entry["face"]), *entry["regions"].items()]
    for name, change in changes:
        table.add_row(
            words.REGIONS[name],
            f"{density(change['before'])} → {density(change['after'])}",
            _with_error(change),
            _with_error(change["severity"]),
            words.VERDICTS[change["verdict"]].sign,
            end_section=name == "face",
        )
    return table


def _with_error(change: SeverityChangeEntry) -> str:
    if change["change_percent"] is None:
        return NO_FIGURE
    size = signed_percent(change["change_percent"]).removesuffix("%").rstrip()
    return f"{size} ± {percent(change['sdc_percent'])}"


def _table(title: str, *figures: str) -> Table:
    table = Table(
        title=title, title_justify="left", box=SIMPLE_HEAD, pad_edge=False, collapse_padding=True
    )
    table.add_column("region", no_wrap=True)
    for heading in figures:
        table.add_column(heading, justify="right", no_wrap=True)
    return table
