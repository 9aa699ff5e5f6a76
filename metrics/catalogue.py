"""Every figure that a photo yields: its unit, its sense, its equation and where that comes from."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from metrics.evidence import ALGORITHM
from metrics.supporting import ALGORITHM as SUPPORTING

Sense = Literal["more_wrinkled", "redder", "less_even", "rougher", "none"]


@dataclass(frozen=True)
class Metric:
    """One figure.

    Attributes
    ----------
    name : str
        As in the dataclass that holds it and in every file that leaves the product.
    unit : str
        Empty for counts and ratios.
    higher_means : {"more_wrinkled", "redder", "less_even", "rougher", "none"}
    algorithm : str
        Version; figures of different versions are not compared.
    equation : str
        Over an area of visible skin A and, for lines, over its lines i with length L, width w and
        contrast c.
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


def _supporting(name: str, unit: str, equation: str, source: str, sense: Sense) -> Metric:
    return Metric(name, unit, sense, SUPPORTING, equation, source)


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
        "N = number of lines, of connected pieces that span at least 6 mm, every branch by itself; "
        "a line over a border counts once per region",
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
        "c = sum(L_i x c_i) / sum(L_i); c_i mean of ln luminance beside the line less that on it",
        "natural logarithm of luminance, CIE 15, so that exposure cancels",
        "more_wrinkled",
    ),
    _metric(
        "severity",
        "mm/cm2",
        "S = sum(L_i x c_i) / A",
        "stays proportional when lines only become shallower, as they do after Botox",
        "more_wrinkled",
    ),
    _supporting(
        "lightness",
        "CIELAB",
        "median of L* over A",
        "CIE 15, D65, 2 degree observer",
        "none",
    ),
    _supporting(
        "redness",
        "CIELAB",
        "median of a* over A",
        "CIE 15, D65, 2 degree observer",
        "redder",
    ),
    _supporting(
        "yellowness",
        "CIELAB",
        "median of b* over A",
        "CIE 15, D65, 2 degree observer",
        "none",
    ),
    _supporting(
        "erythema_index",
        "",
        "E = 100 x log10(R / G); R, G linear light of the median sRGB red and green",
        "Diffey, Oliver, Farr, Br. J. Dermatol. 111 (1984) 663; Takiwaki, J. Med. Invest. 44 "
        "(1998) 121",
        "redder",
    ),
    _supporting(
        "lightness_spread",
        "CIELAB",
        "(P90 - P10) / 2.563 of L* after a Gaussian of 1 mm, less a plane",
        "standard deviation that 10 % of outliers at either end do not move",
        "less_even",
    ),
    _supporting(
        "redness_spread",
        "CIELAB",
        "as lightness_spread, of a*",
        "standard deviation that 10 % of outliers at either end do not move",
        "less_even",
    ),
    _supporting(
        "yellowness_spread",
        "CIELAB",
        "as lightness_spread, of b*",
        "standard deviation that 10 % of outliers at either end do not move",
        "less_even",
    ),
    _supporting(
        "ita_deg",
        "deg",
        "ITA = arctan((L* - 50) / b*) x 180 / pi, b* above 0",
        "Chardon, Cretois, Hourseau, Int. J. Cosmet. Sci. 13 (1991) 191; classes: Del Bino, "
        "Bernerd, Br. J. Dermatol. 169 S3 (2013) 33",
        "none",
    ),
    _supporting(
        "ita_exposure_deg",
        "deg",
        "max |ITA(g) - ITA|, g = 0.8 and 1.2; L* + 16 and b* go with the cube root of g",
        "CIE 15; photos are no colorimeters",
        "none",
    ),
    _supporting(
        "roughness_percent",
        "%",
        "100 x 0.01 x sqrt(GLCM contrast) of ln luminance in steps of 0.01, at 1 and 2 mm",
        "Haralick, Shanmugam, Dinstein, IEEE Trans. SMC-3 (1973) 610; distances in mm",
        "rougher",
    ),
    _supporting(
        "homogeneity",
        "",
        "sum(p_ij / (1 + (i - j)^2))",
        "scikit-image graycoprops, on the matrices of roughness_percent",
        "none",
    ),
    _supporting(
        "correlation",
        "",
        "sum(p_ij (i - m_i)(j - m_j)) / (s_i s_j)",
        "Haralick 1973; scikit-image graycoprops, on the matrices of roughness_percent",
        "none",
    ),
    _supporting(
        "energy",
        "",
        "sqrt(sum(p_ij^2))",
        "Haralick 1973; scikit-image graycoprops, on the matrices of roughness_percent",
        "none",
    ),
    _supporting(
        "brow_height_right_mm",
        "mm",
        "mean distance of ten brow landmarks above the line through the pupils",
        "brow position over the pupil, as oculoplastic surgery measures it",
        "none",
    ),
    _supporting(
        "brow_height_left_mm",
        "mm",
        "as brow_height_right_mm",
        "as brow_height_right_mm",
        "none",
    ),
    _supporting(
        "eyelid_aperture_right_mm",
        "mm",
        "upper less lower lid, mean of three landmarks each in the middle of the eye",
        "palpebral fissure height, as oculoplastic surgery measures it",
        "none",
    ),
    _supporting(
        "eyelid_aperture_left_mm",
        "mm",
        "as eyelid_aperture_right_mm",
        "as eyelid_aperture_right_mm",
        "none",
    ),
    _supporting(
        "eye_span_mm",
        "mm",
        "distance of the outer corners of the eyes, in three dimensions",
        "no expression or treatment moves it: the ruler that two visits share",
        "none",
    ),
    _supporting(
        "brow_asymmetry_mm",
        "mm",
        "brow_height_left_mm - brow_height_right_mm",
        "client's own sides; positive: left higher",
        "none",
    ),
    _supporting(
        "eyelid_asymmetry_mm",
        "mm",
        "eyelid_aperture_left_mm - eyelid_aperture_right_mm",
        "client's own sides; positive: left wider",
        "none",
    ),
    _supporting(
        "effort",
        "",
        "mean of the expression scores that make up frown, raise, smile or an open mouth",
        "MediaPipe blendshapes; vision.expression",
        "none",
    ),
)
