"""Which course of a client to open with, and which of its visits tells most."""

from collections.abc import Sequence

from reports import words
from tracking.progress import Progress, VisitPoint

TOLD_APART = ("fewer_lines", "more_lines")


def expressions(progress: Progress) -> list[str]:
    """The expressions with a first visit to compare with, in the order of `reports.words`."""
    return [name for name in words.EXPRESSIONS if regions(progress, name)]


def regions(progress: Progress, expression: str) -> list[str]:
    """The regions that have a baseline in this expression, in the order of `reports.words`."""
    begun = {
        point.region
        for point in progress.points
        if point.expression == expression and point.verdict == "baseline"
    }
    return [name for name in words.REGIONS if name in begun]


def series(progress: Progress, *, region: str, expression: str) -> tuple[VisitPoint, ...]:
    """Pick the visits of one region and expression, in order of time."""
    return tuple(
        point
        for point in progress.points
        if point.region == region and point.expression == expression
    )


def first_visit(progress: Progress, visit: VisitPoint) -> VisitPoint:
    """Find the visit that `visit` was compared with: the first with its region and expression."""
    points = series(progress, region=visit.region, expression=visit.expression)
    return next(point for point in points if point.verdict == "baseline")


def opening_series(progress: Progress) -> tuple[str, str]:
    """Region and expression to open with: treated, and with the clearest change.

    `progress` has at least one baseline.
    """
    treated = {region for mark in progress.treatments for region in mark.regions}

    def rank(choice: tuple[str, str]) -> tuple[bool, float]:
        region, expression = choice
        points = series(progress, region=region, expression=expression)
        return region in treated, clearness(telling_visit(points))

    choices = [
        (region, expression)
        for expression in expressions(progress)
        for region in regions(progress, expression)
    ]
    return max(choices, key=rank)


def telling_visit(points: Sequence[VisitPoint]) -> VisitPoint:
    """Pick the visit with the clearest change, otherwise the latest that could be compared.

    Parameters
    ----------
    points : sequence of VisitPoint
        One region and expression in order of time, at least one.
    """
    clearest = max(points, key=clearness)
    if clearness(clearest) > 0:
        return clearest
    compared = [point for point in points if point.verdict == "within_error"]
    return compared[-1] if compared else points[-1]


def clearness(point: VisitPoint) -> float:
    """Size of a change in units of its error; 0 where there is no change to speak of."""
    if point.verdict not in TOLD_APART or point.change_percent is None or not point.sdc_percent:
        return 0.0
    return abs(point.change_percent) / point.sdc_percent
