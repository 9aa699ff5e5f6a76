import itertools
import math

import pytest
from hypothesis import given
from hypothesis import strategies as st
from mypy import api

from treatments.doses import (
    Abobotulinumtoxin,
    Dose,
    Onabotulinumtoxin,
    OtherToxin,
    Product,
    dose_of,
    total_dose,
)
from treatments.errors import InvalidRecordError, MixedProductsError

ONE_OF_EACH = [
    *(dose_of(product, 20) for product in Product if product is not Product.OTHER),
    OtherToxin(20, "Toxin X"),
    OtherToxin(20, "Toxin Y"),
]


@pytest.mark.parametrize(("one", "other"), list(itertools.permutations(ONE_OF_EACH, 2)))
def test_units_of_two_products_never_meet(one, other):
    for meet in (
        lambda: one + other,
        lambda: one.exceeds(other),
        lambda: total_dose([one, other]),
    ):
        with pytest.raises(MixedProductsError, match="cannot be added, compared or converted"):
            meet()
    assert one != other


@pytest.mark.parametrize("dose", ONE_OF_EACH, ids=str)
def test_units_of_one_product_add_up(dose):
    assert (dose + dose).units == 40
    assert (dose + dose).preparation == dose.preparation
    assert (dose + dose).exceeds(dose)
    assert not dose.exceeds(dose)
    assert total_dose([dose, dose, dose]).units == 60


def test_a_dose_cannot_be_added_to_a_bare_number():
    with pytest.raises(MixedProductsError):
        Onabotulinumtoxin(4) + 4  # type: ignore[operator]


def test_the_type_checker_rejects_mixed_units(tmp_path):
    program = tmp_path / "mixed.py"
    program.write_text(
        "from treatments.doses import Abobotulinumtoxin, Onabotulinumtoxin, total_dose\n"
        "ona, abo = Onabotulinumtoxin(20), Abobotulinumtoxin(50)\n"
        "same = ona + Onabotulinumtoxin(4)\n"
        "mixed = ona + abo\n"
        "compared = abo.exceeds(ona)\n"
        "added: Onabotulinumtoxin = total_dose([ona, same])\n"
    )
    report, _, status = api.run(["--strict", "--cache-dir", str(tmp_path / "cache"), str(program)])
    wrong_lines = {line.split(":")[1] for line in report.splitlines() if ": error:" in line}
    assert status == 1, report
    assert wrong_lines == {"4", "5"}, report


@pytest.mark.parametrize("units", [0, -4, math.nan, math.inf])
def test_impossible_units_are_refused(units):
    with pytest.raises(InvalidRecordError):
        Onabotulinumtoxin(units)


def test_units_without_a_product_are_refused():
    with pytest.raises(MixedProductsError):
        Dose(4)
    with pytest.raises(InvalidRecordError):
        OtherToxin(4, " ")
    with pytest.raises(InvalidRecordError):
        dose_of(Product.OTHER, 4)


@given(st.lists(st.floats(0.1, 100), min_size=1), st.randoms())
def test_a_total_does_not_depend_on_the_order(units, random):
    doses = [Abobotulinumtoxin(u) for u in units]
    shuffled = doses.copy()
    random.shuffle(shuffled)
    assert total_dose(doses) == total_dose(shuffled)


def test_a_dose_reads_as_units_of_its_product():
    assert str(Onabotulinumtoxin(20)) == "20 U onabotulinumtoxinA"
    assert str(OtherToxin(2.5, "Toxin X")) == "2.5 U Toxin X"
