"""Where the figures of an export come from: method, versions, face model and settings."""

import platform
from importlib.metadata import version
from typing import Any

from metrics.evidence import ALGORITHM
from metrics.supporting import ALGORITHM as SUPPORTING
from metrics.verdict import ALGORITHM as PAIR_ALGORITHM
from study.deidentify import Deidentified
from study.derive import VERSION
from study.people import LEAST_PEOPLE, POOLED_AGE
from treatments.policy import ClinicPolicy
from vision.model import MODEL_NAME, MODEL_SHA256

PROVENANCE_SCHEMA = "rhytid.provenance/1"
LIBRARIES = (
    "mediapipe",
    "numpy",
    "opencv-contrib-python",
    "pyarrow",
    "scikit-image",
    "scipy",
)
METHOD = (
    "Only people who agreed to research are here, each under a code drawn by chance.",
    "Days are calendar days at the clinic, counted from the first visit with photos; the only year "
    "is that of the first visit, for a year beside each day would tell dates around New Year.",
    f"Ages are in bands of ten years; whoever reaches {POOLED_AGE} is in one band.",
    f"At least {LEAST_PEOPLE} people share each combination of treatment, first year, age band and "
    "skin type. People in smaller cells leave without skin type, then age, then year; who is alone "
    "even by treatment is left out.",
    "Texts are from closed lists and numbers in ranges (dictionary.csv); anything else is left out "
    "and counted below. Numbers typed in by people keep two or three significant digits.",
    "There is no photo, thumbnail, landmark, mesh, free text, device or product name in words.",
    "Figures of an earlier version of the algorithm are left out.",
    "courses, cells and changes follow from the other tables: `python cli.py reproduce DIR`.",
)


def provenance(
    made: Deidentified, *, unmeasured_photos: int, policy: ClinicPolicy
) -> dict[str, Any]:
    """Return what `provenance.json` says; the same records give the same text on any day."""
    return {
        "schema": PROVENANCE_SCHEMA,
        "method": METHOD,
        "algorithms": {
            "lines": ALGORITHM,
            "supporting": SUPPORTING,
            "change": PAIR_ALGORITHM,
            "derive": VERSION,
        },
        "face_model": {"name": MODEL_NAME, "sha256": MODEL_SHA256},
        "settings": {"least_people": LEAST_PEOPLE, "wait_days": policy.wait_days},
        "software": {
            "python": platform.python_version(),
            **{name: version(name) for name in LIBRARIES},
        },
        "people": len(made.people),
        "rows": {name: len(rows) for name, rows in made.tables.items()},
        "left_out": {
            "people": few(made.left_out.people),
            "people_blurred": few(made.left_out.blurred_people),
            "photos_without_figures_of_this_version": unmeasured_photos,
            "values": dict(sorted(made.left_out.values.items())),
            "rows": dict(sorted(made.left_out.rows.items())),
        },
    }


def few(people: int) -> int | str:
    """Return a number of people as it may be published: not a small one."""
    return f"1 to {LEAST_PEOPLE - 1}" if 0 < people < LEAST_PEOPLE else people
