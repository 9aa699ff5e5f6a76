"""Grades of blinded readers, kept beside the photos they were given to."""

from collections.abc import Iterable

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from records.models import Reading


def next_set_number(session: Session) -> int:
    """Return the number of the next reading set, from 1."""
    return (session.scalar(select(func.max(Reading.set_number))) or 0) + 1


def keep_readings(session: Session, readings: Iterable[Reading]) -> None:
    """Keep grades; a photo has one from each reader of a set."""
    session.add_all(readings)
    session.flush()
