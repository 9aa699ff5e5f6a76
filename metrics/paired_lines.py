"""The lines of a pair, measured at the same pixels in both photos."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from metrics.candidates import line_candidates
from metrics.contrast import Smoother, Traces, line_contrast
from metrics.error import placebo_noise
from metrics.matching import MatchedPair, fine_detail
from metrics.view import CommonView
from vision.displacement import local_correlation
from vision.filters import band, blur, grown

FIT_BAND_MM, FIT_WINDOW_MM, LEAST_FIT = (0.3, 1.5), 3.0, 0.2
LINE_MARGIN_MM = 1.2
AUDIT_BLUR_MM = 0.03

Values = NDArray[np.float64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class PairedLines:
    """Contrast of every line point in both photos.

    Attributes
    ----------
    traces : Traces
    chances : (n,) float64 ndarray
        See `metrics.candidates.line_candidates`.
    before, after : (n,) float64 ndarray
        Contrast in log units, averaged along the line.
    audits : pair of pairs of (n,) float64 ndarray
        The same with a little more blur in the earlier, then in the later photo: what a remaining
        difference in sharpness would do.
    seen : (n,) bool ndarray
        Both photos see the place from a fair angle, and it lies in a region.
    kept : (n,) bool ndarray
        Seen, and the skin beside the line registers.
    noise : float
        Standard deviation of the contrast difference of 8 mm of skin without a line.
    """

    traces: Traces
    chances: Values
    before: Values
    after: Values
    audits: tuple[tuple[Values, Values], tuple[Values, Values]]
    seen: Mask
    kept: Mask
    noise: float


def measure_paired_lines(
    pair: MatchedPair, view: CommonView, regions: Mapping[str, Mask]
) -> PairedLines:
    """Trace the lines of both photos once and measure them in each.

    Parameters
    ----------
    pair : MatchedPair
    view : CommonView
    regions : Mapping of str to (h, w) bool ndarray
        Of the earlier photo; what lies outside them counts nowhere.
    """
    scale = pair.px_per_mm
    traces, chances = line_candidates(pair, view.skin, regions)
    smooth = Smoother(traces, scale)

    def contrasts(
        details: tuple[NDArray[np.float32], NDArray[np.float32]],
    ) -> tuple[Values, Values]:
        first, second = (smooth(line_contrast(detail, traces, scale)) for detail in details)
        return first, second

    softer = [
        fine_detail(blur(log, AUDIT_BLUR_MM * scale), pair.usable, scale)
        for log in (pair.before_log, pair.after_log)
    ]
    plain = [fine_detail(log, pair.usable, scale) for log in (pair.before_log, pair.after_log)]
    before, after = contrasts((pair.before, pair.after))
    seen = traces.looked_up(view.fair & np.any(list(regions.values()), axis=0))
    fit = traces.looked_up(_fit_beside_lines(pair, traces, view.skin))
    return PairedLines(
        traces,
        chances,
        before,
        after,
        (contrasts((softer[0], plain[1])), contrasts((plain[0], softer[1]))),
        seen,
        seen & (fit > LEAST_FIT),
        placebo_noise(pair.before, pair.after, traces, view.fair, scale),
    )


def _fit_beside_lines(pair: MatchedPair, traces: Traces, skin: Mask) -> NDArray[np.float32]:
    """Local correlation of fine detail beside the lines, so that a line that went does not count.

    Where lines leave too little skin beside them, the whole skin is taken.
    """
    scale = pair.px_per_mm
    limits = (FIT_BAND_MM[0] * scale, FIT_BAND_MM[1] * scale)
    first, second = band(pair.before, *limits), band(pair.after, *limits)
    drawn = np.zeros(skin.shape, bool)
    drawn[np.rint(traces.rows).astype(int), np.rint(traces.columns).astype(int)] = True
    beside = skin & ~grown(drawn, LINE_MARGIN_MM * scale)
    window = FIT_WINDOW_MM * scale
    enough = blur(beside.astype(np.float32), window) > 0.15
    return np.where(
        enough,
        local_correlation(first, second, beside, window),
        local_correlation(first, second, skin, window),
    )
