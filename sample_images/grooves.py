"""Wrinkles as grooves: where they run, how deep they are, and how treatment changes them."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

import numpy as np

from sample_images.chart import curve
from sample_images.expression import Expression
from sample_images.mesh import Floats

FWHM_PER_SIGMA = 2.3548
Point = tuple[float, float]


@dataclass(frozen=True)
class Groove:
    """One wrinkle on the template face.

    Attributes
    ----------
    region : str
        One of the 15 region names.
    polyline : tuple of (x, y)
        Control points in mm on the template (x to the image's right, y up); a spline runs
        through them.
    depth_mm : float
        Depth at rest in the middle of the groove; the ends taper off.
    sigma_mm : float
        Standard deviation of its gaussian cross-section.
    deepens_with : {"frown", "raise", "smile"} or None
        The expression that deepens it.
    deepening_mm : float
        Depth added at maximum contraction.
    fold_mm : float
        Height of the bulge on its outer side (nasolabial fold).
    """

    region: str
    polyline: tuple[Point, ...]
    depth_mm: float
    sigma_mm: float
    deepens_with: Expression | None = None
    deepening_mm: float = 0.0
    fold_mm: float = 0.0

    def depth_at(self, expression: Expression, effort: float) -> float:
        """Depth in mm while an expression is made."""
        active = expression == self.deepens_with
        return self.depth_mm + active * effort * self.deepening_mm

    @property
    def chart_length_mm(self) -> float:
        """Length on the template, seen from the front."""
        return float(np.linalg.norm(np.diff(self.path(200), axis=0), axis=1).sum())

    def path(self, count: int) -> Floats:
        """Chart points (count, 2) along the groove."""
        return curve(np.array(self.polyline), count)


def scaled(
    grooves: Iterable[Groove],
    *,
    static: float,
    dynamic: float,
    regions: Collection[str] | None = None,
) -> tuple[Groove, ...]:
    """Make grooves shallower or deeper without moving them.

    Parameters
    ----------
    grooves : iterable of Groove
    static, dynamic : float
        Factors on the depth at rest and on the depth that an expression adds.
    regions : collection of str or None
        Only these regions; None means all.
    """
    return tuple(
        replace(
            groove,
            depth_mm=groove.depth_mm * static,
            deepening_mm=groove.deepening_mm * dynamic,
            fold_mm=groove.fold_mm * static,
        )
        if regions is None or groove.region in regions
        else groove
        for groove in grooves
    )


def shortened(grooves: Iterable[Groove], *, removed_share: float, seed: int) -> tuple[Groove, ...]:
    """Take away a share of the total chart length: whole grooves at random, the last in part.

    Parameters
    ----------
    grooves : iterable of Groove
    removed_share : float
        0..1 of the summed length.
    seed : int
        Decides which grooves go first.
    """
    kept = list(grooves)
    paths = [groove.path(200) for groove in kept]
    lengths = [groove.chart_length_mm for groove in kept]
    left = removed_share * sum(lengths)
    for index in np.random.default_rng(seed).permutation(len(kept)):
        share = min(1.0, left / lengths[index])
        left -= share * lengths[index]
        if 0 < share < 1:
            remaining = paths[index][: max(2, round(200 * (1 - share))) : 8]
            points = tuple((float(x), float(y)) for x, y in remaining)
            kept[index] = replace(kept[index], polyline=points)
        elif share == 1:
            kept[index] = replace(kept[index], depth_mm=0, deepening_mm=0, fold_mm=0)
        if left <= 1e-9:
            break
    return tuple(groove for groove in kept if groove.depth_mm or groove.deepening_mm)
