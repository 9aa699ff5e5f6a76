"""What could be recognised about a person, blurred until enough people share it."""

from collections import defaultdict
from collections.abc import Container, Iterable
from dataclasses import dataclass, replace

LEAST_PEOPLE = 5
"""Cells of fewer people are not published."""

POOLED_AGE = 90
"""Safe Harbor, 45 CFR 164.514(b)(2)(i)(C): ages over 89 are one category."""


@dataclass(frozen=True)
class Person:
    """One person as somebody who knows them would look for them; None is not published."""

    study_code: str
    treated_with: str
    first_year: int | None
    age_band: str | None
    fitzpatrick: int | None

    @property
    def cell(self) -> tuple[str, int | None, str | None, int | None]:
        """What those who share it cannot be told apart by."""
        return (self.treated_with, self.first_year, self.age_band, self.fitzpatrick)


SHOWN = (
    {"first_year", "age_band", "fitzpatrick"},
    {"first_year", "age_band"},
    {"first_year"},
    set[str](),
)
"""What is still published, step by step, of people whose cell is too small."""


def blur(people: Iterable[Person], *, least: int = LEAST_PEOPLE) -> list[Person]:
    """Return the people so that at least `least` share each cell.

    Whoever is in too small a cell gives up the skin type, then the age, then the year of the first
    visit. Whose treatment fewer than `least` people share is left out: what was treated cannot be
    blurred, as the rows of treatments say it.
    """
    published: list[Person] = []
    for group in _cells(people, ()):
        if len(group) >= least:
            published += _blur_group(group, least)
    return sorted(published, key=lambda person: person.study_code)


def _blur_group(waiting: list[Person], least: int) -> list[Person]:
    """Blur people of one treatment, of whom there are enough."""
    settled: list[list[Person]] = []
    for shown in SHOWN:
        cells = _cells(waiting, shown)
        settled += [
            [_showing(person, shown) for person in cell] for cell in cells if len(cell) >= least
        ]
        waiting = [person for cell in cells if len(cell) < least for person in cell]
    if waiting:  # too few to be among themselves: the smallest cell keeps them company
        settled.sort(key=len)
        settled[0] = [_showing(person, ()) for person in (*settled[0], *waiting)]
    return [person for cell in settled for person in cell]


def _cells(people: Iterable[Person], shown: Container[str]) -> list[list[Person]]:
    cells: dict[object, list[Person]] = defaultdict(list)
    for person in people:
        cells[_showing(person, shown).cell].append(person)
    return list(cells.values())


def _showing(person: Person, shown: Container[str]) -> Person:
    return replace(
        person,
        first_year=person.first_year if "first_year" in shown else None,
        age_band=person.age_band if "age_band" in shown else None,
        fitzpatrick=person.fitzpatrick if "fitzpatrick" in shown else None,
    )


def age_band(birth_year: int | None, *, first_year: int, last_year: int) -> str | None:
    """Return the age at the first visit in bands of ten years, from calendar years.

    Whoever reaches 90 by the last visit is in the topmost band from the start, for later ages
    follow from the day offsets.
    """
    if birth_year is None or not 0 <= last_year - birth_year <= 120:
        return None
    if last_year - birth_year >= POOLED_AGE:
        return "90+"
    age = first_year - birth_year
    if age < 18:
        return "under 18"
    if age < 30:
        return "18-29"
    decade = age // 10 * 10
    return f"{decade}-{decade + 9}"
