"""What the labels say about doses; only figures that were read, nothing filled in."""

from collections.abc import Mapping
from dataclasses import dataclass

from treatments.doses import (
    Abobotulinumtoxin,
    Daxibotulinumtoxin,
    Dose,
    Incobotulinumtoxin,
    Letibotulinumtoxin,
    Onabotulinumtoxin,
    Prabotulinumtoxin,
    Product,
)
from treatments.sources import (
    ABO_LABEL,
    DAXI_LABEL,
    INCO_LABEL,
    LETI_LABEL,
    ONA_LABEL,
    PRABO_LABEL,
    Source,
)

RETREATMENT_DAYS = 90
"""Every label read asks for three months between treatments."""

CUMULATIVE_WINDOW_DAYS = 92
"""The longest three calendar months, so that no interval of three months escapes."""


@dataclass(frozen=True)
class LabelDose:
    """The label's dose in one region of the face chart (crow's feet: per side).

    Attributes
    ----------
    total : Dose
    per_point : Dose or None
        None where the label's division into points was not read.
    source : Source
    """

    total: Dose
    per_point: Dose | None
    source: Source


def _by_region(
    *,
    glabella: LabelDose,
    forehead: LabelDose | None = None,
    canthus: LabelDose | None = None,
) -> Mapping[str, LabelDose]:
    doses = {
        "glabella": glabella,
        "forehead": forehead,
        "crows_feet_left": canthus,
        "crows_feet_right": canthus,
    }
    return {region: dose for region, dose in doses.items() if dose is not None}


LABEL_DOSES: Mapping[Product, Mapping[str, LabelDose]] = {
    Product.ONA: _by_region(
        glabella=LabelDose(Onabotulinumtoxin(20), Onabotulinumtoxin(4), ONA_LABEL),
        forehead=LabelDose(Onabotulinumtoxin(20), Onabotulinumtoxin(4), ONA_LABEL),
        canthus=LabelDose(Onabotulinumtoxin(12), Onabotulinumtoxin(4), ONA_LABEL),
    ),
    Product.ABO: _by_region(
        glabella=LabelDose(Abobotulinumtoxin(50), Abobotulinumtoxin(10), ABO_LABEL),
    ),
    Product.INCO: _by_region(
        glabella=LabelDose(Incobotulinumtoxin(20), Incobotulinumtoxin(4), INCO_LABEL),
        forehead=LabelDose(Incobotulinumtoxin(20), None, INCO_LABEL),
        canthus=LabelDose(Incobotulinumtoxin(12), None, INCO_LABEL),
    ),
    Product.PRABO: _by_region(
        glabella=LabelDose(Prabotulinumtoxin(20), Prabotulinumtoxin(4), PRABO_LABEL),
    ),
    Product.DAXI: _by_region(
        glabella=LabelDose(Daxibotulinumtoxin(40), Daxibotulinumtoxin(8), DAXI_LABEL),
    ),
    Product.LETI: _by_region(
        glabella=LabelDose(Letibotulinumtoxin(20), Letibotulinumtoxin(4), LETI_LABEL),
    ),
    Product.OTHER: {},
}

CUMULATIVE_LIMITS: Mapping[Product, Dose] = {Product.ONA: Onabotulinumtoxin(400)}
"""Most units in three months, over all uses; no such figure was read for the other products."""
