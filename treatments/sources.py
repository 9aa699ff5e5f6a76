"""Where each rule and figure comes from, and how far it can be trusted."""

from dataclasses import dataclass
from enum import StrEnum


class Evidence(StrEnum):
    """What kind of source it is, strongest first."""

    LABEL = "product label"
    TRIAL = "clinical study"
    CONSENSUS = "expert consensus"
    ADVICE = "published advice, not tested in a trial"
    CHOICE = "a choice of this software"


@dataclass(frozen=True)
class Source:
    """A citation with its date.

    Attributes
    ----------
    citation : str
        Who said it and where it can be read.
    evidence : Evidence
    date : str
        When it was published, or when a page without a date was read: ``"2013"``, ``"2024-08-07"``.
    """

    citation: str
    evidence: Evidence
    date: str

    def __str__(self) -> str:
        return f"{self.citation} ({self.date}; {self.evidence})"


SEED = Source(
    "Lemon & Beaker, Can You Use Microcurrent After Botox?", Evidence.ADVICE, "2024-08-07"
)
ONA_LABEL = Source("Botox Cosmetic US label, DailyMed 485d9b71", Evidence.LABEL, "read 2026")
ABO_LABEL = Source("Dysport US label, dysportusa.com", Evidence.LABEL, "read 2026")
INCO_LABEL = Source("Xeomin US label, xeominaesthetic.com", Evidence.LABEL, "2024")
PRABO_LABEL = Source("Jeuveau US label, prescriberpoint.com", Evidence.LABEL, "read 2026")
DAXI_LABEL = Source("Daxxify US label, hcp.daxxify.com", Evidence.LABEL, "read 2026")
LETI_LABEL = Source("Letybo US label, guidelinecentral.com", Evidence.LABEL, "read 2026")
ALL_LABELS = Source(
    "US labels of all botulinum toxin products, boxed warning and warnings",
    Evidence.LABEL,
    "read 2026",
)
LETI_SMPC = Source(
    "Letybo summary of product characteristics (EU/UK), medthority.com", Evidence.LABEL, "2022"
)

RAPPL = Source("Rappl et al., n = 180, PMC3789632", Evidence.TRIAL, "2013")
GLOGAU = Source(
    "Glogau et al., pooled phase 3 trials of 20 U, PubMed 23106853", Evidence.TRIAL, "2012"
)
INCO_ONSET = Source("Prager et al., n = 23, doi 10.2147/CIA.S34854", Evidence.TRIAL, "2013")
INCO_PATIENTS = Source(
    "Xeomin information for patients, monicahalemd.com", Evidence.ADVICE, "read 2026"
)
DAXI_COURSE = Source("Dover et al., PMC10461716", Evidence.TRIAL, "2023")
DAXI_PATIENTS = Source("Drugs.com on the SAKURA trials", Evidence.ADVICE, "read 2026")
LETI_ONSET = Source(
    "Mueller et al., Aesthet Surg J 42:677, as quoted by the maker", Evidence.TRIAL, "2022"
)

WAIT_BOTH_SIDES = Source(
    "ruli.com asks 2 weeks before and after, 7E Wellness 48 hours", Evidence.ADVICE, "read 2026"
)
DEVICE_WARNINGS = Source(
    "contraindications in makers' manuals of microcurrent devices", Evidence.ADVICE, "read 2026"
)
UNDIAGNOSED_MG = Source(
    "8 of 8 people with undiagnosed myasthenia gravis became weak, PubMed 34929650",
    Evidence.TRIAL,
    "2021",
)
CHOICE = Source("Rhytid, docs/rules.md", Evidence.CHOICE, "2026-11")

STATE_OF_EVIDENCE = (
    "This is precaution: as of November 2026 no trial of microcurrent after botulinum toxin was "
    "found."
)
