"""Keeping the grades of a reading set in the records, so that the next export holds them."""

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from records.consents import Purpose, consented_clients
from records.exports import study_codes
from records.models import Reading
from records.readings import keep_readings, next_set_number
from study.reading_pictures import photos_as_exported
from tracking.access import Action
from tracking.desk import Desk

POSITIONS = {"first": 1, "second": 2}


@dataclass(frozen=True)
class KeptSet:
    """A set whose grades were kept; `without_photo` were given to photos that are gone."""

    number: int
    grades: int
    without_photo: int


def keep_grades(desk: Desk, grades: pd.DataFrame) -> KeptSet:
    """Keep the grades of a set; those of people who withdrew since are left out.

    Parameters
    ----------
    desk : Desk
    grades : DataFrame
        As `study.reading.unblind` joins them with the key of a set drawn from these records.
    """
    desk.require(Action.EXPORT_RESEARCH)
    with desk.writing(Action.EXPORT_RESEARCH, detail="readings") as session:
        codes = study_codes(session, consented_clients(session, Purpose.RESEARCH))
        client_of = {code: client_id for client_id, code in codes.items()}
        photo_ids = {
            (code, *shown): photo.photo_id
            for code in grades["study_code"].unique()
            if code in client_of
            for shown, photo in photos_as_exported(session, client_of[code]).items()
        }
        number = next_set_number(session)
        readings = list(_readings(grades, photo_ids, number))
        keep_readings(session, readings)
    return KeptSet(number, len(readings), len(grades) - len(readings))


def _readings(
    grades: pd.DataFrame, photo_ids: dict[tuple[object, ...], int], number: int
) -> Iterator[Reading]:
    for row in grades.to_dict("records"):
        shown = ("study_code", "visit_number", "expression", "view", "shot")
        photo_id = photo_ids.get(tuple(row[name] for name in shown))
        if photo_id is None:
            continue
        yield Reading(
            set_number=number,
            item_number=2 * (int(row["item_number"]) - 1) + POSITIONS[row["position"]],
            rater_number=int(row["rater_number"]),
            photo_id=photo_id,
            region=row["region"],
            grade=int(row["grade"]),
            is_repeat=bool(pd.notna(row["repeat_of"])),
            is_sham=row["kind"] == "sham",
        )
