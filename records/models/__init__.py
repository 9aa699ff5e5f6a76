"""The tables, by topic.

A class that ends in ``Row`` keeps a value that another room defines under the plain name.
"""

from records.models.audit import AuditEntry
from records.models.clients import Client
from records.models.measurements import (
    Measurement,
    PairMeasurementRow,
    RegionChangeRow,
    RegionFiguresRow,
)
from records.models.treatments import BotoxSessionRow, InjectionRow, MicrocurrentSessionRow
from records.models.visits import Photo, Visit

__all__ = [
    "AuditEntry",
    "BotoxSessionRow",
    "Client",
    "InjectionRow",
    "Measurement",
    "MicrocurrentSessionRow",
    "PairMeasurementRow",
    "Photo",
    "RegionChangeRow",
    "RegionFiguresRow",
    "Visit",
]
