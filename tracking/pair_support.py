"""Two kept visits: what stands beside the lines, and what was treated in between."""

from collections.abc import Iterable
from datetime import datetime

from metrics.evidence import ALGORITHM
from records.figures import measured_photos
from records.store import Session
from records.treatments import botox_records, microcurrent_records
from tracking.access import Action
from tracking.analyse import kept_portrait
from tracking.contract import PairSupportEntry
from tracking.desk import Desk
from tracking.measure import face_landmarker
from tracking.pair_view import pair_view, shots_of_visit
from tracking.supporting import pair_support
from treatments.regions import in_chart_order
from treatments.sessions import BotoxSession, MicrocurrentSession
from vision.errors import Refusal


def kept_pair_support(
    desk: Desk, client_id: str, before_visit_id: int, after_visit_id: int, expression: str
) -> PairSupportEntry | Refusal:
    """Colour, texture, brows and lids at two visits, and treated beside untreated regions.

    Treated are the regions of every session from the earlier visit until before the later one.

    Returns
    -------
    PairSupportEntry or Refusal
        A refusal where one of the photos cannot be read.

    Raises
    ------
    UnknownRecordError
        The client has no photo of this expression at one of the visits.
    """
    with desk.reading(Action.SEE_PHOTOS, client_id) as session:
        photos = measured_photos(session, client_id, ALGORITHM)
        before = shots_of_visit(photos, before_visit_id, expression)[0]
        after = shots_of_visit(photos, after_visit_id, expression)[0]
        treated = _treated(session, client_id, before.visited_at, after.visited_at)
    first, second = (kept_portrait(desk.photos, photo.name) for photo in (before, after))
    if isinstance(first, Refusal):
        return first
    if isinstance(second, Refusal):
        return second
    pair = pair_view(desk, client_id, before_visit_id, after_visit_id, expression)
    return pair_support(first, second, pair, face_landmarker(), treated=treated)


def _treated(session: Session, client_id: str, since: datetime, until: datetime) -> tuple[str, ...]:
    done: Iterable[BotoxSession | MicrocurrentSession] = (
        *(record.done for record in botox_records(session, client_id)),
        *(record.done for record in microcurrent_records(session, client_id)),
    )
    return in_chart_order(
        {region for one in done if since <= one.at < until for region in one.regions}
    )
