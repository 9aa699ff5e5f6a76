"""Several shots of one visit: a folder stands for all the photos in it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Literal

import numpy as np

from tracking.contract import FiguresEntry, MeanEntry, PhotoEntry, VisitEntry
from tracking.file_names import is_photo

AVERAGED: tuple[Literal["line_density_mm_per_cm2", "severity"], ...] = (
    "line_density_mm_per_cm2",
    "severity",
)


def shots_of(name: str) -> list[str]:
    """Photos of a folder by name, or the name itself when it is no folder or holds none."""
    path = Path(name)
    if not path.is_dir():
        return [name]
    return sorted(str(file) for file in path.iterdir() if is_photo(file.name)) or [name]


def visits_in(
    listed: Iterable[tuple[str, Sequence[str]]], entries: Sequence[PhotoEntry]
) -> Iterator[VisitEntry]:
    """Average the shots of every folder of shots among the names.

    Parameters
    ----------
    listed : iterable of (str, sequence of str)
        Photos and folders, each with its `shots_of` as they were before measuring: pictures of
        the lines may lie beside them since.
    entries : sequence of PhotoEntry
        Of all their photos, in order.
    """
    by_file = {entry["file"]: entry for entry in entries}
    for name, files in listed:
        if list(files) != [name]:
            shots = [by_file[file] for file in files]
            measured = [entry for entry in shots if entry["status"] == "measured"]
            yield VisitEntry(
                folder=name,
                shots=len(shots),
                measured=len(measured),
                face=_means([entry["face"] for entry in measured]),
                regions=_region_means(measured),
            )


def _region_means(entries: Sequence[PhotoEntry]) -> dict[str, Mapping[str, MeanEntry]]:
    names = entries[0]["regions"] if entries else {}
    return {name: _means([entry["regions"][name] for entry in entries]) for name in names}


def _means(figures: Sequence[FiguresEntry | None]) -> dict[str, MeanEntry]:
    return {name: _mean([figure[name] for figure in figures if figure]) for name in AVERAGED}


def _mean(values: Sequence[float | None]) -> MeanEntry:
    known = [value for value in values if value is not None]
    return MeanEntry(
        mean=float(np.mean(known)) if known else None,
        standard_error=float(np.std(known, ddof=1) / len(known) ** 0.5) if len(known) > 1 else None,
        shots=len(known),
    )
