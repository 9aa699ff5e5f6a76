"""One client over time: visits, treatments and the points of the chart."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo

from metrics.evidence import ALGORITHM
from metrics.verdict import ALGORITHM as PAIR_ALGORITHM
from records.base import utc_now
from records.calibrations import last_calibrated
from records.clients import ClientSummary as ClientCard
from records.clients import TreatmentKind, client_summaries, client_summary
from records.figures import (
    MeasuredPhoto,
    changes_since,
    figures_of,
    measured_photos,
    versions_of,
)
from records.treatments import (
    BotoxRecord,
    MicrocurrentRecord,
    botox_records,
    microcurrent_records,
)
from records.visits import visits_of
from tracking.access import Action
from tracking.chart import (
    Figure,
    PointVerdict,
    VisitPoint,
    baselines_of,
    chart_points,
    first_shots,
)
from tracking.desk import Desk, UnknownRecordError
from tracking.pair_view import PairView, ViewLine, pair_view
from treatments.clock import days_between
from treatments.regions import in_chart_order
from treatments.sessions import History
from treatments.timeline import Expectation, timeline

__all__ = [
    "ClientCard",
    "Figure",
    "PairView",
    "PointVerdict",
    "Progress",
    "TreatmentKind",
    "TreatmentMark",
    "ViewLine",
    "VisitCard",
    "VisitPoint",
    "client_progress",
    "list_clients",
    "pair_view",
]


@dataclass(frozen=True)
class TreatmentMark:
    """A treatment as a mark on the time axis; `label` names product or device and its dose."""

    on: datetime
    kind: TreatmentKind
    regions: tuple[str, ...]
    label: str


@dataclass(frozen=True)
class VisitCard:
    """A visit and the expressions photographed in it, for choosing what to compare."""

    id: int
    on: datetime
    day: int
    expressions: tuple[str, ...]


@dataclass(frozen=True)
class Progress:
    """Everything the page of one client draws; visits and treatments in order of time.

    `expectations` say for each treated region when its effect may start, be strongest and wear off.
    `outdated` names the version of the algorithm that measured the points, where there is a newer
    one: `tracking.analyse` then measures the client's whole history anew. `calibrated_at` is when
    the clinic measured the error by which the newest points are judged; None for that of rendered
    people.
    """

    client: ClientCard
    visits: tuple[VisitCard, ...]
    treatments: tuple[TreatmentMark, ...]
    points: tuple[VisitPoint, ...]
    expectations: tuple[Expectation, ...] = ()
    outdated: str | None = None
    calibrated_at: datetime | None = None


def list_clients(desk: Desk, search: str = "") -> list[ClientCard]:
    """Clients whose name or pseudonym holds `search`, by name."""
    with desk.reading(Action.LIST_CLIENTS) as session:
        return client_summaries(session, search=search)


def client_progress(desk: Desk, client_id: str) -> Progress:
    """Everything that is known about one client.

    Raises
    ------
    UnknownRecordError
        There is no such client.
    """
    with desk.reading(Action.SEE_CLIENT, client_id) as session:
        summary = client_summary(session, client_id)
        if summary is None:
            raise UnknownRecordError("There is no such client.")
        visits = visits_of(session, client_id)
        newest = (ALGORITHM, PAIR_ALGORITHM)
        lines, change = versions_of(session, client_id, newest=newest)
        photos = first_shots(measured_photos(session, client_id, lines))
        baselines = baselines_of(photos)
        figures = figures_of(session, list(baselines.values()))
        pairs = changes_since(session, list(baselines), change)
        calibrated_at = last_calibrated(session, list(baselines), change)
        botox = botox_records(session, client_id)
        microcurrent = microcurrent_records(session, client_id)
    treatments = [*_botox_marks(botox), *_microcurrent_marks(microcurrent)]
    done = History(
        tuple(record.done for record in botox), tuple(record.done for record in microcurrent)
    )
    return Progress(
        summary,
        tuple(_visit_cards(visits, photos, desk.policy.zone)),
        tuple(sorted(treatments, key=lambda treatment: treatment.on)),
        tuple(chart_points(photos, figures, pairs)),
        timeline(done, utc_now(), desk.policy).expectations,
        outdated=None if (lines, change) == newest else f"{lines}, {change}",
        calibrated_at=calibrated_at,
    )


def _visit_cards(
    visits: Sequence[tuple[int, datetime]], photos: Sequence[MeasuredPhoto], zone: tzinfo
) -> Iterator[VisitCard]:
    for visit_id, on in visits:
        expressions = tuple(photo.expression for photo in photos if photo.visit_id == visit_id)
        yield VisitCard(visit_id, on, days_between(visits[0][1], on, zone), expressions)


def _botox_marks(records: Sequence[BotoxRecord]) -> Iterator[TreatmentMark]:
    for record in records:
        done = record.done
        yield TreatmentMark(done.at, "botox", in_chart_order(done.regions), str(done.dose))


def _microcurrent_marks(records: Sequence[MicrocurrentRecord]) -> Iterator[TreatmentMark]:
    for record in records:
        done = record.done
        label = str(record.dosage)
        yield TreatmentMark(done.at, "microcurrent", in_chart_order(done.regions), label)
