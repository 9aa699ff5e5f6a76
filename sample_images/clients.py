"""The three fictional clients of the demo clinic: who they are and what was done when."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from sample_images.expression import Expression
from sample_images.person import Person

ZONE = ZoneInfo("Europe/Berlin")
GLABELLA_POINTS = ("glabella",) * 5
FOREHEAD_POINTS = ("forehead",) * 5
UNITS_PER_POINT = 4
"""Twenty units in five points per area, as the onabotulinumtoxinA label has it."""


@dataclass(frozen=True)
class Client:
    """One client of the demo clinic.

    Attributes
    ----------
    key : str
        Folder name.
    name : str
        Fictional.
    birth_year : int
    person : Person
    severity : float
        Of the wrinkles, see `sample_images.anatomy.wrinkles`.
    first_visit : datetime
        With zone.
    visit_days : tuple of int
        Days since the first visit.
    expressions : tuple of str
        Photographed at every visit.
    botox_points : tuple of str
        Region of every injection at the first visit; empty without Botox.
    microcurrent_days : tuple of int
    microcurrent_regions : tuple of str
    """

    key: str
    name: str
    birth_year: int
    person: Person
    severity: float
    first_visit: datetime
    visit_days: tuple[int, ...]
    expressions: tuple[Expression, ...]
    botox_points: tuple[str, ...] = ()
    microcurrent_days: tuple[int, ...] = ()
    microcurrent_regions: tuple[str, ...] = ()

    def at(self, day: int, *, minutes: int = 0) -> datetime:
        """Time on a day after the first visit, at the same hour of the clinic's clock."""
        return self.first_visit + timedelta(days=day, minutes=minutes)


CLIENTS: tuple[Client, ...] = (
    Client(
        key="botox_only",
        name="Ingrid Solvang",
        birth_year=1972,
        person=Person(seed=31, tone="II", hair="tied", hair_colour="blond", eyes="blue"),
        severity=0.95,
        first_visit=datetime(2025, 3, 3, 10, 0, tzinfo=ZONE),
        visit_days=(0, 7, 14, 30, 60, 90, 120, 150),
        expressions=("rest", "frown"),
        botox_points=GLABELLA_POINTS + FOREHEAD_POINTS,
    ),
    Client(
        key="botox_then_microcurrent",
        name="Tomas Abebe",
        birth_year=1968,
        person=Person(
            seed=58,
            tone="V",
            sex="male",
            hair="short",
            hair_colour="black",
            eyes="dark",
            stubble=0.5,
        ),
        severity=0.95,
        first_visit=datetime(2025, 4, 8, 15, 30, tzinfo=ZONE),
        visit_days=(0, 14, 30, 60, 90, 120, 150),
        expressions=("rest", "frown"),
        botox_points=GLABELLA_POINTS,
        microcurrent_days=(14, 21, 28, 35, 42, 49, 56, 86),
        microcurrent_regions=(
            "cheek_left",
            "cheek_right",
            "nasolabial_left",
            "nasolabial_right",
        ),
    ),
    Client(
        key="microcurrent_only",
        name="Hana Moriyama",
        birth_year=1979,
        person=Person(seed=77, tone="III", hair="tied", hair_colour="black", eyes="brown"),
        severity=0.9,
        first_visit=datetime(2025, 5, 12, 9, 15, tzinfo=ZONE),
        visit_days=(0, 14, 30, 60, 90, 120),
        expressions=("rest", "raise"),
        microcurrent_days=(0, 3, 7, 10, 14, 17, 21, 24, 28, 31, 60, 90),
        microcurrent_regions=("forehead", "cheek_left", "cheek_right"),
    ),
)
