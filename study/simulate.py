"""Clinics that never were, with known truth, in the tables of a research export."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pandas as pd

from study.curve import Shape, effect
from study.export_reader import Export

VISIT_DAYS = tuple(range(0, 197, 14))
MICROCURRENT_DAYS = tuple(range(16, 58, 7))


@dataclass(frozen=True)
class Course:
    """How a product acts in one expression of the simulated region.

    Attributes
    ----------
    fall : float
        A of `study.curve`, 0 to 1.
    half_recovery_day : float
        Median D.
    level : float
        Mean line severity before treatment.
    """

    fall: float
    half_recovery_day: float
    level: float = 8.0


# Image-based falls of 41 % in movement and 12 % at rest (DACS, PubMed 25969436); medians of
# responders of 120 and 131 days (Glogau et al., PubMed 23106853).
ONA_COURSES: Mapping[str, Course] = {
    "frown": Course(0.41, 120.0),
    "rest": Course(0.12, 131.0, level=4.0),
}

SHAPE = Shape(onset_tau_days=4.0, recovery_scale_days=13.0)
"""With it a fall of 41 % dates D to 2.2 days in weekly visits of three photos."""


@dataclass(frozen=True)
class Clinic:
    """What a simulated clinic is made of.

    Attributes
    ----------
    clients, cycles : int
        People, and toxin cycles of each.
    gain_days : float
        By how much microcurrent moves D.
    sd_between_days, sd_within_days : float
        Standard deviation of D between people, and between cycles of one.
    cv_percent : float
        Error of one photo.
    shots : int
        Photos per visit and expression.
    visit_days : sequence of int
        Days after each toxin session.
    jitter_days : int
        Visits other than the first come up to this many days early or late.
    cycle_days : int
        From one toxin session to the next.
    region, product : str
    dose_units : float
        Of every session.
    courses : dict of str to Course
        By expression.
    shape : Shape
    """

    clients: int
    cycles: int
    gain_days: float
    sd_between_days: float
    sd_within_days: float
    cv_percent: float = 6.0
    shots: int = 3
    visit_days: Sequence[int] = VISIT_DAYS
    jitter_days: int = 0
    cycle_days: int = 210
    region: str = "glabella"
    product: str = "onabotulinumtoxinA"
    dose_units: float = 20.0
    courses: Mapping[str, Course] = field(default_factory=lambda: ONA_COURSES)
    shape: Shape = SHAPE


def simulate(clinic: Clinic, *, seed: int) -> tuple[Export, pd.DataFrame]:
    """Draw a clinic: half of the people have microcurrent in odd cycles, half in even ones.

    Returns
    -------
    export : Export
    truth : DataFrame
        One row per cycle and expression: study_code, number, expression, microcurrent and
        half_recovery_day.
    """
    rng = np.random.default_rng(seed)
    treatments: list[dict[str, object]] = []
    photos: list[pd.DataFrame] = []
    truth: list[dict[str, object]] = []
    first_with = rng.permutation(np.arange(clinic.clients) % 2)
    for person in range(clinic.clients):
        code = f"SIM{person + 1:07d}".replace("0", "A").replace("1", "B")
        lasting = rng.normal(0, clinic.sd_between_days)
        level = float(np.exp(rng.normal(0, 0.25)))
        for cycle in range(clinic.cycles):
            device = bool((cycle + first_with[person]) % 2)
            day = cycle * clinic.cycle_days
            treatments += _sessions(clinic, code, cycle, day, device)
            extra = lasting + rng.normal(0, clinic.sd_within_days) + clinic.gain_days * device
            for expression, course in clinic.courses.items():
                half = course.half_recovery_day + extra
                photos.append(
                    _photos(clinic, rng, (code, cycle, expression), half, level * course.level)
                )
                truth.append(
                    {
                        "study_code": code,
                        "number": cycle + 1,
                        "expression": expression,
                        "microcurrent": device,
                        "half_recovery_day": half,
                    }
                )
    export = Export(pd.DataFrame(treatments), pd.concat(photos, ignore_index=True))
    return export, pd.DataFrame(truth)


def _sessions(
    clinic: Clinic, code: str, cycle: int, day: int, device: bool
) -> list[dict[str, object]]:
    number = 100 * cycle + 1
    shared = {"study_code": code, "region": clinic.region}
    toxin: dict[str, object] = {
        "session_number": number,
        "day_offset": day,
        "kind": "botox",
        "product": clinic.product,
        "dose_units": clinic.dose_units,
        "modality": None,
        "session_minutes": np.nan,
        "current_microampere": np.nan,
    }
    sessions: list[dict[str, object]] = [
        {
            "session_number": number + index,
            "day_offset": day + after,
            "kind": "device",
            "product": None,
            "dose_units": np.nan,
            "modality": "microcurrent",
            "session_minutes": 20.0,
            "current_microampere": 300.0,
        }
        for index, after in enumerate(MICROCURRENT_DAYS if device else (), start=1)
    ]
    return [{**shared, **session} for session in (toxin, *sessions)]


def _photos(
    clinic: Clinic,
    rng: np.random.Generator,
    place: tuple[str, int, str],
    half_recovery_day: float,
    level: float,
) -> pd.DataFrame:
    code, cycle, expression = place
    planned = np.asarray(clinic.visit_days)
    jitter = rng.integers(-clinic.jitter_days, clinic.jitter_days + 1, len(planned))
    days = np.where(planned > 0, np.maximum(planned + jitter, 1), 0)
    days = np.repeat(days, clinic.shots)
    fall = clinic.courses[expression].fall
    share = effect(days, half_recovery_day, clinic.shape)
    noise = rng.normal(0, clinic.cv_percent / 100, len(days))
    severity = np.maximum(level * (1 - fall * share) * (1 + noise), 0)
    return pd.DataFrame(
        {
            "study_code": code,
            "visit_number": cycle * len(planned)
            + np.repeat(np.arange(1, len(planned) + 1), clinic.shots),
            "day_offset": cycle * clinic.cycle_days + days,
            "expression": expression,
            "view": "front",
            "shot": np.tile(np.arange(1, clinic.shots + 1), len(planned)),
            "region": clinic.region,
            "line_density_mm_per_cm2": severity * 1.5,
            "severity": severity,
        }
    )


def save(export: Export, folder: Path) -> None:
    """Write the tables as CSV, to be read by `study.export_reader`."""
    folder.mkdir(parents=True, exist_ok=True)
    export.treatments.to_csv(folder / "treatments.csv", index=False)
    export.measurements.to_csv(folder / "measurements.csv", index=False)
