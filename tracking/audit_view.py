"""The audit log as the owner reads it."""

from dataclasses import dataclass
from datetime import datetime

from records.audit import newest_entries
from records.people import people
from tracking.access import Action
from tracking.desk import Desk


@dataclass(frozen=True)
class Use:
    """One entry of the log; `who` is the name of a person where it is known."""

    number: int
    at: datetime
    who: str
    action: str
    subject: str
    detail: str


def uses(desk: Desk, *, action: str = "", limit: int) -> list[Use]:
    """Return the newest entries, the latest first.

    Parameters
    ----------
    desk : Desk
    action : str
        Only entries whose action begins so; empty for all.
    limit : int
    """
    with desk.reading(Action.SEE_AUDIT) as session:
        names = {f"person-{person.id}": person.name for person in people(session)}
        return [
            Use(
                entry.number,
                entry.at,
                names.get(entry.actor, entry.actor),
                entry.action,
                entry.subject,
                entry.detail,
            )
            for entry in newest_entries(session, action=action, limit=limit)
        ]
