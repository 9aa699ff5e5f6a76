"""Every figure that a photo yields: its unit, its sense, its equation and where that comes from."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from metrics.evidence import ALGORITHM

Sense = Literal["more_wrinkled", "none"]


@dataclass(frozen=True)
class Metric:
    """One figure.

    Attributes
    ----------
    name : str
        As in `metrics.density.LineFigures` and in every file that leaves the product.
    unit : str
        Empty for counts and ratios.
    higher_means : {"more_wrinkled", "none"}
    algorithm : str
        Version; figures of different versions are not compared.
    equation : str
        Over the lines i of an area of visible skin A, with length L, width w and contrast c.
    source : str
        Who measures wrinkles this way, or why it is measured so.
    """

    name: str
    unit: str
    higher_means: Sense
    algorithm: str
    equation: str
    source: str


def _metric(name: str, unit: str, equation: str, source: str, sense: Sense) -> Metric:
    return Metric(name, unit, sense, ALGORITHM, equation, source)


def _by_name(*metrics: Metric) -> Mapping[str, Metric]:
    return {metric.name: metric for metric in metrics}


CATALOGUE: Mapping[str, Metric] = _by_name(
    _metric(
        "visible_area_cm2",
        "cm2",
        "A = visible skin pixels x (mm per px)^2 / 100",
        "vision.skin; scale from the iris of 11.7 mm",
        "none",
    ),
    _metric(
        "line_length_mm",
        "mm",
        "L = sum of the lengths of the centre-line polylines",
        "total length of wrinkles, as photo analysis of crow's feet and forehead reports it",
        "more_wrinkled",
    ),
    _metric(
        "line_density_mm_per_cm2",
        "mm/cm2",
        "D = sum(L_i) / A",
        "length over visible area, so that a fringe over half a forehead does not halve it",
        "more_wrinkled",
    ),
    _metric(
        "line_area_percent",
        "%",
        "P = 100 x sum(L_i x w_i) / A, both in mm2",
        "wrinkle area over skin area, as clinical photo systems report it",
        "more_wrinkled",
    ),
    _metric(
        "line_count",
        "",
        "N = number of lines of at least 8 mm; a line over a border counts once per region",
        "number of wrinkles, as clinical photo systems report it",
        "more_wrinkled",
    ),
    _metric(
        "mean_width_mm",
        "mm",
        "w = sum(L_i x w_i) / sum(L_i); w_i full width at half depth of the mean cross profile, "
        "sqrt(measured^2 - blur^2)",
        "full width at half maximum, Gaussian blur taken off in quadrature",
        "more_wrinkled",
    ),
    _metric(
        "mean_contrast",
        "",
        "c = sum(L_i x c_i) / sum(L_i); c_i depth of the mean cross profile in ln(L*/100)",
        "log lightness, so that exposure cancels",
        "more_wrinkled",
    ),
    _metric(
        "severity",
        "mm/cm2",
        "S = sum(L_i x c_i) / A",
        "stays proportional when lines only become shallower, as they do after Botox",
        "more_wrinkled",
    ),
)
