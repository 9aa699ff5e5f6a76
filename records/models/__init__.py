"""The tables, by topic.

A class that ends in ``Row`` keeps a value that another room defines under the plain name.
"""

from records.models.audit import AuditEntry
from records.models.clients import AnswerRow, Client, ConsentRow, SideEffectRow
from records.models.measurements import (
    CalibrationRow,
    Measurement,
    PairMeasurementRow,
    RegionChangeRow,
    RegionFiguresRow,
    SupportRow,
)
from records.models.people import Person
from records.models.practice import PolicyRow
from records.models.studies import Reading, ResearchExport, ResearchExportMember, StudyCode
from records.models.treatments import (
    BotoxSessionRow,
    InjectionRow,
    MicrocurrentSessionRow,
    OtherCare,
    OverrideRow,
)
from records.models.visits import Photo, Visit

__all__ = [
    "AnswerRow",
    "AuditEntry",
    "BotoxSessionRow",
    "CalibrationRow",
    "Client",
    "ConsentRow",
    "InjectionRow",
    "Measurement",
    "MicrocurrentSessionRow",
    "OtherCare",
    "OverrideRow",
    "PairMeasurementRow",
    "Person",
    "Photo",
    "PolicyRow",
    "Reading",
    "RegionChangeRow",
    "RegionFiguresRow",
    "ResearchExport",
    "ResearchExportMember",
    "SideEffectRow",
    "StudyCode",
    "SupportRow",
    "Visit",
]
