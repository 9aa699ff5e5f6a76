"""Blinded reading: which photos are shown, in which order, and to whom what stays hidden.

A set holds photos in random order without date, order or treatment. Some come twice, so that a
reader's own agreement can be told, and some come as two shots of one visit shown as if they were a
visit and a later one: whoever sees improvement there sees what was expected.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from study.errors import StudyError
from study.export_reader import read_export

PHOTO = ["study_code", "visit_number", "day_offset", "expression", "view", "region", "shot"]
LEAST_REPEATS = 0.10


@dataclass(frozen=True)
class ReadingSet:
    """A set and its key; only `shown` leaves the hand of whoever drew it.

    Attributes
    ----------
    shown : DataFrame
        Columns item_number and position (``"first"`` or ``"second"`` of the item's two photos).
    key : DataFrame
        The same rows with `PHOTO`, and with kind: ``"visits"`` for two visits of one person,
        ``"sham"`` for two shots of one visit; and repeat_of, the item that is shown again or <NA>.
    """

    shown: pd.DataFrame
    key: pd.DataFrame


def photos_of(export: Path, *, region: str, expression: str) -> pd.DataFrame:
    """Return the photos of an export that show a region in an expression from the front."""
    table = read_export(export).measurements
    chosen = (
        (table["region"] == region)
        & (table["expression"] == expression)
        & (table["view"] == "front")
        & table["severity"].notna()
    )
    return table.loc[chosen, PHOTO].reset_index(drop=True)


def draw_set(
    photos: pd.DataFrame, *, pairs: int, repeat_share: float, sham_share: float, seed: int
) -> ReadingSet:
    """Draw a reading set.

    Parameters
    ----------
    photos : DataFrame
        Columns `PHOTO`, of one region, expression and view.
    pairs : int
        Pairs of two visits of one person; which of them is shown first is drawn too.
    repeat_share, sham_share : float
        Repeats and shams as a share of `pairs`; repeats at least a tenth.
    seed : int
        Drawn anew for every set: whoever knows it knows the order.

    Raises
    ------
    StudyError
        There are too few photos, no visit has two shots, or repeats are below a tenth.
    """
    if repeat_share < LEAST_REPEATS:
        raise StudyError("At least a tenth of the pairs is shown twice; raise the share.")
    rng = np.random.default_rng(seed)
    plain = _visit_pairs(photos)
    shams = _sham_pairs(photos)
    wanted = math.ceil(sham_share * pairs)
    if len(plain) < pairs or len(shams) < wanted:
        raise StudyError(
            f"There are {len(plain)} pairs of visits and {len(shams)} visits with two shots; "
            f"{pairs} and {wanted} are asked for."
        )
    chosen = [(plain[index], "visits") for index in rng.permutation(len(plain))[:pairs]]
    chosen += [(shams[index], "sham") for index in rng.permutation(len(shams))[:wanted]]
    again = rng.permutation(pairs)[: math.ceil(repeat_share * pairs)]
    order = rng.permutation(len(chosen) + len(again))
    number = {int(entry): place for place, entry in enumerate(order, start=1)}
    described = dict(zip(photos.index, photos[PHOTO].to_dict("records"), strict=True))
    rows = []
    for entry in range(len(order)):
        is_repeat = entry >= len(chosen)
        origin = int(again[entry - len(chosen)]) if is_repeat else entry
        pair, kind = chosen[origin]
        sides = pair if rng.random() < 0.5 else pair[::-1]
        for position, photo in zip(("first", "second"), sides, strict=True):
            row = {"item_number": number[entry], "position": position, "kind": kind}
            row["repeat_of"] = number[origin] if is_repeat else pd.NA
            rows.append({**row, **described[photo]})
    key = pd.DataFrame(rows).sort_values(["item_number", "position"], ignore_index=True)
    key = key.astype({"repeat_of": "Int64"})
    return ReadingSet(key[["item_number", "position"]].copy(), key)


def _visit_pairs(photos: pd.DataFrame) -> list[tuple[int, int]]:
    """Every two visits of one person, by the index of their first shots."""
    first = photos[photos["shot"] == photos.groupby(PHOTO[:-1])["shot"].transform("min")]
    pairs: list[tuple[int, int]] = []
    for _, visits in first.groupby("study_code"):
        rows = list(visits.index)
        pairs += [(a, b) for place, a in enumerate(rows) for b in rows[place + 1 :]]
    return pairs


def _sham_pairs(photos: pd.DataFrame) -> list[tuple[int, int]]:
    """Two shots of every visit that has them."""
    visits = photos.groupby(["study_code", "visit_number"])
    return [(rows.index[0], rows.index[1]) for _, rows in visits if len(rows) > 1]


def unblind(grades: pd.DataFrame, key: pd.DataFrame) -> pd.DataFrame:
    """Join the grades of all readers to the key.

    Parameters
    ----------
    grades : DataFrame
        Columns rater_number, item_number, position, grade (0 none to 4 severe).
    key : DataFrame
        Of the same set.

    Raises
    ------
    StudyError
        A column is missing, a grade is not 0 to 4, a reader graded a photo twice, or a graded photo
        is not in the key.
    """
    columns = ["rater_number", "item_number", "position", "grade"]
    missing = [column for column in columns if column not in grades]
    if missing:
        raise StudyError(f"The grades have no column {', '.join(missing)}.")
    if not grades["grade"].isin(range(5)).all():
        raise StudyError("A grade is a whole number from 0 (no lines) to 4 (severe).")
    if grades.duplicated(columns[:3]).any():
        raise StudyError("A reader graded a photo of an item twice; keep one of the grades.")
    joined = grades[columns].merge(key, on=["item_number", "position"], how="inner")
    if len(joined) < len(grades):
        raise StudyError("Some grades are of items that are not in this key; use the set's own.")
    return joined


def save_set(drawn: ReadingSet, folder: Path) -> None:
    """Write set.csv with empty grades, and key.csv.

    Raises
    ------
    StudyError
        The folder exists; a key is never written over.
    """
    if folder.exists():
        raise StudyError(f"{folder} exists already; choose a new folder.")
    folder.mkdir(parents=True)
    empty = drawn.shown.assign(rater_number="", grade="")
    empty.to_csv(folder / "set.csv", index=False)
    drawn.key.to_csv(folder / "key.csv", index=False)


def read_grades(files: Iterable[Path], key: Path) -> pd.DataFrame:
    """Read the filled-in sets of all readers and join them to the key, as `unblind` does."""
    try:
        grades = pd.concat([pd.read_csv(file) for file in files], ignore_index=True)
    except ValueError as error:
        raise StudyError("A file of grades is not a table; readers fill in set.csv.") from error
    return unblind(grades, read_key(key))


def read_key(file: Path) -> pd.DataFrame:
    """Read the key of a set.

    Raises
    ------
    StudyError
        The file is not a key.
    """
    try:
        key = pd.read_csv(file).astype({"repeat_of": "Int64"})
        return key[["item_number", "position", "kind", "repeat_of", *PHOTO]]
    except (ValueError, KeyError) as error:
        raise StudyError(f"{file} is not the key of a reading set.") from error
