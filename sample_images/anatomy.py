"""Where people wrinkle: grooves of every region at anatomically usual places.

Courses follow the muscles: forehead lines lie across frontalis, glabellar lines along corrugator
and procerus, crow's feet across orbicularis oculi, perioral lines across orbicularis oris; folds
run from the alae (nasolabial) and from the mouth corners (marionette). Depths follow the classes
fine line 0.2 mm, clear line 0.35 mm, furrow 0.8 mm.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import replace

import numpy as np

from sample_images.contours import ALAE, MOUTH_CORNERS
from sample_images.expression import Expression
from sample_images.grooves import Groove, Point
from sample_images.person import Person
from sample_images.shape import template

SIDES: tuple[tuple[int, str], ...] = ((-1, "right"), (1, "left"))
Jitter = Callable[[float], float]


def _groove(
    region: str,
    points: list[Point],
    *,
    static: float,
    dynamic: float = 0.0,
    mover: Expression | None = None,
    sigma: float = 0.35,
    fold: float = 0.0,
) -> Groove:
    polyline = tuple((float(x), float(y)) for x, y in points)
    return Groove(region, polyline, static, sigma, mover, dynamic, fold)


def _forehead(jitter: Jitter) -> Iterator[Groove]:
    for row, (level, reach, weight) in enumerate(
        ((62, 37, 0.9), (69, 35, 1.0), (76.5, 31, 0.9), (84, 25, 0.6))
    ):
        left, right = -reach + jitter(4), reach + jitter(4)
        tilt, arch, phase = jitter(0.02), 2.2 + jitter(0.7), 0.5 * row + jitter(0.3)
        points = [
            (
                x,
                level
                + tilt * x
                + arch * np.cos(2.2 * x / reach + phase) * 0.6
                - 3.0 * (x / reach) ** 2
                + jitter(0.35),
            )
            for x in np.linspace(left, right, 8)
        ]
        yield _groove(
            "forehead", points, static=0.32 * weight, dynamic=0.42 * weight, mover="raise"
        )


def _glabella(jitter: Jitter) -> Iterator[Groove]:
    for side, _ in SIDES:
        x = side * (6.5 + jitter(0.8))
        points = [
            (x, 37.5 + jitter(1)),
            (x + side * (0.6 + jitter(0.4)), 43),
            (x + side * (0.5 + jitter(0.5)), 48.5),
            (x + side * (1.8 + jitter(0.6)), 54.5 + jitter(1.5)),
        ]
        yield _groove("glabella", points, static=0.34, dynamic=0.55, mover="frown", sigma=0.42)
        for x, low in ((3.3, 47.0), (10.8, 45.5)):
            points = [(side * (x + jitter(0.3)), low), (side * (x + 0.7), low + 11 + jitter(1))]
            yield _groove("glabella", points, static=0.03, dynamic=0.22, mover="frown", sigma=0.3)
    offset = jitter(1.2)
    points = [(offset, 40.0), (offset + jitter(0.6), 45), (offset + jitter(0.8), 50 + jitter(1))]
    yield _groove("glabella", points, static=0.12, dynamic=0.40, mover="frown", sigma=0.35)
    points = [(-6 + jitter(1), 34.5), (0, 33.6 + jitter(0.5)), (6 + jitter(1), 34.5)]
    yield _groove("glabella", points, static=0.10, dynamic=0.30, mover="frown", sigma=0.38)


def _crows_feet(jitter: Jitter) -> Iterator[Groove]:
    for side, name in SIDES:
        for start, degrees, length in (
            (3.0, 26, 14),
            (0.3, 4, 17),
            (-2.7, -20, 16),
            (-5.0, -38, 12),
        ):
            angle = np.radians(degrees + jitter(4))
            reach = length + jitter(1.5)
            x, y = 51.0 + jitter(0.8), 27.0 + start
            points = [
                (
                    side * (x + t * reach * np.cos(angle)),
                    y + t * reach * np.sin(angle) - 1.8 * t * t,
                )
                for t in (0, 0.35, 0.7, 1)
            ]
            yield _groove(
                f"crows_feet_{name}", points, static=0.26, dynamic=0.35, mover="smile", sigma=0.28
            )


def _under_eye(jitter: Jitter) -> Iterator[Groove]:
    for side, name in SIDES:
        for level, depth in ((16.5, 0.22), (11.5, 0.16)):
            points = [
                (side * 20.0, level + 2.2),
                (side * 26.0, level + 0.2 + jitter(0.3)),
                (side * 33.0, level - 0.3 + jitter(0.4)),
                (side * (39.5 + jitter(1.0)), level + 1.2),
            ]
            yield _groove(
                f"under_eye_{name}", points, static=depth, dynamic=0.2, mover="smile", sigma=0.3
            )


def _bunny(jitter: Jitter) -> Iterator[Groove]:
    for side, _ in SIDES:
        for level in (23.5, 19.0):
            points = [
                (side * 4.5, level + jitter(0.4)),
                (side * 8.5, level - 1.6 + jitter(0.3)),
                (side * (13.0 + jitter(0.7)), level - 4.6),
            ]
            yield _groove("bunny", points, static=0.14, dynamic=0.4, mover="frown", sigma=0.32)


def _nasolabial(jitter: Jitter) -> Iterator[Groove]:
    marks = template()
    for (side, name), wing, corner in zip(SIDES, ALAE, MOUTH_CORNERS, strict=True):
        top, low = marks[wing, :2], marks[corner, :2]
        points = [
            (top[0] + side * 3.0, top[1] + 1.5),
            (top[0] + side * (7.5 + jitter(0.4)), top[1] - 6),
            (top[0] + side * (12.0 + jitter(0.5)), top[1] - 15),
            (low[0] + side * (8.5 + jitter(0.6)), low[1] + 7),
            (low[0] + side * (9.0 + jitter(0.7)), low[1] + 0.5),
        ]
        yield _groove(
            f"nasolabial_{name}",
            points,
            static=0.42,
            dynamic=0.35,
            mover="smile",
            sigma=0.55,
            fold=1.1,
        )


def _cheek(jitter: Jitter) -> Iterator[Groove]:
    for side, name in SIDES:
        for x, top in ((44.0, -6.0), (50.0, -9.0)):
            points = [
                (side * (x + jitter(0.8)), top),
                (side * (x + 1.8 + jitter(0.4)), top - 8),
                (side * (x + 0.8 + jitter(0.6)), top - 17),
            ]
            yield _groove(
                f"cheek_{name}", points, static=0.16, dynamic=0.35, mover="smile", sigma=0.32
            )


def _perioral(jitter: Jitter) -> Iterator[Groove]:
    base = float(template()[0, 1])
    for side, _ in SIDES:
        for x, length in ((4.2, 6.0), (9.5, 7.0), (14.8, 6.0)):
            low = base + 1.5 - 0.10 * x
            points = [
                (side * (x + jitter(0.5)), low),
                (side * (x + 0.5 + jitter(0.3)), low + length / 2),
                (side * (x + 1.3 + jitter(0.5)), low + length + jitter(0.7)),
            ]
            yield _groove("perioral", points, static=0.15, sigma=0.28)


def _marionette(jitter: Jitter) -> Iterator[Groove]:
    marks = template()
    for (side, name), corner in zip(SIDES, MOUTH_CORNERS, strict=True):
        x, y = marks[corner, :2]
        points = [
            (x + side * 2.2, y - 3.5),
            (x + side * (3.6 + jitter(0.4)), y - 9),
            (x + side * (4.8 + jitter(0.5)), y - 15),
            (x + side * (5.0 + jitter(0.6)), y - 20 + jitter(1)),
        ]
        yield _groove(f"marionette_{name}", points, static=0.34, sigma=0.42)


def _chin(jitter: Jitter) -> Iterator[Groove]:
    level = float(template()[18, 1]) - 1.5
    points = [(x, level - 0.012 * x * x + jitter(0.3)) for x in np.linspace(-13, 13, 6)]
    yield _groove("chin", points, static=0.22, sigma=0.45)


_COURSES: dict[str, Callable[[Jitter], Iterator[Groove]]] = {
    "forehead": _forehead,
    "glabella": _glabella,
    "crows_feet": _crows_feet,
    "under_eye": _under_eye,
    "bunny": _bunny,
    "nasolabial": _nasolabial,
    "cheek": _cheek,
    "perioral": _perioral,
    "marionette": _marionette,
    "chin": _chin,
}
PLACES = tuple(_COURSES)
"""Names of the places that have usual lines; paired regions share one."""


def wrinkles(
    person: Person, *, severity: float = 1.0, places: Collection[str] = PLACES
) -> tuple[Groove, ...]:
    """Grooves of one person.

    Parameters
    ----------
    person : Person
        Decides the course of each groove.
    severity : float
        Factor on all depths: 0.5 young, 1 middle-aged, 1.6 deeply lined.
    places : collection of str
        Which of `PLACES` are lined.
    """
    grooves = []
    for place, course in _COURSES.items():
        stream = person.stream(f"grooves {place}")

        def jitter(spread: float, stream: np.random.Generator = stream) -> float:
            return float(stream.normal(0, spread))

        drawn = list(course(jitter))
        if place in places:
            grooves += drawn
    return tuple(
        replace(
            groove,
            depth_mm=groove.depth_mm * severity,
            deepening_mm=groove.deepening_mm * severity,
            fold_mm=groove.fold_mm * severity,
        )
        for groove in grooves
    )
