"""A treatment that is being planned: points on the face chart, and the map of the last time."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

import numpy as np

from records.treatments import PlacedInjection, botox_records
from tracking.access import Action
from tracking.desk import Desk
from treatments.doses import OtherToxin, Product, dose_of
from treatments.regions import in_chart_order
from treatments.sessions import BotoxSession, Injection
from vision.face_plan import face_plan
from vision.regions import REGIONS

MIDLINE_MM = 3.0
SPREAD_MM = 6.0
MUSCLES = {region.name: region.muscle for region in REGIONS}


@dataclass(frozen=True)
class MapPoint:
    """One injection on the face chart; place in mm of the canonical plane."""

    x_mm: float
    y_mm: float
    units: float
    region: str


@dataclass(frozen=True)
class InjectionMap:
    """Everything injected in one session, with its product."""

    product: Product
    product_name: str
    points: tuple[MapPoint, ...]


def planned_botox(
    points: Iterable[MapPoint], *, product: Product, product_name: str, at: datetime
) -> BotoxSession:
    """Return the session that points on the chart stand for.

    Raises
    ------
    treatments.errors.InvalidRecordError
        There is no point, or another product has no name.
    """
    return BotoxSession(
        at,
        tuple(
            PlacedInjection(
                point.region,
                dose_of(product, point.units, name=product_name),
                MUSCLES[point.region],
                _side(point.x_mm),
                point.x_mm,
                point.y_mm,
            )
            for point in points
        ),
    )


def _side(x_mm: float) -> str:
    # x runs to the image's right, which is the client's left.
    if abs(x_mm) <= MIDLINE_MM:
        return "middle"
    return "left" if x_mm > 0 else "right"


def last_map(desk: Desk, client_id: str) -> InjectionMap | None:
    """Return the injections of the last session; None where there was none.

    What was recorded without a place stands in the middle of its region, side by side.
    """
    with desk.reading(Action.SEE_TREATMENTS, client_id) as session:
        records = botox_records(session, client_id)
    if not records:
        return None
    done = records[-1].done
    dose = done.injections[0].dose
    name = dose.name if isinstance(dose, OtherToxin) else ""
    points = [
        point
        for region in in_chart_order(done.regions)
        for point in _points([i for i in done.injections if i.region == region])
    ]
    return InjectionMap(dose.product, name, tuple(points))


def _points(injections: Sequence[Injection]) -> Iterable[MapPoint]:
    middle = face_plan().regions[injections[0].region].mean(axis=0)
    first_mm = -SPREAD_MM * (len(injections) - 1) / 2
    for number, injection in enumerate(injections):
        x, y = middle + np.array([first_mm + SPREAD_MM * number, 0.0])
        if isinstance(injection, PlacedInjection) and None not in (injection.x_mm, injection.y_mm):
            x, y = injection.x_mm, injection.y_mm
        yield MapPoint(float(x), float(y), injection.dose.units, injection.region)
