"""Making figures from the original photos, which alone are kept for good."""

from records.clients import client_ids
from records.figures import versions_of
from records.measurements import forget_refusals
from tracking.access import Action
from tracking.analyse import FAULT, Progress, analyse
from tracking.desk import Desk
from tracking.waiting import NEWEST


def rebuild(
    desk: Desk, progress: Progress = lambda what, done, total: None, *, remeasure: bool = False
) -> int:
    """Measure what has no figures, or failed for a fault of the program; return for how many.

    Parameters
    ----------
    desk : Desk
    progress : Progress
    remeasure : bool
        Also measure the whole history of clients whose figures come from an earlier version of the
        algorithm. The earlier figures stay; charts show the new ones from the first visit on, as
        figures of two versions are not mixed.
    """
    with desk.writing(Action.MAINTAIN, detail="remeasure" if remeasure else "rebuild") as session:
        forget_refusals(session, FAULT.code)
        chosen = [
            client_id
            for client_id in client_ids(session)
            if remeasure or versions_of(session, client_id, newest=NEWEST) == NEWEST
        ]
    analyse(desk, chosen, progress)
    return len(chosen)
