"""Moments and days. Days are calendar days in the clinic's time zone (docs/decisions/0005)."""

from datetime import UTC, date, datetime, tzinfo

from treatments.errors import NaiveTimeError


def utc(moment: datetime) -> datetime:
    """Return the same moment in UTC.

    Raises
    ------
    NaiveTimeError
        The moment carries no time zone, so nobody knows when it was.
    """
    if moment.utcoffset() is None:
        raise NaiveTimeError(f"{moment.isoformat()} has no time zone; give one, for example +00:00")
    return moment.astimezone(UTC)


def day_of(moment: datetime, zone: tzinfo) -> date:
    """Return the calendar day of a moment on the clinic's wall."""
    return utc(moment).astimezone(zone).date()


def days_between(earlier: datetime, later: datetime, zone: tzinfo) -> int:
    """Count the midnights on the clinic's wall between two moments; 0 on the same day."""
    return (day_of(later, zone) - day_of(earlier, zone)).days
