"""How the effect of each product runs over time, where a figure was read.

All figures come from glabellar lines at maximum frown, in groups of people: they say when to look,
not what one person will see. Nothing is filled in from one product to another.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from treatments.doses import Product
from treatments.sources import (
    ABO_LABEL,
    DAXI_COURSE,
    DAXI_PATIENTS,
    GLOGAU,
    INCO_ONSET,
    INCO_PATIENTS,
    LETI_ONSET,
    RAPPL,
    Source,
)


@dataclass(frozen=True)
class Window:
    """Days after the injection, both ends included.

    Attributes
    ----------
    first_day, last_day : int
    sources : tuple of Source
    """

    first_day: int
    last_day: int
    sources: tuple[Source, ...]


@dataclass(frozen=True)
class Course:
    """When an effect is expected to start, to be strongest, and to have worn off in half of people.

    A window is None where no figure was read.
    """

    onset: Window | None
    peak: Window | None
    wear_off: Window | None


_PEAK = Window(14, 30, (DAXI_COURSE, GLOGAU))
"""Type A toxins peak at 2 to 4 weeks; the trials judge them at day 30."""

_CONVENTIONAL_WEAR_OFF = Window(90, 122, (DAXI_COURSE,))
"""The products before daxibotulinumtoxinA need retreatment after 3 to 4 months."""

COURSES: Mapping[Product, Course] = {
    # Half of the responders have lost the response at 120 days in movement, at 131 at rest.
    Product.ONA: Course(Window(5, 6, (RAPPL,)), _PEAK, Window(120, 131, (GLOGAU,))),
    # The label's trials give medians of 2 and 3 days, Rappl a mean of 5.3.
    Product.ABO: Course(Window(2, 6, (ABO_LABEL, RAPPL)), _PEAK, _CONVENTIONAL_WEAR_OFF),
    # 95 % respond by days 2 to 4. Sources disagree on the end: "up to 3 months", "over 5 months".
    Product.INCO: Course(
        Window(2, 4, (INCO_ONSET, RAPPL)), _PEAK, Window(90, 150, (INCO_PATIENTS, INCO_ONSET))
    ),
    Product.PRABO: Course(None, _PEAK, _CONVENTIONAL_WEAR_OFF),
    # Median 168 days with none or mild lines; some keep it for up to 9 months.
    Product.DAXI: Course(
        Window(1, 2, (DAXI_PATIENTS,)), _PEAK, Window(168, 274, (DAXI_COURSE, DAXI_PATIENTS))
    ),
    Product.LETI: Course(Window(2, 5, (LETI_ONSET,)), _PEAK, _CONVENTIONAL_WEAR_OFF),
    Product.OTHER: Course(None, None, None),
}
