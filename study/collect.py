"""One client's records as rows of the tables that may leave: days instead of dates, no name."""

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, tzinfo

from metrics.evidence import ALGORITHM
from metrics.verdict import ALGORITHM as PAIR_ALGORITHM
from records import research
from records.research import Row
from records.store import Session
from study.people import Person, age_band
from study.tables import FACE
from treatments.clock import day_of, days_between


@dataclass(frozen=True)
class Collected:
    """A person and the rows of each table, not yet checked against the tables."""

    person: Person
    rows: Mapping[str, list[Row]]


@dataclass(frozen=True)
class _Calendar:
    """Days and visits of one person, counted from the first visit with photos."""

    first: datetime
    zone: tzinfo
    numbers: Mapping[int, int]
    days: Mapping[int, int]

    def day(self, moment: datetime | None) -> int | None:
        return None if moment is None else days_between(self.first, moment, self.zone)

    def visit(self, visit_id: int, prefix: str = "") -> Row:
        return {
            f"{prefix}visit_number": self.numbers[visit_id],
            f"{prefix}day_offset": self.days[visit_id],
        }


def collect(
    session: Session, client_id: str, *, study_code: str, zone: tzinfo, until: datetime
) -> Collected | None:
    """Read what may leave of one client; None where there is no visit with photos.

    Parameters
    ----------
    session : Session
    client_id, study_code : str
    zone : tzinfo
        Of the clinic, in which days are counted.
    until : datetime
        Treatments after this moment are only booked.
    """
    visits = research.visit_rows(session, client_id)
    if not visits:
        return None
    first = visits[0].visited_at
    calendar = _Calendar(
        first,
        zone,
        {visit.id: visit.number for visit in visits},
        {visit.id: days_between(first, visit.visited_at, zone) for visit in visits},
    )
    treatments = list(_treatments(session, client_id, calendar, until))
    kinds = {row["kind"] for row in treatments}
    known = research.person_row(session, client_id)
    years = [day_of(on, zone).year for on in (first, visits[-1].visited_at)]
    person = Person(
        study_code,
        _treated_with(kinds),
        years[0],
        age_band(known["birth_year"], first_year=years[0], last_year=years[1]),
        known["fitzpatrick"],
    )
    return Collected(
        person,
        {
            "visits": [calendar.visit(visit.id) for visit in visits],
            "treatments": treatments,
            "measurements": [
                {**row, **calendar.visit(row["visit_id"]), "region": row["region"] or FACE}
                for row in research.measurement_rows(session, client_id, ALGORITHM)
            ],
            "pairs": [
                {
                    **row,
                    **calendar.visit(row["before_visit_id"], "before_"),
                    **calendar.visit(row["visit_id"]),
                    "region": row["region"] or FACE,
                }
                for row in research.pair_rows(session, client_id, PAIR_ALGORITHM)
            ],
            "readings": [
                {**row, **calendar.visit(row["visit_id"])}
                for row in research.reading_rows(session, client_id)
            ],
        },
    )


def _treated_with(kinds: set[str]) -> str:
    done = [kind for kind in ("botox", "device") if kind in kinds]
    return "_and_".join(done) or "neither"


def _treatments(
    session: Session, client_id: str, calendar: _Calendar, until: datetime
) -> Iterator[Row]:
    sessions = [
        *(("botox", rows) for rows in _injections(session, client_id).values()),
        *(("device", [row]) for row in research.device_rows(session, client_id)),
        *((row["kind"], [row]) for row in research.care_rows(session, client_id)),
    ]
    done = [(kind, rows) for kind, rows in sessions if rows[0]["treated_at"] <= until]
    done.sort(key=lambda each: (each[1][0]["treated_at"], each[0], each[1][0]["id"]))
    for number, (kind, rows) in enumerate(done, start=1):
        common = {
            "session_number": number,
            "day_offset": calendar.day(rows[0]["treated_at"]),
            "kind": kind,
        }
        for row in _doses(rows) if kind == "botox" else _places(rows[0], calendar):
            yield {**common, **row}


def _injections(session: Session, client_id: str) -> dict[int, list[Row]]:
    sessions: dict[int, list[Row]] = defaultdict(list)
    for row in research.injection_rows(session, client_id):
        sessions[row["id"]].append(row)
    return sessions


def _doses(injections: list[Row]) -> Iterator[Row]:
    places: dict[tuple[str, str], list[float]] = defaultdict(list)
    for row in injections:
        places[row["region"], row["side"]].append(row["units"])
    for (region, side), units in places.items():
        yield {
            "region": region,
            "side": side or None,
            "product": injections[0]["product"],
            "dose_units": math.fsum(units),
        }


def _places(row: Row, calendar: _Calendar) -> Iterator[Row]:
    for region in row["regions"] or (FACE,):
        yield {
            "region": region,
            "until_day_offset": calendar.day(row.get("until")),
            "modality": row.get("modality"),
            "session_minutes": row.get("minutes"),
            "current_microampere": row.get("current_microampere"),
            "frequency_hz": row.get("frequency_hz"),
        }
