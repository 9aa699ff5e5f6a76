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

from metrics.calibration import Calibration
from reports import words
from reports.terminal_support import control_rows, shift_rows, skin_rows, support_table
from reports.words import NO_FIGURE, density, percent, signed_percent
from tracking.contract import (
    ChangeEntry,
    FiguresEntry,
    FindingEntry,
    MeanEntry,
    PairEntry,
    PairSupportEntry,
    PhotoEntry,
    Reason,
    SeverityChangeEntry,
    Verdict,
    VisitEntry,
)
from tracking.file_names import as_text

Item = TypeVar("Item")

ALL_VERDICTS: tuple[Verdict, ...] = (
    "fewer_lines",
    "within_error",
    "more_lines",
    "not_comparable",
)
OUT = Console(markup=False, emoji=False)
ERR = Console(stderr=True, soft_wrap=True, highlight=False, markup=False, emoji=False)


def with_progress(items: Iterable[Item], *, total: int, label: str) -> Iterator[Item]:
    """Pass items on, with a progress bar on standard error when there is more than one."""
    yield from track(items, label, total=total, console=ERR, disable=total <= 1, transient=True)


@contextmanager
def counting() -> Iterator[Callable[[str, int, int], None]]:
    """Show on standard error what is being done and how far it is."""
    with Progress(console=ERR, transient=True) as bars:
        bar = bars.add_task("")

        def show(what: str, done: int, total: int) -> None:
            bars.update(bar, description=words.STEPS[what], completed=done, total=total)

        yield show


def write_json(document: Mapping[str, object], target: str) -> None:
    """Write a document to a file, or to standard output when the target is ``-``."""
    text = as_text(json.dumps(document, ensure_ascii=False, allow_nan=False))
    if target == "-":
        sys.stdout.write(text + "\n")
    else:
        Path(target).write_text(text + "\n", encoding="utf-8")


def _refusal(name: str, reason: Reason | None) -> None:
    if reason is not None:
        ERR.print(f"{name}: {reason['message']}")


def _number(value: float | None, digits: int) -> str:
    return NO_FIGURE if value is None else f"{value:.{digits}f}"


def _advice(findings: Iterable[FindingEntry]) -> None:
    for finding in findings:
        if finding["severity"] != "info":
            OUT.print(f"  ! {finding['message']}", highlight=False)


def print_measurements(entries: Iterable[PhotoEntry]) -> None:
    """Print the figures of measured photos, region by region, and why others were refused."""
    for entry in entries:
        if entry["face"] is None:
            _refusal(entry["file"], entry["reason"])
        else:
            OUT.print(_measurement_table(entry, entry["face"]))
            if entry["supporting"] is not None:
                figures = ("a*", "erythema", "ITA °", "L* spread", "roughness %")
                OUT.print(
                    support_table(entry["supporting"], _table("Colour and texture", *figures))
                )
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


def print_calibration(found: Calibration) -> None:
    """Print a clinic's own error, region by region."""
    OUT.print(f"Your own error in %: {found.poses} poses of {found.shots} shots", highlight=False)
    for figure in ("density", "severity"):
        table = _table(figure, "SEM", "SDC", "limits of agreement")
        for error in found.errors:
            if error.figure == figure:
                table.add_row(
                    words.REGIONS[error.region],
                    f"{error.sem_percent:.1f}",
                    f"{error.sdc_percent:.1f}",
                    f"{error.lower_percent:+.1f} … {error.upper_percent:+.1f}",
                    end_section=error.region == "face",
                )
        OUT.print(table)
    OUT.print(
        f"ICC(2,1) over regions: density {_number(found.icc_density, 3)}, severity "
        f"{_number(found.icc_severity, 3)}. Later comparisons use this error.",
        highlight=False,
    )


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
            if entry["supporting"] is not None:
                _print_pair_support(entry["supporting"])
        else:
            _refusal(f"{entry['before']} and {entry['after']}", entry["reason"])
        _advice(entry["findings"])


def _print_pair_support(support: PairSupportEntry) -> None:
    """Print what moved and how treated regions stand out; tables with nothing in them are left."""
    moved = _table("Brows and eyelids", "mm", "change ± SDC")
    moved.add_column("", no_wrap=True)
    if support["symmetry"]:
        OUT.print(shift_rows(support, moved))
    skin = _table("Skin that changed beyond its error", "", "change ± SDC")
    skin.add_column("", no_wrap=True)
    if skin_rows(support, skin).row_count:
        OUT.print(skin)
    for figure, controls in (support["controls"] or {}).items():
        title = f"Treated beside untreated regions: {figure}"
        table = _table(title, "change", "beyond untreated ± SDC", "")
        if controls["treated"]:
            OUT.print(control_rows(controls, table))


def _comparison_table(entry: PairEntry) -> Table:
    title = f"{entry['before']} -> {entry['after']}"
    table = _table(title, "mm/cm²", "change ± SDC", "severity ± SDC")
    table.add_column("", no_wrap=True)
    signs = "  ".join(str(words.VERDICTS[verdict]) for verdict in ALL_VERDICTS)
    table.caption = f"{signs}\n{_error_from(entry)}"
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


def _error_from(entry: PairEntry) -> str:
    """Whose repeats the error comes from, and how many shots were averaged."""
    error, shots = entry["error_from"], entry["shots"]
    day = (error["calibrated_at"] or "")[:10]
    source = f"your own repeats of {day}" if day else "rendered people; see `calibrate`"
    return f"Error from {source}. Shots: {shots['before']} and {shots['after']}."


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
