"""What people type about a treatment, as the records take it."""

from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING

import typer

# ruff: noqa: PLC0415 - see commands.records

if TYPE_CHECKING:
    from records.provision import Provision
    from treatments.sessions import Injection

MIDDLE_MM = 2.0
"""Up to this far from the middle of the face chart an injection counts as in the middle."""


def injection(text: str, product: str, product_name: str) -> "Injection":
    """Return a point typed as ``REGION=UNITS[@X,Y[:MUSCLE]]``."""
    from records.treatments import PlacedInjection
    from treatments.doses import Product, dose_of
    from treatments.sessions import Injection

    products = [known.value for known in Product]
    if product not in products:
        raise typer.BadParameter(f"choose one of {', '.join(products)}", param_hint="--product")
    region, value = pair(text, "--inject")
    units, _, rest = value.partition("@")
    place, _, muscle = rest.partition(":")
    try:
        dose = dose_of(Product(product), float(units), name=product_name)
        if not rest:
            return Injection(region, dose)
        x_mm, y_mm = (float(part) for part in place.split(","))
        return PlacedInjection(region, dose, muscle, _side(x_mm), x_mm, y_mm)
    except ValueError as error:
        message = f"{text}: {error}; write it like glabella=4 or glabella=4@-12,-42:corrugator"
        raise typer.BadParameter(message, param_hint="--inject") from error


def _side(x_mm: float) -> str:
    """Name the client's own side of a place on the face chart."""
    if abs(x_mm) <= MIDDLE_MM:
        return "middle"
    return "left" if x_mm > 0 else "right"


def pair(text: str, option: str) -> tuple[str, str]:
    """Return both sides of ``NAME=VALUE``."""
    name, equals, value = text.partition("=")
    if not (name and equals and value):
        raise typer.BadParameter(f"{text} is not of the form NAME=VALUE", param_hint=option)
    return name, value


def provision_of(by: str, qualification: str, cost: str | None, notes: str) -> "Provision":
    """Return who treated, for how much, and what was noted."""
    from records.provision import Cost, Provision

    if cost is None:
        return Provision(by, qualification, None, notes)
    amount, _, currency = cost.partition(" ")
    try:
        return Provision(by, qualification, Cost(Decimal(amount), currency), notes)
    except (InvalidOperation, ValueError) as error:
        raise typer.BadParameter("write it like '250.00 EUR'", param_hint="--cost") from error
