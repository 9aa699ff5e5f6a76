"""Units of botulinum toxin, one type per product.

Every US label says that units of one product cannot be compared with or converted into units of
another. So each product has its own class: mypy rejects a sum or a comparison over two of them,
and at run time it raises `MixedProductsError`. There is no conversion, on purpose.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import ClassVar, Self, TypeVar

from treatments.errors import InvalidRecordError, MixedProductsError


class Product(StrEnum):
    """Toxin products, by their nonproprietary names."""

    ONA = "onabotulinumtoxinA"
    ABO = "abobotulinumtoxinA"
    INCO = "incobotulinumtoxinA"
    PRABO = "prabotulinumtoxinA"
    DAXI = "daxibotulinumtoxinA"
    LETI = "letibotulinumtoxinA"
    OTHER = "other"


@dataclass(frozen=True)
class Dose:
    """A number of units of one product; use the class of the product, or `dose_of`.

    Attributes
    ----------
    units : float
        Finite and above 0, in the product's own units.
    """

    units: float
    product: ClassVar[Product]

    def __post_init__(self) -> None:
        if type(self) is Dose:
            raise MixedProductsError("units without a product mean nothing; name the product")
        if not (math.isfinite(self.units) and self.units > 0):
            raise InvalidRecordError(f"{self.units} units: a dose is a finite number above 0")

    @property
    def preparation(self) -> str:
        """What was in the vial; doses of different preparations never meet."""
        return self.product.value

    def __add__(self, other: Self) -> Self:
        self._require_same(other)
        return replace(self, units=self.units + other.units)

    def __mul__(self, factor: float) -> Self:
        return replace(self, units=self.units * factor)

    def __str__(self) -> str:
        return f"{self.units:g} U {self.preparation}"

    def exceeds(self, other: Self) -> bool:
        """Tell whether this is more than another dose of the same preparation."""
        self._require_same(other)
        return self.units > other.units

    def _require_same(self, other: object) -> None:
        if not isinstance(other, Dose) or other.preparation != self.preparation:
            raise MixedProductsError(f"{self} and {other} cannot be added, compared or converted")


class Onabotulinumtoxin(Dose):
    """Units of onabotulinumtoxinA."""

    product = Product.ONA


class Abobotulinumtoxin(Dose):
    """Units of abobotulinumtoxinA."""

    product = Product.ABO


class Incobotulinumtoxin(Dose):
    """Units of incobotulinumtoxinA."""

    product = Product.INCO


class Prabotulinumtoxin(Dose):
    """Units of prabotulinumtoxinA."""

    product = Product.PRABO


class Daxibotulinumtoxin(Dose):
    """Units of daxibotulinumtoxinA."""

    product = Product.DAXI


class Letibotulinumtoxin(Dose):
    """Units of letibotulinumtoxinA."""

    product = Product.LETI


@dataclass(frozen=True)
class OtherToxin(Dose):
    """Units of a product that has no class here; two different names never meet either."""

    name: str
    product = Product.OTHER

    def __post_init__(self) -> None:
        super().__post_init__()
        if not self.name.strip():
            raise InvalidRecordError("name the product: units without a product mean nothing")

    @property
    def preparation(self) -> str:
        """The product's name, for nothing is known about it but that."""
        return self.name.strip()


_CLASSES: dict[Product, type[Dose]] = {
    kind.product: kind
    for kind in (
        Onabotulinumtoxin,
        Abobotulinumtoxin,
        Incobotulinumtoxin,
        Prabotulinumtoxin,
        Daxibotulinumtoxin,
        Letibotulinumtoxin,
    )
}


def dose_of(product: Product, units: float, *, name: str = "") -> Dose:
    """Return a dose of the product that a record names.

    Parameters
    ----------
    product : Product
    units : float
        In the product's own units, above 0.
    name : str
        The product's name; read for `Product.OTHER` only, where it must not be empty.
    """
    if product is Product.OTHER:
        return OtherToxin(units, name)
    return _CLASSES[product](units)


DoseT = TypeVar("DoseT", bound=Dose)


def total_dose(doses: Iterable[DoseT]) -> DoseT:
    """Add doses of one preparation; the sum does not depend on their order.

    Raises
    ------
    MixedProductsError
        The doses are of more than one preparation.
    InvalidRecordError
        There is no dose.
    """
    all_doses = tuple(doses)
    if not all_doses:
        raise InvalidRecordError("no dose to add up")
    first = all_doses[0]
    for dose in all_doses:
        first._require_same(dose)
    return replace(first, units=math.fsum(dose.units for dose in all_doses))
