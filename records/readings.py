"""Grades of blinded readers, kept beside the photos they were given to."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from records.models import Reading

FIRST_SCREEN_SET = 90_001
"""Sets that are read at the screen are numbered from here, those drawn into a folder from 1."""


@dataclass(frozen=True)
class Grade:
    """One grade of one reader."""

    item_number: int
    rater_number: int
    photo_id: int
    grade: int
    is_repeat: bool


def next_set_number(session: Session) -> int:
    """Return the number of the next reading set that is drawn into a folder."""
    drawn = select(func.max(Reading.set_number)).where(Reading.set_number < FIRST_SCREEN_SET)
    return (session.scalar(drawn) or 0) + 1


def keep_readings(session: Session, readings: Iterable[Reading]) -> None:
    """Keep grades; a photo has one from each reader of a set."""
    session.add_all(readings)
    session.flush()


def add_grade(session: Session, *, set_number: int, region: str, graded: Grade) -> None:
    """Keep a grade that was given at the screen."""
    reading = Reading(
        set_number=set_number,
        item_number=graded.item_number,
        rater_number=graded.rater_number,
        photo_id=graded.photo_id,
        region=region,
        grade=graded.grade,
        is_repeat=graded.is_repeat,
        is_sham=False,
    )
    keep_readings(session, [reading])


def grades_of(session: Session, set_number: int) -> list[Grade]:
    """Every grade of a set, of all readers."""
    rows = select(Reading).where(Reading.set_number == set_number)
    return [
        Grade(row.item_number, row.rater_number, row.photo_id, row.grade, row.is_repeat)
        for row in session.scalars(rows.order_by(Reading.item_number, Reading.rater_number))
    ]
