"""How lines change after Botox, by the published course, for the demo clinic.

The model is ``1 - A (1 - exp(-t / onset)) / (1 + exp((t - D) / s))`` with the fall `A` at its peak
and half of it gone on day `D`. Dynamic lines fall by 26 % (3-D imaging, day 30, n = 21; PubMed
30311033) to 41 % (image analysis, one month, n = 8; PubMed 25969436), static ones by 17 % and
12 % in the same studies. Onabotulinumtoxin lasts 120 days in the median at maximum contraction
(four trials; PubMed 23106853).
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace

import numpy as np

from sample_images.grooves import Groove, scaled

ONSET_DAYS = 4.0
RECOVERY_DAYS = 9.0


@dataclass(frozen=True)
class Fall:
    """Share by which lines have fallen at the peak, and the day when half of it is back."""

    share: float
    half_back_day: float

    def left(self, day: float) -> float:
        """Factor on line depth `day` days after treatment; 1 before it."""
        if day <= 0:
            return 1.0
        reached = 1 - np.exp(-day / ONSET_DAYS)
        lost = 1 + np.exp((day - self.half_back_day) / RECOVERY_DAYS)
        return float(1 - self.share * reached / lost)


STATIC = Fall(0.17, 100)
DYNAMIC = Fall(0.41, 95)


def _relaxed(grooves: Iterable[Groove], share: float) -> list[Groove]:
    """Take `share` of a region's dynamic depth away, the same depth from every groove."""
    kept = list(grooves)
    weights = [groove.chart_length_mm for groove in kept]
    mean = float(np.average([groove.deepening_mm for groove in kept], weights=weights))
    return [replace(g, deepening_mm=max(0.0, g.deepening_mm - share * mean)) for g in kept]


def after_botox(
    grooves: Iterable[Groove], *, regions: Collection[str], day: float
) -> tuple[Groove, ...]:
    """Grooves `day` days after the treated regions were injected.

    Static depth falls in proportion. Dynamic depth falls by the same amount in every groove of a
    region, for the muscle pulls on all of them: fine creases no longer form, furrows stay.
    """
    treated = scaled(grooves, static=STATIC.left(day), dynamic=1, regions=regions)
    relaxed = [groove for groove in treated if groove.region not in regions]
    for region in sorted(regions):
        inside = [groove for groove in treated if groove.region == region]
        relaxed += _relaxed(inside, 1 - DYNAMIC.left(day)) if inside else []
    return tuple(relaxed)
